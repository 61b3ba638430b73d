"""Words that tell what somebody says, where they stand in a sentence."""

from dataclasses import dataclass

from khabar.claims.context import Context
from khabar.claims.tree import Tree
from khabar.model.claims import Source
from khabar.vocabulary.entries import Pos, ReportingCue


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A reporting word above a statement, with those who speak through it.

    `token` is the word's; `accused` is the head of the phrase that an accusation points at. `open`:
    by the word nothing is told, as in "could not confirm"; `part`: only a part in it is denied, as in
    "denied responsibility for the bomb".
    """

    token: int
    cue: ReportingCue
    sources: tuple[Source, ...]
    accused: int | None = None
    open: bool = False
    part: bool = False


def find_cue(tree: Tree, i: int, context: Context) -> ReportingCue | None:
    """The reporting word on a token, if it is one; in "they were to blame" there is none."""
    token = tree.tokens[i]
    if token.lemma == "blame" and token.dep == "xcomp" and tree.tokens[token.head].lemma == "be":
        return None
    for cue in context.vocab.cues_by_first.get(token.lemma, ()):
        fits = (
            token.tag.startswith("VB")
            if cue.pos is Pos.VERB
            else cue.pos is Pos.NOUN and tree.is_noun(i)
        )
        allowed = (*cue.words, "up", "down") if cue.counting else cue.words
        particle = any(tree.tokens[k].lemma not in allowed for k in tree.children(i, "prt"))
        if fits and not particle and all(_follows(tree, i, word) for word in cue.words[1:]):
            return cue
    return None


def _follows(tree: Tree, i: int, word: str) -> bool:
    return any(tree.tokens[k].lemma == word for k in range(i + 1, min(i + 4, len(tree.tokens))))
