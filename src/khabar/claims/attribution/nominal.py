"""What nouns and adjectives tell: "their claim that", "a plan to leave", "are sure that"."""

from collections.abc import Sequence

from khabar.claims.attribution.branches import behind, below, is_infinitive, opening, verb_group
from khabar.claims.attribution.tellers import find_subject
from khabar.claims.attribution.told import Complement, Told, Word
from khabar.claims.tree import Tree
from khabar.vocabulary.constructions import Takes

_ASIDE = frozenset({"as", "after", "because", "while", "when", "since", "before"})


def read_noun(tree: Tree, word: Word) -> Told | None:
    """What a noun tells; None where it tells nothing, or where nobody tells less than a clause."""
    told = _behind_noun(tree, word)
    if told is None:
        return None
    verb = tree.tokens[word.head].head
    cue = {word.head, *told.link}
    if owners := tree.children(word.head, "poss"):
        source = below(tree, owners)
    elif word.borne:
        source = behind(tree, verb, frozenset({"by"})) or find_subject(tree, verb)
        cue |= {*verb_group(tree, verb), *range(verb, word.head)}
    else:
        source = behind(tree, word.head, frozenset({"by", "from", "among"}))
    if not source and told.rule != "clause":
        return None
    ahead = tree.children(word.head, "det", "amod", "compound", "advmod")
    cue |= {k for k in ahead if k < word.head}
    return Told(
        head=word.head,
        cue=frozenset(cue) - source,
        source=source,
        content=told.content - source,
        rule=f"noun, {told.rule}",
    )


def _behind_noun(tree: Tree, word: Word) -> Complement | None:
    for k in tree.children(word.head, "acl", "ccomp", "relcl", "advcl"):
        clause = word.takes(Takes.CLAUSE) and opening(tree, k) in {"that", "whether"}
        infinitive = word.takes(Takes.INFINITIVE) and is_infinitive(tree, k)
        if k > word.head and (clause or infinitive):
            return Complement(content=below(tree, [k]), rule="clause" if clause else "infinitive")
    return _behind_preposition(tree, word)


def _behind_preposition(tree: Tree, word: Word) -> Complement | None:
    for k in tree.children(word.head, "prep", "agent"):
        inside = tree.children(k, "pobj", "pcomp")
        if k > word.head and inside and tree.tokens[k].text.lower() in word.telling.prepositions:
            content = below(tree, inside)
            return Complement(content=content, link=frozenset({k}), rule="preposition")
    return None


def read_adjective(tree: Tree, word: Word) -> Told | None:
    """What an adjective tells: "are sure that", "was angry about"."""
    told = _behind_adjective(tree, word)
    if told is None or not _is_predicate(tree, word.head):
        return None
    be = tree.tokens[word.head].head
    cue = {word.head, *told.link}
    verb = be if tree.tokens[word.head].dep in {"acomp", "oprd"} else word.head
    source = find_subject(tree, verb)
    cue |= verb_group(tree, verb)
    cue |= {*range(verb, word.head)}
    cue |= {k for k in tree.children(word.head, "advmod", "npadvmod") if k < word.head}
    return Told(
        head=word.head,
        cue=frozenset(cue) - source,
        source=source - told.content,
        content=told.content,
        rule="adjective",
    )


def _is_predicate(tree: Tree, adjective: int) -> bool:
    passive = bool(tree.children(adjective, "auxpass", "nsubjpass"))
    return passive or tree.tokens[adjective].dep in {"acomp", "oprd", "acl", "advcl", "conj", "relcl"}


def _behind_adjective(tree: Tree, word: Word) -> Complement | None:
    for k in _clauses(tree, word.head):
        if k > word.head and opening(tree, k) not in _ASIDE:
            return Complement(content=below(tree, [k]), rule="clause")
    return _behind_preposition(tree, word)


def _clauses(tree: Tree, adjective: int) -> Sequence[int]:
    own = tree.children(adjective, "ccomp", "xcomp", "advcl")
    if tree.tokens[adjective].dep not in {"acomp", "oprd"}:
        return own
    return (*own, *tree.children(tree.tokens[adjective].head, "ccomp", "xcomp"))
