"""Whether it happened, and how much of the world it covers: modality and scope."""

import re
from collections.abc import Sequence
from datetime import timedelta

from khabar.claims.context import Context
from khabar.claims.grouping import Mention
from khabar.claims.sources import Attribution
from khabar.claims.tree import Tree
from khabar.model.claims import ActorClass, Modality, Scope, Stance
from khabar.model.values import Period, Reading

FIGHTING = frozenset(
    {
        ActorClass.STATE_FORCES,
        ActorClass.STATE,
        ActorClass.REBEL,
        ActorClass.MILITIA,
        ActorClass.JIHADIST,
        ActorClass.FOREIGN_FORCES,
    }
)
_DOUBTING = frozenset(
    {
        "fear",
        "believe",
        "think",
        "presume",
        "suspect",
        "reportedly",
        "allegedly",
        "apparently",
        "possibly",
        "probably",
        "perhaps",
        "likely",
        "unconfirmed",
        "alleged",
    }
)
_IF = frozenset({"if", "unless", "should", "whether"})
_STARTING = frozenset({"resume", "prepare", "plan", "intend", "aim", "seek", "want", "hope", "consider"})
_WARS = r"(?:war|civil war|conflict|uprising|insurgency|revolt|rebellion)"
_CUMULATIVE = re.compile(
    r"\b(?:since (?!(?:yester|mon|tues|wednes|thurs|fri|satur|sun)day)|so far|to date|in total|overall"
    rf"|(?:during|throughout|over|of) the (?:[\w-]+ ){{0,2}}(?:{_WARS}|years|decades?)"
    rf"|in the (?:[\w-]+ )?{_WARS}\b(?! zone)|(?:this|last) year\b|altogether"
    rf"|{_WARS} (?:that )?(?:began|broke out|erupted))",
    re.IGNORECASE,
)
_ONGOING = re.compile(
    r"\b(?:repeatedly|daily|every day|continu\w+|ongoing|regularly|frequently|routinely"
    r"|for (?:weeks|months|years))\b",
    re.IGNORECASE,
)
# Chosen, not tuned: reports of one raid run for weeks, anniversaries come later.
_OLD_NEWS = timedelta(days=45)


def read_modality(tree: Tree, mention: Mention, chain: Sequence[Attribution]) -> Modality:
    """What the words and those who say them leave of it."""
    main = mention.main.token
    told = _told_as(tree, main, chain)
    if told:
        return told
    if _is_negated(tree, main):
        return Modality.NOT_HAPPENED
    return _by_auxiliaries(tree, main, chain)


def _told_as(tree: Tree, main: int, chain: Sequence[Attribution]) -> Modality | None:
    stances = [source.stance for attribution in chain for source in attribution.sources]
    if stances and all(stance is Stance.DENIES for stance in stances):
        return Modality.DENIED
    for attribution in chain:
        forward = is_forward(tree, main, attribution.token)
        if attribution.cue.modality and attribution.cue.modality is not Modality.DENIED and forward:
            return attribution.cue.modality
    return None


def is_forward(tree: Tree, main: int, top: int) -> bool:
    """True where the words between a telling word and what is told look ahead: "to", "will", "would"."""
    for child, head in ((main, main), *tree.ascend(main)):
        if head == top:
            break
        aux = {tree.tokens[k].lemma for k in tree.children(head, "aux")}
        progressive = tree.tokens[head].tag == "VBG" and "be" in aux
        if (
            aux & {"to", "will", "would", "shall", "'ll"}
            or progressive
            or tree.tokens[child].lemma in _STARTING
        ):
            return True
    return False


def _is_negated(tree: Tree, main: int) -> bool:
    if tree.children(main, "neg"):
        return True
    subjects = tree.children(main, "nsubj", "nsubjpass", "det")
    return any(
        tree.tokens[k].lemma in {"no", "nobody", "none"}
        for s in subjects
        for k in (s, *tree.children(s, "det"))
    )


def _by_auxiliaries(tree: Tree, main: int, chain: Sequence[Attribution]) -> Modality:
    reached = {attribution.token for attribution in chain}
    line = [main]
    for child, head in tree.ascend(main):
        if head in reached or tree.tokens[child].dep in {"relcl", "acl", "conj"}:
            break
        line.append(head)
    words = {
        tree.tokens[k].lemma
        for i in line
        for k in (i, *tree.children(i, "aux", "advmod", "mark", "amod"))
    }
    if words & _IF:
        return Modality.HYPOTHETICAL
    if words & {"will", "shall", "'ll", "going"}:
        return Modality.THREATENED if _is_threat(chain) else Modality.PLANNED
    if words & {"may", "might", "could"} or words & _DOUBTING:
        return Modality.SUSPECTED
    return Modality.HYPOTHETICAL if words & {"would", "can"} else Modality.HAPPENED


def _is_threat(chain: Sequence[Attribution]) -> bool:
    """True where those who speak of what will come can bring it about."""
    speakers = [source.who.value.actor_class for attribution in chain for source in attribution.sources]
    return any(speaker in FIGHTING for speaker in speakers)


def _is_told_again(tree: Tree, main: int) -> bool:
    """True for a pluperfect that no past telling verb shifted back: "two soldiers had died there"."""
    had = any(tree.tokens[k].text.lower() == "had" for k in tree.children(main, "aux"))
    return had and not any(tree.tokens[child].dep == "ccomp" for child, _ in tree.ascend(main))


def read_scope(tree: Tree, mention: Mention, when: Reading[Period] | None, context: Context) -> Scope:
    """How much of the world the claim covers; see `docs/methodology.md`."""
    text = context.article.text[tree.tokens[0].start : tree.tokens[-1].end]
    counted = mention.main.trigger.measure is not None
    if counted and _CUMULATIVE.search(text):
        return Scope.CUMULATIVE
    published = context.article.published
    if when and published and when.value.end and published - when.value.end > _OLD_NEWS:
        return Scope.BACKGROUND
    if not when and _is_told_again(tree, mention.main.token):
        return Scope.BACKGROUND
    return Scope.ONGOING if _ONGOING.search(text) else Scope.INCIDENT
