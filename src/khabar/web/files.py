"""The files of the face: read and compressed once, sent from memory, asked for anew after minutes."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

_READING = ("GET", "HEAD")
_TEXTS = frozenset({".css", ".js", ".json", ".svg"})
_CACHE = "public, max-age=300"


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A file as it is, compressed where it is a text, and what is said of it."""

    body: bytes
    zipped: bytes | None
    headers: dict[str, str]


class Files(StaticFiles):
    """A folder of files that stay as they are while it is served, from memory; texts are compressed."""

    def __init__(self, *, directory: str) -> None:
        super().__init__(directory=directory)
        folder = Path(directory)
        found = (path for path in folder.rglob("*") if path.is_file())
        self._paths = {str(path.relative_to(folder)): path for path in found}
        self._known: dict[str, _File] = {}

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, or that it is as the browser has it; raises HTTPException where there is none."""
        if scope["method"] not in _READING:
            raise HTTPException(405, headers={"allow": ", ".join(_READING)})
        if path not in self._paths:
            raise HTTPException(404)
        file = self._known.get(path)
        if file is None:
            file = self._known[path] = await to_thread.run_sync(_read, self._paths[path])
        return _send(file, Headers(scope=scope), is_asked_for=scope["method"] == "GET")


def _read(path: Path) -> _File:
    body = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    is_text = path.suffix in _TEXTS
    headers = {
        "content-type": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
        "etag": f'"{hashlib.sha256(body).hexdigest()[:32]}"',
        "last-modified": formatdate(path.stat().st_mtime, usegmt=True),
        "cache-control": _CACHE,
    }
    if is_text:
        headers["vary"] = "accept-encoding"
    return _File(body=body, zipped=gzip.compress(body, 9, mtime=0) if is_text else None, headers=headers)


def _send(file: _File, asked: Headers, *, is_asked_for: bool) -> Response:
    known = asked.get("if-none-match", "")
    if file.headers["etag"] in (tag.strip().removeprefix("W/") for tag in known.split(",")):
        return Response(status_code=304, headers=file.headers)
    headers, body = dict(file.headers), file.body
    if file.zipped is not None and "gzip" in asked.get("accept-encoding", ""):
        headers["content-encoding"], body = "gzip", file.zipped
    headers["content-length"] = str(len(body))
    return Response(body if is_asked_for else b"", headers=headers)
