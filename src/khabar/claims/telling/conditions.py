"""What is so only if something else is: "if the dam breaks", "if the bishop is right"."""

from collections.abc import Sequence

from khabar.claims.tree import Tree, is_passive

_TRUE = frozenset({"right", "true", "correct", "accurate", "confirm", "confirmed", "verify", "verified"})


def hangs_on_truth(tree: Tree, line: Sequence[int]) -> bool:
    """True beside "if the bishop is right", "if confirmed"."""
    clauses = (k for i in line for k in tree.children(i, "advcl") if _says_if(tree, k))
    words = (tree.tokens[k] for clause in clauses for k in (clause, *tree.children(clause, "acomp")))
    return any(word.lemma in _TRUE or word.text.lower() in _TRUE for word in words)


def is_conditional(tree: Tree, line: Sequence[int]) -> bool:
    """True beside "if the dam breaks" and "had the bomb exploded", and for "could have killed dozens".

    What a thing could have done it did not do; who "could have been killed" may be dead.
    """
    clauses = [k for i in line for k in tree.children(i, "advcl")]
    if any(_says_if(tree, k) for k in clauses):
        return True
    aux = {tree.tokens[k].lemma for k in tree.children(line[0], "aux")}
    return (
        {"could", "have"} <= aux
        and not is_passive(tree, line[0])
        and bool(tree.children(line[0], "dobj"))
    )


def _says_if(tree: Tree, clause: int) -> bool:
    if any(tree.tokens[k].lemma in {"if", "unless"} for k in tree.children(clause, "mark")):
        return True
    first = min(tree.descend(clause))
    opens = tree.tokens[first].text.lower() in {"had", "were", "should"}
    return opens and tree.tokens[first].dep in {"aux", "auxpass"} and first < clause
