"""Pages from templates: all that comes from outside reaches them as text, never as HTML."""

import functools
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from khabar.export import event_phrases, phrases
from khabar.export.books import count
from khabar.export.evidence import keep_web_address

_FILTERS = {
    "actors": event_phrases.phrase_actors,
    "count": count,
    "number": phrases.write_number,
    "place": phrases.phrase_location,
    "shown": phrases.show,
    "spell": phrases.spell,
    "support": event_phrases.phrase_support,
    "web_address": keep_web_address,
}


@functools.cache
def load_templates() -> Environment:
    """The templates, with the phrases that all faces share as filters."""
    environment = Environment(
        loader=PackageLoader("khabar.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(_FILTERS)
    return environment


def render(request: Request, template: str, *, status: int = 200, **context: Any) -> Response:
    """The page that `template` makes of `context`; every template has `request` and `version`."""
    version = request.app.state.face.version
    shown = load_templates().get_template(template)
    text = shown.render(request=request, version=version, **context)
    return HTMLResponse(text, status_code=status)
