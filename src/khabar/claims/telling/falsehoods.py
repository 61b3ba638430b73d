"""What is said to be false or unproven: "the reports were exaggerated", "there is no evidence that"."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from khabar.claims.tree import SUBJECTS, Tree
from khabar.model.claims import Modality, Stance
from khabar.vocab import Vocab
from khabar.vocabulary.entries import Pos, ReportingCue

_VERDICTS: Final = ("acomp", "attr", "oprd")
_JUDGED: Final = (*SUBJECTS, "dobj", "ccomp", "acl")
_TAKING_BACK: Final = frozenset({"retract", "retracted", "withdraw", "recant", "recanted"})
_NONE: Final = frozenset({"no", "little"})


def judge(tree: Tree, child: int, head: int, vocab: Vocab) -> Stance | None:
    """DENIES where what hangs on `head` by `child` is called false there, DOUBTS where it is unproven.

    None where nothing is said of it: "the reports were not exaggerated".
    """
    word = tree.tokens[head]
    taken_back = word.lemma in _TAKING_BACK and tree.tokens[child].dep == "dobj"
    if word.lemma == "contrary" or (taken_back and _is_telling(tree, child, vocab)):
        return Stance.DENIES
    if tree.is_noun(head) and _is_wanting(tree, head):
        unproven = Stance.DOUBTS if word.lemma in vocab.verdicts.proofs else None
        return Stance.DENIES if word.lemma in vocab.verdicts.truths else unproven
    judged = tree.tokens[child].dep in _JUDGED
    clauses = (head, *tree.children(head, "xcomp"))  # "turned out to be false"
    verdicts = (head, *(k for top in clauses for k in tree.children(top, *_VERDICTS) if k != child))
    return Stance.DENIES if judged and any(_is_false(tree, k, head, vocab) for k in verdicts) else None


def judge_in_own_voice(tree: Tree, i: int, vocab: Vocab) -> Stance | None:
    """The verdict on a token by the article itself, the nearest first."""
    for child, head in tree.ascend(i):
        if tells_of_somebody(tree, child, head, vocab):
            return None
        if verdict := judge(tree, child, head, vocab):
            return verdict
    return None


def tells_of_somebody(tree: Tree, child: int, head: int, vocab: Vocab) -> bool:
    """True for what a relative clause tells of somebody: "no sign of the men who killed nine"."""
    return tree.tokens[child].dep == "relcl" and tree.tokens[head].lemma not in vocab.verdicts.proofs


def find_verdicts(tree: Tree, vocab: Vocab) -> Iterator[tuple[int, int]]:
    """Each word that calls something false, with the token that it speaks of."""
    for token in tree.tokens:
        clauses = (token.i, token.head) if token.dep in _VERDICTS else (token.i,)
        for clause in clauses:
            if _is_false(tree, token.i, clause, vocab):
                yield from ((token.i, judged) for judged in tree.children(clause, *SUBJECTS, "dobj"))


def denied(cue: ReportingCue) -> ReportingCue:
    """The cue of somebody by whose words it is false."""
    return replace(cue, stance=Stance.DENIES, modality=Modality.DENIED, hedged=False)


def _is_false(tree: Tree, verdict: int, clause: int, vocab: Vocab) -> bool:
    """True for "false", and for "true" in a clause with "not"."""
    token = tree.tokens[verdict]
    if token.tag.startswith("V") and token.tag != "VBN":
        return False  # "the town lies by the river"
    word = token.text.lower()
    if word not in vocab.verdicts.truths and word not in vocab.verdicts.falsehoods:
        return False
    negated = bool(tree.children(clause, "neg") or tree.children(verdict, "neg"))
    return word in (vocab.verdicts.truths if negated else vocab.verdicts.falsehoods)


def _is_telling(tree: Tree, noun: int, vocab: Vocab) -> bool:
    """True for "report", "statement"."""
    cues = vocab.cues_by_first.get(tree.tokens[noun].lemma, ())
    return any(cue.pos is Pos.NOUN and len(cue.words) == 1 for cue in cues)


def _is_wanting(tree: Tree, noun: int) -> bool:
    """True for "no evidence", "little proof"."""
    return any(tree.tokens[k].lemma in _NONE for k in tree.children(noun, "det", "amod", "neg"))
