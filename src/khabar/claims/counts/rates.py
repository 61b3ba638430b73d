"""Numbers that count nobody: "12 people a day", "lowered the toll from ten dead to six"."""

from khabar.claims.tree import Tree

_MOVED = frozenset(
    {"lower", "reduce", "cut", "revise", "correct", "raise", "lift", "increase", "rise", "fall", "drop"}
)
_EACH = frozenset({"a", "an", "each", "every", "per"})
_UNITS = frozenset({"hour", "day", "night", "week", "weekend", "month", "year", "minute"})
_SINGLE = frozenset({"after", "later", "earlier", "ago", "before", "since", "until", "of", "old"})
_REACH = 2  # tokens between the counted, or the verb, and "every day": "died here each week"


def is_rate(tree: Tree, head: int, verb: int) -> bool:
    """True where the phrase of the counted, or the verb that harms them, says how often it is.

    "A day later" is one day, and so is "a week ago".
    """
    if tree.tokens[head].lemma == "average":
        return True
    beside = tree.children(verb, "npadvmod", "dep", "advmod")
    if any(_says_each(tree, min(tree.phrase(k))) and tree.tokens[k].lemma in _UNITS for k in beside):
        return True  # "every year 200 people are killed"
    last = max(tree.phrase(head))
    return any(_says_each(tree, i) for end in (last, verb) for i in range(end + 1, end + 1 + _REACH))


def _says_each(tree: Tree, i: int) -> bool:
    row = tree.tokens[i : i + 3]
    if len(row) < 3 or row[0].lemma not in _EACH or row[1].lemma not in _UNITS:
        return False
    return row[2].lemma not in _SINGLE


def is_left_behind(tree: Tree, number: int) -> bool:
    """True for the count that a toll was moved from: "from ten dead to six"."""
    at = number
    while tree.tokens[at].dep in {"nummod", "amod"}:
        at = tree.tokens[at].head
    prep = tree.tokens[tree.tokens[at].head]
    if tree.tokens[at].dep != "pobj" or prep.lemma != "from":
        return False
    return any(tree.tokens[head].lemma in _MOVED for _, head in tree.ascend(prep.i))
