"""Who denies what was told, right behind it: "a figure the army disputes", "charges it rejects".

In such a clause the parser takes the verb for a noun, or the word for what was told for a verb.
"""

from dataclasses import replace

from khabar.claims.tallies import TALLIES
from khabar.claims.tree import SUBJECTS, Tree
from khabar.model.claims import Stance
from khabar.model.documents import ParsedSentence, Token
from khabar.vocab import Vocab
from khabar.vocabulary.entries import Pos

_TELLINGS = frozenset(
    {"charge", "claim", "accusation", "allegation", "report", "statement", "assertion"}
)
_BESIDE = frozenset({"compound", "nmod", "amod"})  # "the army disputes", "the general disputes"
_HUNG = frozenset({"appos", "relcl", "acl", "dobj", "ccomp"})
_ARTICLES = frozenset({"a", "an"})


def mend_disputes(tree: Tree, vocab: Vocab) -> Tree:
    """The tree with the denials in it put right.

    * "a figure the army disputes", "charges the general dismisses": the noun is the verb;
    * "claims it denies", behind a comma: the claims are nobody's verb;
    * "the army disputes that figure": the army does, and nobody figures;
    * "a toll army officials dispute": the officials are none of a toll.
    """
    for at in range(1, len(tree.tokens)):
        if _may_deny(tree.tokens[at], vocab):
            tree = _part_number(_free_told(_name_verb(tree, at, vocab), at, vocab), at)
            tree = _give_figure(_give_denier(tree, at), at)
    return tree


def _may_deny(token: Token, vocab: Vocab) -> bool:
    if not token.tag.startswith("V") and token.tag != "NNS":
        return False
    tag = "VBZ" if token.tag == "NNS" else token.tag
    cues = vocab.cues_by_first.get(vocab.lemma(token.text, tag), ())
    return any(cue.stance is Stance.DENIES and cue.pos is Pos.VERB for cue in cues)


def _name_verb(tree: Tree, at: int, vocab: Vocab) -> Tree:
    token, before = tree.tokens[at], tree.tokens[at - 1]
    named = token.tag == "NNS" and before.head == at and before.dep in _BESIDE
    if not named or (before.tag == "JJ" and before.lemma not in vocab.speakers):
        return tree
    tree = _name_told(tree, token.head, vocab) if token.dep in {"dobj", "ccomp"} else tree
    told = token.head
    if not tree.is_noun(told) or told > before.i or token.dep not in _HUNG:
        return tree
    tree = tree.retagged(before.i, "NN") if before.tag == "JJ" else tree
    tree = tree.retagged(at, "VBZ", vocab.lemma(token.text, "VBZ"))
    tree = tree.moved(before.i, at, "nsubj").moved(at, told, "relcl")
    for k in tree.children(at, "det", "amod", "compound"):
        tree = tree.moved(k, before.i, tree.tokens[k].dep)
    return tree


def _name_told(tree: Tree, told: int, vocab: Vocab) -> Tree:
    """Makes "charges" behind a comma a noun, where it has no subject as a verb."""
    token = tree.tokens[told]
    lemma = vocab.lemma(token.text, "NNS")
    alone = token.tag == "VBZ" and not tree.children(told, *SUBJECTS)
    if not alone or lemma not in _TELLINGS or tree.tokens[told - 1].text != ",":
        return tree
    return tree.retagged(told, "NNS", lemma).moved(told, token.head, "appos")


def _free_told(tree: Tree, at: int, vocab: Vocab) -> Tree:
    """Makes the clause of "claims it denies" one about the claims."""
    token = tree.tokens[at]
    if token.dep != "ccomp" or not token.tag.startswith("V") or token.head > at:
        return tree
    tree = _name_told(tree, token.head, vocab)
    return tree.moved(at, token.head, "relcl") if tree.is_noun(token.head) else tree


def _give_denier(tree: Tree, at: int) -> Tree:
    """Makes the noun right before a denying verb without a subject its subject."""
    before = tree.tokens[at - 1]
    beside = before.head == at and before.dep == "compound" and tree.is_verb(at)
    if not beside or tree.children(at, *SUBJECTS):
        return tree
    tree = tree.moved(before.i, at, "nsubj")
    for k in tree.children(at, "det"):
        tree = tree.moved(k, before.i, "det")
    return tree


def _give_figure(tree: Tree, at: int) -> Tree:
    """Makes the noun of "that figure" the verb's object; the parser takes it for a verb of a clause."""
    behind = tree.tokens[at + 1 : at + 3]
    if len(behind) < 2:
        return tree
    that, noun = behind
    taken = that.lemma == "that" and noun.lemma in TALLIES and tree.is_verb(noun.i)
    if not taken or noun.head != at or that.head != noun.i:
        return tree
    return tree.retagged(noun.i, "NN").moved(noun.i, at, "dobj").moved(that.i, noun.i, "det")


def _part_number(tree: Tree, at: int) -> Tree:
    """Parts "a toll" from the officials who dispute it."""
    for noun in tree.children(at, "nsubj"):
        first = min(tree.phrase(noun))
        told = tree.tokens[min(first + 1, noun)]
        article = tree.tokens[first].text.lower() in _ARTICLES and tree.tokens[noun].tag == "NNS"
        before = first - 2  # behind the comma
        parted = before >= 0 and tree.tokens[first - 1].text == "," and tree.is_noun(before)
        if article and parted and told.dep == "compound" and told.lemma in TALLIES | _TELLINGS:
            tree = tree.moved(told.i, before, "appos").moved(first, told.i, "det")
            return _below(tree, at, told.i)
    return tree


def _below(tree: Tree, at: int, told: int) -> Tree:
    """The verb as a clause about what was told; the clause before takes its place."""
    before = next((k for k in tree.children(at, "ccomp") if k < told and tree.is_under(told, k)), None)
    if before is None:
        return tree.moved(at, told, "relcl")
    above = tree.tokens[at]
    tokens = list(tree.tokens)
    head = before if above.head == at else above.head
    tokens[before] = replace(tokens[before], head=head, dep=above.dep)
    tokens[at] = replace(above, head=told, dep="relcl")
    return Tree.of(ParsedSentence(sentence=tree.sentence, tokens=tuple(tokens)))
