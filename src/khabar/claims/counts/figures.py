"""How many: the counts of a mention, with who is counted."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from khabar.claims.context import Context, within
from khabar.claims.counts.alternatives import Headed, drop_doubles, join_alternatives, share_nouns
from khabar.claims.counts.both_units import count_in_both_units
from khabar.claims.counts.parts import is_among_them, is_inside, parts_of
from khabar.claims.counts.rates import is_left_behind, is_rate
from khabar.claims.counts.shared import limit_shared, says_either
from khabar.claims.deeds.beside import HOMES, MOVED, find_beside
from khabar.claims.deeds.bodies import BODIES
from khabar.claims.deeds.founding import may_be_person
from khabar.claims.deeds.frames import is_borne, is_unharmed, victims
from khabar.claims.deeds.grouping import Mention
from khabar.claims.deeds.multiples import count_multiple
from khabar.claims.deeds.triggers import Hit
from khabar.claims.people.counting import Count, Counted, behind_of, count_phrase, is_named, number_at
from khabar.claims.people.parties import counted_as
from khabar.claims.tree import SUBJECTS, Tree, is_passive, prepositions
from khabar.model.claims import Figure
from khabar.model.values import Qualifier, Quantity, Reading, Span
from khabar.vocabulary.entries import Pos

_PAUSES = frozenset({",", ":", "-", "--", "–", "—"})
_NUMBERS = frozenset({"number", "total", "count"})
_DEAD = frozenset({"dead", "death", "killed", "fatality"})
_PUT = _DEAD | {"wounded", "injured", "casualty"}
_TOLLS = frozenset({"toll", "death toll"})
_SINGLE_DEATHS = frozenset({"execution", "beheading", "lynching", "assassination"})
_DEADLY = frozenset({"fatal", "deadly"})
_ALSO_OF_THINGS = frozenset({"blow up", "wipe out"})  # what is blown up is more often a bridge
_SOME = Quantity(low=1, high=None, qualifier=Qualifier.VAGUE)
_HARMS = {"killed": 0, "wounded": 1, "casualties": 2}
_TOLL_MOVERS = frozenset(
    {"bring", "raise", "take", "push", "put", "place", "set", "estimate", "lift", "increase", "give"}
    | {"lower", "reduce", "cut", "revise", "adjust", "update", "correct", "amend"}
)
_MARKS = frozenset({'"', "``", "''", "“", "'"})
_TOLL_VERBS = frozenset(
    {"to", "at", "of", "as", "be", "stand", "reach", "hit", "pass", "top", "exceed", "number", "total"}
)


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
    if hit.trigger.lemma in _TOLLS or _is_counted_off(tree, hit):
        yield from _toll(tree, hit, context)
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
        headed = _figure(tree, hit, count_phrase(tree, head, context, one=False), head, context)
        if headed:
            yield headed


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


def _is_counted_off(tree: Tree, hit: Hit) -> bool:
    """True in "the number of dead reached 30", "put the number of people killed at 30"."""
    return _number_of(tree, hit) is not None


def _number_of(tree: Tree, hit: Hit) -> int | None:
    """The noun for the number of those harmed, which another verb than that of the harm gives."""
    nouns = (_number_over(tree, i) for i in (hit.token, *victims(tree, hit)))
    return next((k for k in nouns if k is not None and not _is_own(tree, k, hit.token)), None)


def _is_own(tree: Tree, noun: int, harm: int) -> bool:
    """True for the harm's own subject: "a total of 40 were killed", "are feared to have been killed"."""
    verb = tree.tokens[noun].head
    feared = tree.tokens[harm].dep == "xcomp" and tree.tokens[harm].head == verb
    return verb == harm or (feared and is_passive(tree, verb) and is_passive(tree, harm))


def _number_over(tree: Tree, i: int) -> int | None:
    """The noun for a number that another word gives: "number" in "brought to 30 the number of dead".

    The word for the dead itself in "put the dead at 30".
    """
    token = tree.tokens[i]
    above = token.head if token.lemma not in _NUMBERS and token.dep == "pobj" else i
    noun = tree.tokens[tree.tokens[above].head if above != i else i]
    verb = tree.tokens[noun.head]
    if noun.lemma in _NUMBERS and noun.dep in SUBJECTS:
        return noun.i
    moved = noun.dep in {"dobj", "conj"} and verb.lemma in _TOLL_MOVERS
    named = noun.lemma in _NUMBERS or (noun.i == i and noun.text.lower() in _PUT and _is_put_at(tree, i))
    return noun.i if moved and named else None


def _is_put_at(tree: Tree, i: int) -> bool:
    """True where "at" and a number stand right behind: "the dead at 30"."""
    behind = tree.tokens[i + 1 : i + 3]
    return len(behind) == 2 and behind[0].lemma == "at" and behind[1].tag in {"CD", "IN", "RB"}


def _has_number(tree: Tree, hit: Hit, context: Context) -> bool:
    span = tree.span(tree.phrase(hit.token))
    before = Span(span.start, tree.tokens[hit.token].end)
    return bool(within(context.quantities, before))


def _figure(tree: Tree, hit: Hit, counted: Counted | None, head: int, context: Context) -> Headed | None:
    """The figure of what a trigger counts; None where it does not count such things."""
    if counted is None or is_rate(tree, head, hit.token):
        return None
    measure, quantity = str(hit.trigger.measure), counted.quantity
    if _counts_nobody(tree, hit, head, quantity.value) or is_left_behind(tree, head):
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


def _counts_nobody(tree: Tree, hit: Hit, head: int, quantity: Quantity) -> bool:
    """True for wounded "lives", and for "no bodies": there may be dead where none was found."""
    if hit.trigger.measure == "wounded" and tree.tokens[head].lemma == "life":
        return True
    return quantity.high == 0 and hit.trigger.lemma in BODIES


def _thing(tree: Tree, hit: Hit, counted: Counted, head: int, context: Context) -> Headed | None:
    """The figure of things destroyed, in their unit; bare numbers count those that were named before."""
    noun = behind_of(tree, head)
    if any(token.lemma in _DEAD for token in tree.tokens[noun : noun + 2]):
        return None  # "buried 12 dead"
    bare = not tree.is_noun(noun) or tree.tokens[noun].lemma in {"other", "number"}
    default = context.vocab.measures[str(hit.trigger.measure)].unit if bare else None
    unit = context.vocab.things.get(tree.tokens[noun].lemma, default)
    if unit is None or counted.quantity.value.percent:
        return None
    figure = Figure(measure=str(hit.trigger.measure), count=counted.quantity, unit=unit, who=None)
    return Headed(figure=figure, head=head)


def _toll(tree: Tree, hit: Hit, context: Context) -> Iterator[Headed]:
    """What a toll rose to, stands at, or is of; the number it rose from is left aside."""
    if any(
        tree.tokens[obj].lemma in _DEAD for word, obj in prepositions(tree, hit.token) if word == "of"
    ):
        return  # "a toll of 28 dead": the dead are counted by their own word
    for number in _given(tree, hit, context):
        first, last = tree.at(number.span)[0], tree.at(number.span)[-1]
        before = _word_before(tree, first, number.value.qualifier)
        if is_left_behind(tree, first):
            continue
        if any(token.lemma in _DEAD for token in tree.tokens[last + 1 : last + 2]):
            return  # "put the toll at 28 dead", likewise
        given = before in _TOLL_VERBS or number.text.lower().startswith("as ")
        if given and not number.value.percent:
            who = counted_as(tree, hit.token, context) or _noun_of(tree, last, context)
            unit = "households" if who == "households" else "persons"
            figure = Figure(measure=str(hit.trigger.measure), count=number, unit=unit, who=who)
            yield Headed(figure=figure, head=first)
            return


def _noun_of(tree: Tree, number: int, context: Context) -> str | None:
    """Who is counted in "raised the toll to 18 civilians"."""
    token = tree.tokens[number]
    return counted_as(tree, token.head, context) if token.dep == "nummod" else None


def _word_before(tree: Tree, number: int, qualifier: Qualifier) -> str:
    """The lemma before a number, a quotation mark left aside, and "in the" before a vague one."""
    at = number - 1
    while at > 0 and tree.tokens[at].text in _MARKS:
        at -= 1
    vague = qualifier is Qualifier.VAGUE and tree.tokens[at].lemma == "the"
    return "at" if vague and tree.tokens[at - 1].lemma == "in" else tree.tokens[max(0, at)].lemma


def _given(tree: Tree, hit: Hit, context: Context) -> tuple[Reading[Quantity], ...]:
    """The numbers behind a toll; first that which a verb before it moves it to: "brought to 30 the"."""
    behind = within(context.quantities, Span(tree.tokens[hit.token].end, tree.tokens[-1].end))
    noun = _number_of(tree, hit)
    verb = hit.token if noun is None else tree.tokens[noun].head
    if noun is None or tree.tokens[noun].lemma not in _NUMBERS or not verb < noun:
        return behind
    before = within(context.quantities, Span(tree.tokens[verb].end, tree.tokens[hit.token].start))
    return (*before, *behind)
