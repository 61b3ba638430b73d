"""Answers that are laid ready: the same bytes for everybody, with all that they say to browsers."""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.types import Receive, Scope, Send

from khabar.web.headers import ALWAYS, Fields

_SMALL = 500  # bytes; compressed, smaller ones would hardly be smaller


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """An answer with 200: its body as it is and compressed (empty where it is not), and its headers."""

    body: bytes
    zipped: bytes
    etag: bytes
    fields: Fields

    @property
    def size(self) -> int:
        """The bytes of both bodies."""
        return len(self.body) + len(self.zipped)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  # as ASGI has it
        """Sends it as the browser takes it, or that the browser has it already."""
        asked = dict(scope["headers"])
        status, fields, body = 200, self.fields, self.body
        if self.etag in asked.get(b"if-none-match", b""):
            status, body = 304, b""
        else:
            if self.zipped and b"gzip" in asked.get(b"accept-encoding", b""):
                fields, body = (*fields, (b"content-encoding", b"gzip")), self.zipped
            fields = (*fields, (b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": status, "headers": [*fields]})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def lay_ready(body: bytes, said: Mapping[str, str], *, level: int) -> Ready:
    """The answer with a tag of its own; `said` are its headers without those on how it is sent.

    It is compressed at `level`, not at all for 0.
    """
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    told = tuple((name.encode(), value.encode("latin-1")) for name, value in said.items())
    return Ready(
        body=body,
        zipped=gzip.compress(body, level, mtime=0) if level and len(body) >= _SMALL else b"",
        etag=tag.encode(),
        fields=(*told, (b"etag", tag.encode()), *ALWAYS),
    )
