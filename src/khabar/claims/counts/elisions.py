"""Counts whose verb is told once: "26 people were killed in Lugo, 13 in Vigo and one in Tui".

The parser hangs such numbers on a town, on the verb or on each other; their order is plain: a number, a
preposition, a place or a time, each behind a comma or an "and".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from khabar.claims.context import Context, touching, within
from khabar.claims.draft import Draft
from khabar.claims.tree import Tree
from khabar.model.claims import Figure
from khabar.model.documents import Token
from khabar.model.values import Period, Place, PlacePrecision, Quantity, Reading, Span
from khabar.text.dates.expressions import resolve

_PLACING = frozenset({"in", "at", "on", "near", "outside", "around"})
_OPENERS = frozenset({",", "and", "but", "while", "-", "--", "–", "—", ":", ";", "("})
_FILLERS = frozenset(
    {"other", "others", "more", "another", "a", "further", "at", "least", "about", "some"}
)
_NOUNS = frozenset({"other", "others", "more", "people", "person", "victim"})
_WIDE = frozenset({PlacePrecision.COUNTRY, PlacePrecision.REGION})
_HARMS = frozenset({"killed", "wounded", "casualties"})
_NEXT = frozenset({"second", "third", "fourth", "other", "another", "latter"})
_LONGEST = 12  # tokens of a phrase behind a number: "in the northern coastal town of Castro Urdiales"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Elided:
    """A number without its verb, the preposition behind it, and the words that this opens."""

    number: Reading[Quantity]
    prep: int
    span: Span


def spread(tree: Tree, whole: Draft, index: int, context: Context) -> tuple[Draft, ...]:
    """The draft of a count, and those of the counts that share its verb, each with its own place or day.

    They are parts where the whole counts them all: "eight people died, two in Lugo and six in Vigo".
    "Five in the second" attack are put to the whole; what else has neither a place nor a day tells of
    something else: "three dead, two in hospital". `index` is that of the whole in its sentence.
    """
    harms = [figure for figure in whole.figures if figure.measure in _HARMS]
    if not harms or whole.whole is not None or len({figure.measure for figure in harms}) > 1:
        return (whole,)
    found = _find_elided(tree, whole, harms[0], context)
    numbers = [one.number.span for one in found]
    if not found or not all(any(n.overlaps(f.count.span) for n in numbers) for f in harms[1:]):
        return (whole,)
    inside = _are_inside(tree, whole, harms[0], found, context)
    figures = [f for f in whole.figures if f not in harms[1:]]
    whole = _settle(tree, whole, found, context)
    own: list[Draft] = []
    for one in found:
        read = next((f for f in harms[1:] if f.count.span.overlaps(one.number.span)), None)
        figure = replace(harms[0], count=one.number, who=read.who if read else None)
        place, when = _place_in(one.span, context), day_in(one.span, context)
        if place is None and when is None:
            another = not inside and _is_of_another(tree, one)
            figures += [read or figure] if read or another else []
            continue
        kept = replace(whole, place=place or whole.place, when=when or whole.when, figures=(figure,))
        part = index if inside else None
        own.append(replace(kept, anchor=one.number.span, whole=part, rule="verb told once", actors=()))
    return (replace(whole, figures=tuple(figures)), *own)


def _find_elided(tree: Tree, whole: Draft, counted: Figure, context: Context) -> tuple[_Elided, ...]:
    """The elided counts behind the verb and behind its own count, in order, as far as they go."""
    first = max(whole.anchor.end, counted.count.span.end)
    found: list[_Elided] = []
    for number in within(context.quantities, Span(first, tree.tokens[-1].end)):
        one = _read_elided(tree, number)
        if one is None:
            if found:
                break
            continue
        if any(
            tree.is_verb(t.i) for t in _between(tree, found[-1].span.end if found else first, number)
        ):
            break
        found.append(one)
    return tuple(found)


def _between(tree: Tree, start: int, number: Reading[Quantity]) -> Iterator[Token]:
    return (token for token in tree.tokens if start <= token.start < number.span.start)


def _read_elided(tree: Tree, number: Reading[Quantity]) -> _Elided | None:
    """The number with the phrase of its preposition, where nothing but that stands beside it."""
    inside = tree.at(number.span)
    if not inside or number.value.percent:
        return None
    before = inside[0] - 1
    while before > 0 and tree.tokens[before].text.lower() in _FILLERS:
        before -= 1
    prep = inside[-1] + 1
    while prep < len(tree.tokens) and tree.tokens[prep].lemma in _NOUNS:
        prep += 1
    if before < 1 or prep + 1 >= len(tree.tokens):
        return None
    if tree.tokens[before].lemma not in _OPENERS or tree.tokens[prep].lemma not in _PLACING:
        return None
    end = _end_of_phrase(tree, prep)
    if any(tree.is_verb(k) for k in range(prep, end)):
        return None
    return _Elided(
        number=number, prep=prep, span=Span(tree.tokens[prep].start, tree.tokens[end - 1].end)
    )


def _end_of_phrase(tree: Tree, prep: int) -> int:
    """The token behind the phrase that a preposition opens: an opener of the next, or the end."""
    for token in tree.tokens[prep + 1 : prep + _LONGEST]:
        if token.lemma in _OPENERS or token.text in {".", ")", ";"}:
            return token.i
    return min(len(tree.tokens), prep + _LONGEST)


def _is_of_another(tree: Tree, one: _Elided) -> bool:
    return any(tree.tokens[k].lemma in _NEXT for k in tree.at(one.span))


def _are_inside(
    tree: Tree, whole: Draft, counted: Figure, found: Sequence[_Elided], context: Context
) -> bool:
    """True where the whole counts them all: they add up to it, or its own place is wider or not told."""
    first = max(whole.anchor.end, counted.count.span.end)
    prep = tree.tokens[found[0].prep].lemma
    alike = any(token.lemma == prep for token in _between(tree, first, found[0].number))
    own, other = _own_place(whole, found, context), _place_in(found[0].span, context)
    if alike and own and other:
        return _holds(own.value, other.value)
    total = sum(one.number.value.stated for one in found)
    return total == counted.count.value.stated or (total < counted.count.value.stated and not alike)


def _holds(wide: Place, narrow: Place) -> bool:
    """True for a country or a province that the other place lies in."""
    if wide.country != narrow.country or wide.name == narrow.name:
        return False
    return wide.precision in _WIDE or wide.name == narrow.admin1


def _own_place(whole: Draft, found: Sequence[_Elided], context: Context) -> Reading[Place] | None:
    """The place between the verb and the first elided count."""
    span = Span(whole.anchor.start, found[0].number.span.start)
    return next((p for p in within(context.places, span) if "metonym" not in p.rule), None)


def _settle(tree: Tree, whole: Draft, found: Sequence[_Elided], context: Context) -> Draft:
    """The whole with the place and the day of its own words, never those of an elided count."""
    place, when = whole.place, whole.when
    if place and any(one.span.overlaps(place.span) for one in found):
        place = _own_place(whole, found, context)
    if when and any(one.span.overlaps(when.span) for one in found):
        when = day_in(Span(tree.tokens[0].start, found[0].number.span.start), context)
    return replace(whole, place=place, when=when)


def _place_in(span: Span, context: Context) -> Reading[Place] | None:
    return next((p for p in touching(context.places, span) if "metonym" not in p.rule), None)


def day_in(span: Span, context: Context) -> Reading[Period] | None:
    """The first period that some words name."""
    for reading in within(context.times, span):
        period = resolve(reading.value, context.article.published, future=False)
        return Reading.at(reading.span, context.article.text, period, reading.rule)
    return None
