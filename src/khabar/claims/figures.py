"""How many: the counts of a mention, with who is counted, and the counts that are parts of others."""

from collections.abc import Iterator
from dataclasses import dataclass

from khabar.claims.context import Context, is_read_otherwise, touching, within
from khabar.claims.frames import victims
from khabar.claims.grouping import Mention
from khabar.claims.parties import PERSON_PRONOUNS, counted_as, people_noun
from khabar.claims.tree import Tree, prepositions_of
from khabar.claims.triggers import Hit
from khabar.model.claims import Figure
from khabar.model.values import Qualifier, Quantity, Reading, Span
from khabar.vocabulary.entries import NounSort, Pos

_NUMBER_DEPS = ("nummod", "amod", "det", "quantmod", "advmod", "nmod", "compound", "predet")
_HOLDERS = frozenset(
    {"total", "number", "group", "majority", "rest", "some", "all", "many", "most", "toll", "tally"}
)
_TOLLS = frozenset({"toll", "death toll"})
_PART_CUES = frozenset({"including", "include"})
_ONE = Quantity(low=1, high=1, qualifier=Qualifier.EXACTLY)
_TOLL_REACH = (
    "to",
    "at",
    "of",
    "is",
    "was",
    "stands",
    "stood",
    "reached",
    "hit",
    "passed",
    "topped",
    "exceeded",
    "be",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A figure with the head of the counted phrase; `part` is true of a count inside another."""

    figure: Figure
    head: int
    part: bool = False


def read_counts(tree: Tree, mention: Mention, context: Context) -> tuple[Count, ...]:
    """The counts of a mention: those that add up first, then those that are parts of them."""
    wholes: dict[tuple[str, Span], Count] = {}
    parts: dict[Span, Count] = {}
    for hit in mention.hits:
        if hit.trigger.measure:
            for count in _counts_of(tree, hit, context):
                wholes.setdefault((count.figure.measure, count.figure.count.span), count)
    for count in tuple(wholes.values()):
        for part in _parts_of(tree, count, context):
            if (part.figure.measure, part.figure.count.span) not in wholes:
                parts.setdefault(part.figure.count.span, part)
    return (*wholes.values(), *parts.values())


def _counts_of(tree: Tree, hit: Hit, context: Context) -> Iterator[Count]:
    if hit.trigger.lemma in _TOLLS:
        yield from _toll_count(tree, hit, context)
        return
    if hit.trigger.pos is Pos.NOUN and hit.trigger.kind == "toll":
        own = _count(tree, hit.token, hit, context)
        if own:
            yield own
            return
    for head in victims(tree, hit):
        found = _count(tree, head, hit, context)
        if found:
            yield found


def _count(tree: Tree, head: int, hit: Hit, context: Context) -> Count | None:
    """The count of the phrase around `head`: its number, or one where it names a single person."""
    counted = _holder_object(tree, head)
    number = number_at(tree, head, context) or (
        number_at(tree, counted, context) if counted != head else None
    )
    if not number and not _names_one(tree, head, hit, context):
        return None
    who = counted_as(tree, counted, context) or counted_as(tree, head, context)
    span = _span(tree, (head, counted), number)
    quantity = number.value if number else _ONE
    figure = _figure(hit, quantity, who, context)
    if figure is None:
        return None
    rule = f"{hit.trigger.lemma} + {number.rule if number else 'one person'}"
    reading = Reading.at(span, context.article.text, quantity, rule)
    return Count(figure=Figure(measure=figure[0], count=reading, unit=figure[1], who=who), head=head)


def _span(tree: Tree, heads: tuple[int, int], number: Reading[Quantity] | None) -> Span:
    """The number with those it counts; for one person the phrase that names them."""
    if number is None:
        return tree.span(tree.phrase(heads[0]))
    span = number.span
    for head in heads:
        token = tree.tokens[head].span
        if token.end > span.end and token.start - span.end < 60:
            span = span.join(token)
    return span


def _figure(hit: Hit, quantity: Quantity, who: str | None, context: Context) -> tuple[str, str] | None:
    """The measure and unit of a count; None where the trigger does not count such things."""
    measure = str(hit.trigger.measure)
    if quantity.percent:
        return ("share_of_territory", "percent") if measure == "share_of_territory" else None
    if measure == "share_of_territory":
        return ("detained", "persons") if who else None
    unit = "households" if who == "households" else context.vocab.measures[measure].unit
    return measure, unit


def number_at(tree: Tree, head: int, context: Context) -> Reading[Quantity] | None:
    """The quantity written on the head of a phrase or on what counts it; the last before the head."""
    holders = [head, *(k for k in tree.children(head, *_NUMBER_DEPS) if k < head)]
    found = [
        reading
        for holder in holders
        for below in (tree.descend(holder) if holder != head else (head,))
        for reading in touching(context.quantities, tree.tokens[below].span)
    ]
    return max(found, key=lambda reading: reading.span.start, default=None)


def _holder_object(tree: Tree, head: int) -> int:
    """The noun behind "of": "dozens of civilians" are civilians, "a total of 23 soldiers" soldiers."""
    for prep in tree.children(head, "prep"):
        token = tree.tokens[head]
        holds = (
            token.tag == "CD"
            or token.lemma in _HOLDERS
            or token.lemma.endswith(("ozen", "ozens", "core", "cores"))
        )
        plural_number = token.lemma in {
            "hundred",
            "thousand",
            "ten",
            "dozen",
            "score",
            "couple",
            "handful",
            "million",
        }
        if tree.tokens[prep].lemma == "of" and (holds or plural_number):
            for _, obj in prepositions_of(tree, prep):
                return obj
    return head


def _names_one(tree: Tree, head: int, hit: Hit, context: Context) -> bool:
    """True for one person, and for "a death": one case of what the trigger counts."""
    if head == hit.token:
        return any(tree.tokens[k].lemma in {"a", "an"} for k in tree.children(head, "det"))
    return _is_one_person(tree, head, context)


def _is_one_person(tree: Tree, head: int, context: Context) -> bool:
    token = tree.tokens[head]
    if token.lemma in PERSON_PRONOUNS:
        return True
    if token.tag == "NNP":
        return _is_personal_name(tree, head, context)
    noun = people_noun(tree, head, context)
    if token.tag != "NN" or (noun and (noun.sort is not NounSort.PERSON or noun.who == "households")):
        return False
    return noun is not None or token.lemma in context.vocab.speakers


def _is_personal_name(tree: Tree, head: int, context: Context) -> bool:
    """True for proper names that are neither a known actor nor a place."""
    span = tree.tokens[head].span
    return not is_read_otherwise(span, context)


def _parts_of(tree: Tree, whole: Count, context: Context) -> Iterator[Count]:
    """Counts inside a count: "including three children", "of whom two were women"."""
    for prep in _part_cues(tree, whole.head):
        for _, obj in prepositions_of(tree, prep):
            part = _part(tree, obj, whole, context)
            if part:
                yield part
    for kid in _among_them(tree, whole.head):
        part = _part(tree, kid, whole, context)
        if part:
            yield part
    yield from _parts_of_them(tree, whole, context)


def _among_them(tree: Tree, head: int) -> tuple[int, ...]:
    """The subjects of "ten children were among the 48 killed"."""
    above = tree.tokens[tree.tokens[head].head]
    if (
        tree.tokens[head].dep != "pobj"
        or above.lemma != "among"
        or tree.tokens[above.head].lemma != "be"
    ):
        return ()
    return tuple(k for i in tree.children(above.head, "nsubj") for k in tree.coordinated(i))


def _part_cues(tree: Tree, head: int) -> Iterator[int]:
    verb = tree.tokens[head].head
    for holder in (head, verb):
        for kid in tree.children(holder, "prep"):
            if tree.tokens[kid].lemma in _PART_CUES and kid > head:
                yield kid


def _part(tree: Tree, head: int, whole: Count, context: Context) -> Count | None:
    counted = _holder_object(tree, head)
    number = number_at(tree, head, context)
    if not number and not _is_one_person(tree, head, context):
        return None
    quantity = number.value if number else _ONE
    who = counted_as(tree, counted, context)
    reading = Reading.at(
        _span(tree, (head, counted), number), context.article.text, quantity, "part of a count"
    )
    figure = Figure(measure=whole.figure.measure, count=reading, unit=whole.figure.unit, who=who)
    return Count(figure=figure, head=head, part=True)


def _parts_of_them(tree: Tree, whole: Count, context: Context) -> Iterator[Count]:
    """The numbers on "of them", "of whom", "among them" behind the whole."""
    for token in tree.tokens[whole.head + 1 :]:
        before = tree.tokens[token.i - 1].lemma
        if token.lemma in {"them", "whom", "these"} and before in {"of", "among"}:
            number = _nearest_number(tree, token.i, context)
            if number and number.span != whole.figure.count.span:
                head = tree.at(number.span)[-1]
                named = _noun_near(tree, (token.i, head), context)
                span = number.span
                reading = Reading.at(span, context.article.text, number.value, "of them")
                who = counted_as(tree, named, context) if named is not None else None
                figure = Figure(
                    measure=whole.figure.measure, count=reading, unit=whole.figure.unit, who=who
                )
                yield Count(figure=figure, head=head, part=True)


def _nearest_number(tree: Tree, i: int, context: Context) -> Reading[Quantity] | None:
    """The number just before "of them", else the one just after "among them"."""
    before = Span(tree.tokens[max(0, i - 5)].start, tree.tokens[i].start)
    after = Span(tree.tokens[i].end, tree.tokens[min(len(tree.tokens) - 1, i + 5)].end)
    behind = within(context.quantities, before)
    ahead = within(context.quantities, after)
    of_them = tree.tokens[i - 1].lemma == "of"
    return behind[-1] if of_them and behind else (ahead[0] if ahead else None)


def _noun_near(tree: Tree, tokens: tuple[int, int], context: Context) -> int | None:
    """The people noun behind "of them": "12 of them women", "of whom two were women"."""
    start = min(tokens)
    for k in range(start, min(len(tree.tokens), max(tokens) + 5)):
        if people_noun(tree, k, context) and tree.is_noun(k):
            return k
    return None


def _toll_count(tree: Tree, hit: Hit, context: Context) -> Iterator[Count]:
    """What a toll rose to, stands at, or is of; the number it rose from is left aside."""
    last = tree.tokens[-1].end
    numbers = within(context.quantities, Span(tree.tokens[hit.token].end, last))
    for number in numbers:
        first = tree.at(number.span)[0]
        if first > 0 and tree.tokens[first - 1].lemma in _TOLL_REACH and not number.value.percent:
            who = counted_as(tree, hit.token, context)
            reading = Reading.at(number.span, context.article.text, number.value, "toll")
            yield Count(
                figure=Figure(measure="killed", count=reading, unit="persons", who=who), head=first
            )
            return
