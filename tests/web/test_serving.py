"""`khabar serve` as a process: it says where it is, answers this machine, and ends when told to."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

PROGRAM = Path(sys.executable).with_name("khabar")


@pytest.fixture(scope="module")
def served(demo_record):
    """The process and its address."""
    command = [PROGRAM, "serve", "--record", demo_record, "--port", "0", "--processes", "2"]
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


def test_limits_hold_for_all_processes_together(served):
    place = urlsplit(served[1]).netloc
    began, answers = time.monotonic(), Counter()
    while not answers[429]:
        asked = http.client.HTTPConnection(place)
        asked.request("POST", "/sign-in")
        answers[asked.getresponse().status] += 1
        asked.close()
    # a hundred at once, then two a second
    assert 100 <= answers[403] <= 101 + 2 * (time.monotonic() - began)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc to know the processes")
def test_a_process_that_dies_is_followed_by_another(served):
    process, address = served
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    before = children.read_text().split()
    os.kill(int(before[0]), signal.SIGKILL)
    assert "another one takes its place" in process.stderr.readline()
    assert len(before) == 2
    assert httpx.get(f"{address}/about").status_code == 200


def test_it_ends_when_it_is_told_to(served):
    process, address = served
    with httpx.Client() as waiting:
        waiting.get(f"{address}/about")
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) in {0, -signal.SIGTERM}
