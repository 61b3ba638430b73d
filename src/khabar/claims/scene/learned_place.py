"""The place of a claim by learned weights, where the rules for its clause find none.

The rules look at what hangs on the claim's own words; the weights of `event_places` also at a participle
that hangs on another clause, at nouns of the event around it, and at what was hit.
"""

import functools
import re
from collections.abc import Iterable
from dataclasses import replace

from khabar.claims.context import Context, touching
from khabar.claims.event_places import ReadText
from khabar.claims.event_places.finding import RULE, Rated, choose, rate
from khabar.claims.scene.seats import is_seat
from khabar.claims.tree import Tree
from khabar.model.values import Place, PlacePrecision, Reading
from khabar.text.places.gazetteer import Gazetteer

# Chosen, not tuned: above the 0.4 of `khabar.event_places`, for a claim has one place. Dev, whole sets:
# displacement country .271 -> .352, fakes_syria governorate .918 -> .921.
_LEAST = 0.6
_BETWEEN = re.compile(r"\bbetween (?:the )?(?:[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2} and (?:the )?)?$")
_REACH = 60  # code points


def find_learned_place(tree: Tree, tokens: Iterable[int], context: Context) -> Reading[Place] | None:
    """The likeliest known place of what any of the tokens tells, the first of equals; None below 0.6."""
    near = touching(context.places, tree.sentence.span)
    known = [place for place in near if "metonym" not in place.rule]
    rated = _rate(tree, context) if known else ()
    hopeful = any(place.span.covers(one.name.span) for one in rated for place in known)
    best: tuple[float, Reading[Place] | None] = (_LEAST, None)
    for token in sorted(tokens) if hopeful else ():
        for name, likelihood in choose(tree, context.article.text, token, rated):
            place = next((place for place in known if place.span.covers(name.span)), None)
            seat = any(is_seat(tree, k) for k in tree.at(name.span))
            if place is not None and not seat and likelihood > best[0]:
                best = (likelihood, place)
    found = best[1] and put_between(best[1], context.article.text)
    return found and Reading.at(found.span, context.article.text, found.value, RULE)


def put_between(place: Reading[Place], text: str) -> Reading[Place] | None:
    """The place as one that it was near, where it lay "between Reus and Valls"; never a country."""
    if not _BETWEEN.search(text[max(0, place.span.start - _REACH) : place.span.start]):
        return place
    near = replace(place.value, precision=PlacePrecision.NEAR)
    return replace(place, value=near) if place.value.precision is PlacePrecision.EXACT else None


def is_named(place: Reading[Place] | None) -> bool:
    """Whether the claim's own clause names the place: that makes a claim, a learned one does not."""
    return place is not None and place.rule != RULE


@functools.lru_cache(maxsize=4)  # a sentence's claims are read one behind the other
def _rate(tree: Tree, context: Context) -> tuple[Rated, ...]:
    return rate(tree, _open(context))


@functools.lru_cache(maxsize=1)
def _open(context: Context) -> ReadText:
    return ReadText(
        text=context.article.text,
        gazetteer=Gazetteer.load(),
        mentions=context.mentions,
        places=context.places,
        actors=tuple(actor.span for actor in context.actors),
    )
