"""The files of the face: read and compressed once, sent from memory, asked for anew after minutes."""

import mimetypes
from email.utils import formatdate
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from khabar.web.ready import Ready, lay_ready

_READING = ("GET", "HEAD")
_TEXTS = frozenset({".css", ".js", ".json", ".svg"})
_CACHE = "public, max-age=300"
_LEVEL = 9


class Files:
    """A folder of files, served under `prefix` as they were at first; texts are compressed."""

    def __init__(self, prefix: str, folder: Path) -> None:
        found = (path for path in folder.rglob("*") if path.is_file())
        self._paths = {f"{prefix}/{path.relative_to(folder).as_posix()}": path for path in found}
        self._known: dict[str, Ready] = {}

    def find(self, path: str) -> Ready | None:
        """The file of that path, None where there is none; it is read when it is first asked for."""
        file = self._known.get(path)
        if file is None and path in self._paths:
            file = self._known[path] = _read(self._paths[path])
        return file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends the file; raises HTTPException where there is none, or it is not to be read."""
        if scope["method"] not in _READING:
            raise HTTPException(405, headers={"allow": ", ".join(_READING)})
        file = self.find(scope["path"])
        if file is None:
            raise HTTPException(404)
        await file(scope, receive, send)


def _read(path: Path) -> Ready:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    is_text = path.suffix in _TEXTS
    said = {
        "content-type": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
        "last-modified": formatdate(path.stat().st_mtime, usegmt=True),
        "cache-control": _CACHE,
    }
    if is_text:
        said["vary"] = "accept-encoding"
    return lay_ready(path.read_bytes(), said, level=_LEVEL if is_text else 0)
