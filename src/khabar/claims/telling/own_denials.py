"""Denials by plain words: who says "it did not shell the town", "no bombs fell", denies that it did."""

from dataclasses import replace
from typing import Final

from khabar.claims.telling.cues import Attribution
from khabar.claims.telling.falsehoods import denied
from khabar.claims.tree import SUBJECTS, Tree, is_nobody, is_passive
from khabar.model.claims import Stance
from khabar.vocab import Vocab

_SELF: Final = frozenset({"it", "they", "we", "he", "she", "i"})
_HARMS: Final = frozenset({"killed", "wounded", "casualties"})
_AHEAD: Final = frozenset({"will", "would", "shall", "can", "could", "may", "might", "wo", "ca"})
_MERELY: Final = frozenset({"only", "just", "yet"})


def is_denial(tree: Tree, i: int, vocab: Vocab) -> bool:
    """True for a deed that did not happen by the words of who tells of it.

    Not where somebody counts none: "nobody was killed" is no word against those who tell of the raid.
    Nor where another did not do it, or a thing did not: "the bomb did not go off".
    """
    if tree.is_noun(i):
        return is_nobody(tree, i) and not _is_harm(tree, i, vocab)
    subjects = tree.children(i, *SUBJECTS)
    if any(is_nobody(tree, k) for k in subjects):
        return not is_passive(tree, i) and not _is_harm(tree, i, vocab)
    beside = {tree.tokens[k].lemma for k in tree.children(i, "advmod", "aux")}
    if not tree.children(i, "neg") or beside & (_MERELY | _AHEAD):
        return False
    if is_passive(tree, i):
        return not _is_harm(tree, i, vocab)
    return any(_is_own(tree, k) for k in subjects)


def _is_own(tree: Tree, subject: int) -> bool:
    """True for "it", and for "its planes"."""
    owners = (tree.tokens[k].tag for k in tree.children(subject, "poss"))
    return tree.tokens[subject].lemma in _SELF or "PRP$" in owners


def turn_round(attribution: Attribution) -> Attribution:
    """The attribution of who denies by it what he tells of."""
    if attribution.cue.stance is not Stance.ASSERTS:
        return attribution
    sources = tuple(
        replace(source, stance=Stance.DENIES) if source.stance is Stance.ASSERTS else source
        for source in attribution.sources
    )
    return replace(attribution, cue=denied(attribution.cue), sources=sources)


def _is_harm(tree: Tree, i: int, vocab: Vocab) -> bool:
    triggers = vocab.triggers_by_first.get(tree.tokens[i].lemma, ())
    return any(trigger.measure in _HARMS for trigger in triggers)
