import itertools
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import readers

from khabar.engine import box
from khabar.engine.box import count_cores, read_pages
from khabar.engine.jobs import Job, Task
from khabar.model.claims import Rejected
from khabar.model.documents import Hints, Page
from khabar.settings import Settings

SETTINGS = Settings(page_seconds=0.3, page_memory=200)


@pytest.fixture(autouse=True)
def _importable(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)


def page(order, number=0):
    content = order.encode()
    read = Page(source=f"{number}.txt", content=content, content_type="text/plain", sha256="")
    return Task(page=read, hints=Hints())


def pages(*orders):
    return tuple(page(order, number) for number, order in enumerate(orders))


def run(captured, workers=2, stages=readers.obedient):
    job = Job(hints=Hints(), settings=SETTINGS, stages=stages)
    return tuple(read_pages(captured, job, workers))


def told(answers):
    return [
        a.outcome.reason if isinstance(a.outcome, Rejected) else a.outcome.article.title for a in answers
    ]


def test_answers_come_in_the_order_of_the_pages():
    orders = ["slow", *(f"page {n}" for n in range(30)), "slow"]
    assert told(run(pages(*orders))) == orders


@pytest.mark.parametrize(
    ("order", "reason", "detail"),
    [
        ("spin", "over_time", "expected at most 0.3 s for the article"),
        ("swallow", "over_time", "expected at most 0.3 s for the article"),
        ("grow", "over_memory", "expected at most 200 MiB beyond the loaded models"),
        ("segfault", "crashed", "the reader was ended by SIGSEGV"),
        ("exit", "crashed", "the reader stopped with exit code 3"),
        ("killed", "over_memory", "the system killed the reader"),
        ("refuse", "no_report", "expected a report, got a menu"),
        ("stumble", "fault", "KeyError in readers.py:"),
    ],
)
def test_a_page_that_breaks_its_reader_takes_no_other_with_it(order, reason, detail):
    answers = run(pages("before", order, "after"), workers=1)
    assert told(answers) == ["before", reason, "after"]
    assert answers[1].outcome.source == "1.txt"
    assert detail in answers[1].outcome.detail


def test_pages_that_a_worker_had_together_with_one_that_breaks_it_are_read():
    orders = [*"abcdefg", "segfault", *"hij"]
    assert told(run(pages(*orders), workers=1)) == [*"abcdefg", "crashed", *"hij"]


def test_pages_that_come_slowly_are_answered_as_they_come(monkeypatch):
    taken = []

    def come():
        for one in pages(*"abcdefghijkl"):
            taken.append(one)
            yield one

    monkeypatch.setattr(box, "monotonic", itertools.count().__next__, raising=False)
    job = Job(hints=Hints(), settings=SETTINGS, stages=readers.obedient)
    ahead = [len(taken) - number for number, _ in enumerate(read_pages(come(), job, 1), 1)]
    assert max(ahead) == 1


def test_a_fault_in_khabar_keeps_its_traceback():
    (answer,) = run(pages("stumble"))
    assert "Traceback (most recent call last)" in answer.fault
    assert "KeyError: 'absent'" in answer.fault


def test_a_source_without_a_page_keeps_its_place_and_starts_nothing():
    missing = Rejected(source="gone.txt", reason="missing", detail="no such file")
    assert told(run((page("a"), missing, page("b")))) == ["a", "missing", "b"]
    assert told(run((missing,), stages=readers.absent)) == ["missing"]


def test_models_are_loaded_once_and_not_counted():
    answers = run(pages("claims", "claims", "id"), workers=1)
    assert [title.split()[1] for title in told(answers)] == ["1", "1", "1"]


def test_models_are_not_loaded_for_pages_without_claims():
    (answer,) = run(pages("id"))
    assert told([answer])[0].split()[1] == "0"


def test_a_worker_goes_on_after_a_page_that_was_refused():
    first, _, third = told(run(pages("id", "refuse", "id"), workers=1))
    assert first == third


def test_a_worker_that_keeps_memory_is_replaced_before_it_runs_out():
    titles = told(run(pages(*["keep"] * 12), workers=1))
    assert len({title.split()[0] for title in titles}) > 2


def test_sources_are_taken_no_further_ahead_than_needed():
    taken = []

    def endless():
        number = 0
        while True:
            taken.append(number)
            yield page("a", number)
            number += 1

    answers = read_pages(endless(), Job(hints=Hints(), settings=SETTINGS, stages=readers.obedient), 2)
    for _ in range(3):
        next(answers)
    answers.close()
    assert len(taken) < 20


def test_leaving_early_leaves_no_process_behind():
    answers = read_pages(
        pages("id", "spin"), Job(hints=Hints(), settings=SETTINGS, stages=readers.obedient), 2
    )
    pid = int(next(answers).outcome.article.title.split()[0])
    answers.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_worker_that_dies_while_it_waits_costs_no_page():
    def with_a_pause():
        yield page("leave")
        time.sleep(0.8)
        yield page("after")

    assert told(run(with_a_pause(), workers=1)) == ["leave", "after"]


def test_workers_end_when_the_box_is_killed():
    box = subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True)
    worker = int(box.stdout.readline())
    box.kill()
    box.communicate()
    deadline = time.monotonic() + 10
    while is_running(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(worker)


PROGRAM = """
import test_box
from khabar.engine.box import read_pages
from khabar.engine.jobs import Job
from khabar.model.documents import Hints
import readers

job = Job(hints=Hints(), settings=test_box.SETTINGS, stages=readers.obedient)
orders = test_box.pages("id", *["slow"] * 50)
for answer in read_pages(orders, job, 1):
    print(answer.outcome.article.title.split()[0], flush=True)
"""


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text("ascii").split()[2] != "Z"


def test_a_reader_that_cannot_start_rejects_its_page():
    assert told(run(pages("a", "b"), workers=1, stages=readers.absent)) == ["fault", "fault"]


def test_one_core_at_least_can_be_used():
    assert count_cores() >= 1
