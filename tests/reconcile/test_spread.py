"""Work in several processes comes to what it comes to in one."""

import os
import subprocess
import sys
import threading

from khabar.reconcile.columnar.spread import spread

# Those who run tests may have threads, beside which nothing is forked.
ALONE = "import os; from khabar.reconcile.columnar.spread import spread; print({})"


def run_alone(what):
    command = [sys.executable, "-c", ALONE.format(what)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_results_come_in_the_order_of_the_parts():
    assert run_alone("spread(lambda part: part * 10, [3, 1, 2])").stdout == "[30, 10, 20]\n"


def test_each_part_but_the_first_has_a_process_of_its_own():
    assert run_alone("len(set(spread(lambda part: os.getpid(), range(3))))").stdout == "3\n"


def test_a_part_that_fails_is_told():
    run = run_alone("spread(lambda part: 1 // part, [1, 0])")
    assert run.returncode == 1
    assert "ChildProcessError" in run.stderr
    assert "ZeroDivisionError" in run.stderr


def test_a_process_that_is_killed_is_told():
    run = run_alone("spread(lambda part: part and os._exit(3), [0, 1])")
    assert "ended without a word" in run.stderr


def test_beside_threads_all_is_done_here():
    wait = threading.Event()
    thread = threading.Thread(target=wait.wait)
    thread.start()
    try:
        assert spread(lambda _: os.getpid(), [1, 2]) == [os.getpid()] * 2
    finally:
        wait.set()
        thread.join()


def test_nothing_comes_of_nothing():
    assert spread(str, []) == []
