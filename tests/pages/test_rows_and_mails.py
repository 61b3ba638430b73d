import gzip
import json
from datetime import date
from pathlib import Path

import pytest
from opened import KEY, REPORT, open_all, told

from khabar.errors import UsageError
from khabar.model.claims import Rejected
from khabar.model.documents import Hints
from khabar.pages import index_outlets, read_page
from khabar.pages.archives.cells import ROW
from khabar.pages.archives.kinds import Key
from khabar.pages.archives.rows import choose_columns
from khabar.settings import Settings
from khabar.vocabulary.entries import OutletClass, Publisher

OUTLETS = index_outlets(
    [
        Publisher(
            name="Coast Post",
            aliases=(),
            domains=("coast.example",),
            country=None,
            owner=None,
            outlet_class=OutletClass.PAPER,
        )
    ]
)
MAIL = (
    "From: Coast Post <news@mail.coast.example>\nSubject: =?utf-8?q?Raid_on_Granollers?=\n"
    "Date: Fri, 06 May 1938 23:30:00 +0100\nMIME-Version: 1.0\n"
)


def test_rows_are_articles_and_a_row_without_words_is_refused_by_its_line(tmp_path: Path) -> None:
    rows = [
        {"text": REPORT, "title": "Raid", "date": "1938-05-06", "source": "Coast Post"},
        {"title": "nothing"},
        ["no object"],
        {"body": REPORT, "link": "https://b.example/2", "publisher": {"name": "Sierra Wire"}},
    ]
    lines = "\n\n".join(map(json.dumps, rows)) + "\n{broken\n"
    finds, error = open_all(tmp_path, "a.jsonl", lines.encode())
    assert error is None
    assert [find.reason for find in finds if isinstance(find, Rejected)] == [
        "no_text",
        "not_json",
        "not_json",
    ]
    assert finds[1].source.endswith("a.jsonl#3")
    first, last = (read_page(find.page, find.hints, KEY.settings) for find in (finds[0], finds[3]))
    assert (first.text, first.title, first.publisher) == (REPORT, "Raid", "Coast Post")
    assert first.published == date(1938, 5, 6)
    assert (last.url, last.publisher, last.published) == ("https://b.example/2", "Sierra Wire", None)


def test_columns_can_be_named(tmp_path: Path) -> None:
    key = Key(settings=Settings(), columns=choose_columns(("text=story", "published=when")))
    row = json.dumps(
        {"story": REPORT, "text": "Not this.", "when": 1_063_654_400.0, "source": "coast.example"}
    )
    (find,), _ = open_all(tmp_path, "a.ndjson.gz", gzip.compress(row.encode()), key)
    article = read_page(find.page, find.hints, KEY.settings, OUTLETS)
    assert (article.text, article.published, article.publisher) == (
        REPORT,
        date(2003, 9, 15),
        "Coast Post",
    )
    for wrong in ("story", "headline=x", "text="):
        with pytest.raises(UsageError, match="PART=COLUMN"):
            choose_columns((wrong,))


def test_a_number_of_any_length_is_a_cell_like_others(tmp_path: Path) -> None:
    line = f'{{"text": "{REPORT}", "id": {"7" * 5_000}, "date": 1063654400}}\n{"9" * 5_000}\n'
    (find, number), _ = open_all(tmp_path, "a.jsonl", line.encode())
    article = read_page(find.page, find.hints, KEY.settings)
    assert (article.text, article.published) == (REPORT, date(2003, 9, 15))
    assert "expected an object, got '9999" in number.detail
    assert len(number.detail) < 200 + len(str(tmp_path))


@pytest.mark.parametrize("text", [REPORT, f"<html><body><p>{REPORT}</p></body></html>"])
def test_half_a_character_in_a_cell_reaches_no_article(tmp_path: Path, text: str) -> None:
    row = {"text": text, "url": "https://a.example/\ud800", "publisher": "Coast\udfff Post"}
    lines = f'{json.dumps(row)}\n{{"half\\ud800": 1}}'
    (find, refused), _ = open_all(tmp_path, "a.jsonl", lines.encode())
    article = read_page(find.page, find.hints, KEY.settings)
    assert "got the columns half? in row" in refused.detail
    assert (article.text, article.url) == (REPORT, None)
    assert find.hints.url is None
    assert str(article.publisher).encode()


def test_the_order_of_columns_makes_no_other_page(tmp_path: Path) -> None:
    rows = (
        {"text": REPORT, "title": "Raid", "id": 7},
        {"title": "Raid", "id": 8, "text": f" {REPORT}"},
        {"body": REPORT, "headline": "Raid"},
    )
    finds, _ = open_all(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)).encode())
    assert len({find.page.sha256 for find in finds}) == 1


def test_rows_of_markup_are_pages_of_html(tmp_path: Path) -> None:
    row = {"text": f"<p>{REPORT}</p>", "url": "https://a.example/1", "date": "1938-05-06"}
    (find,), _ = open_all(tmp_path, "a.jsonl", json.dumps(row).encode())
    assert find.page.content_type == "text/html"
    assert find.hints == Hints(url="https://a.example/1", published=date(1938, 5, 6))


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("1938-05-06T23:30:00+02:00", date(1938, 5, 6)),
        ("6 May 1938", date(1938, 5, 6)),
        ("19380506", date(1938, 5, 6)),
        ("05/06/1938", None),
        ("last week", None),
        ("19389999", None),
        ("", None),
    ],
)
def test_a_day_is_read_from_a_cell_or_left_open(tmp_path: Path, cell: str, day: date | None) -> None:
    (find,), _ = open_all(tmp_path, "a.jsonl", json.dumps({"text": REPORT, "date": cell}).encode())
    assert read_page(find.page, find.hints, KEY.settings).published == day


@pytest.mark.parametrize(
    "body",
    [
        f"Content-Type: text/html\n\n<html><body><p>{REPORT}</p></body></html>\n",
        f"Content-Type: text/plain\n\n{REPORT}\n",
        "Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\nSee.\n"
        "--x\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n"
        "PHA+QWlyY3JhZnQgYm9tYmVkIHRoZSBtYXJrZXQgb2YgR3Jhbm9sbGVycyBvbiBUdWVzZGF5IGFuZCBraWxs\n"
        "ZWQgMTIgcGVvcGxlLCB0aGUgbWF5b3Igc2FpZC48L3A+\n--x--\n",
    ],
)
def test_a_mail_is_a_page_with_the_day_and_house_of_its_sender(tmp_path: Path, body: str) -> None:
    (tmp_path / "a.eml").write_text(MAIL + body)
    mailbox = f"From x@y Fri May  6 08:00:00 1938\n{MAIL}{body}\nFrom x@y\n{MAIL}{body}".encode()
    finds, error = open_all(tmp_path, "a.mbox", mailbox)
    assert error is None
    for find in finds:
        article = read_page(find.page, find.hints, KEY.settings, OUTLETS)
        assert (article.text, article.title) == (REPORT, "Raid on Granollers")
        assert (article.published, article.publisher) == (date(1938, 5, 6), "Coast Post")
    assert len(finds) == 2


@pytest.mark.parametrize(
    "day",
    [
        "Fri, 06 May 99999999999999999999 23:30:00 +0100",
        "Fri, 06 May 1938 23:30:00 +99999999999999999",
        "soon",
    ],
)
def test_a_mail_of_a_day_in_no_calendar_is_read_without_one(tmp_path: Path, day: str) -> None:
    head = MAIL.replace("Fri, 06 May 1938 23:30:00 +0100", day)
    (find,), error = open_all(tmp_path, "a.mbox", f"From x@y\n{head}\n{REPORT}\n".encode())
    article = read_page(find.page, find.hints, KEY.settings, OUTLETS)
    assert (error, article.text, article.published) == (None, REPORT, None)


def test_what_khabar_wrote_beside_articles_is_passed_over(tmp_path: Path) -> None:
    lines = '{"type": "claim", "schema": 1}\n{"type": "article", "schema": 1, "text": "Words."}\n'
    finds, _ = open_all(tmp_path, "a.jsonl", lines.encode())
    assert told(finds) == ["claim of khabar", ROW]
