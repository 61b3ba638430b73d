"""What became of a deed that a noun names: called off, due to begin, feared, or never done."""

from typing import Final

from khabar.claims.telling.granted import is_known
from khabar.claims.tree import Tree, is_passive
from khabar.model.claims import Modality

UNDONE: Final = frozenset(
    {"foil", "thwart", "prevent", "avert", "abort", "defuse", "cancel", "scrap", "shelve", "scuttle"}
    | {"cancelled", "canceled", "scrapped", "shelved", "scuttled"}
)
"""Verbs whose object did not happen; with forms of which the vocabulary has no lemma."""
_PUT_OFF: Final = frozenset({"postpone", "postponed", "delay", "delayed", "defer", "deferred"})
_AWAITED: Final = frozenset({"fear", "expect", "anticipate", "await", "foresee", "predict", "dread"})
_BEGINNING: Final = frozenset({"begin", "start", "resume", "commence", "happen", "occur"})
_HAPPENING: Final = frozenset({"happen", "occur", "materialise", "materialize", "come", "fall", "land"})
_READY: Final = frozenset({"due", "set", "poised", "about", "schedule", "scheduled", "be"})
_OPEN: Final = {"imminent": Modality.PLANNED, "likely": Modality.HYPOTHETICAL}


def find_fate(tree: Tree, main: int) -> Modality | None:
    """What is left of the deed by the verb that it is subject or object of; None where it happened."""
    token = tree.tokens[main]
    verb = token.head
    if tree.is_verb(main) and _is_foiled(tree, main):
        return Modality.NOT_HAPPENED
    if not tree.is_noun(main) or not tree.is_verb(verb):
        return None
    if token.dep == "dobj" and tree.tokens[verb].lemma in _AWAITED:
        return None if is_known(tree, main) else Modality.HYPOTHETICAL
    if token.dep == "dobj" or (token.dep == "nsubjpass" and is_passive(tree, verb)):
        return _undone_by(tree, verb) or (_awaited(tree, verb) if token.dep == "nsubjpass" else None)
    return _as_subject(tree, verb) if token.dep == "nsubj" else None


def _is_foiled(tree: Tree, deed: int) -> bool:
    """True for the killing of "foiled a plot to kill him"."""
    plot = tree.tokens[tree.tokens[deed].head]
    to = any(tree.tokens[k].lemma == "to" for k in tree.children(deed, "aux"))
    plotted = to and tree.tokens[deed].dep in {"acl", "relcl"} and plot.dep in {"dobj", "nsubjpass"}
    return plotted and tree.tokens[plot.head].lemma in UNDONE


def _undone_by(tree: Tree, verb: int) -> Modality | None:
    lemma = tree.tokens[verb].lemma
    off = lemma == "call" and any(tree.tokens[k].lemma == "off" for k in tree.children(verb, "prt"))
    if lemma in UNDONE or off:
        return Modality.NOT_HAPPENED
    return Modality.PLANNED if lemma in _PUT_OFF else None


def _awaited(tree: Tree, verb: int) -> Modality | None:
    """What is expected, or set to begin."""
    lemma = tree.tokens[verb].lemma
    begun = any(_begins(tree, k) for k in tree.children(verb, "xcomp"))
    awaited = lemma in _AWAITED - {"fear", "dread"} and not tree.children(verb, "xcomp", "ccomp")
    return Modality.PLANNED if awaited or (begun and lemma in _READY | _AWAITED) else None


def _begins(tree: Tree, verb: int) -> bool:
    return tree.tokens[verb].lemma in _BEGINNING or _is_happening(tree, verb)


def _as_subject(tree: Tree, verb: int) -> Modality | None:
    """What never took place, is due to begin, is imminent."""
    if _is_happening(tree, verb) and is_no_more(tree, verb):
        return Modality.NOT_HAPPENED
    if tree.tokens[verb].lemma != "be":
        return None
    ready = (verb, *tree.children(verb, "acomp", "prep"))
    coming = (
        k
        for top in ready
        if tree.tokens[top].lemma in _READY
        for k in tree.children(top, "xcomp", "pcomp")
    )
    if any(_begins(tree, k) for k in coming):
        return Modality.PLANNED
    open_ = (tree.tokens[k].lemma for k in tree.children(verb, "acomp"))
    return next((_OPEN[word] for word in open_ if word in _OPEN), None)


def _is_happening(tree: Tree, verb: int) -> bool:
    """True for "happened", "took place", "went ahead"."""
    lemma = tree.tokens[verb].lemma
    second = {tree.tokens[k].lemma for k in tree.children(verb, "dobj", "advmod")}
    phrase = (lemma, "place") if lemma == "take" else (lemma, "ahead")
    return lemma in _HAPPENING or (lemma in {"take", "go"} and phrase[1] in second)


def is_no_more(tree: Tree, verb: int) -> bool:
    """True for "did not", "never", "no longer"."""
    return bool(tree.children(verb, "neg")) or any(
        tree.children(k, "neg") for k in tree.children(verb, "advmod") if tree.tokens[k].text == "longer"
    )
