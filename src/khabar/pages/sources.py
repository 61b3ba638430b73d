"""What the arguments of a command name: pages, archives, and folders of them."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from khabar.pages.archives.kinds import find_unpacker
from khabar.pages.capture import CONTENT_TYPES, STDIN, spell_source

# What browsers call the folder beside a saved page in which its pictures and frames lie.
_RESOURCES = (
    "_files",
    "-files",
    ".files",
    "_fichiers",
    "-Dateien",
    "_archivos",
    "_arquivos",
    "_bestanden",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What arguments name: the sources of `pages`, and how many files of folders were `passed` over.

    The latter by what they are: the end of their names, `hidden`, or `link` for one that leads out of
    its folder.
    """

    pages: tuple[str, ...]
    passed: Mapping[str, int]


def find_sources(arguments: Sequence[str]) -> Sources:
    """The pages that the arguments name: folders give the readable files inside them, sorted.

    What is hidden, no page or a link that leads out of its folder is passed over, hidden folders with
    all that is in them; so is the folder of pictures and frames that a browser saved beside a page. What
    is no folder is given back as it came, so that `capture` can say what is wrong with it; so is a
    folder without pages.
    """
    pages: list[str] = []
    passed = Counter[str]()
    for argument in arguments:
        if argument != STDIN and _is_folder(Path(argument)):
            pages += _expand(argument, passed)
        else:
            pages.append(argument)
    return Sources(pages=tuple(pages), passed=passed)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _expand(folder: str, passed: Counter[str]) -> Iterator[str]:
    """Unreadable folders, or one without pages, are given back themselves, for `capture` to refuse."""
    root = Path(folder).resolve()
    refused: list[str] = []
    found = False
    for place, folders, files in os.walk(folder, onerror=lambda error: refused.append(error.filename)):
        resources = {name for name in folders if _belongs_to_page(name, files)}
        passed.update(["resources of a saved page"] * len(resources))
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name not in resources
        )
        for name in sorted(files):
            path = Path(place, name)
            why = _find_hindrance(path, root)
            if why is None:
                found = True
                yield str(path)
            else:
                passed[why] += 1
    yield from refused
    if not found and not refused:
        yield folder


def _belongs_to_page(folder: str, files: Sequence[str]) -> bool:
    """True of the folder that a browser made beside a page that it saved."""
    ending = next((ending for ending in _RESOURCES if folder.endswith(ending)), None)
    stem = folder.removesuffix(ending) if ending else None
    return bool(stem) and any(f"{stem}{suffix}" in files for suffix in (".html", ".htm"))


def _find_hindrance(path: Path, root: Path) -> str | None:
    """Why a file of a folder is passed over; None where it is a page."""
    if path.name.startswith("."):
        return "hidden"
    if path.suffix.lower() not in CONTENT_TYPES and find_unpacker(str(path)) is None:
        return spell_source(path.suffix.lower()) or "no suffix"
    return "link" if path.is_symlink() and not path.resolve().is_relative_to(root) else None
