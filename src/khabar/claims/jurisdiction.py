"""The town whose police tell of an event, where nothing else says where it was.

Local reports often name no other place: "Oviedo police said two men were shot." Police act in their own
town or by it, so that the place is near that town. Where they are only "the police", they are those of
the town that the report is filed from.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from khabar.claims.context import Context
from khabar.claims.draft import Draft
from khabar.claims.grouping import family
from khabar.model.values import Place, PlacePrecision, Reading
from khabar.text.sentences import find_dateline

_FORCE = r"(?:police|sheriff['’]s deputies|firefighters|paramedics|fire department|detectives)\b"
_OF_TOWN = re.compile(rf"(?:,? [A-Z][\w.]+\.?,?)? (?:city |metro(?:politan)? )?{_FORCE}", re.IGNORECASE)
_IN_TOWN = re.compile(rf"\b{_FORCE} in(?: the (?:city|town) of)? $", re.IGNORECASE)
_SITE = re.compile(r"(?:Police|Fire)\b")
_BARE = re.compile(r"\b(?:police|deputies|officers|detectives|investigators|sheriff)\b", re.IGNORECASE)
_REACH = 40  # code points before a town, for "police in the city of"


def place_by_force(drafts: Sequence[Draft], context: Context) -> tuple[Draft, ...]:
    """The drafts of violence that have no place with the town whose police the article names.

    Of several the last named before the end of the draft's sentence, else the first behind it.
    """
    if not any(_lacks_place(draft, context) for draft in drafts):
        return tuple(drafts)
    beats = _find_beats(context)
    return tuple(
        replace(draft, place=_nearest(draft, beats))
        if beats and draft.whole is None and _lacks_place(draft, context)
        else draft
        for draft in drafts
    )


def _lacks_place(draft: Draft, context: Context) -> bool:
    return draft.place is None and family(draft.kind, context.vocab.kinds) == "violence"


def _nearest(draft: Draft, beats: Sequence[Reading[Place]]) -> Reading[Place]:
    before = [beat for beat in beats if beat.span.start < draft.sentence.span.end]
    return before[-1] if before else beats[0]


def _find_beats(context: Context) -> tuple[Reading[Place], ...]:
    """The towns with a police of their own, in text order; without one, that of the dateline."""
    towns = [reading for reading in context.places if reading.value.geonames is not None]
    named = tuple(_near(town, "jurisdiction") for town in towns if _has_force(town, context))
    return named or _by_dateline(towns, context)


def _has_force(town: Reading[Place], context: Context) -> bool:
    text = context.article.text
    if town.rule == "site":
        return _SITE.search(town.text) is not None
    if town.value.precision is not PlacePrecision.EXACT:
        return False
    before = text[max(0, town.span.start - _REACH) : town.span.start]
    return bool(_OF_TOWN.match(text, town.span.end) or _IN_TOWN.search(before))


def _by_dateline(towns: Sequence[Reading[Place]], context: Context) -> tuple[Reading[Place], ...]:
    dateline = find_dateline(context.article.text)
    if dateline is None or not _BARE.search(context.article.text, dateline.end):
        return ()
    inside = [town for town in towns if dateline.covers(town.span)]
    exact = [town for town in inside if town.value.precision is PlacePrecision.EXACT]
    return tuple(_near(town, "dateline") for town in exact[:1])


def _near(town: Reading[Place], rule: str) -> Reading[Place]:
    return replace(town, value=replace(town.value, precision=PlacePrecision.NEAR), rule=rule)
