from datetime import UTC, datetime

import pytest
from books import RAID, count, dump, list_events, page, put, take, tell
from sqlalchemy import select

from khabar.errors import RecordError
from khabar.model.claims import Rejected
from khabar.model.documents import Hints
from khabar.record import schema
from khabar.record.captures import Capture, find_known
from khabar.record.decisions import Person, link, split, undo
from khabar.record.derived import portions
from khabar.record.readings import Desk
from khabar.record.rows import load_page, load_statements
from khabar.record.store import Record
from khabar.record.writer import Taken, add, enter, refresh_all


@pytest.fixture
def record(where):
    with Record.open(where, create=True) as record:
        yield record


LERIDA = "air_strike; Lerida; 1937-11-02; 210; the governor"


def test_a_page_goes_in_with_its_claims_and_events(record):
    (added,) = put(record, page(RAID, LERIDA))
    assert added.is_new
    assert list_events(record) == [[RAID], [LERIDA]]
    with record.reading() as connection:
        sha256 = connection.scalars(select(schema.page.c.sha256)).one()
        assert load_page(connection, sha256, "page.txt").content == page(RAID, LERIDA).encode()


def test_two_reports_of_one_raid_are_one_event(record):
    put(record, page(RAID), page(RAID, publisher="Coast Post"))
    assert list_events(record) == [[RAID, RAID]]


def test_the_same_page_again_adds_nothing(record):
    put(record, page(RAID))
    before = dump(record)
    (added,) = put(record, page(RAID), day=3)
    assert not added.is_new
    assert dump(record) == before


def test_a_known_page_needs_no_reading(record):
    taken = take(page(RAID))
    add(record, [taken], "1")
    with record.reading() as connection:
        assert find_known(connection, taken.capture, "1")
        assert not find_known(connection, taken.capture, "2")
        other = take(page(RAID), hints=Hints(publisher="Coast Post"))
        assert not find_known(connection, other.capture, "1")
    (added,) = add(record, [Taken(capture=taken.capture, outcome=None)], "1")
    assert (added.is_new, added.outcome) == (False, None)


def test_a_known_page_from_another_source_is_noted_and_changes_no_event(record):
    put(record, page(RAID), source="a.txt")
    before = dump(record)
    copy = take(page(RAID), "b.txt")
    (added,) = add(record, [Taken(capture=copy.capture, outcome=None)], "1")
    after = dump(record)
    assert added.is_new
    assert {name for name in after if after[name] != before[name]} == {"capture"}


def test_a_rejected_page_is_kept_with_its_reason_and_told_again(record):
    (first,) = put(record, page())
    (again,) = add(record, [Taken(capture=take(page()).capture, outcome=None)], "1")
    assert first.outcome == again.outcome.__class__(
        source="0.txt", reason="no_report", detail="expected claims in 0.txt"
    )
    assert again.outcome.reason == "no_report"
    assert (count(record, schema.page), count(record, schema.reading), count(record, schema.claim)) == (
        1,
        1,
        0,
    )


def test_a_source_without_a_page_is_in_the_books_once(record):
    outcome = Rejected(source="gone.txt", reason="missing", detail="nothing there")
    capture = take(page(), "gone.txt").capture
    taken = Taken(
        capture=Capture(source="gone.txt", place="/gone.txt", page=None, hints=Hints(), at=capture.at),
        outcome=outcome,
    )
    assert [added.is_new for _ in range(2) for added in add(record, [taken], "1")] == [True, False]
    with record.reading() as connection:
        (row,) = connection.execute(select(schema.capture)).all()
    assert (row.source, row.sha256, row.reason, row.detail) == (
        "gone.txt",
        None,
        "missing",
        "nothing there",
    )


@pytest.mark.parametrize("reason", ["over_time", "over_memory", "crashed", "fault"])
def test_what_the_machine_could_not_read_is_tried_again(record, reason):
    taken = take(page(RAID))
    failed = Taken(
        capture=taken.capture, outcome=Rejected(source="page.txt", reason=reason, detail="as it was")
    )
    add(record, [failed], "1")
    with record.reading() as connection:
        assert find_known(connection, taken.capture, "1") is None
    (again,) = add(record, [failed], "1")
    assert not again.is_new
    (read,) = add(record, [taken], "1")
    assert read.is_new
    assert list_events(record) == [[RAID]]


def test_copies_of_one_text_share_a_wire_in_any_order(record):
    words = " ".join(f"word{number}" for number in range(120))
    texts = [page(words, RAID, publisher=name) for name in ("A Post", "B Post", "C Post")]
    put(record, texts[0], texts[1])
    put(record, page(LERIDA, publisher="D Post"), texts[2], source="c.txt")
    tellings = [tell(record, text) for text in texts]
    assert {telling.wire for telling in tellings} == {min(telling.article for telling in tellings)}
    assert tell(record, page(LERIDA, publisher="D Post")).wire is None


def test_a_copy_that_goes_leaves_the_others_as_they_were(record):
    words = " ".join(f"word{number}" for number in range(120))
    texts = [page(words, RAID, publisher=name) for name in ("A Post", None)]
    put(record, texts[0], source="a.txt")
    put(record, texts[1], source="b.txt")
    assert tell(record, texts[0]).wire
    put(record, texts[1], source="b.txt", hints=Hints(publisher="A Post"))
    assert tell(record, texts[0]).wire is None


def test_statements_come_back_as_they_were_told(record):
    (added,) = put(record, page(RAID, agency="North Press"))
    with record.reading() as connection:
        (statement,) = load_statements(connection, [added.outcome.claims[0].id])
    assert statement.claim == added.outcome.claims[0]
    assert statement.telling == tell(record, page(RAID, agency="North Press"))
    assert statement.telling.agencies == ("North Press",)


def test_names_that_no_database_takes_are_written_with_escapes(record):
    put(record, page(RAID, title="a\x00b"), source="bad\udcff.txt")
    with record.reading() as connection:
        (row,) = connection.execute(select(schema.capture)).all()
    assert row.source == "bad\\udcff.txt"
    (again,) = put(record, page(RAID, title="a\x00b"), source="bad\udcff.txt")
    assert not again.is_new


def test_one_batch_gives_what_single_pages_give(where, tmp_path):
    texts = [page(RAID), page(RAID.replace("12", "15"), publisher="Coast Post"), page(LERIDA), page()]
    with Record.open(where, create=True) as single, Record.open(tmp_path / "b.db", create=True) as batch:
        put(single, *texts)
        add(batch, [take(text, f"{number}.txt") for number, text in enumerate(texts)], "1")
        assert dump(single) == dump(batch)


def test_what_another_version_made_of_readings_is_made_anew(record):
    put(record, page(RAID, LERIDA), page(RAID, publisher="Coast Post"))
    raid, lerida, _ = list_claims(record)
    link(record, raid, lerida, Person(name="desk", reason=None))
    before = dump(record)
    with record.writing() as connection:
        connection.execute(schema.mention.update().values(packed="as an older version had it"))
    with pytest.raises(RecordError, match="`khabar reread` does so"):
        undo(record, 1, Person(name="desk", reason=None))
    put(record, page(RAID, LERIDA), reader="2")
    after = dump(record)
    kept_beside = {"reading", "reading_drop", "claim", "state", "telling", "mention"}
    assert {name for name in after if after[name] != before[name]} <= kept_beside
    assert list_events(record) == [[RAID, LERIDA, RAID]]


def test_making_all_anew_changes_nothing_that_was_made_by_the_same_version(record):
    words = " ".join(f"word{number}" for number in range(120))
    put(record, *(page(words, RAID, LERIDA, publisher=name) for name in ("A Post", "B Post")))
    before = dump(record)
    assert refresh_all(record, "1", force=True)
    assert dump(record) == before
    assert not refresh_all(record, "1", force=False)


def test_what_articles_tell_of_a_large_event_is_kept_and_makes_the_same_event(record, monkeypatch):
    monkeypatch.setattr(portions, "LARGE", 2)
    words = " ".join(f"word{number}" for number in range(120))
    coast = page(RAID.replace("the mayor", "the hospital"), publisher="Coast Post")
    put(record, page(RAID), coast, *(page(words, RAID, publisher=name) for name in ("A Post", "B Post")))
    first, second, *_ = list_claims(record)
    assert count(record, portions.portion) == 4
    put(record, page(RAID.replace("12", "17")), source="0.txt", day=2)
    split(record, first, [second], Person(name="desk", reason=None))
    undo(record, 1, Person(name="desk", reason=None))
    put(record, page(RAID.replace("12", "15"), publisher="Hill Sun"), source="c.txt")
    before = dump(record)
    refresh_all(record, "1", force=True)
    assert dump(record) == before


def fail_to_put(record, text):
    at = datetime(1938, 3, 18, tzinfo=UTC)
    with record.writing() as connection:
        desk = Desk(dialect=record.dialect, connection=connection, reader="1", at=at)
        enter(desk, [take(text)])
        raise InterruptedError


def test_a_claim_whose_write_failed_is_not_taken_for_the_one_that_came_instead(record):
    with pytest.raises(InterruptedError):
        fail_to_put(record, page(RAID))
    put(record, page(LERIDA))
    assert list_events(record) == [[LERIDA]]


def list_claims(record):
    columns = schema.mention.c
    with record.reading() as connection:
        return connection.scalars(select(columns.claim).order_by(columns.first)).all()
