import gzip
import io
import random
from datetime import UTC, date, datetime
from pathlib import Path
from unittest.mock import Mock

import pytest
from archive_files import make_block, make_page, make_record, make_zip, zip_each
from opened import KEY, REPORT, addresses, open_all, told

from khabar.model.documents import Hints
from khabar.pages import read_page
from khabar.pages.archives import warc
from khabar.pages.archives.cells import ROW, write_row
from khabar.pages.archives.kinds import find_unpacker
from khabar.pages.archives.warc import read_records
from khabar.pages.finds import Found
from khabar.pages.sources import find_sources


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


@pytest.mark.parametrize(
    "date", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "1938-05-06T10:00:00+24:00"]
)
def test_a_record_of_a_moment_in_no_calendar_is_read_without_one(tmp_path: Path, date: str) -> None:
    odd = make_record("https://a.example/2", make_block(b"<p>Words.</p>"), WARC_Date=date)
    finds, error = open_all(tmp_path, "a.warc", make_page(1) + odd + make_page(3))
    assert error is None
    assert addresses(finds) == [f"https://a.example/{number}" for number in (1, 2, 3)]
    assert [find.at is None for find in finds] == [False, True, False]


def test_what_breaks_the_reader_of_a_record_does_not_take_the_one_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(warc, "decode_body", Mock(side_effect=[b"<p>Words.</p>", MemoryError]))
    finds = read_records(io.BytesIO(make_page(1) + make_page(2)), "a.warc", KEY.settings)
    assert addresses([next(finds)]) == ["https://a.example/1"]
    with pytest.raises(MemoryError):
        next(finds)


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
            "other type",
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


def test_a_feed_in_an_archive_gives_the_text_that_it_has(tmp_path: Path) -> None:
    items = (
        f"<item><link>https://a.example/1</link><pubDate>Fri, 06 May 1938 10:00:00 GMT</pubDate>"
        f"<description>&lt;p&gt;{REPORT * 9}&lt;/p&gt;</description></item>"
        "<item><title>Short</title></item>"
    )
    feed = f"<rss version='2.0'><channel>{items}</channel></rss>".encode()
    for content_type in ("application/rss+xml", "text/html", "text/xml; charset=utf-8", ""):
        record = make_record("https://a.example/feed", make_block(feed, content_type))
        finds, _ = open_all(tmp_path, "a.warc", record)
        assert told(finds) == ["text/html", "entry of a feed without its text"]
        assert finds[0].hints == Hints(announced=date(1938, 5, 6))
        assert finds[0].page.source.endswith("a.warc#https://a.example/feed#https://a.example/1")


def test_a_file_that_ends_in_a_record_that_is_no_page_says_so(tmp_path: Path) -> None:
    picture = make_record("https://a.example/x", make_block(b"x" * 99_999, "image/png"))
    for end in (-4, -5, -50_000):
        finds, error = open_all(tmp_path, "a.warc", (make_page(1) + picture)[:end])
        assert addresses(finds) == ["https://a.example/1"]
        assert (error is None) == (end == -4)


def test_what_khabar_wrote_of_its_pages_is_read_again(tmp_path: Path) -> None:
    row = write_row({"text": REPORT})
    record = make_record("urn:x", row, kind="resource", Content_Type=ROW)
    finds, _ = open_all(tmp_path, "a.warc", record)
    assert told(finds) == [ROW]
    assert read_page(finds[0].page, finds[0].hints, KEY.settings).text == REPORT


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
