"""Captures of a record -> a web archive (WARC 1.1, ISO 28500), which other tools replay and read."""

import io
import json
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from typing import BinaryIO

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from khabar.model.documents import Page
from khabar.model.retrievals import Retrieval
from khabar.pages.archives.multipage import split_pages
from khabar.record.retrievals import Captured

# The bytes in a record are those after decompression and without chunks, so what the site said of both
# stands under another name, as other archives do it.
_OF_THE_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_IDS = uuid.UUID("6f0f4e5c-3a0e-4a52-9a3f-6b1f0d9a7d11")


def write(captures: Iterable[Captured], stream: BinaryIO, version: str, *, zipped: bool) -> int:
    """How many captures were written; the same captures always give the same bytes."""
    writer = WARCWriter(stream, gzip=zipped, warc_version="1.1")
    count = 0
    for capture in captures:
        if count == 0:
            writer.write_record(_describe_archive(writer, capture, version))
        for record in _list_records(writer, capture):
            writer.write_record(record)
        count += 1
    return count


def _describe_archive(writer: WARCWriter, first: Captured, version: str) -> ArcWarcRecord:
    content = f"software: khabar/{version}\r\nformat: WARC File Format 1.1\r\n".encode()
    fields = {"WARC-Record-ID": _make_id(first, version), "WARC-Date": _write_date(first.at)}
    return writer.create_warc_record(
        None,
        "warcinfo",
        payload=io.BytesIO(content),
        length=len(content),
        warc_headers_dict=fields,
        warc_content_type="application/warc-fields",
    )


def _list_records(writer: WARCWriter, capture: Captured) -> Iterator[ArcWarcRecord]:
    parts = split_pages(capture.page)
    if len(parts) != len(capture.retrievals):
        yield _build_resource(writer, capture)
        return
    for number, (answer, part) in enumerate(zip(capture.retrievals, parts, strict=True)):
        yield _build_response(writer, answer, part, _make_id(capture, f"response {number}"))


def _build_response(writer: WARCWriter, answer: Retrieval, page: Page, record_id: str) -> ArcWarcRecord:
    """A page with what its site said; `page` holds the bytes after decompression."""
    fields = [(_name_field(name), value) for name, value in answer.headers]
    fields.append(("Content-Length", str(len(page.content))))
    phrase = HTTPStatus(answer.status).phrase if answer.status in set(HTTPStatus) else ""
    known = {
        "WARC-Record-ID": record_id,
        "WARC-Date": _write_date(answer.at),
        "WARC-Protocol": answer.protocol.lower(),
    }
    if answer.remote:
        known["WARC-IP-Address"] = answer.remote
    return writer.create_warc_record(
        answer.address,
        "response",
        payload=io.BytesIO(page.content),
        length=len(page.content),
        http_headers=StatusAndHeaders(f"{answer.status} {phrase}".strip(), fields, protocol="HTTP/1.1"),
        warc_headers_dict=known,
    )


def _build_resource(writer: WARCWriter, capture: Captured) -> ArcWarcRecord:
    """A page that was a file. What a site said of it is not known; its place here stays here."""
    page = capture.page
    return writer.create_warc_record(
        capture.url or f"urn:sha256:{page.sha256}",
        "resource",
        payload=io.BytesIO(page.content),
        length=len(page.content),
        warc_content_type=page.content_type,
        warc_headers_dict={
            "WARC-Record-ID": _make_id(capture, "resource"),
            "WARC-Date": _write_date(capture.at),
        },
    )


def _name_field(name: str) -> str:
    return f"X-Archive-Orig-{name}" if name.lower() in _OF_THE_WIRE else name


def _make_id(capture: Captured, what: str) -> str:
    """The id of a record: always the same for the same capture."""
    words = [capture.number, capture.page.sha256, capture.at.isoformat(), what]
    return f"<urn:uuid:{uuid.uuid5(_IDS, json.dumps(words))}>"


def _write_date(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
