"""Systematic errors of the parser on news sentences, mended before anybody reads the tree."""

from khabar.claims.repairs.count_repair import mend_counts
from khabar.claims.repairs.disputes import mend_disputes
from khabar.claims.repairs.garden_paths import mend_asides, mend_garden_paths, mend_plurals
from khabar.claims.repairs.guise_repair import mend_guises
from khabar.claims.repairs.harm_lists import mend_harm_lists
from khabar.claims.repairs.headlines import mend_headline
from khabar.claims.repairs.interposed import tells
from khabar.claims.repairs.people_repair import mend_people
from khabar.claims.repairs.plots import mend_plots
from khabar.claims.repairs.told_repair import mend_told
from khabar.claims.repairs.wound_repair import mend_wounds
from khabar.claims.tree import SUBJECTS, Tree, has_object, is_passive
from khabar.model.documents import Token
from khabar.vocab import Vocab
from khabar.vocabulary.entries import Pos, Trigger

_OPENERS = frozenset({"after", "before", "since", "until", "as"})
_SHOT = frozenset({"death", "victim", "spree", "incident", "scene", "suspect", "rampage"})


def mend(tree: Tree, vocab: Vocab) -> Tree:
    """The tree with these sorts of arcs put right, and those of the modules beside this one.

    * "Air strikes killed 46 people, a monitor said": the strikes are not who said it.
    * "accused forces of bombing towns, killing eight": the participle belongs to the bombing;
    * "hit a market in the town killing eight": the participle belongs to the hit;
    * "went off as people were leaving, killing nine": it belongs to the going off;
    * "left five people injured": the participle belongs to the leaving;
    * "was laid after planes shelled it, killing nine": the participle belongs to the shelling;
    * "weeks after planes of the Legion bombed it": the planes bombed;
    * "was shot and killed", "were burned and their owners displaced": the second is a participle, too;
    * "the shooting death of a boy": a noun of the death, no verb;
    * "eight people were slain": a participle that is tagged as an adjective is a verb;
    * "12 killed and some 200 wounded": the second number belongs to the second verb;
    * after a quotation, in "chanted dozens of students", the students chanted.

    Speakers in the midst of what they say are lifted before, by `interposed`, where claims are read.
    Lists of harm and of those harmed are put right last, in `harm_lists` and `victim_lists`.
    """
    tree = mend_disputes(mend_headline(tree, vocab), vocab)
    tree = mend_people(mend_guises(tree, vocab))
    tree = mend_counts(mend_wounds(tree), vocab)
    for token in tree.tokens:
        tree = mend_plurals(tree, tree.tokens[token.i])
        if token.tag == "VBG" and token.lemma == "shoot":
            tree = _name_shooting(tree, token)
        if token.tag == "VBN" and token.dep == "amod":
            tree = _name_quality(tree, token, vocab)
        if token.tag == "JJ" and token.dep == "acomp":
            tree = _name_harm(tree, token, vocab)
        if token.tag.startswith("V"):
            tree = mend_garden_paths(tree, tree.tokens[token.i])
            tree = mend_asides(tree, tree.tokens[token.i])
            verb = tree.tokens[token.i]
            tree = _mend_participle(_mend_verb(tree, verb, vocab), verb, vocab)
            tree = mend_plots(mend_told(tree, tree.tokens[token.i], vocab), tree.tokens[token.i])
    return mend_harm_lists(tree, vocab)


def _name_quality(tree: Tree, token: Token, vocab: Vocab) -> Tree:
    """Makes the participle in "61 wounded bystanders" an adjective, where one is known."""
    word = token.text.lower()
    known = any(t.pos is Pos.ADJ and len(t.words) == 1 for t in vocab.triggers_by_first.get(word, ()))
    if not known:
        return tree
    return tree.retagged(token.i, "JJ", word)


def _name_shooting(tree: Tree, token: Token) -> Tree:
    """Makes the participle in "the shooting death of" a noun before the noun, which takes its place."""
    noun = next(iter(tree.tokens[token.i + 1 : token.i + 2]), None)
    if noun is None or noun.lemma not in _SHOT or noun.head != token.i or token.dep == "ROOT":
        return tree
    tree = tree.retagged(token.i, "NN", "shooting")
    for kid in tree.kids[token.i]:
        tree = tree.moved(kid, noun.i, tree.tokens[kid].dep) if kid != noun.i else tree
    return tree.moved(noun.i, token.head, "dobj").moved(token.i, noun.i, "compound")


def _mend_second(tree: Tree, token: Token, vocab: Vocab) -> Tree:
    """Makes "killed" in "was shot and killed" a participle, as the one before it is.

    So is "displaced" in "homes were burned, and their owners displaced": they displaced nobody.
    """
    second = token.tag == "VBD" and token.dep == "conj" and is_passive(tree, token.head)
    if not second or tree.children(token.i, "aux", "ccomp", "mark") or has_object(tree, token.i):
        return tree
    own = tree.children(token.i, *SUBJECTS)
    if not (_befalls(tree, token, own, vocab) if own else _counts_dead(token, vocab)):
        return tree
    return tree.retagged(token.i, "VBN")


def _mend_participle(tree: Tree, token: Token, vocab: Vocab) -> Tree:
    tree = _mend_second(tree, token, vocab)
    if token.tag == "VBN" and token.dep == "acl":
        tree = _share_verb(tree, token) if tree.tokens[token.head].tag == "CD" else tree
        tree = _raise_left(tree, token)
    if token.tag == "VBG" and token.dep == "advcl" and _is_aside(tree, token.head, vocab):
        tree = tree.moved(token.i, tree.tokens[token.head].head, "advcl")
    if token.tag == "VBG" and token.dep == "advcl" and _counts_dead(token, vocab):
        tree = _lower_to_deed(tree, token.i, vocab)
    if token.tag == "VBG" and token.dep == "acl" and _counts_dead(token, vocab):
        tree = _raise_participle(tree, token, vocab)
    return tree


def _lower_to_deed(tree: Tree, participle: int, vocab: Vocab) -> Tree:
    """Moves a harming participle from a verb that names no event to the deed told between them."""
    above = tree.tokens[participle].head
    if _tells(vocab, tree.tokens[above].lemma) or above > participle:
        return tree
    between = [k for k in range(above + 1, participle) if tree.is_verb(k) and tree.is_under(k, above)]
    deeds = [k for k in between if tree.tokens[k].dep == "advcl" and _tells(vocab, tree.tokens[k].lemma)]
    return tree.moved(participle, deeds[-1], "advcl") if deeds else tree


def _raise_left(tree: Tree, participle: Token) -> Tree:
    """Moves the participle in "left five people injured" to the leaving."""
    noun = tree.tokens[tree.tokens[participle.i].head]
    beside = tree.tokens[max(0, participle.i - 1)]  # "a raid that left ten hurt"
    for left in (noun, beside):
        if left.dep == "dobj" and tree.tokens[left.head].lemma == "leave":
            return tree.moved(participle.i, left.head, "advcl")
    return tree


def _follows_quotation(tree: Tree, verb: int) -> bool:
    quoted = verb > 0 and tree.tokens[verb - 1].text in {"”", '"', "''", "’"}
    return quoted and not tree.children(verb, "nsubj", "nsubjpass")


def _invert(tree: Tree, verb: int) -> Tree:
    told = tree.child(verb, "dobj")
    return tree if told is None else tree.moved(told, verb, "nsubj")


def _share_verb(tree: Tree, participle: Token) -> Tree:
    """Makes a participle behind a bare number the second verb of a list, the number its subject."""
    number = tree.tokens[participle.head]
    if number.dep != "conj" or not tree.is_verb(number.head):
        return tree
    return tree.moved(participle.i, number.head, "conj").moved(number.i, participle.i, "nsubj")


def _is_aside(tree: Tree, verb: int, vocab: Vocab) -> bool:
    """True for the verb of a side clause ("as people were leaving") that names no event."""
    marks = {tree.tokens[k].lemma for k in tree.children(verb, "mark", "advmod")}
    aside = bool(marks & {"as", "while", "when"}) and tree.tokens[verb].dep == "advcl"
    return aside and not _tells(vocab, tree.tokens[verb].lemma)


def _counts_dead(token: Token, vocab: Vocab) -> bool:
    return any(trigger.measure for trigger in _tells(vocab, token.lemma))


def _befalls(tree: Tree, token: Token, subjects: tuple[int, ...], vocab: Vocab) -> bool:
    """True for what must be done to the subjects: not for "died", nor for "looted" of soldiers."""
    measures = [
        vocab.measures[t.measure]
        for t in _tells(vocab, token.lemma)
        if t.measure and t.object is not None and len(t.words) == 1
    ]
    people = any(tree.tokens[k].lemma in vocab.people for k in subjects)
    return any(measure.unit == "persons" or not people for measure in measures)


def _tells(vocab: Vocab, lemma: str) -> tuple[Trigger, ...]:
    """The triggers that a word begins, those of people on the move left aside: "leave (home)"."""
    return tuple(t for t in vocab.triggers_by_first.get(lemma, ()) if not t.homely or t.common)


def _raise_participle(tree: Tree, participle: Token, vocab: Vocab) -> Tree:
    """Moves a harming participle from a thing, which harms nobody, to the verb above it."""
    if tree.tokens[participle.head].lemma in vocab.people:
        return tree
    verb = next((head for _, head in tree.ascend(participle.i) if tree.is_verb(head)), None)
    return tree if verb is None else tree.moved(participle.i, verb, "advcl")


def _name_harm(tree: Tree, token: Token, vocab: Vocab) -> Tree:
    """Makes an adjective that is only a harming verb's participle ("slain") a participle again."""
    lemma = vocab.lemma(token.text, "VBN")
    harms = any(t.pos is Pos.VERB and t.measure for t in _tells(vocab, lemma))
    if not harms or any(t.pos is Pos.ADJ for t in vocab.triggers_by_first.get(token.lemma, ())):
        return tree
    return tree.retagged(token.i, "VBN", lemma)


def _mend_verb(tree: Tree, token: Token, vocab: Vocab) -> Tree:
    if _follows_quotation(tree, token.i):
        tree = _invert(tree, token.i)
    if token.dep in {"advcl", "ccomp"} and token.tag in {"VBD", "VBP", "VBZ"}:
        tree = _give_subject(tree, token.i)
    if tells(token, vocab):
        tree = _lower_participle(_free_subject(tree, token.i), token.i)
    return tree


def _give_subject(tree: Tree, verb: int) -> Tree:
    """Makes the noun between "after" and a verb without a subject its subject."""
    if tree.children(verb, *SUBJECTS):
        return tree
    for opener in (*tree.children(verb, "mark"), *tree.children(tree.tokens[verb].head, "prep")):
        noun = tree.child(opener, "pobj")
        if tree.tokens[opener].lemma not in _OPENERS or noun is None or not opener < noun < verb:
            continue
        if all(tree.is_under(k, opener) or tree.is_under(k, verb) for k in range(noun, verb)):
            tree = tree.moved(noun, verb, "nsubj").moved(opener, verb, "mark")
            return tree.moved(verb, tree.tokens[verb].head, "advcl")
    return tree


def _free_subject(tree: Tree, said: int) -> Tree:
    """Moves a noun before a reporting verb to the participle with an object that hangs on it."""
    for noun in tree.children(said, "nsubj", "dep", "nsubjpass", "npadvmod"):
        for verb in tree.children(noun, "acl"):
            if noun < said and tree.tokens[verb].tag in {"VBN", "VBD"} and tree.children(verb, "dobj"):
                return tree.moved(verb, said, "ccomp").moved(noun, verb, "nsubj")
    return tree


def _lower_participle(tree: Tree, said: int) -> Tree:
    for verb in tree.children(said, "advcl"):
        if tree.tokens[verb].tag == "VBG" and verb > said and not tree.children(verb, "nsubj", "mark"):
            below = [
                k
                for k in tree.descend(said)
                if said < k < verb and tree.is_verb(k) and not tree.is_under(k, verb)
            ]
            if below and tree.tokens[max(below)].dep not in {"aux", "auxpass"}:
                return tree.moved(verb, max(below), "advcl")
    return tree
