"""Which words of a sentence tell something."""

from collections.abc import Iterator

from khabar.claims.attribution.told import Word
from khabar.claims.tree import Tree
from khabar.vocabulary.constructions import Takes, Telling, Tellings
from khabar.vocabulary.entries import Pos

_REACH = 4  # tokens between the words of a phrase ("cast serious new doubt"); chosen, not tuned
_ANY_VERB = Telling(rest=(), pos=Pos.VERB, takes=frozenset(), prepositions=frozenset())
_TAGS = {
    Pos.VERB: frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"}),
    Pos.NOUN: frozenset({"NN", "NNS"}),
    Pos.ADJ: frozenset({"JJ", "JJR", "VBN", "VBD"}),
    Pos.ADVERB: frozenset({"RB", "RBR"}),
}
_BESIDE = {  # places in the tree where the word only describes another one
    Pos.VERB: frozenset({"amod", "compound", "aux"}),
    Pos.NOUN: frozenset({"amod", "compound"}),
    Pos.ADJ: frozenset({"amod", "advmod", "npadvmod", "nmod"}),
}


def find_words(tree: Tree, tellings: Tellings) -> Iterator[Word]:
    """The telling words in order; a verb of no list may still tell a clause or a quotation."""
    for token in tree.tokens:
        if word := next(_readings(tree, token.i, tellings), None):
            yield word


def _readings(tree: Tree, i: int, tellings: Tellings) -> Iterator[Word]:
    listed = tellings.get(tree.tokens[i].text.lower(), ())
    for telling in listed:
        if Takes.NOTHING in telling.takes:
            return
        phrase = _phrase(tree, i, telling.rest)
        if phrase and _fits(tree, i, telling.pos):
            borne = telling.pos is Pos.NOUN and _is_borne(tree, i, tellings)
            yield Word(head=i, phrase=frozenset(phrase), telling=telling, borne=borne)
    if _fits(tree, i, Pos.VERB) and tree.tokens[i].text[0].isalpha():  # "'s" may be anything
        yield Word(head=i, phrase=frozenset({i}), telling=_ANY_VERB)


def _fits(tree: Tree, i: int, pos: Pos) -> bool:
    token = tree.tokens[i]
    beside = token.dep in _BESIDE.get(pos, ())
    return not beside and (pos not in _TAGS or token.tag in _TAGS[pos])


def _phrase(tree: Tree, i: int, rest: tuple[str, ...]) -> tuple[int, ...]:
    """The tokens of a phrase that begins at a token; none where its words do not follow."""
    found, at = [i], i
    for word in rest:
        reach = range(at + 1, min(at + 1 + _REACH, len(tree.tokens)))
        at = next((k for k in reach if _is(tree, k, word) and tree.tokens[k].head >= i), -1)
        if at < 0:
            return ()
        found.append(at)
    return tuple(found)


def _is(tree: Tree, i: int, word: str) -> bool:
    text = tree.tokens[i].text.lower()
    return text in {word, word + "s"} or tree.tokens[i].lemma == word


def _is_borne(tree: Tree, noun: int, tellings: Tellings) -> bool:
    verb = tree.tokens[tree.tokens[noun].head]
    carries = any(Takes.NOUN in telling.takes for telling in tellings.get(verb.text.lower(), ()))
    return carries and tree.tokens[noun].dep == "dobj"
