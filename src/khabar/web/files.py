"""The files of the face: compressed once, and asked for again after some minutes."""

import functools
import gzip
import os
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

_TEXTS = frozenset({".css", ".js", ".json", ".svg"})
_CACHE = "public, max-age=300"


class Files(StaticFiles):
    """A folder of files; texts are sent compressed to those who take that."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """The file, or that it is as the browser has it."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["cache-control"] = _CACHE
        path, asked = Path(full_path), Headers(scope=scope)
        is_zipped = path.suffix in _TEXTS and "gzip" in asked.get("accept-encoding", "")
        if isinstance(response, NotModifiedResponse) or not is_zipped or scope["method"] != "GET":
            return response
        kept = {name: response.headers[name] for name in ("content-type", "etag", "last-modified")}
        zipped = _compress(path, stat_result.st_mtime_ns)
        headers = {"content-encoding": "gzip", "vary": "accept-encoding", "cache-control": _CACHE}
        return Response(zipped, status_code, kept | headers)


@functools.lru_cache(maxsize=64)
def _compress(path: Path, _changed: int) -> bytes:
    return gzip.compress(path.read_bytes(), 9, mtime=0)
