"""What a version of khabar reads in all dev texts, kept in a file so that versions can be compared.

    python -m benchmarks.accuracy.snapshots FILE --gold FOLDER

The command imports no adapter, so that it also runs on the sources of an earlier version.
"""

import argparse
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from benchmarks.accuracy.articles import read_row
from benchmarks.accuracy.rows import Sample, read_rows
from khabar import pipeline
from khabar.errors import InputError
from khabar.model.claims import Claim
from khabar.model.codec import encode

_CHUNK = 16
_WRAPPED = frozenset({"muc4"})  # lines are not paragraphs there: the page reader joins them
HERE = "."


def take(out: Path, gold: Path, sample: Sample) -> None:
    """Writes one JSON line a dev text: `set`, `id` and `claims` in schema 1, set by set."""
    with (
        out.open("w", encoding="utf-8") as stream,
        sample.open_pool() as pool,
    ):
        for dev in sorted(gold.glob("*/dev.jsonl")):
            read = partial(_read, dev.parent.name)
            for line in pool.map(read, read_rows(dev)[:: sample.step], chunksize=_CHUNK):
                stream.write(line)


def _read(name: str, row: dict[str, Any]) -> str:
    claims = [encode(claim) for claim in _claims(name, row)]
    return json.dumps({"set": name, "id": row["id"], "claims": claims}, ensure_ascii=False) + "\n"


def _claims(name: str, row: dict[str, Any]) -> tuple[Claim, ...]:
    if name not in _WRAPPED:
        return read_row({key: row.get(key) for key in _SHARED}).claims  # type: ignore[arg-type]
    published = date.fromisoformat(row["published"]) if row["published"] else None
    page = row["text"].encode("utf-8")
    try:
        return pipeline.read(page, published=published, publisher=row["publisher"]).claims
    except InputError:
        return ()


_SHARED = ("id", "title", "text", "published", "publisher")


def load(file: Path) -> Iterator[dict[str, Any]]:
    """The lines of a snapshot."""
    yield from read_rows(file)


def resolve(version: str, gold: Path, folder: Path, sample: Sample) -> Path:
    """The snapshot of a version: a file that holds one, `.` for this checkout, or a git revision.

    A revision's sources are unpacked and read by this checkout's benchmark, in a process of its own.
    Raises CalledProcessError for an unknown revision, or one that this benchmark cannot read with.
    """
    if Path(version).is_file():
        return Path(version)
    out = folder / f"{len(list(folder.iterdir()))}.jsonl"
    with tempfile.TemporaryDirectory() as sources:
        environment = dict(os.environ)
        if version != HERE:
            _unpack(version, Path(sources))
            environment["PYTHONPATH"] = str(Path(sources) / "src")
        command = [sys.executable, "-m", "benchmarks.accuracy.snapshots", str(out), "--gold", str(gold)]
        given = {"--step": sample.step, "--jobs": sample.jobs, "--parses": sample.parses}
        amount = [word for name, value in given.items() if value for word in (name, str(value))]
        subprocess.run([*command, *amount], check=True, env=environment)
    return out


def _unpack(revision: str, folder: Path) -> None:
    archive = subprocess.run(
        ["git", "archive", "--format=tar", revision, "src"], check=True, stdout=subprocess.PIPE
    ).stdout
    with tarfile.open(fileobj=BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")


def main() -> None:
    """Takes the snapshot that the arguments ask for."""
    parser = argparse.ArgumentParser(prog="benchmarks.accuracy.snapshots", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--parses", type=Path)
    arguments = parser.parse_args()
    take(
        arguments.file,
        arguments.gold,
        Sample(step=arguments.step, jobs=arguments.jobs, parses=arguments.parses),
    )


if __name__ == "__main__":
    main()
