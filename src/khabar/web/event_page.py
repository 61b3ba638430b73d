"""The page of one event: what is known, by whom it is told, and why it is one event."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from khabar.export import record_lines
from khabar.export.citing import (
    CITATION_FORMATS,
    Citation,
    CitationFormat,
    Visit,
    cite,
    write_text,
)
from khabar.export.event_sentence import tell_event
from khabar.export.link_phrases import phrase_link
from khabar.model.events import Telling
from khabar.model.links import Link
from khabar.record.finding import Sort
from khabar.record.looking.opinions import RULE_TEXTS
from khabar.record.looking.showing import ArticleShowing, Gone, Showing
from khabar.web.accounts import Quote, list_chapters, quote_claims
from khabar.web.answers import keep_unchanged
from khabar.web.asking import Asked, read_asked
from khabar.web.comments.shown import tell_comments
from khabar.web.countries import spell_event
from khabar.web.harm import look_up
from khabar.web.rendering import render
from khabar.web.review.heard import tell_heard


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An article that tells of the event, with the words in which it does."""

    telling: Telling
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Reports that are copies of one text, in the order of telling: together they are one source."""

    reports: tuple[Report, ...]

    @property
    def is_copied(self) -> bool:
        """True where several houses printed it."""
        return len(self.reports) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What speaks for some links, in words, and which they are."""

    why: str
    links: tuple[Link, ...]


def show_event(request: Request) -> Response:
    """The event; who asks by an older id, a claim or the first signs of one is led to it."""
    asked = read_asked(request.query_params)
    showing = _find(request, asked, texts=False)
    if not isinstance(showing, Showing):
        return showing
    quotes = quote_claims(showing.statements)
    return render(
        request,
        "event.html",
        asked=asked,
        showing=showing,
        sentence=tell_event(spell_event(showing.event)),
        chapters=list_chapters(showing.event, quotes),
        texts=tuple(_list_texts(tuple(quotes.values()))),
        reasons=_group_links(showing.links),
        rules=RULE_TEXTS,
        citation=write_text(_cite(request, showing)),
        formats=CITATION_FORMATS,
        **tell_heard(request, showing.event.claims),
        **tell_comments(request, showing.event.id, showing.event.claims),
    )


def show_lines(request: Request) -> Response:
    """The event with its articles, claims, links and decisions, as JSON lines of schema 1."""
    showing = _find(request, read_asked(request.query_params), ".json")
    if not isinstance(showing, Showing):
        return showing
    lines = BytesIO()
    record_lines.write_showing(showing, lines)
    return Response(lines.getvalue(), media_type="application/x-ndjson")


def _make_citing(form: CitationFormat) -> Route:
    def download(request: Request) -> Response:
        """The citation of an event, as it was asked for."""
        showing = _find(request, read_asked(request.query_params), f"/cite.{form.suffix}")
        if not isinstance(showing, Showing):
            return showing
        named = f'attachment; filename="khabar-{showing.event.id}.{form.suffix}"'
        return Response(
            form.write(_cite(request, showing)).encode("utf-8", "replace"),
            media_type=form.media_type,
            headers={"content-disposition": named},
        )

    return Route(f"/events/{{id}}/cite.{form.suffix}", download, name=f"cite.{form.suffix}")


def _cite(request: Request, showing: Showing) -> Citation:
    """The address in it is that under which the event was asked for, with its rule and its day."""
    asked = read_asked(request.query_params)
    path = asked.address(f"/events/{showing.event.id}")
    address = f"{str(request.base_url).rstrip('/')}{path}"
    visit = Visit(
        version=request.app.state.face.version, accessed=datetime.now(UTC).date(), address=address
    )
    return cite(spell_event(showing.event), showing.rule.name, showing.as_of, visit)


def _find(request: Request, asked: Asked, ending: str = "", *, texts: bool = True) -> Showing | Response:
    """The event that an address names, or the answer that leads to it; raises HTTPException."""
    named = request.path_params["id"]
    found = look_up(request, named, asked.opinion, texts=texts)
    if found is None:
        raise HTTPException(404, _explain_missing(asked, named))
    if isinstance(found, Gone):
        raise HTTPException(410, say_gone(named))
    if isinstance(found, ArticleShowing):
        return _lead(asked.address(f"/articles/{found.article.id}{ending}"))
    if found.event.id != named or found.found.sort is not Sort.EVENT:
        return _lead(asked.address(f"/events/{found.event.id}{ending}"))
    return found


def say_gone(named: str) -> str:
    """What people read of an id that stands for nothing any more."""
    return f"{named} stood for something once; nothing of it is left in the record."


def _explain_missing(asked: Asked, named: str) -> str:
    if asked.opinion.as_of:
        return (
            f"The record has no event {named} of which anything had been told by {asked.opinion.as_of}."
        )
    return f"No id in the record begins with {named}."


def _lead(address: str) -> Response:
    """A browser asks again each time: an event may be taken into another one later."""
    return RedirectResponse(address, 301, headers={"cache-control": "no-cache"})


def _group_links(links: Sequence[Link]) -> tuple[Reason, ...]:
    """The links by what speaks for them, those that few have first."""
    grouped: dict[str, list[Link]] = {}
    for link in links:
        grouped.setdefault(phrase_link(link), []).append(link)
    reasons = (Reason(why=why, links=tuple(some)) for why, some in grouped.items())
    return tuple(sorted(reasons, key=lambda reason: len(reason.links)))


def _list_texts(quotes: Sequence[Quote]) -> Iterator[Text]:
    """The texts in the order in which they were first told; reports without copies stand alone."""
    told: dict[str, list[Quote]] = {}
    for quote in quotes:
        told.setdefault(quote.telling.article, []).append(quote)
    groups: dict[str, list[Report]] = {}
    for id_, some in told.items():
        telling = some[0].telling
        report = Report(telling=telling, quotes=tuple(some))
        groups.setdefault(telling.wire or id_, []).append(report)
    yield from (Text(reports=tuple(reports)) for reports in groups.values())


ROUTES = (
    Route("/events/{id}.json", show_lines, name="event_lines"),
    *map(_make_citing, CITATION_FORMATS),
    Route("/events/{id}", keep_unchanged(show_event), name="event"),
)
