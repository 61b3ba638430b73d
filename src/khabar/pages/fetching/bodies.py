"""Bytes as they were sent -> bytes of the page, never more of either than allowed."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from khabar.errors import BudgetError, UnreachableError
from khabar.model.documents import Page

_PIECE = 65_536
# 4 bytes of zstd can stand for 128 KiB: so small slices give at most 4 MiB at once.
_SLICE = 128
# The window that decoders of the web must support at most (RFC 9659).
_ZSTD_WINDOW = 2**23
_GZIP_MARK = b"\x1f\x8b"

Decode = Callable[[Iterable[bytes]], Iterator[bytes]]
"""Decompresses; raises EOFError where the bytes end too early, and errors of its library."""


def read_body(raw: Iterable[bytes], encodings: tuple[str, ...], most: int, source: str) -> bytes:
    """The bytes of a page, decompressed.

    Raises BudgetError `too_large` as soon as more than `most` bytes have come, before or after
    decompression, and UnreachableError `bad_answer` where they cannot be decompressed to their end.
    """
    pieces = _limit(raw, most, source)
    if not encodings:
        return b"".join(pieces)
    decode = DECODERS.get(encodings[0])
    if decode is None or len(encodings) > 1:
        known, got = ", ".join(DECODERS), ", ".join(encodings)
        raise UnreachableError(
            "bad_answer", f"expected one compression of {known}, got {got} from {source}"
        )
    return _decompress(decode, pieces, most, source)


def list_encodings(fields: Iterable[str]) -> tuple[str, ...]:
    """The names of the compressions in `Content-Encoding` fields, in the order they were applied.

    >>> list_encodings(["x-gzip", "identity, br"])
    ('gzip', 'br')
    """
    names = (name.strip().lower() for field in fields for name in field.split(","))
    return tuple(name.removeprefix("x-") for name in names if name not in {"", "identity"})


def unzip_page(page: Page, most: int) -> Page:
    """The page, decompressed where it is a gzip file, such as a sitemap. Raises as `read_body` does."""
    if not page.content.startswith(_GZIP_MARK):
        return page
    content = _decompress(_inflate_gzip, (page.content,), most, page.source)
    return replace(page, content=content)


def _decompress(decode: Decode, pieces: Iterable[bytes], most: int, source: str) -> bytes:
    import brotli
    import zstandard

    try:
        return b"".join(_limit(decode(pieces), most, source))
    except (EOFError, zlib.error, brotli.error, zstandard.ZstdError) as error:
        detail = f"expected whole compressed bytes, got broken ones from {source}: {error}"
        raise UnreachableError("bad_answer", detail) from error


def _limit(pieces: Iterable[bytes], most: int, source: str) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise BudgetError("too_large", f"expected at most {most:,} bytes, got more from {source}")
        yield piece


def _inflate_gzip(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """A gzip file may have several members; what follows the last, such as zeros, is left out."""
    decoder = zlib.decompressobj(wbits=31)
    for piece in pieces:
        left = piece
        while left:
            if decoder.eof:
                if not left.startswith(b"\x1f"):
                    return
                decoder = zlib.decompressobj(wbits=31)
            yield decoder.decompress(left, _PIECE)
            left = decoder.unused_data if decoder.eof else decoder.unconsumed_tail
    yield from _finish(decoder)


def _inflate_deflate(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """With the head of zlib, as the standard says, or without, as some servers send it."""
    decoder: zlib._Decompress | None = None
    for piece in pieces:
        left = piece
        while left and not (decoder and decoder.eof):
            decoder = decoder or zlib.decompressobj(wbits=15 if _has_head(left) else -15)
            yield decoder.decompress(left, _PIECE)
            left = decoder.unconsumed_tail
    if decoder:
        yield from _finish(decoder)


def _has_head(first: bytes) -> bool:
    return first[0] & 0x0F == 8 and (len(first) < 2 or int.from_bytes(first[:2], "big") % 31 == 0)


def _finish(decoder: "zlib._Decompress") -> Iterator[bytes]:
    """What the decoder still holds, though it has taken all its input."""
    while not decoder.eof:
        piece = decoder.decompress(b"", _PIECE)
        if not piece:
            raise EOFError("they end too early")
        yield piece


def _inflate_brotli(pieces: Iterable[bytes]) -> Iterator[bytes]:
    import brotli

    decoder = brotli.Decompressor()
    for piece in pieces:
        yield decoder.process(piece, output_buffer_limit=_PIECE)
        while not decoder.can_accept_more_data():
            yield decoder.process(b"", output_buffer_limit=_PIECE)
    if not decoder.is_finished():
        raise EOFError("they end too early")


def _inflate_zstd(pieces: Iterable[bytes]) -> Iterator[bytes]:
    import zstandard

    opener = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    decoder = opener.decompressobj()
    for piece in pieces:
        for start in range(0, len(piece), _SLICE):
            left = piece[start : start + _SLICE]
            while left:
                decoder = opener.decompressobj() if decoder.eof else decoder
                yield decoder.decompress(left)
                left = decoder.unused_data if decoder.eof else b""
    if not decoder.eof:
        raise EOFError("they end too early")


DECODERS: dict[str, Decode] = {
    "gzip": _inflate_gzip,
    "deflate": _inflate_deflate,
    "br": _inflate_brotli,
    "zstd": _inflate_zstd,
}
"""What is understood of `Content-Encoding`, in the order in which it is asked for."""
