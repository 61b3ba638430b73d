"""The town of an event whose own clause names none.

Local reports often name no other place than that of the police: "Oviedo police said two men were shot."
Police act in their own town or by it, so that the place is near that town. Where they are only "the
police", they are those of the town that the report is filed from. Where no police is named, a town in
the same sentence is where it was ("who drove to a bar in Oviedo was shot", "an Oviedo man was shot"),
else the town of the title if the text names it too, else the county whose sheriff comes. On 2,492
gun-violence reports 27 of 37 of the towns of titles were right; what is not the town's police or
dateline stands behind them.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from khabar.claims.context import Context, within
from khabar.claims.deeds.grouping import family
from khabar.claims.draft import Draft
from khabar.claims.scene.seats import ends_in_seat
from khabar.model.values import Place, PlacePrecision, Reading
from khabar.text.places.gazetteer import Gazetteer
from khabar.text.places.homeland import find_homeland
from khabar.text.places.mentions import find_places
from khabar.text.sentences import find_dateline

_FORCE = r"(?:police|sheriff['’]s deputies|firefighters|paramedics|fire department|detectives)\b"
_OF_TOWN = re.compile(rf"(?:,? [A-Z][\w.]+\.?,?)? (?:city |metro(?:politan)? )?{_FORCE}", re.IGNORECASE)
_IN_TOWN = re.compile(rf"\b{_FORCE} in(?: the (?:city|town) of)? $", re.IGNORECASE)
_SITE = re.compile(r"(?:Police|Fire)\b")
_BARE = re.compile(
    r"\b(?:police|deputies|officers|detectives|investigators|sheriff|authorities|troopers|coroner)\b",
    re.IGNORECASE,
)
_MASTHEAD = re.compile(r" (?:[-–—|]|::) ")
_SHERIFF = re.compile(r" (?:sheriff|deputies|authorities|coroner)\b", re.IGNORECASE)
_WITHIN = re.compile(
    r"\b(?:in|near|of|outside) (?:the (?:town|city|village|community) of |(?:down|up)town "
    r"|(?:north|south|east|west)\w* )?$"
)
# "An Oviedo teenager", "an Oviedo bar": people of a town are mostly shot there. On 585 gun-violence
# reports without a place 105 of 148 of these were right, with "in Oviedo" in the sentence 76 of 103.
_BELONGING = re.compile(
    r"[ -](?:[\w-]+ )?(?:m[ae]n|wom[ae]n|teen\w*|boys?|girls?|toddler|residents?|couple|mother|father"
    r"|home|house|apartments?|neighbou?rhood|bar|nightclub|park|street|church|mall|motel|hotel|restaurant"
    r"|school)\b",
    re.IGNORECASE,
)
_BESIDE = "same sentence"
_REACH = 40  # code points before a town, for "police in the city of"


def place_by_force(drafts: Sequence[Draft], context: Context) -> tuple[Draft, ...]:
    """The drafts of violence that have no place with the town whose police the article names.

    Of several the last named before the end of the draft's sentence, else the first behind it. Without
    any, with a town that the draft's sentence names, or else with the town of the title, or the county
    whose sheriff the article names.
    """
    if not any(_lacks_place(draft, context) for draft in drafts):
        return tuple(drafts)
    beats = _find_beats(context)
    home = None if beats else _by_title(context) or _by_county(context)
    return tuple(
        replace(draft, place=_nearest(draft, beats) if beats else _in_sentence(draft, context) or home)
        if draft.whole is None and _lacks_place(draft, context)
        else draft
        for draft in drafts
    )


def _by_title(context: Context) -> Reading[Place] | None:
    """The first town of the title that the text of a report with police names as well."""
    title = context.article.title
    if not title or not _BARE.search(context.article.text):
        return None
    headline = _MASTHEAD.split(title)[0]
    meant = {place.value.name for place in find_places(headline, Gazetteer.load()) if _is_town(place)}
    named = (town for town in context.places if _is_town(town) and town.value.name in meant)
    return next((_near(town, "title") for town in named), None)


def _by_county(context: Context) -> Reading[Place] | None:
    """The first county of which the text names a sheriff or deputies."""
    text = context.article.text
    counties = (place for place in context.places if _is_county(place))
    return next(
        (_near(county, "county") for county in counties if _SHERIFF.match(text, county.span.end)), None
    )


def _in_sentence(draft: Draft, context: Context) -> Reading[Place] | None:
    """The first town of a sentence that something is said to be in, or that somebody is of."""
    text = context.article.text
    for town in within(context.places, draft.sentence.span):
        before = text[max(0, town.span.start - _REACH) : town.span.start]
        inside = _WITHIN.search(before) and not ends_in_seat(before)
        if _is_town(town) and (inside or _BELONGING.match(text, town.span.end)):
            return _near(town, _BESIDE)
    return None


def _is_town(town: Reading[Place]) -> bool:
    """True for a town, and for a name of which only a county would be known."""
    precise = town.value.precision in {PlacePrecision.EXACT, PlacePrecision.UNKNOWN}
    return precise and "metonym" not in town.rule and not _is_county(town)


def _is_county(place: Reading[Place]) -> bool:
    return place.text.casefold().endswith("county")


def _lacks_place(draft: Draft, context: Context) -> bool:
    return (
        draft.place is None
        and not draft.unlisted
        and family(draft.kind, context.vocab.kinds) == "violence"
    )


def _nearest(draft: Draft, beats: Sequence[Reading[Place]]) -> Reading[Place]:
    before = [beat for beat in beats if beat.span.start < draft.sentence.span.end]
    return before[-1] if before else beats[0]


def _find_beats(context: Context) -> tuple[Reading[Place], ...]:
    """The towns with a police of their own, in text order; without one, that of the dateline."""
    named = tuple(_near(town, "jurisdiction") for town in context.places if _has_force(town, context))
    return named or _by_dateline(context)


def _has_force(town: Reading[Place], context: Context) -> bool:
    text = context.article.text
    if town.rule == "site":
        return _SITE.search(town.text) is not None and text[town.span.start - 1 : town.span.start] != "-"
    before = text[max(0, town.span.start - _REACH) : town.span.start]
    if not _is_town(town) or before.endswith("-"):
        return False  # "Miami-Dade police" are no police of Dade
    return bool(_OF_TOWN.match(text, town.span.end) or _IN_TOWN.search(before))


def _by_dateline(context: Context) -> tuple[Reading[Place], ...]:
    dateline = find_dateline(context.article.text)
    if dateline is None or not _BARE.search(context.article.text, dateline.end):
        return ()
    inside = [town for town in context.places if _is_town(town) and dateline.covers(town.span)]
    at_home = inside and _is_at_home(inside[0], context)
    return (_near(inside[0], "dateline"),) if at_home else ()


def _is_at_home(town: Reading[Place], context: Context) -> bool:
    """False for a town abroad, from which a report on another country is filed."""
    home = find_homeland(context.article.text, context.places, Gazetteer.load())
    return home is None or home.value == town.value.country


def _near(town: Reading[Place], rule: str) -> Reading[Place]:
    """The town as what the event is near, by that rule; where it is one of several, it is as unknown."""
    if town.value.precision is not PlacePrecision.EXACT:
        return replace(town, rule=rule)
    return replace(town, value=replace(town.value, precision=PlacePrecision.NEAR), rule=rule)
