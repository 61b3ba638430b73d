"""Questions and answers in a record, on both databases."""

from datetime import UTC, datetime

import papers
import pytest
from books import RAID, page, put
from shelf import build_reports, take

from khabar.errors import UsageError
from khabar.record.captures import read_hints
from khabar.record.decisions import Person
from khabar.record.rereading import find_stored
from khabar.record.review.agreement import load_review, measure
from khabar.record.review.answers import Given, Says, keep_answer, undo_answer
from khabar.record.review.heard import list_heard
from khabar.record.review.questions import Sort
from khabar.record.review.queue import find_question, list_queue
from khabar.record.review.screens import load_screen
from khabar.record.rows import load_page
from khabar.record.store import Record
from khabar.record.writer import Reread, add, add_rereadings

RIOT = "riot; Granollers; 1938-05-31; 40; the mayor"  # which the better reader of papers does not find
AT = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
def record(where):
    with Record.open(where, create=True) as record:
        yield record


def give(record, asked, says, name="Ana"):
    given = Given(says=says, read="12", who=Person(name=name, reason=None))
    return keep_answer(record, asked, given, AT)


def reread(record, read, reader):
    batch = []
    for one in find_stored(record, reader, everything=False):
        with record.reading() as connection:
            stored = load_page(connection, one.sha256, one.source)
        outcome = read(stored, read_hints(one.hints))
        batch.append(Reread(source=one.source, sha256=one.sha256, hints=one.hints, outcome=outcome))
    add_rereadings(record, batch, reader)


def test_a_record_of_many_reports_gives_rise_to_questions_of_each_sort(record):
    add(record, [take(report, number) for number, report in enumerate(build_reports(3, 120))], "1")
    queue = list_queue(record, "Ana")
    assert {one.sort for one in queue} >= {Sort.FIGURE, Sort.SPEAKER, Sort.NEWS}
    assert len(queue) <= 40 * 8
    assert len({one.id for one in queue}) == len(queue)
    assert all(load_screen(record, one) is not None for one in queue[:30])


def test_what_is_answered_is_asked_no_more_and_another_takes_its_place(record):
    few, many = (RAID.replace("; 12;", f"; {killed};") for killed in (31, 40))
    put(record, page(few, publisher="Coast Post"), page(many))
    while queue := list_queue(record, "Ana"):
        give(record, queue[0], Says.YES)
    assert load_review(record).answers[Sort.FIGURE] == 2
    assert all(one.asks == 2 for one in list_queue(record, "Ben"))


def test_an_answer_is_undone_once_and_by_whom_it_is(record):
    put(record, page(RIOT))
    (asked,) = list_queue(record, "Ana")
    kept = give(record, asked, Says.YES)
    with pytest.raises(UsageError, match="of yours"):
        undo_answer(record, kept.number, Person(name="Ben", reason=None), AT)
    undo_answer(record, kept.number, Person(name="Ana", reason=None), AT)
    with pytest.raises(UsageError, match="undone already"):
        undo_answer(record, kept.number, Person(name="Ana", reason=None), AT)
    assert [one.id for one in list_queue(record, "Ana")] == [asked.id]
    assert list_heard(record, [asked.claim]) == ()


def test_an_answer_outlives_rereading_and_is_heard_again_where_its_claim_comes_back(record):
    put(record, page(RIOT))
    (asked,) = list_queue(record, "Ana")
    give(record, asked, Says.NO)
    before = list_heard(record, [asked.claim])
    reread(record, papers.read_better, "2")
    assert load_screen(record, asked) is None
    reread(record, papers.read, "3")
    assert list_heard(record, [asked.claim]) == before
    assert find_question(record, asked.id) == asked
    assert load_screen(record, asked) is not None


@pytest.mark.parametrize(
    ("pairs", "same", "kappa"),
    [
        ("", 0, None),
        ("yy yy yy", 3, None),
        ("yn ny", 0, -1.0),
        ("yy yy nn nn", 4, 1.0),
        ("yy yn ny nn", 2, 0.0),
        # 20 and 15 of 50 agreed, 5 and 10 not: the worked example of many textbooks, kappa 0.4
        ("yy " * 20 + "yn " * 5 + "ny " * 10 + "nn " * 15, 35, 0.4),
        ("uu yu", 1, 0.0),
    ],
)
def test_agreement_is_what_is_left_when_chance_is_taken_off(pairs, same, kappa):
    words = {"y": Says.YES, "n": Says.NO, "u": Says.UNSURE}
    found = measure([(words[one], words[other]) for one, other in pairs.split()])
    assert found.same == same
    assert found.kappa == (None if kappa is None else pytest.approx(kappa))
