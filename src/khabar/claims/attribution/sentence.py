"""The attributions of one sentence, as tokens of its tree."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from khabar.claims.attribution.branches import QUOTES, below, is_told_of, verb_group
from khabar.claims.attribution.complements import find_complement
from khabar.claims.attribution.nominal import read_adjective, read_noun
from khabar.claims.attribution.tellers import find_teller
from khabar.claims.attribution.told import NONE, Complement, Told, Word
from khabar.claims.attribution.words import find_words
from khabar.claims.tree import SUBJECTS, Tree
from khabar.vocabulary.constructions import Takes, Tellings
from khabar.vocabulary.entries import Pos

_COLON_REACH = 6  # tokens of a speaker before a headline's colon; chosen, not tuned


def read_sentence(tree: Tree, tellings: Tellings) -> Iterator[Told]:
    """Who tells what in a sentence, one for each word that tells something."""
    words = {word.head: word for word in find_words(tree, tellings)}
    found = {
        word.head: told for word in words.values() if (told := _READERS[word.telling.pos](tree, word))
    }
    for head, word in words.items():
        if head in found and word.takes(Takes.DOING):
            _join_doing(tree, word, found)
        if head in found and word.borne and tree.tokens[head].head in found[head].cue:
            found.pop(tree.tokens[head].head, None)  # "expressed support for" is one cue
    for head in tuple(found):
        _part(tree, head, found)
    yield from _headline(tree)
    yield from found.values()


def _read_verb(tree: Tree, word: Word) -> Told | None:
    told = find_complement(tree, word) or _left_open(word)
    if told is None:
        return None
    group = verb_group(tree, word.head)
    last = max(group | word.phrase | told.link)
    cue = (group | word.phrase | told.link | frozenset(range(min(group), last + 1))) - told.content
    source = find_teller(tree, word, told)
    cue = _with_by_and_colon(tree, word, cue - source, source)
    content = told.content - source - cue
    if not content and told.rule != "quotation":
        return None
    return Told(head=word.head, cue=cue, source=source - cue, content=content, rule=told.rule)


def _with_by_and_colon(
    tree: Tree, word: Word, cue: frozenset[int], source: frozenset[int]
) -> frozenset[int]:
    after = max(cue) + 1
    if after == len(tree.tokens):
        return cue
    is_by = is_told_of(tree, word.head) and tree.tokens[after].text == "by" and after + 1 in source
    return cue | {after} if is_by or tree.tokens[after].text == ":" else cue


def _left_open(word: Word) -> Complement | None:
    """What a verb of saying without a complement tells may stand in a quotation beside it."""
    quotable = word.takes(Takes.CLAUSE) and not word.takes(Takes.SEEMING)
    return Complement(content=NONE, rule="quotation") if quotable else None


def _read_according(tree: Tree, word: Word) -> Told | None:
    source = below(tree, tree.children(max(word.phrase), "pobj", "pcomp"))
    above = tree.tokens[word.head].head
    while tree.tokens[above].head != above and not tree.is_verb(above):
        above = tree.tokens[above].head
    content = below(tree, [above]) - below(tree, [word.head])
    if not source or not content:
        return None
    return Told(head=word.head, cue=word.phrase, source=source, content=content, rule="according to")


def _read_adverb(tree: Tree, word: Word) -> Told | None:
    content = below(tree, [tree.tokens[word.head].head]) - {word.head}
    if not content or tree.tokens[word.head].head == word.head:
        return None
    return Told(head=word.head, cue=frozenset({word.head}), content=content, rule="adverb")


_READERS: Mapping[Pos, Callable[[Tree, Word], Told | None]] = {
    Pos.VERB: _read_verb,
    Pos.NOUN: read_noun,
    Pos.ADJ: read_adjective,
    Pos.PREPOSITION: _read_according,
    Pos.ADVERB: _read_adverb,
}


def _headline(tree: Tree) -> Iterator[Told]:
    """Who speaks before a headline's colon: "Monitor: 12 killed"."""
    colon = next((token.i for token in tree.tokens if token.text == ":"), 0)
    if not 0 < colon <= _COLON_REACH or colon == len(tree.tokens) - 1:
        return
    verbal = any(tree.is_verb(k) or tree.tokens[k].text in QUOTES for k in range(colon))
    if tree.is_noun(colon - 1) and not verbal:
        yield Told(
            head=colon,
            cue=frozenset({colon}),
            source=frozenset(range(colon)),
            content=frozenset(range(colon + 1, len(tree.tokens))),
            rule="headline",
        )


def _join_doing(tree: Tree, word: Word, found: dict[int, Told]) -> None:
    """Makes one of "refused to say whether"; trying and going on tell nothing without a telling verb."""
    told = found[word.head]
    if told.rule != "infinitive":
        return
    below_it = tree.children(word.head, "xcomp")
    inner = next((found[k] for k in below_it if k > word.head and k in found), None)
    gap = range(max(told.cue) + 1, min(inner.cue)) if inner else range(0)
    if inner and inner.content and all(tree.tokens[k].tag in {"TO", "RB"} for k in gap):
        cue = frozenset(range(min(told.cue), max(inner.cue) + 1))
        content = inner.content - told.source - cue
        found[word.head] = replace(told, cue=cue, content=content, rule=inner.rule)
        del found[inner.head]
    elif not word.takes(Takes.INFINITIVE):
        del found[word.head]


def _part(tree: Tree, head: int, found: dict[int, Told]) -> None:
    """Parts tellings that the parser hung in one another.

    Behind what is told a participle or a second verb without a subject tells anew (", adding that"; "and
    said that"): its source is that of the first. A relative clause that tells is no part of who tells
    ("the mayor, who said ...").
    """
    told = found[head]
    for inner in sorted(told.content & found.keys()):
        if _tells_anew(tree, head, found[inner]):
            found[inner] = replace(found[inner], source=told.source or found[inner].source)
            told = replace(told, content=told.content - below(tree, [inner]))
    for inner in sorted(told.source & found.keys()):
        first = min(tree.descend(inner))
        if tree.tokens[inner].dep == "relcl" and found[inner].content:
            told = replace(told, source=frozenset(k for k in told.source if k < first))
    found[head] = told


def _tells_anew(tree: Tree, first: int, second: Told) -> bool:
    token = tree.tokens[second.head]
    if token.i < first or not second.content or tree.children(token.i, *SUBJECTS):
        return False
    if token.dep == "advcl" and token.tag == "VBG":
        return tree.tokens[min(second.cue) - 1].text == ","
    same = token.tag == tree.tokens[first].tag and token.tag in {"VBD", "VBZ"}
    return token.dep == "conj" and same and second.rule == "clause"
