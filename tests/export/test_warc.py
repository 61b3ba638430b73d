"""A record as a web archive: other tools find in it the bytes, what the site said, and when."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import papers
import pytest
from books import NOON, RAID, page, put, take
from warcio.archiveiterator import ArchiveIterator

from khabar.cli import main
from khabar.export import warc
from khabar.model.claims import Rejected
from khabar.model.documents import Hints
from khabar.model.retrievals import Hop, Retrieval
from khabar.pages.archives.multipage import join_pages
from khabar.record.captured import list_captured
from khabar.record.captures import Capture
from khabar.record.retrievals import load_retrievals
from khabar.record.store import Record
from khabar.record.writer import Taken, add

ADDRESS = "https://post.example/raid"


@pytest.fixture
def where(tmp_path):
    return tmp_path / "khabar.db"


def make_retrieval(content, address=ADDRESS):
    return Retrieval(
        asked="https://post.example/old",
        address=address,
        status=200,
        headers=(
            ("Content-Type", "text/plain"),
            ("content-encoding", "br"),
            ("Content-Length", "7"),
            ("X-Twice", "1"),
            ("X-Twice", "two"),
        ),
        at=datetime(2026, 5, 1, 12, 30, 0, 5, tzinfo=UTC),
        protocol="HTTP/2",
        remote="93.184.216.34",
        sha256=papers.make_page(content).sha256,
        hops=(Hop(address="https://post.example/old", status=301),),
    )


def put_fetched(record, text):
    captured = papers.make_page(text, ADDRESS)
    hints = Hints(url=ADDRESS)
    capture = Capture(
        source=ADDRESS,
        place=None,
        page=captured,
        hints=hints,
        at=NOON,
        retrievals=(make_retrieval(text),),
    )
    add(record, [Taken(capture=capture, outcome=papers.read(captured, hints))], "1")


def write(record, *, zipped=False):
    stream = io.BytesIO()
    warc.write(list_captured(record), stream, "1", zipped=zipped)
    return stream.getvalue()


def read(content):
    for one in ArchiveIterator(io.BytesIO(content), check_digests="raise"):
        yield one, one.content_stream().read()


def test_what_a_site_said_is_in_the_record_and_in_the_archive(where):
    text = page(RAID)
    with Record.open(where, create=True) as record:
        put_fetched(record, text)
        (captured,) = list_captured(record)
        assert captured.retrievals == (make_retrieval(text),)
        content = write(record)
    (info, _), (response, body) = read(content)
    assert (info.rec_type, response.rec_type) == ("warcinfo", "response")
    assert body == text.encode()
    fields = response.rec_headers
    assert fields.get_header("WARC-Target-URI") == ADDRESS
    assert fields.get_header("WARC-Date") == "2026-05-01T12:30:00.000005Z"
    assert fields.get_header("WARC-IP-Address") == "93.184.216.34"
    said = response.http_headers.headers
    assert ("X-Archive-Orig-content-encoding", "br") in said
    assert [value for name, value in said if name == "Content-Length"] == [str(len(body))]
    assert [value for name, value in said if name == "X-Twice"] == ["1", "two"]


def test_a_page_that_was_a_file_keeps_its_place_to_itself(where):
    with Record.open(where, create=True) as record:
        put(record, page(RAID))
        content = write(record)
    (_, _), (resource, body) = read(content)
    assert (resource.rec_type, body) == ("resource", page(RAID).encode())
    assert b"/news" not in content


def test_an_article_of_several_pages_has_a_record_for_each(where):
    first, second = papers.make_page(page(RAID), ADDRESS), papers.make_page("more", f"{ADDRESS}?page=2")
    retrievals = (make_retrieval(page(RAID)), make_retrieval("more", f"{ADDRESS}?page=2"))
    whole = join_pages((first, second))
    capture = Capture(
        source=ADDRESS, place=None, page=whole, hints=Hints(url=ADDRESS), at=NOON, retrievals=retrievals
    )
    with Record.open(where, create=True) as record:
        add(record, [Taken(capture=capture, outcome=papers.read(first, Hints(url=ADDRESS)))], "1")
        content = write(record)
    responses = [(one.rec_headers.get_header("WARC-Target-URI"), body) for one, body in read(content)][
        1:
    ]
    assert responses == [(ADDRESS, page(RAID).encode()), (f"{ADDRESS}?page=2", b"more")]


def test_the_same_record_gives_the_same_archive(where):
    with Record.open(where, create=True) as record:
        put_fetched(record, page(RAID))
        put(record, page(RAID, publisher="Coast Post"))
        assert write(record) == write(record)
        zipped = write(record, zipped=True)
        assert [body for _, body in read(zipped)] == [body for _, body in read(write(record))]


def test_a_site_that_gave_no_page_is_kept_with_what_it_said(where):
    capture = take(page(RAID)).capture
    gone = replace(make_retrieval("x"), status=410, sha256=None)
    missing = replace(capture, page=None, retrievals=(gone,))
    with Record.open(where, create=True) as record:
        rejected = Rejected(source=capture.source, reason="http_error", detail="gone")
        add(record, [Taken(capture=missing, outcome=rejected)], "1")
        with record.reading() as connection:
            assert load_retrievals(connection, 1) == (gone,)
        assert not list(list_captured(record))


@pytest.mark.parametrize(
    ("name", "magic"), [("pages.warc", b"WARC/1.1"), ("pages.warc.gz", b"\x1f\x8b")]
)
def test_the_command_writes_the_archive_whole_or_not_at_all(where, tmp_path, name, magic, capsys):
    with Record.open(where, create=True) as record:
        put(record, page(RAID))
    place = tmp_path / name
    with pytest.raises(SystemExit) as ended:
        main(["export", "warc", str(place), "--record", str(where)])
    assert ended.value.code == 0
    assert place.read_bytes().startswith(magic)
    assert capsys.readouterr().err == "1 pages written\n"


def test_nothing_in_the_record_is_told(where, tmp_path):
    Record.open(where, create=True).close()
    with pytest.raises(SystemExit) as ended:
        main(["export", "warc", str(tmp_path / "a.warc"), "--record", str(where)])
    assert ended.value.code == 4
    assert not (tmp_path / "a.warc").exists()
