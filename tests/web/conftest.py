"""The record of the demonstration, made once for all workers of the tests, and browsers on it."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from people import CHEAP, Door, open_door
from starlette.testclient import TestClient
from tracing import leave_untraced

from khabar.record.store import Record
from khabar.web.app import Face, build_app
from khabar.web.people.house import House

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def demo_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Never written to: a test that writes takes a copy."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    place = shared / "demo.db"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            made = shared / "making.db"
            command = [Path(sys.executable).with_name("khabar"), "add", "demo/pages", "--record", made]
            subprocess.run(command, cwd=ROOT, env=leave_untraced(), check=True, capture_output=True)
            made.rename(place)
    return place


@pytest.fixture
def face(demo_record: Path) -> Iterator[TestClient]:
    """A browser without a screen, on the record of the demonstration."""
    with (
        Record.open(demo_record, create=False) as record,
        TestClient(
            build_app(Face(record=record, version="0", house=House(hasher=CHEAP))),
            base_url="http://127.0.0.1",
        ) as client,
    ):
        yield client


@pytest.fixture
def door(demo_record: Path, tmp_path: Path) -> Iterator[Door]:
    """A face on a copy of the record of the demonstration, which may be written to."""
    with open_door(demo_record, tmp_path) as opened:
        yield opened
