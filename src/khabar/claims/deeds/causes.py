"""Why people had to move and homes were lost: a flood, a storm, a fire, fighting.

The words may stand in the clause ("displaced by floods"), elsewhere in the sentence, or in one before it
("The river burst its banks. Some 400 homes were destroyed"). Where nothing is said, nothing is told.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from khabar.claims.context import Context
from khabar.claims.deeds.frames import fill
from khabar.claims.deeds.grouping import Mention, family
from khabar.claims.deeds.triggers import Hit, find_hits
from khabar.claims.draft import Draft
from khabar.claims.people.parties import FIGHTING
from khabar.claims.tree import Tree, prepositions
from khabar.model.claims import Role
from khabar.model.values import Reading, Span
from khabar.vocab import Vocab
from khabar.vocabulary.kinds import CONFLICT

CAUSED = frozenset({"displacement", "evacuation", "situation", "property_destruction", "arson"})
"""Kinds that a disaster can bring about as well as a war."""

_BEFORE = 400  # code points before a sentence in which its cause is looked for; chosen, not tuned
_BEHIND = frozenset(
    {
        "by",
        "to",
        "of",
        "after",
        "following",
        "from",
        "in",
        "during",
        "with",
        "amid",
        "over",
        "because of",
    }
    | {"due to", "owing to", "since", "as", "despite", "because"}
)
_GUNS = frozenset(
    {"gun", "sniper", "artillery", "mortar", "machine", "rocket", "tank", "rifle", "small"}
)
_SETTING = frozenset({"set", "start", "light", "open", "return", "exchange"})
_NAME = 3  # tokens of a name: "Operation Desert Storm"
_DEEDS = frozenset(
    {"loot", "ransack", "pillage", "plunder", "looting", "vandalize", "vandalise", "arson", "set fire"}
    | {"set ablaze", "set on fire", "set alight", "torch"}
)  # what nobody but people do
_DISASTER = {"property_destruction": "disaster", "arson": "disaster"}


def find_cause(tree: Tree, mention: Mention, context: Context) -> Reading[str] | None:
    """The cause that the words of a sentence give for a mention; None for kinds that need none."""
    if mention.kind not in CAUSED or mention.main.trigger.lemma in _DEEDS:
        return None
    named = [(k, _cause_at(tree, k, context.vocab)) for k in _named(tree, mention)]
    named.sort(
        key=lambda pair: pair[1] != CONFLICT
    )  # "drought and fighting": the violence is not hidden
    near = ((k, _cause_at(tree, k, context.vocab)) for k in _nearest(tree, mention.main.token))
    for k, cause in (*named, *near):
        if cause:
            return Reading.at(tree.tokens[k].span, context.article.text, cause, "cause")
    return _by_violence(tree, mention, context)


def _named(tree: Tree, mention: Mention) -> Iterator[int]:
    """Who did it, and what it was done by, after or because of."""
    for hit in mention.hits:
        frame = fill(tree, hit)
        yield from (*frame.subjects, *frame.modifiers)
        yield from (obj for word, obj in prepositions(tree, hit.token) if word in _BEHIND)


def _nearest(tree: Tree, main: int) -> Sequence[int]:
    nouns = [token.i for token in tree.tokens if token.tag.startswith("NN")]
    return sorted(nouns, key=lambda k: abs(k - main))


def _cause_at(tree: Tree, i: int, vocab: Vocab) -> str | None:
    token = tree.tokens[i]
    if token.dep == "dobj" and tree.tokens[token.head].lemma in _SETTING:
        return CONFLICT
    named = token.tag.startswith("NN") and not names_operation(tree, i)
    cause = vocab.causes_by_word.get(token.lemma) if named else None
    shot = i > 0 and tree.tokens[i - 1].lemma in _GUNS
    return None if cause is None else CONFLICT if shot else cause.id


def names_operation(tree: Tree, i: int) -> bool:
    """True for "Storm" in "Operation Desert Storm", which is no weather."""
    row = tree.tokens[max(0, i - _NAME) : i + 1]
    words = [token.text for token in row]
    return "Operation" in words and all(w[0].isupper() for w in words[words.index("Operation") :])


def _by_violence(tree: Tree, mention: Mention, context: Context) -> Reading[str] | None:
    """Conflict where the sentence tells of violence beside it."""
    own = {hit.token for hit in mention.hits}
    for hit in find_hits(tree, context.vocab):
        if hit.token not in own and _is_violent(hit, context):
            return Reading.at(tree.tokens[hit.token].span, context.article.text, CONFLICT, "violence")
    return None


def _is_violent(hit: Hit, context: Context) -> bool:
    kind = hit.trigger.kind
    violent = kind and kind != "toll" and family(kind, context.vocab.kinds) == "violence"
    return bool(violent) and hit.trigger.measure is None


def settle_causes(drafts: Sequence[Draft], context: Context) -> tuple[Draft, ...]:
    """Drafts with the cause told before them; what a disaster ruined is no destruction by anybody."""
    return tuple(_settle(draft, context) if draft.kind in CAUSED else draft for draft in drafts)


def _settle(draft: Draft, context: Context) -> Draft:
    if any(_is_fighting(actor.who.value.actor_class, actor.role) for actor in draft.actors):
        return draft if _is_conflict(draft.cause) else replace(draft, cause=None)
    cause = draft.cause or (None if draft.rule in _DEEDS else _told_before(draft, context))
    if cause is None or _is_conflict(cause):
        return replace(draft, cause=cause)
    actors = tuple(actor for actor in draft.actors if actor.role is not Role.PERPETRATOR)
    kind = _DISASTER.get(draft.kind, draft.kind)
    return replace(draft, kind=kind, actors=actors, cause=cause)


def _is_fighting(actor_class: object, role: Role) -> bool:
    return role is Role.PERPETRATOR and actor_class in FIGHTING


def _is_conflict(cause: Reading[str] | None) -> bool:
    return cause is not None and cause.value == CONFLICT


def is_disaster(draft: Draft) -> bool:
    """True for a draft whose cause is no violence between people."""
    return draft.cause is not None and draft.cause.value != CONFLICT


def _told_before(draft: Draft, context: Context) -> Reading[str] | None:
    """The last cause named shortly before, where no word of arms stands between."""
    start = max(0, draft.sentence.span.start - _BEFORE)
    text = context.article.text
    found = list(_words(context.vocab).finditer(text, start, draft.sentence.span.start))
    if not found or found[-1].lastgroup != "cause":
        return None
    last = found[-1]
    word = context.vocab.lemma(last[0], "NNS" if last[0].endswith("s") else "NN")
    cause = context.vocab.causes_by_word.get(word)
    return Reading.at(Span(*last.span()), text, cause.id, "cause before") if cause else None


@functools.cache
def _words(vocab: Vocab) -> re.Pattern[str]:
    causes = "|".join(re.escape(word) for word, cause in vocab.causes_by_word.items() if cause.sure)
    armed = "|".join(re.escape(word) for word in vocab.phrases.armed)
    named = rf"(?<!operation )(?:(?P<cause>(?:{causes})s?)|(?P<armed>{armed}))"
    return re.compile(rf"\b{named}\b", re.IGNORECASE)
