"""Counts inside a count: "including three children", "18,000 of them", "the rest". Never added to it."""

from collections.abc import Iterator
from dataclasses import replace

from khabar.claims.context import Context, within
from khabar.claims.people.counting import ONE, Count, Counted, count_phrase, number_at
from khabar.claims.people.parties import counted_as, people_noun
from khabar.claims.tree import Tree, prepositions_of
from khabar.model.claims import Figure
from khabar.model.values import Quantity, Reading, Span

_CUES = frozenset({"including", "include"})
_THEM = frozenset({"them", "whom", "these"})
_FURTHER = frozenset({"further", "another", "other", "additional", "more"})
_REMAINDER = frozenset({"rest", "remainder", "others"})
_FATALLY = frozenset({"fatally", "mortally"})
_PERSONS, _HOUSEHOLDS = "persons", "households"
_NEAR = 5  # tokens between "of them" and its number or noun


def parts_of(tree: Tree, figure: Figure, head: int, context: Context) -> Iterator[Count]:
    """The counts inside the count of the phrase around `head`, in no particular order."""
    for kid in (*_included(tree, head), *_among(tree, head)):
        counted = count_phrase(tree, kid, context, one=False)
        if counted:
            yield _part(figure, counted, kid)
    yield from _of_them(tree, figure, head, context)
    yield from _fatally(tree, figure, head, context)


def is_inside(tree: Tree, head: int) -> bool:
    """True for a phrase that counts some "of them", which is never a count of its own."""
    members = (head, *(k for k in tree.kids[head] if k < head and tree.tokens[k].tag == "CD"))
    return any(
        tree.tokens[obj].lemma in _THEM
        for member in members
        for prep in tree.children(member, "prep")
        for word, obj in prepositions_of(tree, prep)
        if word in {"of", "among"}
    )


def is_among_them(tree: Tree, head: int) -> bool:
    """True for the phrase right behind "among them", and for the rest of its list."""
    while tree.tokens[head].dep == "conj" and tree.is_noun(tree.tokens[head].head):
        head = tree.tokens[head].head
    first = min(tree.phrase(head))
    words = [token.lemma for token in tree.tokens[max(0, first - 2) : first]]
    return words[:1] == ["among"] and words[1:] in (["they"], ["them"], ["whom"])


def _part(whole: Figure, counted: Counted, head: int) -> Count:
    unit = (
        _PERSONS if whole.unit == _HOUSEHOLDS and counted.who not in {None, _HOUSEHOLDS} else whole.unit
    )
    figure = Figure(measure=whole.measure, count=counted.quantity, unit=unit, who=counted.who)
    return Count(figure=figure, head=head, part=True)


def _included(tree: Tree, head: int) -> Iterator[int]:
    verb = tree.tokens[head].head
    for holder in (head, verb):
        for kid in tree.children(holder, "prep"):
            if tree.tokens[kid].lemma in _CUES and kid > head:
                yield from (obj for _, obj in prepositions_of(tree, kid))
    if tree.tokens[verb].dep == "relcl" and (cue := _cue_behind(tree, verb)) is not None:
        yield from (obj for _, obj in prepositions_of(tree, cue))


def _cue_behind(tree: Tree, verb: int) -> int | None:
    """The "including" behind "in which ten people were killed", which hangs on the verb above."""
    end = max(tree.descend(verb))
    near = tree.tokens[end + 1 : end + 3]
    cue = next((t for t in near if t.lemma in _CUES and t.dep == "prep"), None)
    apart = cue is not None and all(t.text == "," for t in tree.tokens[end + 1 : cue.i])
    return cue.i if cue and apart else None


def _among(tree: Tree, head: int) -> tuple[int, ...]:
    """The subjects of "ten children were among the 48 killed"."""
    above = tree.tokens[tree.tokens[head].head]
    is_among = tree.tokens[head].dep == "pobj" and above.lemma == "among"
    if not is_among or tree.tokens[above.head].lemma != "be":
        return ()
    return tuple(k for i in tree.children(above.head, "nsubj") for k in tree.coordinated(i))


def _of_them(tree: Tree, whole: Figure, head: int, context: Context) -> Iterator[Count]:
    """The numbers on "of them", "of whom", "among them" behind the whole, and the rest of their list."""
    last = None
    for token in tree.tokens[head + 1 :]:
        if token.lemma in _THEM and tree.tokens[token.i - 1].lemma in {"of", "among"}:
            number = _nearest_number(tree, token.i, context)
            if _counts_things(whole) and _names_people(tree, head, token.i, context):
                continue
            if number and not number.span.overlaps(whole.count.span):
                last = tree.at(number.span)[-1]
                noun = _noun_near(tree, min(token.i, last), max(token.i, last), context)
                who = counted_as(tree, noun, context) if noun is not None else None
                fatal = _of_dead(tree, whole, token.i + 1)
                yield _part(fatal, Counted(quantity=number, who=who), last)
    if last is not None:
        yield from _going_on(tree, whole, last, context)


def _counts_things(figure: Figure) -> bool:
    return figure.unit not in {"persons", "households"}


def _names_people(tree: Tree, first: int, last: int, context: Context) -> bool:
    """True where "of them" stands behind people, in "damaged 20 barns and hurt six men, two of them"."""
    return any(people_noun(tree, i, context) for i in range(first + 1, last) if tree.is_noun(i))


def _fatally(tree: Tree, whole: Figure, head: int, context: Context) -> Iterator[Count]:
    """The dead in "ten people were shot, two fatally"."""
    for token in tree.tokens[head + 2 :]:
        if token.lemma not in _FATALLY:
            continue
        before = tree.tokens[_counted_before(tree, token.i)]
        number = number_at(tree, before.i, context)
        if number or before.lemma == "one":
            value = number or Reading.at(before.span, context.article.text, ONE, "one person")
            yield _part(_of_dead(tree, whole, token.i), Counted(quantity=value, who=None), before.i)


def _counted_before(tree: Tree, fatally: int) -> int:
    """The number before "fatally": that of "two fatally" and of "one of them fatally"."""
    before = tree.tokens[fatally - 1]
    of_them = before.lemma in _THEM and fatally > 2 and tree.tokens[fatally - 2].lemma == "of"
    return fatally - 3 if of_them else before.i


def _of_dead(tree: Tree, whole: Figure, i: int) -> Figure:
    """The figure that a part before "fatally" is part of: its measure is that of the part."""
    fatal = i < len(tree.tokens) and tree.tokens[i].lemma in _FATALLY
    return replace(whole, measure="killed") if fatal and whole.measure == "casualties" else whole


def _going_on(tree: Tree, whole: Figure, last: int, context: Context) -> Iterator[Count]:
    """What a list of parts goes on with: "a further 8,500", "and the rest"."""
    for token in tree.tokens[last + 1 :]:
        if token.lemma in _REMAINDER and token.dep in {"nsubj", "nsubjpass", "conj", "dobj"}:
            yield Count(figure=None, head=token.i, part=True)
        further = any(tree.tokens[k].lemma in _FURTHER for k in tree.children(token.i, "amod", "det"))
        number = number_at(tree, token.i, context) if further else None
        if number:
            yield _part(whole, Counted(quantity=number, who=counted_as(tree, token.i, context)), token.i)


def _nearest_number(tree: Tree, i: int, context: Context) -> Reading[Quantity] | None:
    """The number just before "of them", else the one just after "among them"."""
    last = min(len(tree.tokens) - 1, i + _NEAR)
    behind = within(context.quantities, Span(tree.tokens[max(0, i - _NEAR)].start, tree.tokens[i].start))
    ahead = within(context.quantities, Span(tree.tokens[i].end, tree.tokens[last].end))
    if behind and tree.tokens[i - 1].lemma == "of" and tree.tokens[i].lemma != "whom":
        return behind[-1]
    return ahead[0] if ahead else None


def _noun_near(tree: Tree, first: int, last: int, context: Context) -> int | None:
    """The people noun at "of them": "12 of them women", "of whom two were women"."""
    window = range(first, min(len(tree.tokens), last + _NEAR))
    return next((k for k in window if tree.is_noun(k) and people_noun(tree, k, context)), None)
