"""The overview: the events that an address asks for, counted, along the days, and page by page."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from khabar import vocab
from khabar.errors import UsageError
from khabar.export.event_exporters import EVENT_EXPORTERS
from khabar.record.looking.filters import FILTER_TEXTS
from khabar.record.looking.opinions import RULE_NAMES
from khabar.record.looking.overviews import (
    MOST_BUILT,
    Order,
    Overview,
    Slice,
    list_slice,
    overlook,
)
from khabar.web.answers import keep_answers
from khabar.web.asking import Asked, read_page
from khabar.web.countries import load_countries, name_country
from khabar.web.event_rows import lay_out
from khabar.web.harm import read_query, shield
from khabar.web.rendering import render
from khabar.web.timeline import draw_timeline

_PER_PAGE = 50
# The filters that are in sight before anybody asks for more of them.
_ALWAYS_SHOWN = frozenset({"text", "kind", "since", "until", "place", "country"})
_EMPTY = Overview(total=0, kinds=(), statuses=(), countries=(), days=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One thing that was asked for, in words, and the address without it."""

    name: str
    word: str
    without: str


def show_overview(request: Request) -> Response:
    """The events that are asked for, fifty to a page; a query with empty words leads to one without."""
    asked, page = read_query(request), read_page(request.query_params)
    order = _read_order(request.query_params)
    if any(not word.strip() for _, word in parse_qsl(request.url.query, keep_blank_values=True)):
        return RedirectResponse(_write_address(asked, order), status_code=303)
    panorama = request.app.state.panorama
    found = overlook(panorama, asked.wanted, asked.opinion)
    overview = found or _EMPTY
    which = Slice(order=order, start=(page - 1) * _PER_PAGE, count=_PER_PAGE)
    events = list_slice(panorama, asked.wanted, asked.opinion, which) if found else ()
    return render(
        request,
        "overview.html",
        asked=asked,
        overview=overview,
        is_counted=found is not None,
        most_built=MOST_BUILT,
        order=order,
        page=page,
        pages=-(-overview.total // _PER_PAGE),
        start=which.start,
        listed=lay_out(tuple(shield(request, events))),
        opinion=_write_opinion(asked),
        has_more=not _ALWAYS_SHOWN.issuperset(asked.given),
        timeline=draw_timeline(overview.days, asked),
        chips=_list_chips(asked, order),
        fields={text.name: text for text in FILTER_TEXTS},
        kinds=_list_kinds(),
        countries=load_countries(),
        rules=RULE_NAMES,
        orders=tuple(Order),
        exporters=EVENT_EXPORTERS,
    )


def _read_order(query: Mapping[str, str]) -> Order:
    word = query.get("sort", "").strip() or Order.LATEST.value
    if word not in tuple(Order):
        raise UsageError(f"expected an order, one of {', '.join(Order)}; got {word!r}")
    return Order(word)


def _write_opinion(asked: Asked) -> str:
    """The query under which the page of an event shows the figures that the list shows."""
    words = {name: asked.given[name] for name in ("rule", "as_of") if name in asked.given}
    return f"?{urlencode(words)}" if words else ""


def _write_address(asked: Asked, order: Order, **changes: str | None) -> str:
    kept = None if order is Order.LATEST else order.value
    return asked.address("/", **{"sort": kept, **changes})


def _list_chips(asked: Asked, order: Order) -> tuple[Chip, ...]:
    return tuple(
        Chip(
            name=name.replace("_", " "),
            word=_spell_word(asked, name, word),
            without=_write_address(asked, order, **{name: None}),
        )
        for name, word in asked.given.items()
    )


def _spell_word(asked: Asked, name: str, word: str) -> str:
    """What was asked for, as people read it: a country by its name."""
    if name == "country":
        return name_country(asked.wanted.country) or word
    return "" if name == "contested" else word


@functools.cache
def _list_kinds() -> tuple[tuple[str, int], ...]:
    """The kinds, each after the wider one, with how deep it stands."""
    kinds = vocab.load_kinds().values()
    listed: list[tuple[str, int]] = []

    def enter(parent: str | None, depth: int) -> None:
        for kind in kinds:
            if kind.parent == parent:
                listed.append((kind.id, depth))
                enter(kind.id, depth + 1)

    enter(None, 0)
    return tuple(listed)


ROUTES = (Route("/", keep_answers(show_overview), name="overview"),)
