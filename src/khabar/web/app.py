"""The web application over one record: its rooms, its files, what its errors become."""

from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount, Route

from khabar.export.withholding.protecting import Curtain
from khabar.record.looking.panorama import SHARE, Panorama
from khabar.record.store import Record
from khabar.web import (
    about_page,
    article_page,
    event_page,
    exporting,
    mapping,
    overview,
    search_page,
)
from khabar.web.answers import Answers
from khabar.web.at_hand import AtHand
from khabar.web.comments import moderation
from khabar.web.comments import pages as comments
from khabar.web.comments.counter import open_counter
from khabar.web.covering import cover_places
from khabar.web.faults import FAULTS
from khabar.web.files import Files
from khabar.web.headers import Headers
from khabar.web.hidden_words import cover_words
from khabar.web.people import administering, signing
from khabar.web.people.access import guard
from khabar.web.people.house import House, employ
from khabar.web.review import pages as review

ROUTES: tuple[Route, ...] = (
    *signing.ROUTES,
    *administering.ROUTES,
    *review.ROUTES,
    *comments.ROUTES,
    *moderation.ROUTES,
    *overview.ROUTES,
    *exporting.ROUTES,
    *mapping.ROUTES,
    *event_page.ROUTES,
    *article_page.ROUTES,
    *search_page.ROUTES,
    *about_page.ROUTES,
)
"""Every page, in the order in which addresses are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What the application is about: a record, which it leaves open, and the version of khabar.

    `house` says what people may do there. `curtain` withholds what is not for everybody; None shows all.
    `contact` is where to object, as the page about the record gives it. `processes` is how many answer,
    each with an application of its own.
    """

    record: Record
    version: str
    house: House = field(default_factory=House)
    curtain: Curtain | None = None
    contact: str | None = None
    processes: int = 1


def build_app(face: Face) -> Starlette:
    """The application; `request.app.state.face` is `face`, `porter` who stands at its door."""
    if face.curtain is not None:
        face = replace(face, record=cover_words(face.record, face.curtain))
    shared = Files("/static/shared", _find_folder("khabar.export", "styles"))  # the evidence page's too
    static = Files("/static", _find_folder("khabar.web", "static"))
    answers = Answers()
    at_hand = Middleware(
        AtHand, files=(static, shared), answers=None if face.house.signed_in_only else answers
    )
    app = Starlette(
        routes=(
            Mount("/static/shared", shared),
            Mount("/static", static, name="static"),
            *map(guard, ROUTES),
        ),
        middleware=(
            at_hand,
            Middleware(Headers),
            Middleware(GZipMiddleware, minimum_size=500, compresslevel=5),
        ),
        exception_handlers=dict(FAULTS),
    )
    app.state.face = face
    cover = None if face.curtain is None else cover_places(face.curtain)
    app.state.panorama = Panorama(face.record, cover=cover, share=SHARE * face.processes)
    app.state.answers = answers
    app.state.porter = employ(face.house)
    app.state.desk = exporting.Desk()
    app.state.counter = open_counter(app.state.porter)
    return app


def _find_folder(package: str, name: str) -> Path:
    return Path(str(files(package).joinpath(name)))
