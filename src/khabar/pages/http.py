"""What HTTP says of the page that it carries: its type, its charset, and where its chunks end."""

import re
from dataclasses import dataclass
from http.client import HTTPException, parse_headers
from io import BytesIO

from khabar.errors import InputError
from khabar.pages.addresses import tidy
from khabar.pages.encodings import decode_content

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})\b")
_ADDRESS = re.compile(r"https?://[^\s<>\"\x00-\x20\x7f\ud800-\udfff]+", re.IGNORECASE)
_LONGEST = 2_083  # code points of an address: what browsers and sitemaps take


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands before a page in an answer: `length` bytes of it, with the status as three digits."""

    status: str
    content_type: str
    encodings: str
    is_chunked: bool
    length: int


def read_head(block: bytes, source: str) -> Head:
    """The head of an answer. Raises InputError `damaged` where it is none."""
    stream = BytesIO(block)
    match = _STATUS.match(stream.readline(_LONGEST))
    try:
        if match is None:
            raise ValueError("no status line")
        headers = parse_headers(stream)
    except (HTTPException, ValueError) as error:
        detail = f"expected an HTTP answer, got {error or 'none'} in {source}"
        raise InputError("damaged", detail) from error
    return Head(
        status=match[1].decode(),
        content_type=str(headers.get("Content-Type", "")),
        encodings=str(headers.get("Content-Encoding", "")),
        is_chunked="chunked" in str(headers.get("Transfer-Encoding", "")).lower(),
        length=stream.tell(),
    )


def decode_body(body: bytes, head: Head, most: int, source: str) -> bytes:
    """The page in an answer, as it was before it was sent; see `decode_content` for what it raises."""
    whole = join_chunks(body, source) if head.is_chunked else body
    return decode_content(whole, head.encodings, most, source)


def clean_address(written: str | None) -> str | None:
    """The address of a page on the web; None for what is none, as `urn:`, `file:` or `javascript:`.

    >>> clean_address("<https://a.example/x>"), clean_address("javascript:alert(1)")
    ('https://a.example/x', None)
    """
    bare = (written or "").strip().removeprefix("<").removesuffix(">")
    return tidy(bare) if len(bare) <= _LONGEST and _ADDRESS.fullmatch(bare) else None


def name_type(header: str) -> str | None:
    """The content type of a page by its `Content-Type` header; None where it is not one that is read.

    >>> name_type("application/xhtml+xml; charset=ISO-8859-1")
    'text/html; charset=iso-8859-1'
    """
    name = header.partition(";")[0].strip().lower()
    plain = "text/html" if name in _HTML else name
    if plain not in ("text/html", "text/plain"):
        return None
    charset = _CHARSET.search(header)
    return f"{plain}; charset={charset[1].lower()}" if charset else plain


def split_type(content_type: str) -> tuple[str, str | None]:
    """A page's type and the charset that its server named.

    >>> split_type("text/html; charset=koi8-r")
    ('text/html', 'koi8-r')
    """
    name, _, rest = content_type.partition(";")
    charset = _CHARSET.search(rest)
    return name.strip(), charset[1] if charset else None


def join_chunks(body: bytes, source: str) -> bytes:
    """The body that was sent in chunks; one that has none is given back as it is.

    Raises InputError `damaged` where a chunk is cut off or its length is no number.
    """
    chunks: list[bytes] = []
    at = 0
    while at < len(body):
        match = _CHUNK.match(body, at)
        if match is None:
            if not chunks:
                return body
            raise InputError("damaged", f"expected the length of a chunk at byte {at:,} in {source}")
        size = int(match[1], 16)
        chunk = body[match.end() : match.end() + size]
        if size == 0:
            break
        if len(chunk) < size:
            got = f"{len(chunk):,} bytes of {size:,}"
            raise InputError("damaged", f"expected a whole chunk, got {got} in {source}")
        chunks.append(chunk)
        at = match.end() + size
        at += len(body[at : at + 2]) - len(body[at : at + 2].lstrip(b"\r\n"))
    return b"".join(chunks)
