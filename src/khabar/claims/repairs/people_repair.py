"""Errors of the parser where people are told of by age and name, mended before anybody reads the tree.

* "a 15-year-old was shot", "an 18-year old": the age is a noun;
* "a 33-year-old hit in the hip": the harm is a participle on that noun, and no noun of its own;
* "one of five people shot", "found two women shot to death": what was done to them, not what they did;
* "Ana Puig, 54, Joan Mas, 42, and Pau, 6": a list of people, and not one with three names;
* "his wife, Ana Puig, 34, and their son": the son goes with the wife, who has a name;
* "shot her and then himself": he is one of those shot; "shot her, then fled": he did both;
* "also wounded were two boys": the boys are the wounded;
* "are investigating after a girl was shot": she was shot, and nobody said that they are investigating;
* "was found shot", "found a juvenile shot in the leg": what was done to those who were found;
* "elders trying to help the army were killed": the elders were killed, not their trying.
"""

from collections.abc import Callable
from dataclasses import replace

from khabar.claims.people.ages import AGE_NOUN
from khabar.claims.tree import SUBJECTS, Tree
from khabar.model.documents import ParsedSentence, Token
from khabar.vocabulary.pronouns import REFLEXIVES

_NOMINAL = SUBJECTS | {"dobj", "pobj", "conj", "attr", "appos", "ROOT", "dative", "dep", "npadvmod"}
_UNITS = frozenset({"year", "month", "week", "day"})
_HARMED = {"hit": "hit", "shot": "shoot", "hurt": "hurt", "wounded": "wound", "injured": "injure"}
_REPAIRED = frozenset({"NNP", "VBD", "VBN"})
_POINTING = REFLEXIVES | {"old"}
_OPENING = frozenset({"after", "before"})
_AUXILIARY = frozenset({"aux", "auxpass", "advmod", "neg"})
_SOMEBODY = frozenset(
    {"man", "woman", "boy", "girl", "baby", "child", "teen", "teenager", "toddler", "student", "driver"}
)
_FINDING = frozenset({"find", "discover", "see", "leave"})


def mend_people(tree: Tree) -> Tree:
    """The tree with the people in it put right."""
    for at in range(len(tree.tokens)):
        if _may_be_wrong(tree.tokens[at]):
            for repair in _REPAIRS:
                tree = repair(tree, tree.tokens[at])
    return tree


def _may_be_wrong(token: Token) -> bool:
    """False for four words of five, which no repair begins with."""
    if token.tag in _REPAIRED or token.dep in {"attr", "csubj", "csubjpass"} or token.lemma in _POINTING:
        return True
    return token.tag == "NN" and token.text.lower() in _HARMED


def _name_age(tree: Tree, token: Token) -> Tree:
    if token.lemma != "old" or token.dep not in _NOMINAL or not _is_age(tree, token.i):
        return tree
    return tree.retagged(token.i, "NN", AGE_NOUN)


def _is_age(tree: Tree, i: int) -> bool:
    before = [t for t in tree.tokens[max(0, i - 4) : i] if t.text != "-"]
    return len(before) > 1 and before[-1].lemma in _UNITS and _is_number(before[-2])


def _is_number(token: Token) -> bool:
    return token.tag == "CD" or token.text[0].isdigit()


def _free_age(tree: Tree, token: Token) -> Tree:
    """Makes the age before "hit", "shot" the noun, and the noun what was done to that person."""
    age = tree.tokens[token.i - 1] if token.i else token
    harmed = token.text.lower() in _HARMED and token.tag == "NN"
    if not harmed or age.lemma != "old" or age.head != token.i or not _is_age(tree, age.i):
        return tree
    own = {
        kid for kid in tree.kids[token.i] if kid > token.i and tree.tokens[kid].dep not in {"cc", "conj"}
    }
    tokens = [replace(t, head=age.i) if t.head == token.i and t.i not in own else t for t in tree.tokens]
    above = age.i if token.head == token.i else token.head
    tokens[age.i] = replace(age, tag="NN", lemma=AGE_NOUN, head=above, dep=token.dep)
    lemma = _HARMED[token.text.lower()]
    tokens[token.i] = replace(token, tag="VBN", lemma=lemma, head=age.i, dep="acl")
    return Tree.of(ParsedSentence(sentence=tree.sentence, tokens=tuple(tokens)))


def _make_passive(tree: Tree, token: Token) -> Tree:
    """Makes a past tense behind those it was done to a participle: nobody else is there to do it to."""
    if token.tag != "VBD" or tree.children(token.i, "dobj", "aux", "mark"):
        return tree
    behind = token.dep == "acl" and not tree.children(token.i, *SUBJECTS)
    found = token.dep == "ccomp" and tree.tokens[token.head].lemma in _FINDING
    if not behind and not (found and tree.children(token.i, "nsubj")):
        return tree
    return tree.retagged(token.i, "VBN")


def _list_people(tree: Tree, token: Token) -> Tree:
    """Makes a name behind "Ana Puig, 54," a further member of a list."""
    above = tree.tokens[token.head]
    if token.tag != "NNP" or above.tag != "NNP" or token.dep != "appos":
        return tree
    aged = any(k < token.i and _is_number(tree.tokens[k]) for k in tree.children(above.i, "appos"))
    return tree.moved(token.i, above.i, "conj") if aged else tree


def _turn_back(tree: Tree, token: Token) -> Tree:
    """Makes those behind "also wounded were" the subject."""
    verb = tree.tokens[token.head]
    if token.dep != "attr" or verb.dep != "auxpass" or tree.children(verb.head, *SUBJECTS):
        return tree
    return tree.moved(token.i, verb.head, "nsubjpass")


def _name_behind(tree: Tree, token: Token) -> Tree:
    """Hangs a name between commas on the noun before it, who comes behind the name beside that noun."""
    above = tree.tokens[token.head]
    if token.tag != "NNP":
        return tree
    if token.dep == "npadvmod" and tree.is_verb(above.i):
        nouns = [k for k in tree.children(above.i, "dobj") if k < token.i]
        named = bool(nouns) and tree.tokens[nouns[-1]].tag == "NN" and _has_comma(tree, token.i)
        tree = tree.moved(token.i, nouns[-1], "appos") if named else tree
    noun = tree.tokens[tree.tokens[token.i].head]
    if tree.tokens[token.i].dep != "appos" or not noun.tag.startswith("NN") or noun.tag == "NNP":
        return tree
    for kid in tree.children(token.i, "conj"):
        if tree.tokens[kid].tag in {"NN", "NNS"} and tree.children(kid, "det", "poss", "nummod"):
            tree = tree.moved(kid, noun.i, "conj")
    return tree


def _has_comma(tree: Tree, name: int) -> bool:
    first = min((k for k in tree.descend(name) if k <= name), default=name)
    return first > 0 and tree.tokens[first - 1].text == ","


def _join_reflexive(tree: Tree, token: Token) -> Tree:
    """Makes "himself" in "shot her and then himself" one of those shot."""
    if token.lemma not in REFLEXIVES or token.dep in {"dobj", "pobj", "nsubj"}:
        return tree
    if tree.is_noun(token.head) and token.dep == "conj":
        return tree
    verb = next((head for _, head in tree.ascend(token.i) if tree.is_verb(head)), None)
    struck = [] if verb is None else [k for k in tree.children(verb, "dobj") if k < token.i]
    return tree.moved(token.i, struck[-1], "conj") if struck else tree


def _join_verb(tree: Tree, token: Token) -> Tree:
    """Makes "fled" in "shot her, then fled" a second verb of the same subject."""
    loose = token.tag == "VBD" and token.dep == "dep" and tree.tokens[token.head].tag == "VBD"
    if not loose or token.head > token.i or tree.children(token.i, "mark", *SUBJECTS):
        return tree
    return tree.moved(token.i, token.head, "conj")


def _part_clauses(tree: Tree, token: Token) -> Tree:
    """Gives the verb behind "after" and a noun that noun, and hangs it on the verb before."""
    if not token.tag.startswith("VB") or tree.children(token.i, *SUBJECTS):
        return tree
    for main in tree.children(token.i, "ccomp"):
        for prep in tree.children(main, "prep"):
            noun = tree.child(prep, "pobj")
            if tree.tokens[prep].lemma not in _OPENING or noun is None or not main < prep < noun:
                continue
            between = range(max(tree.phrase(noun)) + 1, token.i)
            if all(tree.tokens[k].head == token.i and tree.tokens[k].dep in _AUXILIARY for k in between):
                return _turn_around(tree, token, main, noun)
    return tree


def _turn_around(tree: Tree, verb: Token, main: int, noun: int) -> Tree:
    """The tree with `main` where the verb stood, and the verb below it with the noun as its subject."""
    tokens = list(tree.tokens)
    prep = tokens[noun].head
    above = main if verb.dep == "ROOT" else verb.head
    passive = any(tokens[k].dep == "auxpass" for k in tree.kids[verb.i])
    tokens[main] = replace(tokens[main], head=above, dep=verb.dep)
    tokens[verb.i] = replace(verb, head=main, dep="advcl")
    tokens[noun] = replace(tokens[noun], head=verb.i, dep="nsubjpass" if passive else "nsubj")
    tokens[prep] = replace(tokens[prep], head=verb.i, dep="mark")
    return Tree.of(ParsedSentence(sentence=tree.sentence, tokens=tuple(tokens)))


def _name_shot(tree: Tree, token: Token) -> Tree:
    """Makes the noun "shot" behind "found", or behind somebody, what was done to him."""
    if token.text.lower() != "shot" or token.tag != "NN":
        return tree
    if token.dep == "acl":
        return tree.retagged(token.i, "VBN", "shoot")
    if tree.tokens[token.head].lemma != "find":
        return tree
    if token.dep == "oprd":
        return tree.retagged(token.i, "VBN", "shoot")
    return _part_shot(tree, token)


def _name_hit(tree: Tree, token: Token) -> Tree:
    """Makes the noun "shot" in "a baby shot on Sunday has died" what was done to the baby."""
    before = tree.tokens[max(0, token.i - 1)]
    if token.text.lower() != "shot" or token.tag != "NN" or before.lemma not in _SOMEBODY:
        return tree
    own = tree.children(token.i, "det") or tree.children(before.i, "det")
    if before.head != token.i or token.dep not in SUBJECTS or not own:
        return tree
    return _hang_shot(tree, token, before.i)


def _part_shot(tree: Tree, token: Token) -> Tree:
    person = token.i - 1
    described = token.dep == "dobj" and person > 0 and tree.tokens[person].head == token.i
    if not described or not tree.children(token.i, "det") or tree.tokens[person].dep != "amod":
        return tree
    return _hang_shot(tree, token, person)


def _hang_shot(tree: Tree, shot: Token, person: int) -> Tree:
    """The person in the place of "shot", and that below him as a participle."""
    lemma = tree.tokens[person].text.lower()
    tree = tree.retagged(shot.i, "VBN", "shoot").retagged(person, "NN", lemma)
    for kid in (k for k in tree.kids[shot.i] if k < person):
        tree = tree.moved(kid, person, tree.tokens[kid].dep)
    dep = tree.tokens[shot.i].dep
    return tree.moved(person, shot.head, dep).moved(shot.i, person, "acl")


def _free_harmed(tree: Tree, token: Token) -> Tree:
    """Makes who does something in a clause before a verb the verb's subject, and the clause his."""
    doing = tree.tokens[token.i].dep in {"csubj", "csubjpass"} and token.tag == "VBG"
    own = tree.children(token.i, "nsubj")
    if not doing or not own or tree.children(token.i, "aux", "mark", "poss"):
        return tree
    dep = "nsubjpass" if token.dep == "csubjpass" else "nsubj"
    return tree.moved(own[0], token.head, dep).moved(token.i, own[0], "acl")


def _free_remaining(tree: Tree, token: Token) -> Tree:
    """Gives "hospitalized" in "seven men remained hospitalized" its subject."""
    own = tree.children(token.i, "nsubj") if token.dep == "auxpass" else ()
    return tree.moved(own[0], token.head, "nsubjpass") if own else tree


_REPAIRS: tuple[Callable[[Tree, Token], Tree], ...] = (
    _name_age,
    _free_age,
    _make_passive,
    _list_people,
    _name_behind,
    _join_reflexive,
    _join_verb,
    _turn_back,
    _part_clauses,
    _name_shot,
    _name_hit,
    _free_harmed,
    _free_remaining,
)
