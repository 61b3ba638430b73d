"""Types to JSON and back, in the words and the order of schema 1.

`encode` gives what khabar prints. `encode(..., exact=True)` adds what only khabar itself needs
(the rule behind each reading, the spans of cues, headings, where words were dropped), so that
`decode(encode(x, exact=True)) == x` for every type.
"""

import json
from datetime import date
from functools import singledispatch
from typing import TypeAlias

from khabar.errors import InputError
from khabar.model.claims import Actor, Claim, Figure, Party, Rejected, Source
from khabar.model.cursor import Json
from khabar.model.documents import Article
from khabar.model.reports import Outcome, Report
from khabar.model.values import Period, Place, Reading, Span

SCHEMA = 1

Record: TypeAlias = dict[str, Json]

_EXACT_ONLY = frozenset(
    {"rule", "headings", "words_in", "at", "percent", "cue_value", "cue_span", "cue_rule"}
)
# Some readers of JSON lines split at these as well; inside a JSON string an escape means the same.
_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def encode(value: Article | Claim | Rejected, *, exact: bool = False) -> Record:
    """The JSON object of schema 1; with `exact`, also what schema 1 leaves out."""
    record = _write(value)
    return record if exact else {key: _trim(item) for key, item in record.items() if _is_shown(key)}


def encode_outcome(outcome: Outcome, *, exact: bool = False) -> tuple[Record, ...]:
    """The lines of one input: the article, its claims, what was rejected; or the one rejection."""
    if isinstance(outcome, Rejected):
        return (encode(outcome),)
    return tuple(encode(value, exact=exact) for value in _parts(outcome))


def to_line(record: Record) -> bytes:
    """One line of JSON in UTF-8, with its line end; a lone surrogate is written as its escape."""
    text = json.dumps(record, ensure_ascii=False, allow_nan=False).translate(_LINE_ENDS)
    return text.encode("utf-8", "backslashreplace") + b"\n"


def from_line(line: bytes) -> Json:
    """The value of one line of JSON.

    Raises InputError `bad_json` where the line is none.
    """
    try:
        value: Json = json.loads(line)
    except ValueError as complaint:
        raise InputError("bad_json", f"$: expected a line of JSON: {complaint}") from complaint
    return value


def encode_place(place: Place) -> Record:
    """The fields of a place, without the words that it was read from."""
    return {
        "name": place.name,
        "admin1": place.admin1,
        "country": place.country,
        "lat": encode_number(place.lat),
        "lon": encode_number(place.lon),
        "precision": place.precision.value,
        "geonames": place.geonames,
    }


def encode_period(period: Period) -> Record:
    """The fields of a period, without the words that it was read from."""
    return {
        "start": _day(period.start),
        "end": _day(period.end),
        "precision": period.precision.value,
    }


def encode_number(number: float | None) -> int | float | None:
    """A number, written whole where it is whole."""
    return int(number) if number is not None and float(number).is_integer() else number


def _parts(report: Report) -> tuple[Article | Claim | Rejected, ...]:
    return (report.article, *report.claims, *report.rejected)


def _is_shown(key: str) -> bool:
    return key not in _EXACT_ONLY


def _trim(value: Json) -> Json:
    if isinstance(value, dict):
        return {key: _trim(item) for key, item in value.items() if _is_shown(key)}
    if isinstance(value, list):
        return [_trim(item) for item in value]
    return value


@singledispatch
def _write(value: object) -> Record:
    raise TypeError(f"expected an Article, a Claim or a Rejected, got {type(value).__name__}")


@_write.register
def _write_rejected(rejected: Rejected) -> Record:
    return {
        "type": "rejected",
        "source": rejected.source,
        "reason": rejected.reason,
        "detail": rejected.detail,
    }


@_write.register
def _write_article(article: Article) -> Record:
    return {
        "type": "article",
        "schema": SCHEMA,
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "publisher": article.publisher,
        "agencies": list(article.agencies),
        "author": article.author,
        "published": _day(article.published),
        "language": article.language,
        "sha256": article.sha256,
        "text": article.text,
        "related": [{"title": r.title, "published": _day(r.published)} for r in article.related],
        "dropped": [{"text": d.text, "reason": d.reason, "at": d.at} for d in article.dropped],
        "headings": [_pair(span) for span in article.headings],
        "words_in": article.words_in,
    }


@_write.register
def _write_claim(claim: Claim) -> Record:
    return {
        "type": "claim",
        "schema": SCHEMA,
        "id": claim.id,
        "article": claim.article,
        "kind": claim.kind,
        "quote": claim.quote,
        "span": _pair(claim.span),
        "actors": [_actor(actor) for actor in claim.actors],
        "place": None if claim.place is None else _place(claim.place),
        "when": None if claim.when is None else _period(claim.when),
        "figures": [_figure(figure) for figure in claim.figures],
        "sources": [_source(source) for source in claim.sources],
        "modality": claim.modality.value,
        "scope": claim.scope.value,
        "part_of": claim.part_of,
        "cause": None if claim.cause is None else _cause(claim.cause),
        "rule": claim.rule,
    }


def _actor(actor: Actor) -> Record:
    return {
        "role": actor.role.value,
        **_party(actor.who),
        "certainty": actor.certainty.value,
        "span": _pair(actor.who.span),
        "rule": actor.who.rule,
    }


def _party(who: Reading[Party]) -> Record:
    return {"text": who.text, "name": who.value.name, "class": who.value.actor_class.value}


def _place(place: Reading[Place]) -> Record:
    return {
        "text": place.text,
        **encode_place(place.value),
        "span": _pair(place.span),
        "rule": place.rule,
    }


def _period(when: Reading[Period]) -> Record:
    return {
        "text": when.text,
        **encode_period(when.value),
        "span": _pair(when.span),
        "rule": when.rule,
    }


def _cause(cause: Reading[str]) -> Record:
    return {"text": cause.text, "name": cause.value, "span": _pair(cause.span), "rule": cause.rule}


def _figure(figure: Figure) -> Record:
    count = figure.count.value
    return {
        "measure": figure.measure,
        "low": encode_number(count.low),
        "high": encode_number(count.high),
        "qualifier": count.qualifier.value,
        "unit": figure.unit,
        "who": figure.who,
        "text": figure.count.text,
        "span": _pair(figure.count.span),
        "percent": count.percent,
        "rule": figure.count.rule,
    }


def _source(source: Source) -> Record:
    cue = source.cue
    return {
        **_party(source.who),
        "stance": source.stance.value,
        "cue": None if cue is None else cue.text,
        "span": _pair(source.who.span),
        "rule": source.who.rule,
        "cue_value": None if cue is None else cue.value,
        "cue_span": None if cue is None else _pair(cue.span),
        "cue_rule": None if cue is None else cue.rule,
    }


def _pair(span: Span) -> Json:
    return [span.start, span.end]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
