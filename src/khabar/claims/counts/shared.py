"""One number for several harms: of "40 were killed or captured" 40 at most are dead, and perhaps one."""

from collections.abc import Mapping
from dataclasses import replace

from khabar.claims.context import Context
from khabar.claims.counts.alternatives import Headed
from khabar.claims.deeds.grouping import Mention
from khabar.claims.tree import SUBJECTS, Tree, is_passive
from khabar.model.values import Qualifier, Quantity, Reading, Span

_HURT = frozenset({"killed", "wounded", "casualties"})
# What is done to the living alone: who was "killed and captured" was one or the other.
_OF_LIVING = frozenset({"detained", "abducted", "displaced", "missing", "surrendered"})
_TAKEN = "share_of_territory"  # of towns; of people who are "captured" it is `detained`
_STATES = ("acomp", "oprd")


def says_either(tree: Tree, mention: Mention) -> bool:
    """True for "killed or wounded", and for 40 who "were killed and wounded": who was which is open."""
    verbs = {hit.token: hit.trigger.measure for hit in mention.hits}
    return any(
        {verbs.get(head), verbs.get(tree.tokens[head].head)} == {"killed", "wounded"}
        and tree.tokens[head].dep == "conj"
        and (_says(tree, head, "or") or (verbs.get(head) == "wounded" and _is_of_same(tree, head)))
        for head in verbs
    )


def _says(tree: Tree, second: int, word: str) -> bool:
    return any(tree.tokens[k].lemma == word for k in tree.children(tree.tokens[second].head, "cc"))


def _is_of_same(tree: Tree, wounded: int) -> bool:
    """True for "killed and wounded" with one number for both, before or behind."""
    first = tree.tokens[wounded].head
    beside = _says(tree, wounded, "and") and wounded == first + 2
    own = tree.children(wounded, *SUBJECTS)
    behind = tree.tokens[wounded + 1 : wounded + 2]
    another = is_passive(tree, first) and any(
        t.tag == "CD" or tree.is_noun(t.i) for t in behind
    )  # "was killed and wounded men were brought in"
    return beside and not own and not another


def limit_shared(
    tree: Tree, wholes: Mapping[tuple[str, Span], Headed], context: Context
) -> dict[tuple[str, Span], Headed]:
    """The figures, the number that several harms share being the most that each can have done.

    Without a figure where the number is itself open upwards: of "at least 40 killed or captured".
    """
    kept = dict(wholes)
    for key, headed in wholes.items():
        if headed.figure.unit == "persons" and _is_shared(tree, headed, context):
            count = _at_most(headed.figure.count)
            if count is None:
                kept.pop(key)
            else:
                kept[key] = replace(headed, figure=replace(headed.figure, count=count))
    return kept


def _at_most(count: Reading[Quantity]) -> Reading[Quantity] | None:
    if count.value.high is None:
        return None
    return replace(count, value=replace(count.value, low=None, qualifier=Qualifier.AT_MOST))


def _is_shared(tree: Tree, headed: Headed, context: Context) -> bool:
    told = [(word, _harms(tree, word, context)) for word in _find_words(tree, headed.head)]
    told = [(word, harms) for word, harms in told if harms]
    own = {headed.figure.measure} | (_HURT if headed.figure.measure in _HURT else set())
    others = [word for word, harms in told if not harms & own]
    if not others or len(told) == len(others):
        return False
    words = [word for word, _ in told]
    if any(tree.tokens[k].lemma == "or" for word in words for k in tree.children(word, "cc")):
        return True
    return "killed" in told[0][1] and any(harms & _OF_LIVING for _, harms in told[1:])


def _find_words(tree: Tree, head: int) -> tuple[int, ...]:
    """The verbs and adjectives of one list that tell what befell those counted, in order."""
    token = tree.tokens[head]
    above = (token.head,) if token.dep in {*SUBJECTS, "dobj"} else ()
    for first in (*above, *tree.children(head, "acl", "relcl", "amod")):
        states = tree.children(first, *_STATES) if tree.tokens[first].lemma in {"be", "leave"} else ()
        found = _list(tree, states[0] if states else first, head)
        if len(found) > 1:
            return found
    return ()


def _list(tree: Tree, word: int, head: int) -> tuple[int, ...]:
    while tree.tokens[word].dep == "conj" and not tree.children(word, *SUBJECTS):
        word = tree.tokens[word].head
    found, waiting = [], [word]
    while waiting:
        i = waiting.pop()
        objects = tree.children(i, "dobj")
        if not objects or head in objects:
            found.append(i)
        waiting += [k for k in tree.children(i, "conj", "advcl") if _goes_on(tree, k)]
    return tuple(sorted(found))


def _goes_on(tree: Tree, word: int) -> bool:
    """True for a member of the list without a subject of its own; the parser takes some for asides."""
    if tree.children(word, *SUBJECTS):
        return False
    bare = tree.tokens[word].tag == "VBN" and not tree.children(word, "mark", "aux")
    return tree.tokens[word].dep == "conj" or bare


def _harms(tree: Tree, word: int, context: Context) -> frozenset[str]:
    """The measures of those harmed by the word alone."""
    lemmas = {tree.tokens[k].lemma for k in (word, *tree.children(word, "xcomp"))}  # "forced to flee"
    triggers = (t for lemma in lemmas for t in context.vocab.triggers_by_first.get(lemma, ()))
    measures = {t.measure for t in triggers if t.measure and len(t.words) == 1}
    told = {"detained" if measure == _TAKEN else measure for measure in measures}
    return frozenset(m for m in told if context.vocab.measures[m].unit == "persons")
