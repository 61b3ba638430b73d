"""Who is "believed to be" something, and then acts: the parser takes the believing for the main verb.

* "men believed to be smugglers shot a guard": the men shot him, and believed nothing;
* "two people thought to be smugglers were shot": the two were shot;
* "none of the prisoners said to have been shot was named": none was named, whoever was shot;
* "left 200 dead and thousands homeless": the thousands are people, and no verb;
* "four were killed by shelling in Lugo": the shelling is a noun, and the four shelled nobody;
* "took two clerks hostage": the clerks were taken.
"""

from dataclasses import replace

from khabar.claims.tree import SUBJECTS, Tree, is_passive
from khabar.model.documents import ParsedSentence, Token
from khabar.vocab import Vocab
from khabar.vocabulary.entries import Pos

_TAKING = frozenset({"believe", "think", "suspect", "presume", "assume", "allege", "report", "say"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "VBN"})
_BELOW = frozenset({"ccomp", "conj", "parataxis", "dep", "advcl"})
_CAPTIVE = frozenset({"hostage", "prisoner", "captive"})
_CROWDS = frozenset({"millions", "thousands", "hundreds", "dozens", "scores"})


def mend_guises(tree: Tree, vocab: Vocab) -> Tree:
    """The tree with those who are taken for something as subjects of what they do or suffer."""
    for at in range(1, len(tree.tokens)):
        token = tree.tokens[at]
        if token.tag in {"VBD", "VBN"} and token.lemma in _TAKING:
            tree = _free_past(_free_taken(tree, token), token.i)
        elif token.tag.startswith("V") and token.text.lower() in _CROWDS:
            tree = _count_crowd(tree, token)
        elif token.tag == "VBG" and token.dep == "pcomp":
            tree = _name_means(tree, token, vocab)
        elif token.dep == "dobj" and token.text.lower() in _CAPTIVE:
            tree = _free_captives(tree, token)
    return tree


def _free_taken(tree: Tree, taken: Token) -> Tree:
    """Makes the subject of "believed to be" that of the finite verb behind it."""
    be = next((k for k in tree.children(taken.i, "xcomp") if k == taken.i + 2), None)
    subjects = tree.children(taken.i, *SUBJECTS)
    if be is None or tree.tokens[be].lemma != "be" or len(subjects) != 1:
        return tree
    if tree.children(taken.i, "aux", "auxpass", "dobj") or subjects[0] != taken.i - 1:
        return tree
    verb = next((k for k in tree.children(taken.i, *_BELOW) if _may_act(tree, k, be)), None)
    return tree if verb is None else _raise(tree, taken, verb, be, taken.i - 1)


def _free_past(tree: Tree, said: int) -> Tree:
    """Hangs "said to have been shot" on the noun before it, and frees what that is the subject of."""
    taken, noun = tree.tokens[said], tree.tokens[said - 1]
    past = next((k for k in tree.children(said, "xcomp") if _is_past(tree, k)), None)
    if past is None or tree.children(said, "aux", "auxpass", "dobj") or not tree.is_noun(noun.i):
        return tree
    subject = tree.child(said, *SUBJECTS)
    if subject is None:
        return _as_participle(tree, said, noun.i) if taken.dep in {"conj", "ccomp"} else tree
    below = (*tree.children(said, *_BELOW), *tree.children(past, *_BELOW))
    verb = next((k for k in below if k > past and _is_bare(tree, k)), None)
    if not tree.is_under(noun.i, subject):
        return tree
    if verb is not None:
        tree = _raise(tree, taken, verb, past, subject)
    elif taken.dep == "ccomp":
        tree = tree.moved(subject, taken.head, "dobj")
    return _as_participle(tree, said, noun.i)


def _is_past(tree: Tree, verb: int) -> bool:
    return {"to", "have"} <= {tree.tokens[k].lemma for k in tree.children(verb, "aux")}


def _is_bare(tree: Tree, verb: int) -> bool:
    """True for a finite verb without a subject."""
    bare = not tree.children(verb, "mark", "cc", *SUBJECTS)
    return bare and tree.tokens[verb].tag in _FINITE


def _as_participle(tree: Tree, said: int, noun: int) -> Tree:
    if tree.is_under(noun, said):
        return tree  # nothing else can stand where the telling stood: "The men said to have shot him."
    tokens = list(tree.tokens)
    tokens[said] = replace(tokens[said], head=noun, dep="acl", tag="VBN")
    return Tree.of(ParsedSentence(sentence=tree.sentence, tokens=tuple(tokens)))


def _may_act(tree: Tree, verb: int, be: int) -> bool:
    """True for a finite verb behind "to be" with no subject, or with what they are taken for as one."""
    own = tree.children(verb, *SUBJECTS)
    finite = tree.tokens[verb].tag in _FINITE and not tree.children(verb, "mark", "cc")
    return verb > be and finite and all(k > be and _is_guise(tree, k, be) for k in own)


def _is_guise(tree: Tree, noun: int, be: int) -> bool:
    return not tree.children(be, "attr") and min(tree.phrase(noun)) == be + 1


def _raise(tree: Tree, taken: Token, verb: int, be: int, subject: int) -> Tree:
    """The tree with `verb` in the place of the believing, whose subject is now its own."""
    tokens = list(tree.tokens)
    for guise in tree.children(verb, *SUBJECTS):
        tokens[guise] = replace(tokens[guise], head=be, dep="attr")
    head = verb if taken.head == taken.i else taken.head
    passive = bool(tree.children(verb, "auxpass"))
    tag = "VBN" if passive else "VBD"
    tokens[verb] = replace(tokens[verb], head=head, dep=taken.dep, tag=tag)
    tokens[subject] = replace(tokens[subject], head=verb, dep="nsubjpass" if passive else "nsubj")
    tokens[taken.i] = replace(taken, head=subject, dep="acl", tag="VBN")
    for k in tree.kids[taken.i]:
        if k not in {subject, verb, be}:
            tokens[k] = replace(tokens[k], head=verb)
    return Tree.of(ParsedSentence(sentence=tree.sentence, tokens=tuple(tokens)))


def _name_means(tree: Tree, means: Token, vocab: Vocab) -> Tree:
    """Makes a noun of the means of what was suffered: who "was killed by shelling" shelled nobody."""
    word = means.text.lower()
    above = tree.tokens[tree.tokens[means.head].head]
    suffered = tree.is_verb(above.i) and is_passive(tree, above.i)
    if not suffered or tree.children(means.i, "dobj", "xcomp", "ccomp", *SUBJECTS):
        return tree
    if all(t.pos is not Pos.NOUN or len(t.words) > 1 for t in vocab.triggers_by_first.get(word, ())):
        return tree
    tokens = list(tree.tokens)
    tokens[means.i] = replace(means, tag="NN", lemma=word, dep="pobj")
    return Tree.of(ParsedSentence(sentence=tree.sentence, tokens=tuple(tokens)))


def _free_captives(tree: Tree, captive: Token) -> Tree:
    """Makes the noun before "hostage" the object of the taking."""
    taken = next((k for k in tree.children(captive.i, "compound", "nmod") if k == captive.i - 1), None)
    if taken is None or tree.tokens[captive.head].lemma not in {"take", "hold", "keep"}:
        return tree
    for k in tree.kids[captive.i]:
        if k < taken:
            tree = tree.moved(k, taken, tree.tokens[k].dep)
    return tree.moved(taken, captive.head, "dobj").moved(captive.i, captive.head, "oprd")


def _count_crowd(tree: Tree, crowd: Token) -> Tree:
    """Makes "thousands" in "200 dead and thousands homeless" people, the second of those left so."""
    left = next(iter(tree.children(crowd.i, "acomp", "oprd", "dobj")), None)
    if left != crowd.i + 1 or not tree.tokens[left].tag.startswith("J"):
        return tree
    tokens = list(tree.tokens)
    tokens[left] = replace(tokens[left], head=crowd.head, dep=crowd.dep)
    tokens[crowd.i] = replace(crowd, tag="NNS", head=left, dep="nummod")
    return Tree.of(ParsedSentence(sentence=tree.sentence, tokens=tuple(tokens)))
