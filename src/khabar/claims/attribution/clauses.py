"""The clause that a verb tells, wherever the parser hung it."""

from collections.abc import Iterator, Sequence

from khabar.claims.attribution.branches import QUOTES, below, is_infinitive, opening
from khabar.claims.attribution.told import Complement, Word
from khabar.claims.tree import SUBJECTS, Tree
from khabar.vocabulary.constructions import Takes

_QUOTE_REACH = 4  # tokens between a verb and the quotation that it tells; chosen, not tuned
_ASKING = frozenset({"how", "why", "what", "where", "who"})


def find_clause(tree: Tree, word: Word) -> Complement | None:
    """What a verb tells in a clause: behind it, else before it."""
    clauses = _clauses(tree, word)
    behind = [k for k in clauses if k > word.head]
    if behind:
        return Complement(content=_with_lost_words(tree, word, behind), rule="clause")
    run_on = word.takes(Takes.OBJECT) and tree.children(word.head, "dobj")
    if not clauses or run_on:
        return None  # "The raid went on, the mayor announced a truce": the first is not told
    return Complement(content=below(tree, clauses), rule="clause")


def _clauses(tree: Tree, word: Word) -> Sequence[int]:
    clauses = [
        k
        for k in tree.children(word.head, "ccomp")
        if not (is_infinitive(tree, k) and tree.tokens[k].tag == "VB")
    ]
    if word.takes(Takes.CLAUSE):
        return clauses or [*_hung_elsewhere(tree, word)][:1]
    return [
        k for k in clauses if opening(tree, k) in {"that", "whether"} or _is_quoted(tree, word.head, k)
    ]


def _hung_elsewhere(tree: Tree, word: Word) -> Iterator[int]:
    """The clause in "told a meeting that", "said in a letter that", "asked if"."""
    objects = tree.children(word.head, "dobj") if word.takes(Takes.OBJECT) else ()
    for k in sorted(below(tree, tree.kids[word.head])):
        token = tree.tokens[k]
        if k < word.head or not tree.is_verb(k):
            continue
        on_noun = token.dep in {"relcl", "acl", "ccomp"} and tree.is_noun(token.head)
        on_object = any(tree.is_under(token.head, noun) for noun in objects)
        named = opening(tree, k) in {"that", "whether"} and tree.children(k, *SUBJECTS)
        if on_noun and named and not on_object:
            yield k
        if token.head == word.head and token.dep == "advcl" and _is_question(tree, k):
            yield k


def _is_question(tree: Tree, clause: int) -> bool:
    first = tree.tokens[min(tree.descend(clause))].text.lower()
    return opening(tree, clause) in {"if", "whether"} or first in _ASKING


def _is_quoted(tree: Tree, verb: int, clause: int) -> bool:
    """True where nothing but the speaker stands between a quotation and the verb."""
    tokens = sorted(tree.descend(clause))
    if tokens[0] > verb:
        between = range(verb + 1, tokens[0] + 1)
        return len(between) <= _QUOTE_REACH and _has_quotes(tree, between)
    return _has_quotes(tree, range(tokens[-1], min(tokens[-1] + _QUOTE_REACH, verb)))


def _has_quotes(tree: Tree, tokens: range) -> bool:
    return any(tree.tokens[k].text in QUOTES for k in tokens)


def _with_lost_words(tree: Tree, word: Word, clauses: Sequence[int]) -> frozenset[int]:
    """The clauses with a subject that the parser hung on the verb: "hoped the talks would go on".

    Words before the verb that hang on the clause are told too where they are its subject or object:
    "a raid which he said was"; others are not.
    """
    first, verb = clauses[0], word.head
    lost = [k for k in tree.children(verb, "dobj") if verb < k < first]
    ahead = [k for k in tree.children(first, *SUBJECTS, "dobj", "pobj") if k < verb]
    if tree.children(first, *SUBJECTS):
        lost = []
    elif len(subjects := tree.children(verb, "nsubj")) > 1:
        ahead += [k for k in subjects[:-1] if k < verb]
    told = frozenset(k for k in below(tree, clauses) if k > verb)
    return told | below(tree, (*lost, *ahead))


def find_around(tree: Tree, word: Word) -> Complement | None:
    """What stands around a verb that the parser hung on it: "It was late, he said, and cold"."""
    token = tree.tokens[word.head]
    if not word.takes(Takes.CLAUSE) or not tree.children(word.head, *SUBJECTS):
        return None
    if token.head == word.head:
        return _fragment(tree, word)
    as_he_said = token.dep == "advcl" and opening(tree, word.head) == "as"
    if token.dep != "parataxis" and not as_he_said:
        return None
    main = below(tree, [token.head]) - below(tree, [word.head])
    return Complement(content=main, rule="main clause")


def _fragment(tree: Tree, word: Word) -> Complement | None:
    """Words without a verb before a comma and the speaker: "Two dead, he said"."""
    speaker = min(tree.descend(tree.children(word.head, *SUBJECTS)[0]))
    if word.head < speaker or speaker < 2 or tree.tokens[speaker - 1].text != ",":
        return None
    told = [k for k in tree.kids[word.head] if k < speaker and tree.tokens[k].dep != "punct"]
    nominal = all(tree.is_noun(k) and tree.tokens[k].dep != "npadvmod" for k in told)
    if not told or not nominal or _has_quotes(tree, range(speaker)):
        return None
    return Complement(content=frozenset(range(speaker - 1)), rule="fragment")
