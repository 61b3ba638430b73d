"""How much of the world a claim covers: one incident, a total over time, something older."""

import re
from datetime import timedelta

from khabar.claims.context import Context
from khabar.claims.deeds.grouping import leads_away
from khabar.claims.deeds.tolls import adds_to_toll
from khabar.claims.scene.setting import Scene
from khabar.claims.tree import SUBJECTS, Tree
from khabar.model.claims import Scope
from khabar.model.values import Period, Reading

_WARS = r"(?:war|civil war|conflict|uprising|insurgency|revolt|rebellion)"
_MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_CUMULATIVE = re.compile(
    r"\b(?:(?<!st )since (?!(?:yester|mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"|so far|to date|in total|overall"
    rf"|(?:over|in|during|after) (?:[\w-]+ ){{1,3}}years? of (?:[\w-]+ )?(?:{_WARS}|fighting|violence)"
    rf"|(?:in|during) (?:{_MONTHS}|(?:this|last|the (?:past|last)) (?:week|month|year)) alone\b"
    r"|over (?:the )?(?:nearly |almost |about |more than )?(?:a|[\w-]+) (?:years|decades?)\b"
    rf"|(?:during|throughout|over|of) the (?:[\w-]+ ){{0,2}}(?:{_WARS}|years|decades?)"
    r"|(?:over|in|during) the (?:past|last) (?:[\w-]+ )?(?:years?|decades?|months)\b"
    rf"|in the (?:[\w-]+ )?{_WARS}\b(?! zone)|(?:this|last) year\b|altogether"
    rf"|(?:year|month|decade|week)s?[ -]+long (?:[\w-]+ ){{0,2}}(?:{_WARS}|battle|campaign|offensive)"
    rf"|{_WARS} (?:that )?(?:began|broke out|erupted))",
    re.IGNORECASE,
)
_RAISING = frozenset(
    {
        "raising",
        "raised",
        "raises",
        "bringing",
        "brought",
        "brings",
        "taking",
        "took",
        "pushing",
        "pushed",
    }
)
_LONG = frozenset({"campaign", "war", "conflict", "insurgency", "uprising", "rebellion", "feud"})
_LASTING = frozenset({"violence", "fighting", "unrest", "strife", "bloodshed"})
_ONGOING = re.compile(
    r"\b(?:repeatedly|daily|(?:every|each) (?:day|week|month|year)|continu\w+|ongoing"
    r"|regularly|frequently|routinely"
    r"|for (?:weeks|months|years))\b",
    re.IGNORECASE,
)
_LONG_SPANS = frozenset({"year", "decade", "century"})
_COMING_UPON = frozenset(
    {"find", "discover", "learn", "locate", "determine", "see", "arrive", "respond"}
)
# Chosen, not tuned: reports of one raid run for weeks, anniversaries come later.
_OLD_NEWS = timedelta(days=45)


def _is_told_again(tree: Tree, main: int) -> bool:
    """True for a pluperfect that no past verb of telling or finding shifted back.

    "Two soldiers had died there" is told again; "they found two men who had been shot" is not.
    """
    had = any(tree.tokens[k].text.lower() == "had" for k in tree.children(main, "aux"))
    shifted = any(_is_told(tree, child) for child, _ in tree.ascend(main))
    found = any(t.lemma in _COMING_UPON and t.tag in {"VBD", "VBN"} for t in tree.tokens)
    return had and not shifted and not found


def _is_long_past(tree: Tree, anchor: int) -> bool:
    """True for the bombing in "eighty years after the bombing"."""
    for _, head in tree.ascend(anchor):
        if tree.is_verb(head):
            return False
        if tree.tokens[head].lemma == "after" and head > 0:
            return tree.tokens[head - 1].lemma in _LONG_SPANS
    return False


def _is_told(tree: Tree, clause: int) -> bool:
    """True for what is said, and for what "reports that" say."""
    dep = tree.tokens[clause].dep
    return dep == "ccomp" or (dep == "acl" and bool(tree.children(clause, "mark")))


def _is_running_total(view: Scene, context: Context) -> bool:
    """True for what deaths raise a toll to, and for what a war or a campaign has cost."""
    tree = view.tree
    if _is_of_raised_number(tree, view.anchor, context) or _is_cost_of_war(tree, view.anchor):
        return True
    for child, head in ((view.anchor, view.anchor), *tree.ascend(view.anchor)):
        if child != head and tree.tokens[child].dep == "dobj" and _raises(tree, head, context):
            return True
        if tree.tokens[head].dep == "relcl" and tree.is_noun(tree.tokens[head].head):
            noun = tree.tokens[tree.tokens[head].head].lemma
            perfect = any(
                tree.tokens[k].text.lower() in {"has", "have"} for k in tree.children(head, "aux")
            )
            return noun in _LONG or (perfect and noun in _LASTING)
        if head == view.root:
            break
    return False


def _is_cost_of_war(tree: Tree, anchor: int) -> bool:
    """True for what "the war has left", "the conflict has cost"."""
    verb = next(
        (k for k in (anchor, *(head for _, head in tree.ascend(anchor))) if tree.is_verb(k)), None
    )
    if verb is None:
        return False
    subjects = {tree.tokens[k].lemma for k in tree.children(verb, "nsubj")}
    perfect = any(tree.tokens[k].text.lower() in {"has", "have"} for k in tree.children(verb, "aux"))
    return bool(subjects & _LONG) or (perfect and bool(subjects & _LASTING))


def _raises(tree: Tree, verb: int, context: Context) -> bool:
    """True where what happened raises a toll; officials who raise one count the same dead again."""
    subjects = tree.children(verb, *SUBJECTS)
    counting = any(tree.tokens[k].lemma in context.vocab.speakers for k in subjects)
    raising = tree.tokens[verb].text.lower() in _RAISING
    return raising and (not counting or adds_to_toll(tree, verb, context))


def _is_of_raised_number(tree: Tree, anchor: int, context: Context) -> bool:
    """True for the killed in "brought to 14 the number of civilians killed"."""
    for child, head in tree.ascend(anchor):
        if tree.is_verb(head):
            return tree.tokens[child].dep == "dobj" and _raises(tree, head, context)
        if tree.tokens[child].dep not in {"acl", "pobj", "prep"}:
            return False
    return False


def _is_compared(tree: Tree, root: int) -> bool:
    """True for what happened then in "the worst since 1921, when 14 died"."""
    time = tree.tokens[tree.tokens[root].head]
    told = tree.tokens[root].dep == "relcl" and bool(tree.children(root, "advmod"))
    return told and time.dep == "pobj" and tree.tokens[time.head].lemma == "since"


def read_scope(view: Scene, when: Reading[Period] | None, context: Context, *, counted: bool) -> Scope:
    """How much of the world the claim covers; see `docs/methodology.md`.

    Only counts can be cumulative: `counted` says that the claim has a figure.
    """
    sentence = view.tree.sentence.text
    may_last = _CUMULATIVE.search(sentence) or _ONGOING.search(sentence)
    words = view.words() if may_last else ""  # the clause's own words are dear to find
    if counted and (_CUMULATIVE.search(words) or _is_running_total(view, context)):
        return Scope.CUMULATIVE
    if (counted and leads_away(view.tree, view.root)) or _is_compared(view.tree, view.root):
        return Scope.BACKGROUND
    published = context.article.published
    if when and published and when.value.end and published - when.value.end > _OLD_NEWS:
        return Scope.BACKGROUND
    if not when and (_is_told_again(view.tree, view.anchor) or _is_long_past(view.tree, view.anchor)):
        return Scope.BACKGROUND
    return Scope.ONGOING if _ONGOING.search(words) else Scope.INCIDENT
