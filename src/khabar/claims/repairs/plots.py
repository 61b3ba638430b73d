"""What a plot is to do belongs to the plot: "Police foiled a plot to blow up the mint"."""

from khabar.claims.tree import Tree
from khabar.model.documents import Token

_PLOTS = frozenset({"plot", "plan", "conspiracy", "scheme", "bid"})


def mend_plots(tree: Tree, verb: Token) -> Tree:
    """The tree with an infinitive right behind a word for a plot hung on it: police blow up nothing."""
    to = verb.i - 1
    if to < 1 or tree.tokens[to].lemma != "to" or tree.tokens[to - 1].lemma not in _PLOTS:
        return tree
    loose = tree.is_noun(to - 1) and verb.dep in {"advcl", "xcomp"} and verb.head != to - 1
    return tree.moved(verb.i, to - 1, "acl") if loose else tree
