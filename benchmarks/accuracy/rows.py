"""Rows of the gold sets: files of JSON lines, and how many of them are read."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """How much of a dev half is read: every `step`-th row, by `jobs` processes (None: one a core)."""

    step: int = 1
    jobs: int | None = None


def read_rows(file: Path) -> list[dict[str, Any]]:
    """The rows of a file; a line ends at a line feed only: texts hold other separators."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]
