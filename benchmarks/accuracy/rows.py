"""Rows of the gold sets: files of JSON lines, and how many of them are read."""

import json
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.accuracy.parses import keep


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """How much of a dev half is read: every `step`-th row, by `jobs` processes (None: one a core).

    `parses` is a file of parses kept between runs, None to parse all anew.
    """

    step: int = 1
    jobs: int | None = None
    parses: Path | None = None

    def open_pool(self) -> ProcessPoolExecutor:
        """The processes, which look parses up where these are kept."""
        workers = self.jobs or os.cpu_count()
        if self.parses is None:
            return ProcessPoolExecutor(workers)
        return ProcessPoolExecutor(workers, initializer=keep, initargs=(self.parses,))


def read_rows(file: Path) -> list[dict[str, Any]]:
    """The rows of a file; a line ends at a line feed only: texts hold other separators."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]
