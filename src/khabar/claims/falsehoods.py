"""What is said to be false: "the reports were exaggerated", "called the claim baseless"."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from khabar.claims.context import Context
from khabar.claims.tree import SUBJECTS, Tree
from khabar.model.claims import Modality, Stance
from khabar.vocabulary.entries import ReportingCue

_VERDICTS: Final = ("acomp", "attr", "oprd")
_JUDGED: Final = (*SUBJECTS, "dobj", "ccomp", "acl")


def calls_false(tree: Tree, child: int, head: int, context: Context) -> bool:
    """True where what hangs on `head` by `child` is said there to be false; not in "was not false"."""
    if tree.tokens[child].dep not in _JUDGED or tree.children(head, "neg"):
        return False
    verdicts = (head, *(k for k in tree.children(head, *_VERDICTS) if k != child))
    return any(_is_false(tree, k, context) for k in verdicts)


def find_verdicts(tree: Tree, context: Context) -> Iterator[tuple[int, int]]:
    """Each word that calls something false, with the token that it speaks of."""
    for token in tree.tokens:
        if not _is_false(tree, token.i, context):
            continue
        clauses = (token.i, token.head) if token.dep in _VERDICTS else (token.i,)
        for clause in clauses:
            for judged in tree.children(clause, *SUBJECTS, "dobj"):
                if calls_false(tree, judged, clause, context):
                    yield token.i, judged


def denied(cue: ReportingCue) -> ReportingCue:
    """The cue of somebody by whose words it is false."""
    return replace(cue, stance=Stance.DENIES, modality=Modality.DENIED, hedged=False)


def _is_false(tree: Tree, i: int, context: Context) -> bool:
    return tree.tokens[i].text.lower() in context.vocab.falsehoods
