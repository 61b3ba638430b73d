import io
from dataclasses import replace

from happenings import ARTICLE, DECISION, RAID, RUMOUR, SHOWING, STATEMENTS, UNDOING

from khabar.export import decisions, record_lines, stock_text
from khabar.model.codec import encode, from_line
from khabar.model.event_codec import decode_event
from khabar.record.looking.stock import PageBooks, Stock, WordBooks

STOCK = Stock(
    pages=PageBooks(
        captures=4,
        pages=3,
        read=2,
        rejected={"no_report": 1},
        missing={"missing": 1},
        readings=5,
        unread=1,
    ),
    words=WordBooks(taken=100, kept=60, dropped={"navigation": 30, "copyright": 10}),
    articles=2,
    replaced=1,
    copies=2,
    texts=1,
    claims=7,
    modalities={"happened": 6, "planned": 1},
    scopes={"incident": 7},
    links={"same": 3, "unsure": 1},
    events=4,
    statuses={"contested": 1, "single_source": 3},
    parts=1,
    decisions={"link": 1},
)


def write(writer, value):
    stream = io.BytesIO()
    writer(value, stream)
    return [from_line(line) for line in stream.getvalue().splitlines()]


def describe(stock):
    stream = io.BytesIO()
    stock_text.write(stock, stream)
    return stream.getvalue().decode("utf-8")


def test_each_event_is_a_line_that_reads_back():
    lines = write(record_lines.write_events, (RAID, RUMOUR))
    assert tuple(map(decode_event, lines)) == (RAID, RUMOUR)


def test_each_claim_is_a_line_of_schema_1():
    lines = write(record_lines.write_claims, STATEMENTS)
    assert lines == [encode(statement.claim) for statement in STATEMENTS]


def test_all_about_an_event_are_its_articles_with_their_claims_links_and_decisions():
    lines = write(record_lines.write_showing, SHOWING)
    kinds = ["event", "article", "claim", "claim", "link", "link", "decision", "decision"]
    assert [line["type"] for line in lines] == kinds
    assert {line["schema"] for line in lines} == {1}
    assert [line["id"] for line in lines[:4]] == [RAID.id, "a" * 16, "c1", "c2"]
    assert [line["verdict"] for line in lines[4:6]] == ["same", "unsure"]
    assert lines[4]["reasons"][0] == {
        "feature": "day",
        "score": 0.5,
        "why": "both on 31 May 1938",
        "bars": False,
    }


def test_an_article_is_followed_by_its_claims_and_their_events():
    lines = write(record_lines.write_showing, ARTICLE)
    assert [line["type"] for line in lines] == ["article", "claim", "claim", "event"]


def test_a_decision_says_who_what_why_and_when():
    line = decisions.encode(DECISION)
    assert (line["type"], line["schema"], line["number"], line["action"]) == ("decision", 1, 3, "split")
    assert (line["by"], line["reason"]) == ("rosa", "another day")
    assert line["at"] == "2026-05-01T12:30:00+00:00"


def test_decisions_are_lines_for_people_or_for_programs():
    people, programs = io.BytesIO(), io.BytesIO()
    decisions.write((DECISION, UNDOING), people, as_json=False)
    decisions.write((DECISION, UNDOING), programs, as_json=True)
    assert people.getvalue().decode().splitlines() == [
        "3  2026-05-01 12:30  rosa  split c1c1c1c1 from c2, c3: another day",
        "4  2026-05-01 12:30  rosa  undo 3",
    ]
    assert [from_line(line)["undoes"] for line in programs.getvalue().splitlines()] == [None, 3]


def test_a_reason_does_not_command_the_terminal():
    assert "\x1b" not in decisions.describe(replace(DECISION, reason="\x1b[2J"))


def test_the_books_are_one_line_with_every_sum():
    (line,) = write(record_lines.write_stock, STOCK)
    assert line["type"] == "stats"
    assert line["captures"] == line["read"] + sum(
        [*line["rejected"].values(), *line["missing"].values()]
    )
    assert line["words"] == {"taken": 100, "kept": 60, "dropped": {"navigation": 30, "copyright": 10}}
    assert line["statuses"] == {"contested": 1, "single_source": 3}


def test_the_books_balance_in_words(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    drawn = describe(STOCK)
    assert "captures  4: 2 read, 1 rejected (no_report 1), 1 missing (missing 1)" in drawn
    assert "words     100 = 60 kept + 40 dropped (copyright 10, navigation 30)" in drawn
    assert "articles  2: 1 replaced by newer versions; 2 copies of 1 text" in drawn
    assert "events    4 (contested 1, single_source 3); 1 part" in drawn


def test_words_that_were_lost_are_told():
    words = replace(STOCK.words, taken=103)
    assert "+ 3 unaccounted for" in describe(replace(STOCK, words=words))
