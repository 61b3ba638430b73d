"""Files that are whole or not there: written beside their place, and moved when all is in."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from khabar.errors import UsageError

STDOUT = "-"
"""The file that stands for standard output."""


@contextmanager
def write_whole(file: str | Path) -> Iterator[BinaryIO]:
    """A stream whose bytes are in `file` at the end of the `with`, or nowhere where that ends early.

    Raises UsageError where no file can be there.
    """
    if file == STDOUT:
        yield sys.stdout.buffer
        return
    place = Path(file).resolve()
    if not place.parent.is_dir():
        raise UsageError(f"expected a folder that exists, got {Path(file).parent} for {place.name}")
    if place.exists() and not place.is_file():
        raise UsageError(f"expected the name of a file, {file} is none")
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        beside.chmod(0o666 & ~_umask())
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)


def _umask() -> int:
    """The mask of the process, which only setting it tells."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
