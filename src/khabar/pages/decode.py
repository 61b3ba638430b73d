"""Bytes -> characters: which charset a page is in, and what cannot be text at all."""

import codecs
import re

from khabar.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x7fELF", "a program"),
    (b"RIFF", "a media file"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"SQLite format 3", "a database"),
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.IGNORECASE)
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
# What Python can decode and no page is in: escapes, and what would have begun with a byte order mark.
_NO_CHARSETS = frozenset(
    {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7", "utf-16", "utf-16-le"}
    | {"utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "undefined"}
)
# A declaration must stand in the first kilobyte by the HTML standard; real pages put it later.
_HEAD_BYTES = 4096
# Tried .02-.3 on executables, images and wrongly labelled pages: below .1 no text was refused.
_BINARY_SHARE = 0.1


def decode(content: bytes, source: str, charset: str | None = None) -> str:
    """The characters of a page: by byte order mark, UTF-8, what is declared, or the look of it.

    `charset` is the one that the page's server named; it goes before the one that the page names.

    Bytes that fit no character become U+FFFD, NULs and lone surrogates too. Raises InputError
    `empty` or `binary`.
    """
    _refuse_binary(content, source)
    text = _decode_by_mark(content) or _decode_by_trial(content, charset)
    text = _mend(text.replace("\x00", "\ufffd"))
    if not text.strip(" \t\r\n\f\v\ufeff\ufffd\xa0"):
        raise InputError("empty", f"expected words, got only white space in {source}")
    return text


def _mend(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text


def _refuse_binary(content: bytes, source: str) -> None:
    if not content.strip():
        raise InputError("empty", f"expected text or HTML, got no words in {source}")
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            raise InputError("binary", f"expected text or HTML, got {kind} in {source}")
    if any(content.startswith(mark) for mark, _ in _BOMS):
        return
    sample = content[:_HEAD_BYTES]
    controls = len(_CONTROLS.findall(sample)) + sample.count(b"\x00")
    if controls > len(sample) * _BINARY_SHARE:
        raise InputError("binary", f"expected text or HTML, got control bytes in {source}")


def _decode_by_mark(content: bytes) -> str | None:
    for mark, charset in _BOMS:
        if content.startswith(mark):
            return content.decode(charset, "replace")
    return None


def _decode_by_trial(content: bytes, charset: str | None) -> str:
    """UTF-8 wins over what a page declares: bytes of another charset almost never pass as UTF-8."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(content) - error.start < 4 and error.reason == "unexpected end of data":
            return content.decode("utf-8", "replace")
    declared = _look_up(charset) or _find_declared(content)
    if declared and declared != "utf-8":
        return content.decode(declared, "replace")
    return _decode_by_look(content)


def _find_declared(content: bytes) -> str | None:
    match = _DECLARED.search(content[:_HEAD_BYTES])
    return _look_up(match.group(1).decode("ascii", "replace")) if match else None


def _look_up(charset: str | None) -> str | None:
    """Python's name of a charset; None where it is none that text can be in."""
    try:
        name = codecs.lookup(charset or "").name
        b"\x80".decode(name, "replace")
    except (LookupError, UnicodeError):
        return None
    if name in _NO_CHARSETS:
        return None
    # Browsers read Latin-1 as Windows-1252, and pages are written for browsers.
    return "cp1252" if name in {"iso8859-1", "ascii"} else name


def _decode_by_look(content: bytes) -> str:
    """A few broken bytes in UTF-8 stay UTF-8; otherwise the charset that charset-normalizer names."""
    lenient = content.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    whole = sum(1 for char in lenient if ord(char) > 127) - broken
    if whole > broken:
        return lenient
    from charset_normalizer import from_bytes

    # The detector's cost grows with the page; 20 kB gave the same charset as 200 kB on all our trials.
    best = from_bytes(content[:20_000]).best()
    charset = best.encoding if best else "cp1252"
    return content.decode("cp1252" if charset in {"ascii", "utf_8"} else charset, "replace")
