"""Lists of those harmed, where the parser loses the thread: "killing 14 and wounding dozens of others".

Counts of dead and wounded follow each other in few patterns, and the words stand so close that their
order says more than the tree. Here the tree is made to agree with them.
"""

from itertools import pairwise

from khabar.claims.repairs.victim_lists import mend_victim_lists
from khabar.claims.tree import Tree
from khabar.model.documents import Token
from khabar.vocab import Vocab
from khabar.vocabulary.entries import Pos

_HARMS = frozenset({"killed", "wounded"})
_SUFFERED = _HARMS | {"casualties", "abducted", "detained", "missing"}
_ACTIVE = frozenset({"VBG", "VBD", "VB", "VBZ", "VBP"})
_PASSIVE = frozenset({"VBN", "VBD", "JJ"})
_HEDGES = frozenset(
    {"at", "least", "more", "than", "over", "about", "around", "some", "nearly", "almost", "close"}
    | {"to", "up", "as", "many", "another", "other", "a", "an", "approximately", "roughly", "estimated"}
    | {"further", "the"}
)
_CROWDS = frozenset({"scores", "dozens", "hundreds", "thousands", "several", "dozen", "many", "others"})
_AUXILIARIES = frozenset(
    {"have", "be", "reportedly", "also", "seriously", "critically", "badly", "severely"}
)
_LONGEST = 6  # words of a hedge before its number, or of a noun phrase behind it
_MODIFIERS = ("JJ", "NN", "VBG", "VBN", "POS", "CD")


def mend_harm_lists(tree: Tree, vocab: Vocab) -> Tree:
    """The tree with each count of dead or wounded under the word that tells of its harm."""
    suffered = [token for token in tree.tokens if _counts(token, _SUFFERED, vocab)]
    harms = [token for token in suffered if _counts(token, _HARMS, vocab)]
    for token in harms:
        if token.tag in _ACTIVE and not tree.children(token.i, "auxpass", "nsubjpass"):
            tree = _take_object(tree, token)
    for earlier, later in pairwise(harms):
        tree = _take_subject(tree, earlier, later, vocab)
    lives = any(token.lemma == "life" for token in tree.tokens)
    return mend_victim_lists(tree) if suffered or lives else tree


def _counts(token: Token, measures: frozenset[str], vocab: Vocab) -> bool:
    if not token.tag.startswith(("V", "J")):
        return False
    triggers = vocab.triggers_by_first.get(token.lemma, ())
    return any(t.measure in measures and len(t.words) == 1 for t in triggers)


def _take_object(tree: Tree, verb: Token) -> Tree:
    """Hangs the count right behind a harming verb on it: "wounding over 50"."""
    number = _number_from(tree, verb.i + 1)
    if number is None:
        return tree
    head = _head_of_count(tree, number, verb.i)
    if any(k <= head or not _passes_harm(tree, verb.i, k) for k in tree.children(verb.i, "dobj")):
        return tree
    tree = tree.moved(head, verb.i, "dobj")
    above = tree.tokens[verb.i].head
    if tree.tokens[verb.i].dep == "conj" and not tree.is_verb(above):
        owner = _verb_of(tree, above, verb.i)
        tree = tree if owner is None else tree.moved(verb.i, owner, "conj")
    return tree


def _passes_harm(tree: Tree, verb: int, noun: int) -> bool:
    """True where another verb stands between a verb and what the parser takes for its object."""
    return any(tree.tokens[k].tag in _ACTIVE for k in range(verb + 1, noun))


def _number_from(tree: Tree, start: int) -> int | None:
    """The first number behind hedges only."""
    for token in tree.tokens[start : start + _LONGEST]:
        if token.tag == "CD" or token.text.lower() in _CROWDS:
            return token.i
        if token.lemma not in _HEDGES and token.text.lower() not in _HEDGES:
            return None
    return None


def _head_of_count(tree: Tree, number: int, verb: int) -> int:
    """The noun that a number counts where it stands close behind it, else the number itself."""
    head = tree.tokens[number].head
    if not number < head <= number + _LONGEST or not tree.is_noun(head):
        return number
    between = tree.tokens[number + 1 : head]
    return head if all(t.tag.startswith(_MODIFIERS) and t.i != verb for t in between) else number


def _verb_of(tree: Tree, number: int, before: int) -> int | None:
    """The verb right before a number, hedges left aside: that which the number is the object of."""
    for token in reversed(tree.tokens[max(0, number - _LONGEST) : number]):
        if tree.is_verb(token.i):
            return token.i if token.i < before else None
        if token.lemma not in _HEDGES:
            return None
    return None


def _take_subject(tree: Tree, earlier: Token, later: Token, vocab: Vocab) -> Tree:
    """Hangs the count right before a second harm on it: "were killed and 18 injured on Monday"."""
    number = _count_before(tree, later.i)
    if number is None or number <= earlier.i or later.tag not in _PASSIVE:
        return tree
    if _is_before_noun(tree, later.i) or _is_hung(tree, number, later):
        return tree
    head = _head_of_count(tree, number, later.i)
    head = head if head < later.i else number
    if not set(tree.children(later.i, *_arguments_of(tree, later))) <= {head}:
        return tree
    above = _statement_of(tree, earlier.i)
    if above is not None:
        tree = tree.moved(later.i, above, "conj")
    return _name_harmed(tree.moved(head, later.i, "nsubjpass"), later, vocab)


def _is_hung(tree: Tree, number: int, harm: Token) -> bool:
    """True where the number hangs on the harm already, as what it counts."""
    loose = tree.tokens[number].dep in {"npadvmod", "det"} and tree.tokens[number].tag != "CD"
    return tree.tokens[number].head == harm.i and harm.tag != "JJ" and not loose


def _arguments_of(tree: Tree, harm: Token) -> tuple[str, ...]:
    """What hangs on a harm; behind "injured in" a noun far off is none of it."""
    behind = tree.tokens[harm.i + 1 : harm.i + 2]
    if behind and behind[0].tag == "IN":
        return ("nsubjpass", "nsubj")
    return ("nsubjpass", "nsubj", "dobj")


def _name_harmed(tree: Tree, harm: Token, vocab: Vocab) -> Tree:
    """Makes the adjective behind its subject a participle: "six were killed and six more wounded"."""
    lemma = vocab.lemma(harm.text, "VBN")
    verbs = (t.pos is Pos.VERB for t in vocab.triggers_by_first.get(lemma, ()))
    if harm.tag != "JJ" or not any(verbs):
        return tree  # "dead" is no participle
    return tree.retagged(harm.i, "VBN", lemma)


def _is_before_noun(tree: Tree, harm: int) -> bool:
    """True for "wounded" in "32 wounded people"; not before a day: "wounded Monday", "yesterday"."""
    noun = tree.tokens[harm + 1 : harm + 2]
    named = bool(noun) and noun[0].tag.startswith("NN") and noun[0].tag != "NNP"
    return named and noun[0].dep != "npadvmod"


def _statement_of(tree: Tree, harm: int) -> int | None:
    """The word that a second harm is told beside: the first, or the verb above "seven dead people"."""
    if tree.tokens[harm].dep != "amod":
        return harm
    return next((head for _, head in tree.ascend(harm) if tree.is_verb(head)), None)


def _count_before(tree: Tree, harm: int) -> int | None:
    """The number of the phrase that ends right before a word and follows an "and" or a comma."""
    while harm and tree.tokens[harm - 1].lemma in _AUXILIARIES:
        harm -= 1
    if harm > 1 and tree.tokens[harm - 1].text == "another":
        return harm - 1 if tree.tokens[harm - 2].lemma in {"and", ",", "while"} else None
    for token in reversed(tree.tokens[max(0, harm - _LONGEST) : harm]):
        if token.tag == "CD" or token.text.lower() in _CROWDS - {"others"}:
            start = token.i
            while start and tree.tokens[start - 1].lemma in _HEDGES:
                start -= 1
            return token.i if start and tree.tokens[start - 1].lemma in {"and", ",", "while"} else None
        if not token.tag.startswith(_MODIFIERS) and token.lemma not in {"other", "of", "more"}:
            return None
    return None
