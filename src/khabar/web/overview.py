"""The overview: the events that an address asks for."""

from itertools import islice

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from khabar.export.event_phrases import describe_event
from khabar.record.views import find_events
from khabar.web.asking import read_asked, read_page
from khabar.web.rendering import render

_PER_PAGE = 50


def show_overview(request: Request) -> Response:
    """The events that are asked for, fifty to a page."""
    asked, page = read_asked(request.query_params), read_page(request.query_params)
    opinion = asked.opinion
    found = find_events(
        request.app.state.face.record, asked.wanted, rule=opinion.rule, as_of=opinion.as_of
    )
    events = tuple(islice(found, (page - 1) * _PER_PAGE, page * _PER_PAGE))
    rows = tuple((event, describe_event(event)) for event in events)
    return render(request, "overview.html", asked=asked, page=page, rows=rows)


ROUTES = (Route("/", show_overview, name="overview"),)
