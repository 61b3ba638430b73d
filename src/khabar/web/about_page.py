"""About: how the record came to be, its books, its sources, its limits, and how to object."""

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from khabar import vocab
from khabar.record.looking.houses import count_publishers
from khabar.record.looking.opinions import RULE_TEXTS
from khabar.record.looking.stock import count_books
from khabar.record.store import Record
from khabar.web.answers import keep_answers
from khabar.web.harm import find_curtain
from khabar.web.rendering import render

_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A publisher of the record with what is known of it; None where it is not known to khabar."""

    name: str | None
    articles: int
    sort: str | None
    owner: str | None
    country: str | None


def show_about(request: Request) -> Response:
    """The page."""
    record: Record = request.app.state.face.record
    houses = tuple(_list_houses(record))
    return render(
        request,
        "about.html",
        stock=count_books(record),
        houses=houses[:_MOST],
        house_count=len(houses),
        rules=RULE_TEXTS,
        is_public=find_curtain(request) is not None,
        contact=request.app.state.face.contact,
    )


def _list_houses(record: Record) -> Iterator[House]:
    known = {house.name: house for house in vocab.load().publishers}
    for name, articles in count_publishers(record).items():
        house = known.get(name or "")
        yield House(
            name=name,
            articles=articles,
            sort=house.outlet_class.value if house else None,
            owner=house.owner if house else None,
            country=house.country if house else None,
        )


ROUTES = (Route("/about", keep_answers(show_about), name="about"),)
