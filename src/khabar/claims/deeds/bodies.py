"""Bodies that were found: their people are dead, and nobody says since when."""

from collections.abc import Iterable
from typing import Final

from khabar.claims.deeds.triggers import Hit
from khabar.claims.tree import Tree

BODIES: Final = frozenset({"body", "corpse", "remain"})
"""Nouns for the dead as they lie there."""
_UNEARTHING: Final = frozenset({"exhume", "unearth", "disinter"})
_MASS: Final = frozenset({"mass", "common", "collective"})


def are_unearthed(tree: Tree, hits: Iterable[Hit]) -> bool:
    """True for bodies from a grave, whose day is that of the digging and not of the death."""
    for hit in hits:
        if hit.trigger.lemma in BODIES:
            above = [tree.tokens[head] for _, head in tree.ascend(hit.token)]
            if any(token.lemma in _UNEARTHING for token in above) or _has_mass_grave(tree):
                return True
    return False


def _has_mass_grave(tree: Tree) -> bool:
    graves = (token.i for token in tree.tokens if token.lemma == "grave" and tree.is_noun(token.i))
    return any(
        tree.tokens[k].lemma in _MASS
        for grave in graves
        for k in tree.children(grave, "amod", "compound")
    )
