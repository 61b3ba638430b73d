"""Speakers named in the midst of what they say: "Seven people, the Red Cross said, were killed".

The parser makes such a clause a side remark, or hangs on it what follows. Mended, the word of telling
stands above the whole statement, as in "the Red Cross said that seven people were killed".
"""

from dataclasses import replace

from khabar.claims.tree import SUBJECTS, Tree
from khabar.model.documents import Token
from khabar.vocab import Vocab

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_REST = ("prep", "advcl", "npadvmod", "agent")
_CITING = frozenset({"cite", "quote"})
_MARKS = frozenset(
    {",", "-", "--", "\N{EN DASH}", "\N{EM DASH}", '"', "\N{RIGHT DOUBLE QUOTATION MARK}"}
)
_QUOTES = frozenset({'"', "''", "\N{RIGHT DOUBLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}"})


def mend_interposed(tree: Tree, vocab: Vocab) -> Tree:
    """The tree with each speaker in the midst of a statement above that statement."""
    for i in range(len(tree.tokens)):
        tree = _name_telling(tree, tree.tokens[i], vocab)
        token = tree.tokens[i]
        if token.tag not in _FINITE or not tells(token, vocab):
            continue
        tree = _seat(_part(tree, tree.tokens[token.i]), tree.tokens[token.i])
        if tree.children(token.i, *SUBJECTS):
            tree = _lift(tree, tree.tokens[token.i], vocab)
            tree = _free_rest(tree, token.i, vocab)
    return tree


def tells(token: Token, vocab: Vocab) -> bool:
    """True for a word that tells what somebody says, denies or asks, by itself."""
    cues = vocab.cues_by_first.get(token.lemma, ())
    return any(cue.words == (token.lemma,) and not cue.counting for cue in cues)


def _name_telling(tree: Tree, word: Token, vocab: Vocab) -> Tree:
    """Makes "estimates" in "40 people, the Red Cross estimates, have died" the verb that it is."""
    if word.tag != "NNS" or word.dep != "appos":
        return tree
    speakers = [k for k in tree.children(word.i, "compound", "nmod") if tree.tokens[k].tag == "NNP"]
    first = min(tree.descend(word.i))
    verb = tree.tokens[word.head].head
    if not speakers or max(tree.descend(word.i)) != word.i or not tree.is_verb(verb):
        return tree
    enclosed = first > 0 and tree.tokens[first - 1].text == tree.tokens[word.i + 1].text == ","
    if not enclosed or verb < word.i or speakers[-1] != word.i - 1:
        return tree
    tokens = list(tree.tokens)
    tokens[word.i] = replace(word, tag="VBZ", lemma=vocab.lemma(word.text, "VBZ"))
    if not tells(tokens[word.i], vocab):
        return tree
    tree = Tree(tuple(tokens), tree.kids, tree.sentence).moved(speakers[-1], word.i, "nsubj")
    for k in tree.children(word.i, "det", "compound", "amod"):
        tree = tree.moved(k, speakers[-1], tree.tokens[k].dep)
    return tree.moved(word.i, verb, "parataxis")


def _seat(tree: Tree, telling: Token) -> Tree:
    """Gives a speaker with a name behind him his word: "..., the army's spokesman, Colonel Ruiz, said".

    The parser takes him for one more of those told of, and the word of telling for their second deed.
    """
    told = _told_before(tree, telling)
    if told is None or tree.children(telling.i, *SUBJECTS) or tree.tokens[telling.i - 1].text != ",":
        return tree
    for speaker in range(telling.i - 2, told, -1):
        named = any(max(tree.phrase(k)) == telling.i - 2 for k in tree.children(speaker, "appos"))
        before = tree.tokens[min(tree.phrase(speaker)) - 1].text
        if named and before == "," and tree.is_noun(speaker):
            tree = tree.moved(speaker, telling.i, "nsubj")
            return tree.moved(telling.i, told, "parataxis") if telling.dep == "conj" else tree
    return tree


def _part(tree: Tree, telling: Token) -> Tree:
    """Gives a speaker behind a statement his word: "Raids killed nine, the Faro website reported".

    The parser takes him for another name of those told of, and the word of telling for what they did.
    """
    speaker = tree.tokens[telling.head]
    told = tree.tokens[speaker.head].head
    apart = telling.dep in {"acl", "relcl"} and speaker.dep == "appos" and told < speaker.i < telling.i
    if not apart or not tree.is_verb(told) or tree.children(telling.i, *SUBJECTS):
        return tree
    if tree.tokens[min(tree.phrase(speaker.i)) - 1].text != "," or speaker.head > told:
        return tree
    tree = tree.moved(telling.i, told, "parataxis")
    return tree.moved(speaker.i, telling.i, "nsubj")


def _told_before(tree: Tree, telling: Token) -> int | None:
    """The verb before a word of telling that may be what is told."""
    if telling.dep == "conj" and telling.head < telling.i and not tree.children(telling.head, "cc"):
        return None if tree.children(telling.i, "ccomp") else telling.head
    return next((k for k in tree.children(telling.i, "ccomp") if k < telling.i), None)


def _lift(tree: Tree, telling: Token, vocab: Vocab) -> Tree:
    told = tree.tokens[telling.head]
    tree = _leave_subject(tree, telling, told)
    first = min(tree.descend(telling.i))
    around = {token.text for token in tree.tokens[max(0, first - 1) : first + 1]}
    behind = telling.dep == "conj" and around & _QUOTES  # "..." Maria, 54, told the agency
    if not (around & _MARKS) or not (telling.dep == "parataxis" or behind):
        return tree
    if tree.children(telling.i, "ccomp") or not tree.is_verb(told.i):
        return tree
    tree = _give_subject(_turn(tree, telling, told), telling.i, told.i)
    for kid in tree.children(told.i, "conj", "advcl"):
        if kid > telling.i and tells(tree.tokens[kid], vocab) and tree.children(kid, *SUBJECTS):
            tree = tree.moved(kid, telling.i, tree.tokens[kid].dep)
    return tree


def _leave_subject(tree: Tree, telling: Token, told: Token) -> Tree:
    """Gives the statement back a subject parted from its teller: "Nine men, say rebels, died"."""
    subjects = tree.children(telling.i, *SUBJECTS)
    parted = len(subjects) > 1 and subjects[0] < telling.i < subjects[1]
    if not parted or tree.tokens[telling.i - 1].text != "," or tree.children(told.i, *SUBJECTS):
        return tree
    return tree.moved(subjects[0], told.i, "nsubj")


def _turn(tree: Tree, telling: Token, told: Token) -> Tree:
    """The tree with the word of telling in the place of the statement's verb, and that below it."""
    is_top = told.head == told.i
    tokens, kids = list(tree.tokens), list(tree.kids)
    tokens[telling.i] = replace(telling, head=telling.i if is_top else told.head, dep=told.dep)
    tokens[told.i] = replace(told, head=telling.i, dep="ccomp")
    kids[told.i] = tuple(k for k in kids[told.i] if k != telling.i)
    kids[telling.i] = tuple(sorted((*kids[telling.i], told.i)))
    if not is_top:
        above = (k for k in kids[told.head] if k != told.i)
        kids[told.head] = tuple(sorted((*above, telling.i)))
    return Tree(tuple(tokens), tuple(kids), tree.sentence)


def _give_subject(tree: Tree, telling: int, told: int) -> Tree:
    """Gives the statement back its subject: "Nine soldiers, say the rebels, died"."""
    subjects = tree.children(telling, *SUBJECTS)
    if len(subjects) > 1 and not tree.children(told, *SUBJECTS):
        return tree.moved(subjects[0], told, tree.tokens[subjects[0]].dep)
    return tree


def _free_rest(tree: Tree, telling: int, vocab: Vocab) -> Tree:
    """Hangs on the statement what follows its speaker behind a comma, where nothing is quoted."""
    told = next((k for k in tree.children(telling, "ccomp") if k < telling), None)
    if told is None or any(token.text in _QUOTES for token in tree.tokens[told:telling]):
        return tree
    for child in tree.children(telling, *_REST):
        first = tree.tokens[min(tree.descend(child))]
        beside = first.i > telling and tree.tokens[first.i - 1].text == ","
        word = tree.tokens[child]
        if beside and word.lemma not in _CITING and not (tree.is_verb(child) and tells(word, vocab)):
            tree = tree.moved(child, told, word.dep)
    return tree
