"""How many: the counts of a mention, with who is counted."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from khabar.claims.context import Context, within
from khabar.claims.counts.alternatives import Headed, drop_doubles, join_alternatives, share_nouns
from khabar.claims.counts.both_units import count_in_both_units
from khabar.claims.counts.parts import is_among_them, is_inside, parts_of
from khabar.claims.counts.rates import is_left_behind, is_rate
from khabar.claims.counts.shared import limit_shared, says_either
from khabar.claims.counts.tolls import DEAD, is_toll, read_toll
from khabar.claims.deeds.beside import HOMES, MOVED, find_beside
from khabar.claims.deeds.bodies import BODIES
from khabar.claims.deeds.founding import may_be_person
from khabar.claims.deeds.frames import is_borne, is_unharmed, victims
from khabar.claims.deeds.grouping import Mention
from khabar.claims.deeds.multiples import count_multiple
from khabar.claims.deeds.triggers import Hit
from khabar.claims.people.counting import (
    Count,
    Counted,
    behind_of,
    count_phrase,
    is_named,
    names_of,
    number_at,
)
from khabar.claims.people.parties import counted_as
from khabar.claims.tree import Tree
from khabar.model.claims import Figure
from khabar.model.values import Qualifier, Quantity, Reading, Span
from khabar.vocabulary.entries import Pos

_PAUSES = frozenset({",", ":", "-", "--", "–", "—"})
_SINGLE_DEATHS = frozenset({"execution", "beheading", "lynching", "assassination"})
_DEADLY = frozenset({"fatal", "deadly"})
_ALSO_OF_THINGS = frozenset({"blow up", "wipe out"})  # what is blown up is more often a bridge
_SOME = Quantity(low=1, high=None, qualifier=Qualifier.VAGUE)
_HARMS = {"killed": 0, "wounded": 1, "casualties": 2}


def read_counts(tree: Tree, mention: Mention, context: Context) -> tuple[Count, ...]:
    """The counts of a mention: those that add up first, then those that are parts of them."""
    wholes: dict[tuple[str, Span], Headed] = {}
    harming = [hit for hit in mention.hits if hit.trigger.pos is not Pos.NOUN]
    counted = {k for hit in harming for k in victims(tree, hit) if k != hit.token}
    for hit in mention.hits:
        if hit.trigger.measure and hit.token not in counted and not is_unharmed(tree, hit.token):
            for headed in (*_beside(tree, hit, context),) or _counts_of(tree, hit, context):
                wholes.setdefault((headed.figure.measure, headed.figure.count.span), headed)
    wholes = _once(wholes, either=says_either(tree, mention))
    wholes = drop_doubles(share_nouns(tree, join_alternatives(tree, wholes, context)))
    wholes = count_in_both_units(tree, limit_shared(tree, wholes, context), context)
    wholes |= _deadly(tree, mention, wholes, context)
    taken = {headed.head for headed in wholes.values()}
    parts: dict[int, Count] = {}
    for headed in wholes.values():
        for part in parts_of(tree, headed.figure, headed.head, context):
            if part.head not in taken:
                parts.setdefault(part.head, part)
    counts = [_as_count(tree, headed, wholes.values()) for headed in wholes.values()]
    return (*(c for c in counts if not c.part), *(c for c in counts if c.part), *parts.values())


def _as_count(tree: Tree, headed: Headed, others: Collection[Headed]) -> Count:
    """The count, a part where it stands behind "among them" and others of that harm before it."""
    before = [o for o in others if o.head < headed.head and o.figure.measure == headed.figure.measure]
    part = bool(before) and is_among_them(tree, headed.head)
    return Count(figure=headed.figure, head=headed.head, part=part)


def _deadly(
    tree: Tree, mention: Mention, told: Mapping[tuple[str, Span], Headed], context: Context
) -> dict[tuple[str, Span], Headed]:
    """At least one dead in "a fatal shooting", where the words count no dead."""
    if any(measure == "killed" for measure, _ in told):
        return {}
    for hit in mention.hits:
        for k in tree.children(hit.token, "amod") if hit.trigger.pos is Pos.NOUN else ():
            if (
                tree.tokens[k].tag == "JJ"
                and tree.tokens[k].lemma in _DEADLY
                and not _is_limited(tree, k)
            ):
                span = Span(tree.tokens[k].start, tree.tokens[hit.token].end)
                count = Reading.at(span, context.article.text, _SOME, "deadly event")
                figure = Figure(measure="killed", count=count, unit="persons", who=None)
                return {("killed", span): Headed(figure=figure, head=hit.token)}
    return {}


def _is_limited(tree: Tree, adjective: int) -> bool:
    """True in "non-fatal", "potentially deadly"."""
    return bool(tree.kids[adjective]) or (adjective > 0 and tree.tokens[adjective - 1].text == "-")


def _once(wholes: Mapping[tuple[str, Span], Headed], *, either: bool) -> dict[tuple[str, Span], Headed]:
    """The figures, each phrase counted once: the dead before the wounded, these before casualties.

    `either`: nobody says which of those counted are dead, and which wounded; all are casualties.
    """
    told: dict[tuple[int, Span], str] = {}
    for h in sorted(wholes.values(), key=lambda h: _HARMS.get(h.figure.measure, 0)):
        told.setdefault((h.head, h.figure.count.span), h.figure.measure)
    kept: dict[tuple[str, Span], Headed] = {}
    for (measure, span), h in wholes.items():
        if measure not in _HARMS:
            kept[measure, span] = h
        elif either:
            figure = replace(h.figure, measure="casualties")
            kept["casualties", span] = replace(h, figure=figure)
        elif told[h.head, span] == measure:
            kept[measure, span] = h
    return kept


def _counts_of(tree: Tree, hit: Hit, context: Context) -> Iterator[Headed]:
    if multiple := count_multiple(tree, hit, context):
        figure = Figure(measure=str(hit.trigger.measure), count=multiple, unit="persons", who=None)
        yield Headed(figure=figure, head=hit.token)
        return
    if is_toll(tree, hit):
        yield from read_toll(tree, hit, context)
        return
    if is_borne(hit) and victims(tree, hit):
        yield from _of_victims(tree, hit, context)
        return
    itself = _may_count_itself(tree, hit, context)
    if hit.trigger.pos is Pos.NOUN and hit.trigger.lemma != "wound" and itself:
        articles = (k for k in tree.children(hit.token, "det") if tree.tokens[k].lemma in {"a", "an"})
        one = not is_borne(hit) and any(True for _ in articles)
        own = (
            count_phrase(tree, hit.token, context, one=one)
            if one or _has_number(tree, hit, context)
            else None
        )
        headed = _figure(tree, hit, own, hit.token, context)
        if headed:
            yield headed
            return
    yield from _of_victims(tree, hit, context)


def _of_victims(tree: Tree, hit: Hit, context: Context) -> Iterator[Headed]:
    """The counts of the phrases that name the victims; "five of them" only where it is all there is."""
    persons = context.vocab.measures[str(hit.trigger.measure)].unit == "persons"
    sure = hit.trigger.lemma in _ALSO_OF_THINGS
    heads = [
        k
        for k in victims(tree, hit)
        if not persons
        or (may_be_person(tree, k, context) and not (sure and _is_thing(tree, k, context)))
    ]
    whole = [k for k in heads if not is_inside(tree, k)]
    for head in _leave_out_named(tree, whole or heads, context):
        for one, counted in _count_each(tree, head, context):
            headed = _figure(tree, hit, counted, one, context)
            if headed:
                yield headed


def _count_each(tree: Tree, head: int, context: Context) -> Iterator[tuple[int, Counted | None]]:
    """What a phrase counts, by its head; each one of "the teachers Joan Vidal and Pere Mas"."""
    names = names_of(tree, head, context)
    if not names:
        yield head, count_phrase(tree, head, context, one=False)
    for name in names:
        counted = count_phrase(tree, name, context, one=True)
        yield name, replace(counted, who=counted_as(tree, head, context)) if counted else None


def _is_thing(tree: Tree, head: int, context: Context) -> bool:
    """True for a noun that names no people: "pylons", "a number of bridges"; not for a bare number."""
    counted = behind_of(tree, head)
    return tree.tokens[counted].tag != "CD" and counted_as(tree, counted, context) is None


def _leave_out_named(tree: Tree, heads: Sequence[int], context: Context) -> Sequence[int]:
    """The heads but for the names of those counted before: "her two sons, Jordi and Pere"."""
    for at, head in enumerate(heads):
        number = number_at(tree, head, context)
        count = int(number.value.low or 0) if number else 0
        named = heads[at + 1 : at + 1 + count]
        follows = tree.tokens[head + 1 : head + 2]
        listed = count > 1 and len(named) == count and follows and follows[0].text in _PAUSES
        if listed and all(tree.tokens[k].tag == "NNP" for k in named):
            return (*heads[: at + 1], *heads[at + 1 + count :])
    return heads


def _beside(tree: Tree, hit: Hit, context: Context) -> Iterator[Headed]:
    found = find_beside(tree, hit, context)
    if found is None:
        return
    number, head = found
    last = tree.tokens[head].span
    span = number.span.join(last) if last.start >= number.span.start else number.span
    quantity = Reading.at(span, context.article.text, number.value, number.rule)
    who = counted_as(tree, head, context)
    if who is None and tree.tokens[head].tag == "CD" and hit.trigger.pos is Pos.NOUN:
        who = counted_as(tree, hit.token, context)  # "displaced families: 410"
    headed = _figure(tree, hit, Counted(quantity=quantity, who=who), head, context)
    if headed:
        yield headed


def _may_count_itself(tree: Tree, hit: Hit, context: Context) -> bool:
    """True for "12 deaths", "47 executions", "900 evacuees"; two massacres are no two dead."""
    singly = hit.trigger.lemma in _SINGLE_DEATHS and bool(tree.children(hit.token, "nummod"))
    return hit.trigger.kind == "toll" or singly or _are_people(tree, hit, context)


def _are_people(tree: Tree, hit: Hit, context: Context) -> bool:
    """True for a noun that names those who moved ("evacuees") and to whom nothing else is done here."""
    if hit.trigger.measure not in MOVED or hit.trigger.subject or hit.trigger.weak:
        return False
    above = tree.tokens[tree.tokens[hit.token].head]
    harming = context.vocab.triggers_by_first.get(above.lemma, ())
    return not any(trigger.measure and trigger.measure not in MOVED for trigger in harming)


def _has_number(tree: Tree, hit: Hit, context: Context) -> bool:
    span = tree.span(tree.phrase(hit.token))
    before = Span(span.start, tree.tokens[hit.token].end)
    return bool(within(context.quantities, before))


def _figure(tree: Tree, hit: Hit, counted: Counted | None, head: int, context: Context) -> Headed | None:
    """The figure of what a trigger counts; None where it does not count such things."""
    if counted is None or is_rate(tree, head, hit.token):
        return None
    quantity, measure = counted.quantity, _measure(tree, hit, head)
    if measure is None or _counts_no_body(hit, quantity.value) or is_left_behind(tree, head):
        return None
    if measure in HOMES:
        return _thing(tree, hit, counted, head, context)
    unit = "households" if counted.who == "households" else context.vocab.measures[measure].unit
    if measure in MOVED:
        unit = context.vocab.things.get(tree.tokens[behind_of(tree, head)].lemma, unit)
    if measure == "share_of_territory" and not quantity.value.percent:
        measure, unit = "detained", "persons"
        if counted.who is None or not is_named(tree, head, context):
            return None
    elif quantity.value.percent and measure != "share_of_territory":
        return None
    return Headed(figure=Figure(measure=measure, count=quantity, unit=unit, who=counted.who), head=head)


def _measure(tree: Tree, hit: Hit, head: int) -> str | None:
    """What a trigger counts; lives are lost, never hurt, and a body that "had knife wounds" is dead."""
    lemma, measure = tree.tokens[head].lemma, str(hit.trigger.measure)
    if measure == "wounded" and lemma in {"body", "corpse"}:
        return "killed"
    return None if measure == "wounded" and lemma == "life" else measure


def _counts_no_body(hit: Hit, quantity: Quantity) -> bool:
    """True for "no bodies": there may be dead where none was found."""
    return quantity.high == 0 and hit.trigger.lemma in BODIES


def _thing(tree: Tree, hit: Hit, counted: Counted, head: int, context: Context) -> Headed | None:
    """The figure of things destroyed, in their unit; bare numbers count those that were named before."""
    noun = behind_of(tree, head)
    if any(token.lemma in DEAD for token in tree.tokens[noun : noun + 2]):
        return None  # "buried 12 dead"
    bare = not tree.is_noun(noun) or tree.tokens[noun].lemma in {"other", "number"}
    default = context.vocab.measures[str(hit.trigger.measure)].unit if bare else None
    unit = context.vocab.things.get(tree.tokens[noun].lemma, default)
    if unit is None or counted.quantity.value.percent:
        return None
    figure = Figure(measure=str(hit.trigger.measure), count=counted.quantity, unit=unit, who=None)
    return Headed(figure=figure, head=head)
