"""The web application over one record: its rooms, its files, what its errors become."""

from dataclasses import dataclass
from importlib.resources import files

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from khabar.record.store import Record
from khabar.web import (
    event_page,
    exporting,
    overview,
)
from khabar.web.faults import FAULTS
from khabar.web.headers import Headers

ROUTES: tuple[Route, ...] = (
    *overview.ROUTES,
    *exporting.ROUTES,
    *event_page.ROUTES,
)
"""Every page, in the order in which addresses are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What the application is about: a record, which it leaves open, and the version of khabar."""

    record: Record
    version: str


def build_app(face: Face) -> Starlette:
    """The application; `request.app.state.face` is `face`."""
    static = StaticFiles(directory=str(files("khabar.web").joinpath("static")))
    app = Starlette(
        routes=(*ROUTES, Mount("/static", static, name="static")),
        middleware=(Middleware(Headers), Middleware(GZipMiddleware, minimum_size=500)),
        exception_handlers=dict(FAULTS),
    )
    app.state.face = face
    return app
