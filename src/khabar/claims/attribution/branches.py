"""What hangs on a word: whole phrases, the words of a verb, how a clause opens."""

from collections.abc import Iterable

from khabar.claims.tree import Tree, is_passive

QUOTES = frozenset({"“", "”", '"', "''", "``"})


def below(tree: Tree, heads: Iterable[int]) -> frozenset[int]:
    """The tokens of these heads and all that hang on them."""
    return frozenset(k for head in heads for k in tree.descend(head))


def opening(tree: Tree, clause: int) -> str | None:
    """The word that opens a clause: "that", "whether", "if"; None where none does."""
    mark = tree.child(clause, "mark")
    return tree.tokens[mark].text.lower() if mark is not None else None


def is_infinitive(tree: Tree, verb: int) -> bool:
    """True for "to leave"."""
    return any(tree.tokens[k].tag == "TO" for k in tree.children(verb, "aux"))


def verb_group(tree: Tree, verb: int) -> frozenset[int]:
    """A verb with its auxiliaries, "not", adverbs and particle: what stands around it without a gap."""
    own = {
        k
        for k in tree.children(verb, "aux", "auxpass", "neg", "advmod", "prt")
        if tree.tokens[k].tag != "TO"
    }
    first = last = verb
    while first - 1 in own:
        first -= 1
    while last + 1 in own and tree.tokens[last + 1].dep in {"prt", "neg"}:
        last += 1
    return frozenset(range(first, last + 1))


def behind(tree: Tree, head: int, words: frozenset[str]) -> frozenset[int]:
    """What stands behind one of these prepositions on a token: "reported by the agency"."""
    for prep in tree.children(head, "agent", "prep"):
        if tree.tokens[prep].text.lower() in words:
            return below(tree, tree.children(prep, "pobj"))
    return frozenset()


def before(tree: Tree, noun: int, clause: int) -> frozenset[int]:
    """A noun with what hangs on it before a clause."""
    first = min(tree.descend(clause))
    return frozenset(k for k in tree.descend(noun) if k < first)


def is_told_of(tree: Tree, verb: int) -> bool:
    """True where the subject of a verb is no teller: "was reported", "the raid reported on Monday"."""
    if tree.children(verb, "auxpass", "nsubjpass"):
        return True
    return is_passive(tree, verb) and not tree.children(verb, "nsubj")
