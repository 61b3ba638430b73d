"""The places of the events of a text, by learned weights."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from khabar.claims.event_places.company import Scored, look_again, look_around
from khabar.claims.event_places.names import Name, ReadText, find_names
from khabar.claims.event_places.relation import Pair, Verb, relate, see_verb
from khabar.claims.event_places.weighing import load_weights
from khabar.claims.tree import Tree
from khabar.model.event_places import EventPlace, EventPlaces
from khabar.model.values import Place, PlacePrecision, Reading, Span

RULE = "model:event_places"
# Of 0.30 to 0.50, cross-validated on event_location dev: token F1 .767, the exact set .764.
_LEAST = 0.4
# On the same set 0.3 % of the right names and 43 % of the others lie below: they are not looked at.
_HOPELESS = -0.8
# After the first look 0.1 % of the right ones and 73 % of the others: they get no second.
_VAIN = -4.0
_HELPING = frozenset({"aux", "auxpass"})


class Seen(NamedTuple):
    """A verb and the names beside it."""

    verb: Verb
    pairs: list[Pair]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rated:
    """A name of a sentence with what its own signs add to the log-odds of any verb."""

    name: Name
    odds: float


def find_event_places(
    tree: Tree, page: ReadText, asked: Sequence[Span] | None = None
) -> Iterator[EventPlaces]:
    """The events of a sentence that have a place, in its order.

    Those of the words `asked` about; of all verbs where it is None.
    """
    tokens = _find_verbs(tree) if asked is None else [k for span in asked for k in tree.at(span)[:1]]
    rated = rate(tree, page) if tokens else ()
    for token in tokens if rated else ():
        found = choose(tree, page.text, token, rated)
        if found:
            yield EventPlaces(
                words=tree.tokens[token].span,
                places=tuple(_build(page, name, likelihood) for name, likelihood in found),
            )


def rate(tree: Tree, page: ReadText) -> tuple[Rated, ...]:
    """The names of a sentence, but for those that are no place whatever the verb."""
    weights = load_weights()
    rated = (Rated(name=name, odds=weights.add(name.signs)) for name in find_names(tree, page))
    return tuple(one for one in rated if one.odds > _HOPELESS)


def choose(tree: Tree, text: str, token: int, rated: Sequence[Rated]) -> list[tuple[Name, float]]:
    """The names that are places of a verb's event, in order, with their likelihoods."""
    chosen: list[tuple[Name, float]] = []
    weighed = _weigh(tree, text, token, rated)
    for likelihood, name in sorted(weighed, key=lambda one: (-one[0], one[1].span)):
        if likelihood >= _LEAST and not any(name.span.overlaps(other.span) for other, _ in chosen):
            chosen.append((name, likelihood))
    return sorted(chosen, key=lambda one: one[0].span)


def _weigh(tree: Tree, text: str, token: int, rated: Sequence[Rated]) -> Iterator[tuple[float, Name]]:
    weights = load_weights()
    verb, pairs = see(tree, token, [one.name for one in rated])
    own = {one.name.span: one.odds for one in rated}
    known = weights.base + weights.add(verb.signs)
    scored = [
        Scored(
            pair=pair,
            odds=known
            + own[pair.name.span]
            + weights.add((*pair.signs, *look_around(tree, pairs, pair))),
        )
        for pair in pairs
    ]
    for one in scored:
        if one.odds > _VAIN:
            yield weights.weigh_again(one.odds, look_again(text, scored, one)), one.pair.name


def see(tree: Tree, token: int, names: Iterable[Name]) -> Seen:
    """The names beside a verb, but for those that share words with it."""
    verb = see_verb(tree, token)
    own = tree.tokens[token].span
    return Seen(verb, [relate(tree, verb, name) for name in names if not name.span.overlaps(own)])


def _find_verbs(tree: Tree) -> list[int]:
    return [token.i for token in tree.tokens if token.tag.startswith("VB") and token.dep not in _HELPING]


def _build(page: ReadText, name: Name, likelihood: float) -> EventPlace:
    known = next((place.value for place in page.places if _is_of(page, name, place.span)), None)
    place = known or Place(
        name=name.span.cut(page.text),
        admin1=None,
        country=None,
        lat=None,
        lon=None,
        precision=PlacePrecision.UNKNOWN,
        geonames=None,
    )
    reading = Reading.at(name.span, page.text, place, RULE)
    return EventPlace(place=reading, likelihood=round(likelihood, 3))


def _is_of(page: ReadText, name: Name, span: Span) -> bool:
    """Whether words of a known place are this name's: all of it, or all but its words for a kind."""
    if span.covers(name.span):
        return name.mention is not None or span.end == name.span.end
    rest = f"{page.text[name.span.start : span.start]} {page.text[span.end : name.span.end]}"
    sites = page.gazetteer.words.sites
    return name.span.covers(span) and all(word in sites for word in rest.lower().split())
