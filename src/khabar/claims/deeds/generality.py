"""Whether words tell of one event, or of violence in general: what people do, not what they did once.

"Guerrillas kidnap farmers there", "an end to the killings of priests", "a wave of bombings": a claim of
how things are. What carries a count or a day is never general.
"""

from khabar.claims.deeds.grouping import Mention
from khabar.claims.tree import Tree, arguments

_ALWAYS = frozenset(
    {"systematically", "always", "usually", "often", "constantly", "generally", "normally"}
    | {"permanently", "sometimes", "traditionally", "never"}
)
_LASTING = frozenset(
    {"systematic", "constant", "continual", "continuous", "frequent", "indiscriminate", "continued"}
    | {"repeated", "permanent", "everyday", "daily", "such", "certain", "possible", "further", "future"}
)
_ANY = frozenset({"any", "every", "all", "each", "no", "these", "those", "such"})
_SORTS = frozenset(
    {"wave", "act", "kind", "form", "type", "campaign", "climate", "spiral", "policy", "practice"}
    | {"end", "increase", "escalation", "victim", "atmosphere", "threat", "risk", "danger", "spate"}
    | {"crime", "problem", "method", "era", "level", "plague", "scourge", "fear", "outbreak", "cycle"}
)
_MASSES = frozenset(
    {"violence", "terrorism", "sabotage", "repression", "torture", "bombing", "shelling", "killing"}
    | {"kidnapping", "murder", "assassination", "fighting", "aggression", "genocide", "abduction"}
)
_WHOEVER = frozenset({"those", "anyone", "everyone", "whoever", "people", "nobody", "everybody", "many"})

_COUNTING = frozenset({"nummod", "poss", "det", "quantmod"})


def is_general(tree: Tree, mention: Mention) -> bool:
    """True where the words fit many events, and none of them singles one out."""
    main = mention.main.token
    if _is_habit(tree, main):
        return True
    if tree.is_noun(main):
        return _is_sort(tree, main)
    return _is_untimed(tree, main) and _is_of_anybody(tree, main)


def _is_habit(tree: Tree, main: int) -> bool:
    """True for "systematically kill", "constant attacks"."""
    beside = (*tree.children(main, "advmod"), *tree.children(tree.tokens[main].head, "advmod"))
    if any(tree.tokens[k].lemma in _ALWAYS for k in beside):
        return True
    return any(tree.tokens[k].lemma in _LASTING for k in tree.children(main, "amod"))


def _is_sort(tree: Tree, noun: int) -> bool:
    """True for a bare plural, a bare noun of mass, and what a kind, a wave or an end is of."""
    words = {tree.tokens[k].lemma for k in tree.children(noun, "det")}
    if words & _ANY or _is_under_sort(tree, noun):
        return True
    if any(tree.tokens[k].dep in _COUNTING for k in tree.kids[noun]) or not _is_told_of(tree):
        return False
    token = tree.tokens[_first_of_list(tree, noun)]
    if any(tree.tokens[k].dep in _COUNTING for k in tree.kids[token.i]):
        return False
    return tree.tokens[noun].tag in {"NNS", "NNPS"} or tree.tokens[noun].lemma in _MASSES


def _is_under_sort(tree: Tree, noun: int) -> bool:
    for child, head in tree.ascend(noun):
        if tree.tokens[child].dep not in {"pobj", "prep", "conj", "compound", "nmod"}:
            return False
        if tree.is_noun(head) and tree.tokens[head].lemma in _SORTS:
            return True
    return False


def _is_told_of(tree: Tree) -> bool:
    """False for a headline without a verb: "Car bomb in Oviedo"."""
    return any(tree.is_verb(token.i) for token in tree.tokens)


def _first_of_list(tree: Tree, noun: int) -> int:
    while tree.tokens[noun].dep == "conj" and tree.is_noun(tree.tokens[noun].head):
        noun = tree.tokens[noun].head
    return noun


def _is_untimed(tree: Tree, verb: int) -> bool:
    """True for a present, a perfect and a gerund that no verb in the past governs."""
    if tree.sentence.index == 0:
        return False  # a headline tells of the past in the present
    aux = {tree.tokens[k].text.lower() for k in tree.children(verb, "aux", "auxpass")}
    tag = tree.tokens[verb].tag
    if tag in {"VBZ", "VBP"} or (tag == "VB" and not aux) or aux & {"have", "has", "are", "is"}:
        return True
    return tag == "VBG" and not aux and tree.tokens[verb].dep in {"pcomp", "csubj", "xcomp", "dobj"}


def _is_of_anybody(tree: Tree, verb: int) -> bool:
    """True where those it is done to are bare plurals, or pronouns for whoever they may be."""
    found = arguments(tree, verb)
    return bool(found.objects) and all(_is_anybody(tree, k) for k in found.objects)


def _is_anybody(tree: Tree, k: int) -> bool:
    token = tree.tokens[k]
    if token.lemma in _WHOEVER:
        return not tree.children(k, "nummod")
    counted = any(
        tree.tokens[c].dep in {"nummod", "poss", "det", "compound"} and tree.tokens[c].lemma not in _ANY
        for c in tree.kids[k]
    )
    return token.tag == "NNS" and not counted
