import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import books
import pytest
from books import NOON
from sqlalchemy import inspect, select

from khabar.errors import RecordError, UsageError
from khabar.record import schema, watch_tables
from khabar.record.databases import choosing, sqlite
from khabar.record.databases.dialects import ARTICLE_WORDS, Phrase
from khabar.record.databases.migrations import MIGRATIONS, Migration, bring_up, find_version
from khabar.record.retrievals import retrieval
from khabar.record.rows import one_of
from khabar.record.store import Record
from khabar.record.watching.leads import Found, keep_found


def add_article(connection, number, id_):
    connection.execute(schema.article.insert(), {"number": number, "id": id_})


def fail_halfway(connection):
    add_article(connection, 1, "half")
    raise ZeroDivisionError


def fill_the_disk(connection):
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 5}")
    for number in range(2000):
        add_article(connection, number + 1, f"article {number}" * 20)


def list_articles(record):
    with record.reading() as connection:
        return connection.scalars(select(schema.article.c.id).order_by(schema.article.c.number)).all()


def test_a_record_is_made_and_opened_again(where):
    with Record.open(where, create=True) as record, record.writing() as connection:
        add_article(connection, 1, "first")
    with Record.open(where, create=False) as record:
        assert list_articles(record) == ["first"]


def test_what_was_written_before_an_error_is_not_in_the_record(where):
    with Record.open(where, create=True) as record:
        with pytest.raises(ZeroDivisionError), record.writing() as connection:
            fail_halfway(connection)
        assert list_articles(record) == []


def test_a_reader_sees_one_state_while_others_write(where):
    with Record.open(where, create=True) as record:
        with record.reading() as early:
            assert early.scalars(select(schema.article.c.id)).all() == []
            with record.writing() as connection:
                add_article(connection, 1, "later")
            assert early.scalars(select(schema.article.c.id)).all() == []
        assert list_articles(record) == ["later"]


def test_all_that_is_read_while_a_state_is_held_is_of_that_state(where):
    with Record.open(where, create=True) as record:
        with record.holding():
            before = list_articles(record)
            with record.writing() as writer:
                add_article(writer, 1, "one")
            assert list_articles(record) == before == []
        assert list_articles(record) == ["one"]


def test_writers_take_turns(where):
    with Record.open(where, create=True) as record:
        started, order = threading.Event(), []

        def write_second():
            started.set()
            with record.writing() as connection:
                order.append("second")
                add_article(connection, 2, "second")

        with record.writing() as connection:
            other = threading.Thread(target=write_second)
            other.start()
            started.wait()
            add_article(connection, 1, "first")
            other.join(0.2)
            order.append("first")
        other.join()
        assert order == ["first", "second"]
        assert list_articles(record) == ["first", "second"]


def test_a_reference_to_nothing_is_refused_at_the_end(where):
    with Record.open(where, create=True) as record:
        with pytest.raises(Exception, match=r"(?i)foreign key"), record.writing() as connection:
            connection.execute(schema.band.insert(), {"band": 1, "publisher": "", "article": "nobody's"})
        with record.reading() as connection:
            assert connection.execute(select(schema.band)).all() == []


@pytest.mark.parametrize(
    ("words", "is_open", "numbers"),
    [
        (("bridge",), False, [1, 2]),
        (("old", "bridge"), False, [1]),
        (("bridge", "old"), False, []),
        (("brid",), True, [1, 2]),
        (("brid",), False, []),
        (("хама",), False, [2]),
    ],
)
def test_words_are_found_alike_on_both(where, words, is_open, numbers):
    with Record.open(where, create=True) as record:
        with record.writing() as connection:
            texts = ((1, ("the", "old", "bridge")), (2, ("a", "bridge", "хама", "12")))
            record.dialect.add_words(connection, ARTICLE_WORDS, texts)
        with record.reading() as connection:
            query = record.dialect.find_words(ARTICLE_WORDS, (Phrase(words=words, is_open=is_open),))
            assert sorted(connection.scalars(query)) == numbers


def test_all_phrases_have_to_be_found(where):
    with Record.open(where, create=True) as record:
        with record.writing() as connection:
            texts = ((1, ("bridge", "mill")), (2, ("bridge",)))
            record.dialect.add_words(connection, ARTICLE_WORDS, texts)
        with record.reading() as connection:
            both = (Phrase(words=("bridge",)), Phrase(words=("mill",)))
            assert connection.scalars(record.dialect.find_words(ARTICLE_WORDS, both)).all() == [1]


def test_a_text_of_very_many_different_words_is_taken(where):
    with Record.open(where, create=True) as record:
        with record.writing() as connection:
            words = tuple(f"ж{number}" for number in range(50_000))
            record.dialect.add_words(connection, ARTICLE_WORDS, ((1, words),))
        with record.reading() as connection:
            last = record.dialect.find_words(ARTICLE_WORDS, (Phrase(words=("ж49999",)),))
            assert connection.scalars(last).all() == [1]


def test_a_record_that_is_not_there_is_not_made_by_looking(tmp_path):
    path = tmp_path / "khabar.db"
    with pytest.raises(RecordError, match=r"found nothing at .*khabar\.db; `khabar add` makes one"):
        Record.open(path, create=False)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_database_is_no_record_to_look_into(postgres):
    with pytest.raises(RecordError, match="found none in"):
        Record.open(postgres, create=False)


def test_a_record_of_a_newer_version_is_refused(where):
    with Record.open(where, create=True) as record, record.writing() as connection:
        row = {"number": MIGRATIONS[-1].number + 1, "name": "to come", "at": ""}
        connection.execute(schema.migration.insert(), row)
    for create in (True, False):
        with pytest.raises(RecordError, match="a newer khabar wrote it"):
            Record.open(where, create=create)


def test_a_record_of_an_older_version_is_brought_up(where):
    def rename(connection):
        add_article(connection, 1, "moved")

    more = (*MIGRATIONS, Migration(number=MIGRATIONS[-1].number + 1, name="moves", apply=rename))
    with Record.open(where, create=True) as record:
        for _ in range(2):
            with record.writing() as connection:
                bring_up(connection, record.dialect, more)
        with record.reading() as connection:
            assert find_version(connection) == more[-1].number
        assert list_articles(record) == ["moved"]


def test_a_record_of_the_first_version_gets_the_tables_of_this_one(where):
    def describe(connection):
        tables = ("telling", "event", "retrieval", *(table.name for table in watch_tables.TABLES))
        columns = {table: inspect(connection).get_columns(table) for table in tables}
        return {(table, one["name"], str(one["type"])) for table in tables for one in columns[table]}

    with Record.open(where, create=True) as record, record.writing() as connection:
        fresh = describe(connection)
        connection.exec_driver_sql("ALTER TABLE telling DROP COLUMN lapses")
        connection.exec_driver_sql("ALTER TABLE telling DROP COLUMN lead")
        connection.exec_driver_sql("DROP INDEX ix_event_changed")
        connection.exec_driver_sql("ALTER TABLE event DROP COLUMN changed")
        for table in (*watch_tables.TABLES, retrieval):
            table.drop(connection)
        connection.execute(schema.migration.delete().where(schema.migration.c.number > 1))
    with Record.open(where, create=False) as record, record.reading() as connection:
        assert describe(connection) == fresh
        assert find_version(connection) == MIGRATIONS[-1].number


def test_a_record_in_which_no_article_leads_with_a_claim_is_reconciled_anew(where):
    told = books.page(books.RAID)
    with Record.open(where, create=True) as record:
        books.put(record, told)
        lead = books.tell(record, told).lead
        with record.writing() as connection:
            connection.exec_driver_sql("ALTER TABLE telling DROP COLUMN lead")
            connection.execute(schema.migration.delete().where(schema.migration.c.number > 14))
    with Record.open(where, create=False) as record:
        books.put(record, books.page(books.RAID, publisher="Coast Post"), source="b.txt")
        assert books.tell(record, told).lead == lead is not None


def test_a_watch_of_an_older_version_knows_what_it_has_read(where):
    with Record.open(where, create=True) as record, record.writing() as connection:
        keep_found(connection, "coast", [Found(address="https://a.example/", host="a")], NOON)
        connection.execute(watch_tables.lead.update().values(state="read"))
        for table, column in (("lead", "reads"), ("lead", "answered"), ("watched", "answered")):
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
        connection.exec_driver_sql("ALTER TABLE telling DROP COLUMN lead")
        connection.execute(schema.migration.delete().where(schema.migration.c.number > 4))
    with Record.open(where, create=False) as record, record.reading() as connection:
        assert connection.scalar(select(watch_tables.lead.c.reads)) == 1


def test_other_databases_are_left_alone(tmp_path):
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE recipes (name)")
    other.close()
    with pytest.raises(RecordError, match=r"found other tables: recipes"):
        Record.open(path, create=True)
    other = sqlite3.connect(path)
    other.execute("PRAGMA application_id = 7")
    other.close()
    with pytest.raises(RecordError, match="a database of something else"):
        Record.open(path, create=True)


def test_a_file_that_is_no_database_is_left_alone(tmp_path):
    path = tmp_path / "notes.db"
    path.write_text("three eggs, flour")
    with pytest.raises(RecordError, match="something else or damaged"):
        Record.open(path, create=True)
    assert path.read_text() == "three eggs, flour"


def test_a_folder_and_a_path_through_nothing_are_refused(tmp_path):
    with pytest.raises(RecordError, match="is a folder"):
        Record.open(tmp_path, create=True)
    with pytest.raises(RecordError, match="expected a folder that exists"):
        Record.open(tmp_path / "absent" / "khabar.db", create=True)


def test_an_interrupted_first_start_leaves_a_file_that_can_be_used(tmp_path):
    path = tmp_path / "khabar.db"
    path.touch()
    with pytest.raises(RecordError, match="found none in"):
        Record.open(path, create=False)
    with Record.open(path, create=True) as record:
        assert list_articles(record) == []


def test_a_locked_record_is_refused_in_time_and_tells_by_whom(tmp_path, monkeypatch):
    path = tmp_path / "khabar.db"
    Record.open(path, create=True).close()
    monkeypatch.setattr(sqlite, "PATIENCE", 0.2)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, path], stdout=subprocess.PIPE, stdin=subprocess.PIPE
    )
    try:
        holder.stdout.readline()
        by_whom = f" by process {holder.pid}" if Path("/proc/locks").exists() else ""
        with (
            Record.open(path, create=False) as record,
            pytest.raises(RecordError, match=f"the record is locked{by_whom}"),
            record.writing(),
        ):
            pass
    finally:
        holder.communicate(b"\n")


HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
"""


def test_a_full_disk_is_told_and_leaves_nothing_behind(tmp_path):
    path = tmp_path / "khabar.db"
    with Record.open(path, create=True) as record:
        with pytest.raises(RecordError, match="the disk is full"), record.writing() as connection:
            fill_the_disk(connection)
        assert list_articles(record) == []


def test_a_record_in_a_folder_that_cannot_be_written_can_be_read(tmp_path, monkeypatch):
    path = tmp_path / "khabar.db"
    with Record.open(path, create=True) as record, record.writing() as connection:
        add_article(connection, 1, "first")
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)  # root may write everywhere
    with Record.open(path, create=False) as record:
        assert list_articles(record) == ["first"]
        with pytest.raises(RecordError, match="it is read-only"), record.writing() as connection:
            add_article(connection, 2, "second")
    assert [path.name for path in tmp_path.iterdir()] == ["khabar.db"]


def test_a_server_out_of_reach_is_told_without_the_password(tmp_path):
    with pytest.raises(RecordError, match=r"expected to reach PostgreSQL: .*\*\*\*") as caught:
        Record.open(f"postgresql://reader:secret@/news?host={tmp_path}", create=False)
    assert "secret" not in str(caught.value)


def test_a_wrong_address_is_a_wrong_call():
    with pytest.raises(UsageError, match="expected postgresql://user@host/database"):
        Record.open("postgresql://host:port:5/x", create=True)


def test_one_dialect_is_chosen_by_the_form_of_the_address():
    assert type(choosing.choose("news.db")).__name__ == "Sqlite"
    assert type(choosing.choose("postgres://host/news")).__name__ == "Postgres"


def test_rows_are_looked_up_by_an_index_however_many_values_are_asked_for(tmp_path):
    query = select(schema.mention.c.seq).where(one_of(schema.mention.c.claim))
    with Record.open(tmp_path / "khabar.db", create=True) as record, record.reading() as connection:
        explained = f"EXPLAIN QUERY PLAN {query.compile(connection)}"
        plan = connection.exec_driver_sql(explained, ("[]",)).all()
    assert any("SEARCH mention USING" in step[-1] for step in plan)
