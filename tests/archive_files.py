"""Archives made by hand for tests: each part of them can be made to lie."""

import base64
import gzip
import hashlib
import io
import zipfile

DAY = "1938-05-06T10:00:00Z"


def make_block(body: bytes, content_type: str = "text/html", status: int = 200, more: str = "") -> bytes:
    return f"HTTP/1.1 {status} OK\r\nContent-Type: {content_type}\r\n{more}\r\n".encode() + body


def make_record(address: str | None, block: bytes, kind: str = "response", **headers: str) -> bytes:
    digest = base64.b32encode(hashlib.sha1(block).digest()).decode()  # noqa: S324  # what WARC files use
    lines = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{digest}>",
        "WARC-Target-URI": address,
        "WARC-Date": DAY,
        "WARC-Block-Digest": f"sha1:{digest}",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    }
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value is not None)
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def make_page(number: int, text: str = "") -> bytes:
    """A record of a page of its own."""
    body = f"<html><body><p>{text or f'Page {number} of the paper.'}</p></body></html>".encode()
    return make_record(f"https://a.example/{number}", make_block(body))


def zip_each(*records: bytes) -> bytes:
    """Each record a gzip member of its own, as crawlers write them."""
    return b"".join(gzip.compress(record, 1, mtime=0) for record in records)


def make_zip(files: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as bundle:
        for name, content in files.items():
            bundle.writestr(name, content)
    return stream.getvalue()
