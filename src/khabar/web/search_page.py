"""Search: events, quotes and articles with the words that somebody looks for, and names to filter by."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from khabar.export.withholding.protecting import Secrets
from khabar.model.events import Event, Statement, Telling
from khabar.record.databases.dialects import Phrase
from khabar.record.looking.conditions import read_phrases
from khabar.record.looking.filters import Filter
from khabar.record.looking.names import list_actor_names, list_place_names
from khabar.record.looking.opinions import Opinion
from khabar.record.looking.overviews import Order, Slice, list_slice, overlook
from khabar.record.looking.panorama import Panorama
from khabar.record.looking.searching import MOST_COUNTED, Findings, Told, search
from khabar.record.looking.showing import ArticleShowing
from khabar.record.looking.snippets import Piece, cut_snippet
from khabar.record.store import Record
from khabar.web.answers import keep_unchanged
from khabar.web.harm import find_curtain, look_up, refuse_name, shield
from khabar.web.rendering import render

_MOST = 10
_LONGEST = 500  # code points of what is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article or a quote that was found: where it leads, whose it is, and the words around.

    `events` are those of the claims that have the quote for their words.
    """

    address: str
    title: str | None
    telling: Telling
    snippet: tuple[Piece, ...]
    events: tuple[str, ...] = ()


def show_search(request: Request) -> Response:
    """What the record holds of the words in `q`; without words, how to look for some."""
    text = request.query_params.get("q", "")[:_LONGEST]
    refuse_name(request, text)
    phrases = read_phrases(text)
    if not phrases:
        return render(request, "search.html", text=text, findings=None)
    record: Record = request.app.state.face.record
    findings = _protect(request, search(record, text, most=_MOST))
    wanted = Filter(text=text)
    panorama: Panorama = request.app.state.panorama
    overview, picture = overlook(panorama, wanted, Opinion()), panorama.look()
    return render(
        request,
        "search.html",
        text=text,
        findings=findings,
        events=_list_events(request, wanted),
        event_count=overview.total if overview else 0,
        quotes=tuple(_find_quotes(findings, phrases)),
        articles=tuple(_find_articles(findings.articles, phrases)),
        places=_keep_public(request, list_place_names(picture, text)),
        actors=_keep_public(request, list_actor_names(picture, text)),
        most_counted=MOST_COUNTED,
    )


def _list_events(request: Request, wanted: Filter) -> tuple[Event, ...]:
    which = Slice(order=Order.LATEST, start=0, count=_MOST)
    listed = list_slice(request.app.state.panorama, wanted, Opinion(), which)
    return tuple(shield(request, listed))


def _protect(request: Request, findings: Findings) -> Findings:
    """The findings as this face may show them: words that it withholds are not found."""
    curtain = find_curtain(request)
    if curtain is None:
        return findings
    return replace(
        findings,
        articles=tuple(
            Told(article=curtain.protect(one.article), telling=curtain.protect(one.telling))
            for one in findings.articles
        ),
        claims=tuple(filter(None, (_protect_claim(request, one) for one in findings.claims))),
    )


def _protect_claim(request: Request, statement: Statement) -> Statement | None:
    """A claim as the page of its article shows it."""
    found = look_up(request, statement.telling.article, Opinion())
    if not isinstance(found, ArticleShowing):
        return None
    claims = (claim for claim in found.claims if claim.id == statement.claim.id)
    return next((Statement(claim=claim, telling=found.telling) for claim in claims), None)


def _keep_public(request: Request, names: Sequence[str]) -> tuple[str, ...]:
    curtain = find_curtain(request)
    return tuple(
        name for name in names if curtain is None or not curtain.blank(name, Secrets(), strict=True).gaps
    )


def _find_articles(found: Iterable[Told], phrases: Sequence[Phrase]) -> Iterator[Hit]:
    for one in found:
        snippet = cut_snippet(one.article.text, phrases) or cut_snippet(one.article.title or "", phrases)
        if snippet:
            yield Hit(
                address=f"/articles/{one.article.id}",
                title=one.article.title,
                telling=one.telling,
                snippet=snippet,
            )


def _find_quotes(findings: Findings, phrases: Sequence[Phrase]) -> Iterator[Hit]:
    """The quotes of the claims, each once, however many claims it has."""
    quotes: dict[tuple[str, str], list[Statement]] = {}
    for one in findings.claims:
        quotes.setdefault((one.telling.article, one.claim.quote), []).append(one)
    for (_, quote), claims in quotes.items():
        snippet = cut_snippet(quote, phrases)
        if snippet:
            yield _write_quote(claims, snippet, findings.homes)


def _write_quote(
    claims: Sequence[Statement], snippet: tuple[Piece, ...], homes: Mapping[str, str]
) -> Hit:
    telling, span = claims[0].telling, claims[0].claim.span
    events = dict.fromkeys(homes[one.claim.id] for one in claims if one.claim.id in homes)
    return Hit(
        address=f"/articles/{telling.article}#c={span.start}-{span.end}",
        title=telling.title,
        telling=telling,
        snippet=snippet,
        events=tuple(events),
    )


ROUTES = (Route("/search", keep_unchanged(show_search), name="search"),)
