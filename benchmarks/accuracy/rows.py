"""Files of JSON lines, as the gold sets are."""

import json
from pathlib import Path
from typing import Any


def read_rows(file: Path) -> list[dict[str, Any]]:
    """The rows of a file; a line ends at a line feed only: texts hold other separators."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]
