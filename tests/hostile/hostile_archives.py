"""Archives that strangers could write to break a reader, by class; the same ones each time."""

import gzip
import json
import random
import zipfile
import zlib
from collections.abc import Iterator

import brotli
import zstandard
from archive_files import make_block, make_page, make_record, make_zip, zip_each

File = tuple[str, bytes]
"""The end of a file's name, and its bytes."""
_GOOD = make_page(0)
_ADDRESS = "https://a.example/x"


_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"


def _swell(size: int) -> bytes:
    """Deflated zeros, so many MiB of them, without the sum at their end: nobody comes so far."""
    stream = zlib.compressobj(9, wbits=-15)
    piece = stream.compress(b"\x00" * 2**20) + stream.flush(zlib.Z_FULL_FLUSH)
    return piece * size + b"\x03\x00"


def _encoded(body: bytes, encodings: str) -> bytes:
    record = make_record(_ADDRESS, make_block(body, more=f"Content-Encoding: {encodings}\r\n"))
    return _GOOD + record + make_page(1)


def layers() -> Iterator[File]:
    """gzip in gzip in gzip, honestly told, told wrongly, or not told at all."""
    body = b"<p>Words of the paper.</p>"
    for depth in range(1, 13):
        body = gzip.compress(body, 1, mtime=0)
        yield ".warc", _encoded(body, ", ".join(["gzip"] * depth))
        yield ".warc", _encoded(body, "gzip")
        yield ".warc.gz", gzip.compress(gzip.compress(_GOOD))
    yield ".warc", _encoded(body, ", ".join(["gzip", "br", "deflate", "zstd"] * 500))
    yield ".warc", _encoded(body, "no-such-thing")


def bombs_of_pages() -> Iterator[File]:
    """Kilobytes that hold 256 MiB, by each compression, and their heads cut off."""
    squeeze = zstandard.ZstdCompressor(level=3).compressobj()
    zeros = b"\x00" * 2**20
    for name, bomb in (
        ("deflate", b"\x78\x9c" + _swell(256)),
        ("br", brotli.compress(zeros * 16, quality=5)),
        ("zstd", b"".join(squeeze.compress(zeros) for _ in range(64)) + squeeze.flush()),
        ("gzip", _GZIP_HEAD + _swell(256)),
    ):
        yield ".warc", _encoded(bomb, name)
        yield ".warc", _encoded(bomb, f"{name}, gzip")
        yield ".warc", _encoded(bomb[:-5], name)
        yield ".warc", _encoded(bomb[9:], name)
        yield ".warc", _encoded(b"", name)


def bombs() -> Iterator[File]:
    """Two kilobytes to a megabyte that hold up to a GiB, as record, row, mail and file in a ZIP."""
    for size in (2, 64, 1024):
        stream = zlib.compressobj(9, wbits=-15)
        head = make_record(_ADDRESS, b"", Content_Length=str(size * 2**20))[:-4]
        start = stream.compress(head) + stream.flush(zlib.Z_FULL_FLUSH)
        yield ".warc.gz", zip_each(_GOOD) + _GZIP_HEAD + start + _swell(size)
    yield ".jsonl.gz", _GZIP_HEAD + _swell(128)
    yield ".mbox.gz", _GZIP_HEAD + zlib.compress(b"From x\n", wbits=-15)[:-2] + _swell(128)
    yield ".wacz", make_zip({"archive/a.warc.gz": _GZIP_HEAD + _swell(128)})
    zeros = b"\x00" * 2**20
    yield ".wacz", make_zip({"archive/a.warc": _GOOD + zeros * 80}, zipfile.ZIP_DEFLATED)
    yield ".wacz", make_zip({f"archive/{n}.warc": b"" for n in range(10_001)})


def lies() -> Iterator[File]:
    """Lengths that are too long, too short, negative, huge or no numbers; chunks that never end."""
    for length in (
        "0",
        "1",
        "99",
        "-1",
        "4294967296",
        "9" * 30,
        "x",
        "",
        "1e3",
        "0x10",
        "१२",
        " 12",
        "+5",
    ):
        yield (
            ".warc",
            _GOOD + make_record(_ADDRESS, make_block(b"Words."), Content_Length=length) + _GOOD,
        )
    for body in (
        b"ffffffff\r\nx",
        b"-1\r\nx",
        b"5\r\nab",
        b"1\r\na\r\n" * 50_000,
        b"5;" + b"x" * 99_999,
    ):
        block = make_block(body, more="Transfer-Encoding: chunked\r\n")
        yield ".warc", _GOOD + make_record(_ADDRESS, block)
    for block in (
        b"",
        b"HTTP/1.1\r\n\r\n",
        b"HTTP/1.1 999 X\r\n\r\n",
        b"\r\n\r\n",
        make_block(b"")[:-9],
    ):
        yield ".warc", _GOOD + make_record(_ADDRESS, block) + make_page(1)
    yield ".warc", _GOOD + make_record(_ADDRESS, make_block(b"x", more="X: y\r\n" * 500)) + make_page(1)
    yield ".warc", _GOOD + make_record(_ADDRESS, make_block(b"x", more=f"X: {'y' * 99_999}\r\n"))
    yield ".warc", _GOOD + make_record(_ADDRESS, b"x", X=("y" * 200_000))
    yield ".warc", b"WARC/1.0\r\n" + b"a: b\r\n" * 100_000


def cut_off() -> Iterator[File]:
    """Archives that end anywhere."""
    chance = random.Random(3)  # noqa: S311
    for name, content in _SAMPLES:
        for _ in range(8):
            yield name, content[: chance.randrange(1, len(content))]


def flipped() -> Iterator[File]:
    """Archives of which some bits are others."""
    chance = random.Random(4)  # noqa: S311
    for name, content in _SAMPLES:
        for _ in range(12):
            spoilt = bytearray(content)
            for _ in range(chance.choice((1, 1, 3, 20))):
                spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
            yield name, bytes(spoilt)


def names_of_files() -> Iterator[File]:
    """Names that lead out of a ZIP, links in it, and files that lie over each other."""
    for name in (
        *("../a.warc", "/etc/a.warc", "a/../../a.warc", "C:\\a.warc", "\\\\host\\a.warc", "..\\a.warc"),
        *(
            "a\x00b.warc",
            "archive/" + "x/" * 5_000 + "a.warc",
            "\u202ecrav.warc",
            "~/a.warc",
            "archive//a.warc",
        ),
        *("archive/./a.warc", "./a.warc", "con.warc", "file:///a.warc", " .warc", "archive/a.warc/"),
    ):
        yield ".wacz", make_zip({name: _GOOD, "archive/z.warc": make_page(1)})
    link = zipfile.ZipInfo("archive/link.warc")
    link.external_attr = 0o120777 << 16
    yield ".wacz", make_zip({link: b"/etc/passwd", "archive/z.warc": make_page(1)})  # type: ignore[dict-item]
    twice = make_zip({"archive/a.warc": _GOOD, "archive/b.warc": _GOOD})
    yield ".wacz", twice.replace(b"archive/b.warc", b"archive/a.warc")
    yield ".wacz", twice + b"x" * 999
    yield ".wacz", b"x" * 999 + twice


def rows_and_mails() -> Iterator[File]:
    """JSON that is deep, endless or of another kind; mails whose parts and fields are no such things."""
    text = "Words of the paper, and more of them for the reader of it."
    for value in (
        "[" * 99_999,
        '{"a":' * 50_000,
        "NaN",
        '"\\ud800"',
        "1" * 9_999,
        "null",
        '"\\u0000"',
        "[[]]",
    ):
        yield ".jsonl", f'{{"text": {value}}}\n{{"text": "{text}", "date": {value}}}\n'.encode()
    yield ".jsonl", b'{"text": "' + b"x" * 10_000_000 + b'"}\n{"text": "good"}\n'
    yield ".jsonl", b"\xff\xfe" * 999
    yield ".jsonl", json.dumps({"text": text} | {f"k{n}": n for n in range(99_999)}).encode()
    for field in (
        *("Date: Fri, 99 May 99999 99:99:99 +9999", "Subject: =?x?q?=ff?=", "From: " + "<" * 9_999),
        *("Subject: =?utf-8?b?////?=", "Content-Type: text/html; charset*=x''%ff", "From: @@@,,,;;:<>"),
        *("Content-Type: multipart/mixed; boundary=", "Content-Transfer-Encoding: uuencode", ": :"),
        *("Content-Type: message/rfc822", "Date: -1", "Subject: " + "=?utf-8?q?a?= " * 5_000),
    ):
        yield ".mbox", f"From x\n{field}\n\n<p>{text}</p>\n\nFrom y\nSubject: Z\n\n{text}\n".encode()
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(2_000))
    yield ".mbox", f"From x\n{deep}\n{text}\n".encode()
    yield ".mbox", b"From x\n\n" * 200


_SAMPLES: tuple[File, ...] = (
    (".warc", b"".join(map(make_page, range(5)))),
    (".warc.gz", zip_each(*map(make_page, range(5)))),
    (".wacz", make_zip({"archive/a.warc.gz": zip_each(*map(make_page, range(5)))})),
    (".jsonl.gz", gzip.compress(b'{"text": "Words of the paper, in a row."}\n' * 20, mtime=0)),
    (".mbox", b"From x\nSubject: Y\n\nWords of the paper.\n\n" * 5),
)

CLASSES = (layers, bombs_of_pages, bombs, lies, cut_off, flipped, names_of_files, rows_and_mails)
