"""The numbers that a toll rises to, stands at or is put at: "the number of dead reached 30"."""

from collections.abc import Iterator

from khabar.claims.context import Context, within
from khabar.claims.counts.alternatives import Headed
from khabar.claims.counts.rates import is_left_behind
from khabar.claims.deeds.frames import victims
from khabar.claims.deeds.triggers import Hit
from khabar.claims.people.parties import counted_as
from khabar.claims.tree import SUBJECTS, Tree, is_passive, prepositions
from khabar.model.claims import Figure
from khabar.model.values import Qualifier, Quantity, Reading, Span

_NUMBERS = frozenset({"number", "total", "count"})
DEAD = frozenset({"dead", "death", "killed", "fatality"})
"""Nouns and participles for the dead who are counted."""
_HURT = frozenset({"wounded", "injured", "hurt"})
_PUT = DEAD | {"wounded", "injured", "casualty"}
_TOLLS = frozenset({"toll", "death toll"})
_TOLL_MOVERS = frozenset(
    {"bring", "raise", "take", "push", "put", "place", "set", "estimate", "lift", "increase", "give"}
    | {"lower", "reduce", "cut", "revise", "adjust", "update", "correct", "amend"}
)
_MARKS = frozenset({'"', "``", "''", "“", "'"})
_TOLL_VERBS = frozenset(
    {"to", "at", "of", "as", "be", "stand", "reach", "hit", "pass", "top", "exceed", "number", "total"}
)


def is_toll(tree: Tree, hit: Hit) -> bool:
    """True for a toll, and for "the number of dead reached 30", "put the number of killed at 30"."""
    return hit.trigger.lemma in _TOLLS or _number_of(tree, hit) is not None


def read_toll(tree: Tree, hit: Hit, context: Context) -> Iterator[Headed]:
    """What a toll rose to, stands at, or is of; the number it rose from is left aside."""
    if any(
        tree.tokens[obj].lemma in DEAD for word, obj in prepositions(tree, hit.token) if word == "of"
    ):
        return  # "a toll of 28 dead": the dead are counted by their own word
    for number in _given(tree, hit, context):
        first, last = tree.at(number.span)[0], tree.at(number.span)[-1]
        before = _word_before(tree, first, number.value.qualifier)
        if is_left_behind(tree, first):
            continue
        if any(token.lemma in DEAD for token in tree.tokens[last + 1 : last + 2]):
            return  # "put the toll at 28 dead", likewise
        if hit.trigger.measure == "killed" and _are_hurt(tree, last):
            return  # "a toll of one person injured"
        given = before in _TOLL_VERBS or number.text.lower().startswith("as ")
        if given and not number.value.percent:
            who = counted_as(tree, hit.token, context) or _noun_of(tree, last, context)
            unit = "households" if who == "households" else "persons"
            figure = Figure(measure=str(hit.trigger.measure), count=number, unit=unit, who=who)
            yield Headed(figure=figure, head=first)
            return


def _are_hurt(tree: Tree, number: int) -> bool:
    return any(token.text.lower() in _HURT for token in tree.tokens[number + 1 : number + 3])


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
