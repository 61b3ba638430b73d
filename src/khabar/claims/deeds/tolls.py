"""Words that stand for a count of those who were harmed, and what makes it grow."""

from khabar.claims.context import Context
from khabar.claims.people.parties import FIGHTING, UNDER_ARMS, counted_as, read_party
from khabar.claims.tallies import NUMBERS
from khabar.claims.tree import SUBJECTS, Tree, arguments, prepositions
from khabar.model.claims import ActorClass, Role
from khabar.vocab import Vocab
from khabar.vocabulary.entries import Pos

_TOLLS = frozenset({"toll", "it"})
_QUALIFYING = ("amod", "acl", "compound", "nmod")
_UPWARDS = frozenset({"raise", "lift", "increase"})
_OFFICIAL = frozenset({ActorClass.STATE, ActorClass.STATE_FORCES, ActorClass.FOREIGN_FORCES})


def is_toll(tree: Tree, noun: int, vocab: Vocab) -> bool:
    """True for a toll, and for a number of those harmed: "of people killed"; not for one of troops."""
    lemma = tree.tokens[noun].lemma
    if lemma in _TOLLS or _harms(tree, noun, vocab):
        return True
    counted = (noun, *(obj for word, obj in prepositions(tree, noun) if word == "of"))
    return lemma in NUMBERS and any(
        _harms(tree, k, vocab) for head in counted for k in (head, *tree.children(head, *_QUALIFYING))
    )


def _harms(tree: Tree, i: int, vocab: Vocab) -> bool:
    """True for a word that counts those harmed: "dead", "injured", "casualties", "body"."""
    lemma = tree.tokens[i].lemma
    return lemma == "body" or any(t.measure for t in vocab.triggers_by_first.get(lemma, ()))


def adds_to_toll(tree: Tree, verb: int, context: Context) -> bool:
    """True where a toll is raised by a deed: by rebels, or by guards who did so by "killing six".

    Those who raise a toll otherwise count the dead again.
    """
    if tree.tokens[verb].lemma not in _UPWARDS:
        return False
    goes_on = tree.tokens[verb].tag == "VBG" and tree.tokens[verb].dep == "advcl"
    clauses = (
        *tree.children(verb, "advcl", "pcomp"),
        *(k for prep in tree.children(verb, "prep") for k in tree.children(prep, "pcomp")),
        *((tree.tokens[verb].head,) if goes_on else ()),
    )
    done = any(_is_deed(tree, k, context.vocab) and _is_same(tree, k, verb) for k in clauses)
    return done or any(_is_outlaw(tree, k, context) for k in arguments(tree, verb).subjects)


def _is_deed(tree: Tree, verb: int, vocab: Vocab) -> bool:
    triggers = vocab.triggers_by_first.get(tree.tokens[verb].lemma, ())
    return any(t.pos is Pos.VERB and t.subject is Role.PERPETRATOR for t in triggers)


def _is_same(tree: Tree, clause: int, verb: int) -> bool:
    """True where the clause has no doer but that of the verb, or "they"."""
    own = tree.children(clause, *SUBJECTS)
    above = tree.tokens[verb].head == clause
    return above or all(tree.tokens[k].tag == "PRP" for k in own)


def _is_outlaw(tree: Tree, doer: int, context: Context) -> bool:
    party = read_party(tree, doer, context)
    if party is not None and party.value.actor_class in FIGHTING:
        return party.value.actor_class not in _OFFICIAL
    return counted_as(tree, doer, context) in UNDER_ARMS - {"police", "soldiers", "security_forces"}
