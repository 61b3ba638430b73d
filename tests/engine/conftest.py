"""Adding is tested with the pages and the reader that the tests of the record use."""

import sys
from pathlib import Path

import pytest

RECORD = str(Path(__file__).parents[1] / "record")
sys.path.insert(0, RECORD)


@pytest.fixture(autouse=True)
def _importable(monkeypatch):
    """The processes that read pages find the reader of the tests."""
    monkeypatch.setenv("PYTHONPATH", RECORD)
