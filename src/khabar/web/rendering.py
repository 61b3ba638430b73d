"""Pages from templates: all that comes from outside reaches them as text, never as HTML."""

import functools
from dataclasses import replace
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from khabar.export import event_phrases, phrases
from khabar.export.books import count
from khabar.export.decisions import describe as describe_decision
from khabar.export.event_sentence import write_day
from khabar.export.evidence import keep_web_address
from khabar.export.link_phrases import phrase_link
from khabar.export.marks import Act
from khabar.model.events import Event
from khabar.model.values import Place, Reading
from khabar.web.countries import name_country, spell_event, spell_place
from khabar.web.people.who import find_who
from khabar.web.review.phrases import phrase_answer


def _begin_with_kind(event: Event) -> str:
    """What happened, to begin a line with."""
    words = event_phrases.phrase_kind(event)
    return words[0].upper() + words[1:]


def _describe_event(event: Event) -> str:
    return event_phrases.describe_event(spell_event(event))


def _phrase_location(place: Place) -> str:
    return phrases.phrase_location(spell_place(place))


def _phrase_place(place: Reading[Place]) -> str:
    return phrases.phrase_place(replace(place, value=spell_place(place.value)))


_FILTERS = {
    "actors": event_phrases.phrase_actors,
    "answer": phrase_answer,
    "bounds": event_phrases.phrase_bounds,
    "count": count,
    "country": name_country,
    "day": write_day,
    "decision": describe_decision,
    "figure": phrases.phrase_figure,
    "event": _describe_event,
    "number": phrases.write_number,
    "kind": _begin_with_kind,
    "names": event_phrases.name_all,
    "place": _phrase_location,
    "shown": phrases.show,
    "spell": phrases.spell,
    "span_of": event_phrases.phrase_span,
    "support": event_phrases.phrase_support,
    "tally": event_phrases.phrase_tally,
    "telling": event_phrases.phrase_telling,
    "told": event_phrases.phrase_days,
    "weigh": phrase_link,
    "when": phrases.phrase_when,
    "where": _phrase_place,
    "who": event_phrases.name_actor,
    "web_address": keep_web_address,
}


@functools.cache
def load_templates() -> Environment:
    """The templates, with the phrases that all faces share as filters."""
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("khabar.web"), PackageLoader("khabar.export")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(_FILTERS)
    environment.globals["Act"] = Act
    return environment


def render(request: Request, template: str, *, status: int = 200, **context: Any) -> Response:
    """The page that `template` makes of `context`; every template has `request`, `version`, `who`."""
    version = request.app.state.face.version
    shown = load_templates().get_template(template)
    text = shown.render(request=request, version=version, who=find_who(request), **context)
    # half a character, which a page may hold, becomes a question mark
    return HTMLResponse(text.encode("utf-8", "replace"), status_code=status)
