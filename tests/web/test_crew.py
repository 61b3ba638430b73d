"""Several processes that work together: whoever dies is followed, nobody stays behind."""

import os
import signal
import subprocess
import sys

import pytest

from khabar.web.crew import count_processes

# two processes that say who they are and never end by themselves
PROGRAM = """
import os, signal
from khabar.web.crew import work_together

def work(ends):
    print(os.getpid(), flush=True)
    while True:
        signal.pause()

work_together(work, 2, 0.1, lambda: print("left", flush=True))
"""

pytestmark = pytest.mark.skipif(count_processes(None) == 1 and os.cpu_count() != 1, reason="needs forks")


@pytest.fixture
def crew():
    """The first process, of whose words on stderr nobody takes notice, and those that work for it."""
    heard, said = os.pipe()
    os.close(heard)
    command = [sys.executable, "-c", PROGRAM]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, text=True) as process:
        os.close(said)
        yield process, [int(process.stdout.readline()) for _ in range(2)]
        process.kill()


def test_who_dies_is_followed_though_nobody_hears_of_it_and_who_is_left_alone_ends(crew):
    process, workers = crew
    os.kill(workers[0], signal.SIGKILL)
    assert int(process.stdout.readline()) not in workers
    process.kill()
    # whoever works still holds the pipe: it is at its end once all are gone
    assert process.stdout.read() == ""


def test_who_is_told_to_stop_leaves_first_and_waits_for_those_who_take_too_long(crew):
    process, _ = crew
    process.send_signal(signal.SIGTERM)
    assert process.stdout.read() == "left\n"
    assert process.wait() == -signal.SIGTERM
