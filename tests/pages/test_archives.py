import gzip
import json
import random
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from archive_files import make_block, make_page, make_record, make_zip, zip_each

from khabar.errors import InputError, UsageError
from khabar.model.claims import Rejected
from khabar.model.documents import Hints
from khabar.pages import index_outlets, read_page
from khabar.pages.archives import Key, find_unpacker, unpack
from khabar.pages.finds import Found, Passed
from khabar.pages.rows import choose_columns
from khabar.pages.sources import find_sources
from khabar.settings import Settings
from khabar.vocabulary.entries import OutletClass, Publisher

REPORT = "Aircraft bombed the market of Granollers on Tuesday and killed 12 people, the mayor said."
KEY = Key(settings=Settings())
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


def open_all(
    tmp_path: Path, name: str, content: bytes, key: Key = KEY
) -> tuple[list, InputError | None]:
    """What is in an archive, and what ended it early, if anything."""
    path = tmp_path / name
    path.write_bytes(content)
    finds = []
    try:
        for find in unpack(str(path), key):
            finds.append(find)  # noqa: PERF402  # what comes before an error counts
    except InputError as error:
        return finds, error
    return finds, None


def addresses(finds: list) -> list:
    return [find.hints.url for find in finds if isinstance(find, Found)]


def told(finds: list) -> list[str]:
    """The kind of each find in a word."""
    return [
        find.what
        if isinstance(find, Passed)
        else find.reason
        if isinstance(find, Rejected)
        else find.page.content_type
        for find in finds
    ]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_pages_of_a_warc_file_come_with_address_and_moment(tmp_path: Path, name: str) -> None:
    records = (make_page(1), make_page(2))
    finds, error = open_all(
        tmp_path, name, zip_each(*records) if name.endswith("gz") else b"".join(records)
    )
    assert error is None
    assert addresses(finds) == ["https://a.example/1", "https://a.example/2"]
    assert finds[0].at == datetime(1938, 5, 6, 10, tzinfo=UTC)
    assert finds[0].page.source == f"{tmp_path / name}#https://a.example/1"
    assert finds[0].page.content == b"<html><body><p>Page 1 of the paper.</p></body></html>"


def test_records_that_are_no_page_are_named_by_what_they_are(tmp_path: Path) -> None:
    text, page = b"Words of the paper.", "https://a.example/x"
    records = (
        make_record(None, b"software: x\r\n", kind="warcinfo", Content_Type="application/warc-fields"),
        make_record(page, b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        make_record(page, make_block(text, "image/png")),
        make_record(page, make_block(text, "application/rss+xml")),
        make_record(page, make_block(text, "x-odd")),
        make_record(page, make_block(text, status=404)),
        make_record(page, make_block(b"")),
        make_record(page, make_block(b""), kind="revisit"),
        make_record(page, make_block(text, "application/xhtml+xml; charset=KOI8-R")),
        make_record(page, make_block(text, "")),
        make_record("dns:a.example", text, kind="resource", Content_Type="text/dns"),
        make_record("urn:x", text, kind="resource", Content_Type="text/plain"),
        make_record("javascript:alert(1)", make_block(text)),
    )
    finds, error = open_all(tmp_path, "a.warc", b"".join(records))
    assert error is None
    assert told(finds) == [
        *(
            "warcinfo",
            "request",
            "image file",
            "feed",
            "other type",
            "status 404",
            "empty page",
            "revisit",
        ),
        *("text/html; charset=koi8-r", "text/plain", "text file", "text/plain", "text/html"),
    ]
    assert addresses(finds) == [page, page, None, None]


@pytest.mark.parametrize(
    ("more", "body", "text"),
    [
        ("Transfer-Encoding: chunked\r\n", b"4\r\nWord\r\n2;x\r\ns.\r\n0\r\n\r\n", b"Words."),
        ("Transfer-Encoding: chunked\r\n", b"Words.", b"Words."),
        ("Content-Encoding: gzip\r\n", gzip.compress(b"Words."), b"Words."),
        ("Content-Encoding: gzip, gzip\r\n", gzip.compress(gzip.compress(b"Words.")), b"Words."),
        ("Content-Encoding: gzip\r\n", b"Words.", b"Words."),
    ],
)
def test_a_page_is_what_was_sent_before_it_was_encoded(
    tmp_path: Path, more: str, body: bytes, text: bytes
) -> None:
    finds, _ = open_all(
        tmp_path, "a.warc", make_record("https://a.example/", make_block(body, more=more))
    )
    assert [find.page.content for find in finds] == [text]


def test_the_same_page_has_one_identity_in_every_archive(tmp_path: Path) -> None:
    record = make_page(1)
    packed = make_record(
        "https://a.example/1",
        make_block(
            gzip.compress(record.partition(b"\r\n\r\n")[2].partition(b"\r\n\r\n")[2][:-4])
        ).replace(b"OK\r\n", b"OK\r\nContent-Encoding: gzip\r\n"),
    )
    shas = {
        (find.page.sha256, find.hints)
        for name, content in (
            ("a.warc", record),
            ("b.warc.gz", zip_each(record)),
            ("c.warc.gz", zip_each(packed)),
            ("d.wacz", make_zip({"archive/a.warc.gz": zip_each(record)})),
        )
        for find in open_all(tmp_path, name, content)[0]
    }
    assert len(shas) == 1


def test_a_page_whose_bytes_changed_since_it_was_written_is_refused(tmp_path: Path) -> None:
    records = (make_page(1), make_page(2).replace(b"Page 2", b"Page 3"), make_page(4))
    finds, error = open_all(tmp_path, "a.warc", b"".join(records))
    assert (told(finds), error) == (["text/html", "damaged", "text/html"], None)


@pytest.mark.parametrize("seed", range(20))
def test_what_stands_before_the_damage_is_read(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    records = [zip_each(make_page(number, REPORT)) for number in range(30)]
    content = bytearray(b"".join(records))
    at = chance.randrange(len(content))
    if seed % 2:
        content[at] ^= 1 << chance.randrange(8)
    else:
        del content[at:]
    whole = [f"https://a.example/{n}" for n in range(30) if sum(map(len, records[: n + 1])) <= at]
    finds, error = open_all(tmp_path, "a.warc.gz", bytes(content))
    found = addresses(finds)
    assert found[: len(whole)] == whole
    # what nobody notices is in headers of the compression; what was read is what was written
    assert len(found) == 30 or error or sum(map(len, records[: len(whole)])) == at
    texts = {find.page.content for find in finds if isinstance(find, Found)}
    assert texts <= {f"<html><body><p>{REPORT}</p></body></html>".encode()}


def test_a_plain_file_that_ends_early_says_so(tmp_path: Path) -> None:
    finds, error = open_all(tmp_path, "a.warc", (make_page(1) + make_page(2))[:-20])
    assert addresses(finds) == ["https://a.example/1"]
    assert error
    assert error.reason == "damaged"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.warc", b"", "empty"),
        ("a.warc", b"no archive at all" * 9, "damaged"),
        ("a.warc.gz", gzip.compress(b"no archive at all" * 9), "damaged"),
        ("a.wacz", b"no zip", "damaged"),
        ("a.wacz", make_zip({"datapackage.json": b"{}"}), "empty"),
        ("a.jsonl", b"", "empty"),
        ("a.mbox", b"", "empty"),
        ("a.mbox", b"Dear friend,\n", "damaged"),
    ],
)
def test_a_file_that_is_no_archive_is_refused(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    _, error = open_all(tmp_path, name, content)
    assert error
    assert error.reason == reason
    assert str(tmp_path / name) in error.detail


def test_a_damaged_file_in_a_collection_does_not_stop_the_next(tmp_path: Path) -> None:
    files = {
        "archive/a.warc.gz": zip_each(make_page(1), make_page(2))[:-60],
        "../../evil.warc": make_page(9),
        "archive/b.warc.gz": zip_each(make_page(3)),
        "pages/pages.jsonl": b"{}",
    }
    finds, error = open_all(tmp_path, "a.wacz", make_zip(files))
    assert error is None
    assert told(finds) == ["text/html", "damaged", "unsafe_name", "text/html", "other file"]
    assert addresses(finds) == ["https://a.example/1", "https://a.example/3"]


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


def test_saved_pages_are_found_without_their_resources(tmp_path: Path) -> None:
    for name in (
        "a.html",
        "a_files/frame.html",
        "b_files/c.html",
        "d.htm",
        "d-Dateien/e.html",
        "f.warc.gz",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Words.")
    found = find_sources([str(tmp_path)])
    names = [str(Path(page).relative_to(tmp_path)) for page in found.pages]
    assert names == ["a.html", "d.htm", "f.warc.gz", "b_files/c.html"]
    assert found.passed == {"resources of a saved page": 2}


def test_an_address_is_no_archive_whatever_it_ends_with() -> None:
    assert find_unpacker("https://a.example/x.warc.gz") is None
    assert find_unpacker("FOLDER/X.WARC.GZ")
