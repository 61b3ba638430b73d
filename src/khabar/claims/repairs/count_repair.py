"""Counts that the parser hangs on the wrong word, mended before anybody reads the tree.

* "Since January 340 people have been killed": the number is that of the people;
* "in the fighting 12 rebels and 7 soldiers were killed": the rebels are the first of those killed;
* "put the dead at 30 and the wounded at 80": "the wounded" are people, and nobody wounded them here;
* "counted 15 dead": the dead are fifteen;
* "including five women, as well as 36 injured": the injured are the 36;
* "an assault on Nules and 13 others died": the others died, and nobody assaulted them;
* "who had helped found a weekly was shot": the weekly was founded;
* "IS shot dead 12 men": the group shot them;
* "called the toll exaggerated": the toll is called so;
* "said around 200 of the brigade were wounded": the 200 were, and nobody spoke around them;
* "put the toll at 31 dead and 60 wounded": the wounded are of the toll, too;
* "between 12 and 90 people were killed": the people are the subject;
* "in Vigo, one of the oldest ports, six men were killed": the port is none of the killed.
"""

from collections.abc import Callable

from khabar.claims.tallies import TALLIES
from khabar.claims.tree import SUBJECTS, Tree
from khabar.model.documents import Token
from khabar.vocab import Vocab

_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_HARMED = frozenset({"dead", "wounded", "injured", "killed", "hurt"})
_HEDGING = frozenset({"around", "about", "over", "some"})
_PUT_AT = frozenset({"at", "as", "of", "to"})
_TOLLS = TALLIES | {"casualty", "loss"}
_DAYS = 31  # of a month
_EVENTS = frozenset({"fighting", "shooting", "bombing", "shelling", "raid", "attack", "clash", "battle"})


def mend_counts(tree: Tree, vocab: Vocab) -> Tree:
    """The tree with the counts in it put right."""
    for at in range(len(tree.tokens)):
        if _may_be_wrong(tree.tokens[at]):
            for repair in _REPAIRS:
                tree = repair(tree, tree.tokens[at], vocab)
    return tree


def _may_be_wrong(token: Token) -> bool:
    """False for most words, which no repair begins with."""
    if token.tag == "CD":
        return token.head == token.i - 1 or (token.lemma == "one" and token.dep in SUBJECTS)
    if token.dep in {"pobj", "oprd"} or token.tag.startswith("VB"):
        return True
    return token.text in _HARMED


def _free_number(tree: Tree, token: Token, _: Vocab) -> Tree:
    """Gives the number behind a month to the people behind it."""
    behind = tree.tokens[token.i + 1 : token.i + 2]
    if token.tag != "CD" or token.head != token.i - 1 or tree.tokens[token.head].tag != "NNP":
        return tree
    if not behind or behind[0].tag != "NNS" or tree.children(behind[0].i, "nummod"):
        return tree
    digits = token.text.replace(",", "")
    if digits.isdigit() and int(digits) <= _DAYS:
        return tree  # "on May 3 rebels attacked"
    return tree.moved(token.i, behind[0].i, "nummod")


def _free_first(tree: Tree, token: Token, _: Vocab) -> Tree:
    """Makes the people behind "in the fighting" the first of the subjects, not what "in" is before."""
    events = [k for k in tree.children(token.i, "amod", "compound", "nmod") if _is_event(tree, k)]
    numbers = tree.children(token.i, "nummod")
    if token.dep != "pobj" or not events or not numbers or not events[-1] < numbers[0]:
        return tree
    verb = tree.tokens[token.head].head
    subject = next((k for k in tree.children(verb, *SUBJECTS) if k > token.i), None)
    if subject is None or not tree.is_verb(verb):
        return tree
    dep, prep = tree.tokens[subject].dep, token.head
    tree = tree.moved(token.i, verb, dep).moved(subject, token.i, "conj").moved(events[-1], prep, "pobj")
    for k in tree.children(token.i, "det"):
        tree = tree.moved(k, events[-1], "det") if k < events[-1] else tree
    return tree.retagged(events[-1], "NN")


def _is_event(tree: Tree, i: int) -> bool:
    return tree.tokens[i].text.lower() in _EVENTS


def _name_harmed(tree: Tree, token: Token, _: Vocab) -> Tree:
    """Makes "the wounded" a noun, where no noun follows, and puts it beside the one before."""
    before, behind = tree.tokens[max(0, token.i - 1)], tree.tokens[token.i + 1 : token.i + 2]
    if token.tag not in {"VBN", "VBD"} or token.text.lower() not in _HARMED or before.lemma != "the":
        return tree
    if not behind or behind[0].tag.startswith(("NN", "JJ", "CD", "VB")) or token.dep != "conj":
        return tree
    tree = tree.retagged(token.i, "NN", token.text.lower())
    return tree.moved(before.i, token.i, "det")


def _count_dead(tree: Tree, token: Token, _: Vocab) -> Tree:
    """Puts the number right before "dead" on it, where the parser makes it a verb's object."""
    number = tree.tokens[max(0, token.i - 1)]
    if token.text.lower() != "dead" or number.tag != "CD" or number.head != token.head:
        return tree
    if number.dep != "dobj" or token.dep not in {"ccomp", "oprd", "acomp", "advcl", "dep"}:
        return tree
    return tree.moved(number.i, token.i, "nummod").moved(token.i, token.head, "dobj")


def _describe_last(tree: Tree, token: Token, vocab: Vocab) -> Tree:
    """Hangs a participle on the number right before it, and takes both out of a list of parts."""
    number = tree.tokens[max(0, token.i - 1)]
    counted = number.tag == "CD" or number.lemma in {"dozen", "hundred", "score", "dozens", "scores"}
    apart = token.head < number.i and not tree.is_under(token.i, number.i)
    if token.tag != "VBN" or token.dep != "acl" or not counted or not apart:
        return tree
    if number.dep != "conj" or not _harms(token, vocab):
        return tree
    top = next((head for _, head in tree.ascend(number.i) if tree.is_verb(head)), None)
    if top is None:
        return tree
    return tree.moved(token.i, number.i, "acl").moved(number.i, top, "dep")


def _harms(token: Token, vocab: Vocab) -> bool:
    return any(t.measure in {"killed", "wounded"} for t in vocab.triggers_by_first.get(token.lemma, ()))


def _give_subject(tree: Tree, token: Token, vocab: Vocab) -> Tree:
    """Gives a finite harming verb without a subject the counted noun of another's list before it."""
    if token.tag not in _FINITE or not _harms(token, vocab) or tree.children(token.i, *SUBJECTS):
        return tree
    if tree.children(token.i, "auxpass", "dobj", "mark") or token.dep not in {"advcl", "conj", "dep"}:
        return tree
    noun = _counted_before(tree, token.i)
    if noun is None or tree.tokens[noun].dep != "conj" or tree.is_verb(tree.tokens[noun].head):
        return tree
    if tree.tokens[noun].head > token.head and tree.tokens[noun].head < noun:
        tree = tree.moved(noun, token.i, "nsubj")
    return tree


def _counted_before(tree: Tree, verb: int) -> int | None:
    """The noun with a number that ends before a verb, what stands between commas left aside."""
    end = verb
    if tree.tokens[end - 1].text == ",":
        commas = [t.i for t in tree.tokens[: end - 1] if t.text == ","]
        end = commas[-1] if commas else 0
    noun = end - 1
    if noun < 1 or not tree.is_noun(noun):
        return None
    return noun if tree.children(noun, "nummod") else None


def _give_object(tree: Tree, token: Token, _: Vocab) -> Tree:
    """Gives the second of two subjects to the verb that ends the relative clause of the first."""
    subjects = tree.children(token.i, "nsubj", "nsubjpass")
    if len(subjects) != 2 or not tree.is_verb(token.i):
        return tree
    first, second = subjects
    start = min(tree.phrase(second))
    ends = tree.tokens[start - 1]
    clauses = tree.children(first, "relcl")
    inside = any(tree.is_under(ends.i, clause) for clause in clauses)
    if not inside or not (tree.is_verb(ends.i) or ends.tag == "VBN"):
        return tree
    return tree.moved(second, ends.i, "dobj")


def _name_group(tree: Tree, token: Token, _: Vocab) -> Tree:
    """Makes "IS" in capitals before a verb with an object its subject, and no form of "be"."""
    if token.text != "IS" or not token.tag.startswith("VB") or tree.sentence.text.isupper():
        return tree
    verb = tree.tokens[token.head]
    if token.dep not in {"auxpass", "aux"} or verb.i < token.i or not tree.children(verb.i, "dobj"):
        return tree
    if any(k < token.i for k in tree.children(verb.i, *SUBJECTS)):
        return tree
    tree = tree.retagged(token.i, "NNP", "IS").retagged(verb.i, "VBD")
    return tree.moved(token.i, verb.i, "nsubj")


def _judge_toll(tree: Tree, token: Token, _: Vocab) -> Tree:
    """Makes the toll in "called the toll exaggerated" what is called so."""
    noun = tree.tokens[max(0, token.i - 1)]
    called = token.dep == "oprd" and token.tag in {"JJ", "VBN"} and noun.head == token.i
    if not called or noun.dep != "compound":
        return tree
    tree = tree.moved(noun.i, token.head, "dobj")
    for k in tree.children(token.i, "det"):
        tree = tree.moved(k, noun.i, "det")
    return tree


def _name_place(tree: Tree, token: Token, _: Vocab) -> Tree:
    """Hangs "one of the oldest ports" between commas on the noun before, where the verb has another."""
    before = token.i - 2
    others = [k for k in tree.children(token.head, *SUBJECTS) if k > token.i]
    if token.lemma != "one" or token.dep not in SUBJECTS or before < 0 or not others:
        return tree
    enclosed = tree.tokens[before + 1].text == tree.tokens[max(tree.descend(token.i)) + 1].text == ","
    described = any(tree.tokens[k].lemma == "of" for k in tree.children(token.i, "prep"))
    if not (enclosed and described and tree.is_noun(before)):
        return tree
    return tree.moved(token.i, before, "appos")


def _count_hurt(tree: Tree, token: Token, _: Vocab) -> Tree:
    """Makes the number behind "around", hung on a verb of telling, the subject of the clause told."""
    hedge = tree.tokens[token.head]
    if token.tag != "CD" or token.dep != "pobj" or hedge.lemma not in _HEDGING:
        return tree
    for told in tree.children(hedge.head, "ccomp"):
        beside = tree.tokens[hedge.head].tag.startswith("VB") and hedge.i < told
        if not beside or tree.children(told, *SUBJECTS):
            continue
        between = range(max(tree.descend(token.i)) + 1, told)
        if all(tree.tokens[k].head == told for k in between):
            dep = "nsubjpass" if tree.children(told, "auxpass") else "nsubj"
            return tree.moved(token.i, told, dep).moved(hedge.i, token.i, "advmod")
    return tree


def _join_harmed(tree: Tree, token: Token, _: Vocab) -> Tree:
    """Hangs "60 wounded" on the dead of one toll: "put the toll at 31 dead and 60 wounded"."""
    number = next((k for k in tree.children(token.i, "nsubj") if tree.tokens[k].tag == "CD"), None)
    if number is None or token.text not in _HARMED or number != max(tree.descend(number)):
        return tree
    joined = min(tree.phrase(number)) - 1
    before = joined - 2 if tree.tokens[joined - 1].text == "," else joined - 1
    harmed = tree.tokens[max(0, before)]
    if tree.tokens[joined].text not in {"and", ","} or harmed.text not in _HARMED:
        return tree
    dead = tree.tokens[harmed.head if harmed.dep == "acl" else harmed.i]
    prep = tree.tokens[dead.head]
    if dead.dep != "pobj" or prep.lemma not in _PUT_AT or prep.head != token.head:
        return tree
    tolls = (prep.head, *tree.children(prep.head, "dobj", "nsubjpass"))
    if not any(tree.tokens[k].lemma in _TOLLS for k in tolls):
        return tree
    return tree.moved(number, dead.i, "conj").moved(token.i, number, "acl")


def _free_between(tree: Tree, token: Token, _: Vocab) -> Tree:
    """Makes the people in "between 12 and 90 people were killed" the subject."""
    between = tree.tokens[token.head]
    verb = tree.tokens[between.head]
    numbers = tree.children(token.i, "nummod")
    ranged = any(tree.tokens[k].tag == "CD" for number in numbers for k in tree.children(number, "conj"))
    if token.dep != "pobj" or between.lemma != "between" or not ranged or not tree.is_verb(verb.i):
        return tree
    if tree.children(verb.i, *SUBJECTS) or verb.i < token.i:
        return tree
    dep = "nsubjpass" if tree.children(verb.i, "auxpass") else "nsubj"
    return tree.moved(token.i, verb.i, dep).moved(between.i, token.i, "advmod")


_REPAIRS: tuple[Callable[[Tree, Token, Vocab], Tree], ...] = (
    _free_number,
    _free_first,
    _name_harmed,
    _count_dead,
    _describe_last,
    _give_subject,
    _give_object,
    _name_group,
    _judge_toll,
    _count_hurt,
    _name_place,
    _join_harmed,
    _free_between,
)
