"""Lists of victims as the parser loses them: members that hang on the wrong noun or on none.

"A priest, two nuns and six peasants" are one list, whatever the tree says of it; "two men, a doctor and
a nurse" are two men.
"""

from khabar.claims.tree import Tree
from khabar.model.documents import Token
from khabar.text.number_words import read_cardinal

_LOOSE = frozenset({"npadvmod", "dep"})
_BREAKS = frozenset({",", "-", "--", "–", "—"})
_CLOSE = frozenset({"member", "relative", "child", "bodyguard", "other", "guard", "family", "brother"})


def mend_victim_lists(tree: Tree) -> Tree:
    """The tree with the members of each list on its first."""
    for i in range(len(tree.tokens)):
        if tree.tokens[i].dep in {"nsubjpass", "nsubj"}:
            tree = _take_first(tree, tree.tokens[i])
        if tree.tokens[i].dep == "appos" and tree.is_noun(i) and _goes_on(tree, tree.tokens[i]):
            tree = tree.moved(i, tree.tokens[i].head, "conj")
        if tree.tokens[i].dep == "appos" and tree.is_noun(i):
            tree = _take_series(tree, tree.tokens[i])
        if tree.tokens[i].dep == "npadvmod" and tree.is_noun(i):
            tree = _take_second(tree, tree.tokens[i])
        if tree.tokens[i].dep == "conj":
            tree = _take_member(tree, tree.tokens[i])
    return tree


def _take_first(tree: Tree, subject: Token) -> Tree:
    """Makes "a teacher" the first of "a teacher, his wife and two children were shot"."""
    first = min(tree.phrase(subject.i))
    if first < 2 or tree.tokens[first - 1].text not in _BREAKS:
        return tree
    loose = [k for k in tree.children(subject.head, *_LOOSE) if k < first and tree.is_noun(k)]
    if (
        not loose
        or max(tree.descend(loose[-1])) not in {first - 2, first - 1}
        or not _is_person(tree, loose[-1])
    ):
        return tree
    part = any(tree.tokens[k].lemma in {"them", "whom"} for k in tree.descend(subject.i))
    tree = tree.moved(loose[-1], subject.head, subject.dep)
    return tree.moved(subject.i, loose[-1], "appos" if part else "conj")


def _take_second(tree: Tree, second: Token) -> Tree:
    """Makes "his driver" the second of "abducted a doctor, his driver and a nurse"."""
    first = min(tree.phrase(second.i))
    objects = [k for k in tree.children(second.head, "dobj") if k < first]
    listed = len(tree.coordinated(second.i)) > 1 and tree.tokens[first - 1].text == ","
    if not objects or not listed or not tree.children(second.i, "poss", "det", "nummod"):
        return tree
    close = all(tree.is_under(k, objects[-1]) for k in range(objects[-1], first - 1))
    return tree.moved(second.i, objects[-1], "conj") if close else tree


def _take_series(tree: Tree, second: Token) -> Tree:
    """Makes three of "a colonel, a judge, and Senator Pere Roig were shot": the judge is no colonel."""
    first, end = second.head, max(tree.phrase(second.i))
    behind = [t.lemma for t in tree.tokens[end + 1 : end + 3]]
    if behind != [",", "and"] or not all(_is_new(tree, k) for k in (first, second.i)):
        return tree
    beside = tree.children(tree.tokens[first].head, "nsubj", "nsubjpass")
    own = (*tree.children(first, "appos", "conj"), *tree.children(second.i, "appos", "conj"))
    third = next((k for k in (*own, *beside) if k > end and tree.is_noun(k)), None)
    if third is None or min(tree.phrase(third)) != end + 3:
        return tree
    return tree.moved(second.i, first, "conj").moved(third, first, "conj")


def _is_new(tree: Tree, noun: int) -> bool:
    """True for somebody whom an article brings in: "a judge"."""
    return any(tree.tokens[k].lemma in {"a", "an"} for k in tree.children(noun, "det"))


def _is_person(tree: Tree, noun: int) -> bool:
    """True for a noun that a number or an article makes countable; a day is named without either."""
    return bool(tree.children(noun, "nummod", "det"))


def _goes_on(tree: Tree, token: Token) -> bool:
    """True where a list follows that no comma closes and that does not spell out its noun."""
    members = tree.coordinated(token.i)
    first = min(tree.phrase(token.i))
    if len(members) < 2 or tree.tokens[max(0, first - 1)].text != ",":
        return False
    end = max(tree.descend(members[-1]))
    closed = end + 1 < len(tree.tokens) and tree.tokens[end + 1].text == ","
    named = tree.tokens[token.head].tag.startswith("NNP") and not tree.children(token.i, "poss")
    return not closed and not named and not _spells_out(tree, token.head, members)


def _spells_out(tree: Tree, noun: int, members: tuple[int, ...]) -> bool:
    """True for "two men, a doctor and a nurse": the members come to what the noun's number says."""
    number = _number_on(tree, noun)
    return number is not None and number == sum(_number_on(tree, k) or 1 for k in members)


def _number_on(tree: Tree, noun: int) -> float | None:
    words = [tree.tokens[k].text.lower() for k in tree.children(noun, "nummod")]
    return read_cardinal(words) if words else None


def _take_member(tree: Tree, member: Token) -> Tree:
    """Hangs a member on the list that it stands in, behind the verb or behind what describes another."""
    head = tree.tokens[member.head]
    if not (tree.is_noun(member.i) or member.tag == "CD"):
        return tree
    if head.lemma == "life" and (taken := _lives_of(tree, head.i)) is not None:
        return tree.moved(member.i, taken, "conj")
    verb = head.head
    if head.i < verb < member.i and tree.is_verb(verb):
        objects = [k for k in tree.children(verb, "dobj") if k < member.i]
        return tree.moved(member.i, objects[-1], "conj") if objects else tree
    owner = _owner(tree, member)
    return tree if owner is None else tree.moved(member.i, owner, "conj")


def _lives_of(tree: Tree, lives: int) -> int | None:
    """Whose lives: the noun behind "of"."""
    preps = tree.children(lives, "prep")
    return next((k for prep in preps for k in tree.children(prep, "pobj")), None)


def _owner(tree: Tree, member: Token) -> int | None:
    """The noun that a counted member belongs to, instead of one inside that noun's own description.

    "A judge allied with rebels and seven members of his family", "14 men, nine of them old, and 3 boys".
    """
    if not tree.children(member.i, "nummod"):
        return None
    above = tree.tokens[member.head]
    part = tree.tokens[above.head] if above.dep == "conj" else above
    if any(tree.tokens[k].lemma in {"them", "whom"} for k in tree.descend(part.i) if k < member.i):
        return part.head if part.dep == "appos" else None
    if member.lemma not in _CLOSE or tree.children(above.i, "nummod") or above.dep != "pobj":
        return None
    line = [above.i, *(head for _, head in tree.ascend(above.i))]
    owners = (tree.tokens[k].head for k in line if tree.tokens[k].dep in {"acl", "relcl"})
    return next((k for k in owners if tree.is_noun(k)), None)
