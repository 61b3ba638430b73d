"""Two harms of one statement in two towns: "nine people were killed in Reus and 14 wounded in Valls"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from khabar.claims.context import Context, within
from khabar.claims.counts.elisions import day_in
from khabar.claims.draft import Draft
from khabar.claims.tree import Tree
from khabar.model.claims import Figure, Role
from khabar.model.values import Place, Reading, Span

ELSEWHERE: Final = "harm of another place"
"""The rule of a draft that shares its statement with the draft before it."""
_PLACING = frozenset({"in", "at", "near", "outside", "around"})
_HARMING = frozenset({"be", "wound", "injure", "hurt", "kill", "die", "shoot", "hit", "leave", "more"})
_NEAR = 9  # tokens between a number and the place of those it counts: "people were seriously hurt in"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """Counts of one place, and the words from the first of them to the next place's."""

    figures: tuple[Figure, ...]
    place: Reading[Place]
    words: Span


def part_places(tree: Tree, whole: Draft, context: Context) -> tuple[Draft, ...]:
    """The draft, or one for each place where all counts have a place of their own behind them."""
    figures = sorted(whole.figures, key=lambda figure: figure.count.span)
    if len({figure.measure for figure in figures}) < 2 or whole.whole is not None:
        return (whole,)
    told = _place_all(tree, figures, context)
    if len({one.place.value.name for one in told}) < 2:
        return (whole,)
    return tuple(_build(whole, one, context, first=one is told[0]) for one in told)


def _build(whole: Draft, one: _Told, context: Context, *, first: bool) -> Draft:
    """What is told of one place: those harmed there, and not those of the other."""
    when = day_in(one.words, context) or whole.when
    draft = replace(whole, figures=one.figures, place=one.place, when=when)
    if first:
        return draft
    doers = tuple(actor for actor in whole.actors if actor.role is not Role.TARGET)
    anchor = one.figures[0].count.span
    return replace(draft, actors=doers, anchor=anchor, rule=ELSEWHERE)


def _place_all(tree: Tree, figures: Sequence[Figure], context: Context) -> tuple[_Told, ...]:
    """The counts by place, in order; nothing where one of them has none.

    A count right before another shares its place: "nine killed and six wounded in Reus".
    """
    told: list[_Told] = []
    waiting: list[Figure] = []
    ends = (*(figure.count.span.start for figure in figures[1:]), tree.tokens[-1].end)
    for figure, end in zip(figures, ends, strict=True):
        words = Span(figure.count.span.end, max(end, figure.count.span.end))
        place = next(iter(within(context.places, words)), None)
        waiting.append(figure)
        if place is not None and _is_theirs(tree, figure, place):
            told.append(_Told(figures=tuple(waiting), place=place, words=words))
            waiting.clear()
        elif "," in words.cut(context.article.text):
            return ()
    return () if waiting else tuple(told)


def _is_theirs(tree: Tree, figure: Figure, place: Reading[Place]) -> bool:
    """True where a preposition and a word for the harm at most stand before the place."""
    last, first = tree.at(figure.count.span)[-1], tree.at(place.span)[0]
    between = tree.tokens[last + 1 : first]
    verbs = (token for token in between if tree.is_verb(token.i))
    led = tree.tokens[first - 1].lemma in _PLACING or tree.tokens[first].lemma in _PLACING
    return led and len(between) < _NEAR and all(verb.lemma in _HARMING for verb in verbs)
