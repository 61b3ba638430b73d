"""`khabar serve` as a process: it says where it is, answers this machine, and ends when told to."""

import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

PROGRAM = Path(sys.executable).with_name("khabar")


@pytest.fixture(scope="module")
def served(demo_record):
    """The process and its address."""
    command = [PROGRAM, "serve", "--record", demo_record, "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        said = process.stderr.readline()
        yield process, said.split("open ")[1].split("/ in")[0]
        process.kill()


@pytest.mark.parametrize(
    ("host", "status"), [("127.0.0.1", 200), ("localhost:8300", 200), ("stranger.example", 400)]
)
def test_on_this_machine_no_other_name_leads_to_the_record(served, host, status):
    _, address = served
    assert httpx.get(f"{address}/about", headers={"Host": host}).status_code == status


def test_it_ends_when_it_is_told_to(served):
    process, address = served
    with httpx.Client() as waiting:
        waiting.get(f"{address}/about")
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) in {0, -signal.SIGTERM}
