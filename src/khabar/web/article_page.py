"""The page of one article: its text with the claims marked in place, and the capture to take away."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from khabar.export import record_lines
from khabar.export.event_phrases import describe_event
from khabar.export.sections import lay_out
from khabar.model.reports import Report
from khabar.record.finding import Sort
from khabar.record.looking.histories import Edition, find_page, list_editions
from khabar.record.looking.opinions import Opinion
from khabar.record.looking.showing import ArticleShowing
from khabar.web.answers import keep_unchanged
from khabar.web.comments.shown import tell_comments
from khabar.web.countries import spell_event
from khabar.web.event_page import say_gone
from khabar.web.harm import find_curtain, look_up
from khabar.web.rendering import render


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The event that a claim is in."""

    address: str
    words: str


def show_article(request: Request) -> Response:
    """The article; who asks by the first signs of its id is led to it."""
    showing = _find(request)
    if not isinstance(showing, ArticleShowing):
        return showing
    section = lay_out(Report(article=showing.article, claims=showing.claims))
    return render(
        request,
        "article.html",
        showing=showing,
        section=section,
        homes=_find_homes(showing),
        editions=_list_editions(request, showing.article.id),
        is_public=find_curtain(request) is not None,
        **tell_comments(request, showing.article.id),
    )


def show_lines(request: Request) -> Response:
    """The article with its claims and their events, as JSON lines of schema 1."""
    showing = _find(request, ".json")
    if not isinstance(showing, ArticleShowing):
        return showing
    lines = BytesIO()
    record_lines.write_showing(showing, lines)
    return Response(lines.getvalue(), media_type="application/x-ndjson")


def send_capture(request: Request) -> Response:
    """The bytes of the page as they were captured, to be kept and never shown: they are hostile."""
    if find_curtain(request) is not None:
        raise HTTPException(403, "A face for everybody gives no captures: they name private persons.")
    showing = _find(request, "/capture")
    if not isinstance(showing, ArticleShowing):
        return showing
    page = find_page(request.app.state.face.record, showing.article.id)
    if page is None:
        raise HTTPException(404, "The record has no capture of this article.")
    return Response(
        page.content,
        media_type="application/octet-stream",
        headers={
            "content-disposition": f'attachment; filename="{showing.article.id}.capture"',
            "content-security-policy": "sandbox; default-src 'none'",
            "x-content-type-options": "nosniff",
            "x-captured-sha256": page.sha256,
        },
    )


def _find(request: Request, ending: str = "") -> ArticleShowing | Response:
    """The article that an address names, or the answer that leads to it; raises HTTPException."""
    named = request.path_params["id"]
    found = look_up(request, named, Opinion())
    if found is None:
        raise HTTPException(404, f"No id in the record begins with {named}.")
    if found.found.sort is Sort.GONE:
        raise HTTPException(410, say_gone(named))
    if not isinstance(found, ArticleShowing):
        raise HTTPException(404, f"{named} is the id of an event, not of an article.")
    if found.article.id != named:
        return RedirectResponse(f"/articles/{found.article.id}{ending}", 301)
    return found


def _list_editions(request: Request, article: str) -> tuple[Edition, ...]:
    editions = list_editions(request.app.state.face.record, article)
    curtain = find_curtain(request)
    return editions if curtain is None else tuple(map(curtain.protect, editions))


def _find_homes(showing: ArticleShowing) -> Mapping[int, Home]:
    """The events of claims, by the numbers that claims have on the page."""
    events = {event.id: event for event in showing.events}
    return {
        number: Home(address=f"/events/{event.id}", words=describe_event(spell_event(event)))
        for number, claim in enumerate(showing.claims, 1)
        if (event := events.get(showing.event_of.get(claim.id, ""))) is not None
    }


ROUTES = (
    Route("/articles/{id}.json", show_lines, name="article_lines"),
    Route("/articles/{id}/capture", send_capture, name="capture"),
    Route("/articles/{id}", keep_unchanged(show_article), name="article"),
)
