"""People who are somewhere they cannot leave, and counts that another account gives of the same.

"Some 900 villagers remain in the encircled valley" is a situation; "it could be twelve hundred",
said next, is a second account of it, by its own source.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from khabar.claims.context import Context
from khabar.claims.draft import Draft
from khabar.claims.extractors.events import unique_sources
from khabar.claims.people.counting import Counted, count_phrase, number_at
from khabar.claims.people.inclusions import HARMED, VERBS, find_included, names_dead, points_back
from khabar.claims.people.parties import counted_as
from khabar.claims.scene.setting import Scene, find_place, find_when
from khabar.claims.tallies import NUMBERS
from khabar.claims.telling.cues import Attribution, find_cue
from khabar.claims.telling.sources import attributions, speakers
from khabar.claims.telling.status import read_state
from khabar.claims.tree import SUBJECTS, Tree, prepositions
from khabar.model.claims import Figure, Modality, Scope

_STAYING = frozenset({"be", "remain", "stay", "live", "shelter", "survive"})
_CLOSED = frozenset(
    {
        "besieged",
        "besiege",
        "encircle",
        "encircled",
        "surround",
        "surrounded",
        "held",
        "hold",
        "blockaded",
    }
)
_HEDGES = frozenset({"may", "might", "could", "perhaps", "possibly", "probably"})
_POCKETS = frozenset({"enclave", "pocket", "siege", "rubble", "crossfire"})
_THOSE = frozenset(
    {"them", "these", "those", "dead", "victim", "casualty", "killed", "wounded", "injured"}
)
_NUMBER = frozenset({"number", "figure", "total", "count"})
_IT = _NUMBER | {"it", "toll"}
_CORRECTING = frozenset({"correct", "revise", "amend"})
_PUTTING = _CORRECTING | {"put", "place", "set", "estimate", "give", "cite", "quote", "report", "offer"}
_VERBS = _STAYING | _PUTTING | VERBS
AGAIN = "account"
"""The kind of a draft that only gives another count of what the draft before it counts."""
AMONG = "among the dead"
"""The rule of such a draft where it counts some of the dead told of before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationExtractor:
    """Finds people held in a place, and second accounts of a count."""

    name: str = "situation"

    def __call__(self, tree: Tree, context: Context) -> tuple[Draft, ...]:
        """The drafts of a sentence in text order."""
        found = []
        for token in tree.tokens:
            if token.lemma not in _VERBS or not tree.is_verb(token.i):
                continue
            view = Scene(tree=tree, anchor=token.i, root=token.i, events=frozenset({token.i}))
            if token.lemma in _PUTTING:
                counts = (*_put(view, context), *_given(view, context))
                found += [_draft(view, AGAIN, other, context) for other in counts]
            if token.lemma in _STAYING:
                found += [_draft(view, "situation", held, context) for held in _held(view, context)]
                found += [_draft(view, AGAIN, other, context) for other in _again(view, context)]
                found += _inside(view, context)
            if token.lemma in VERBS:
                members = (
                    _draft(view, AGAIN, c, context) for c in find_included(tree, token.i, context)
                )
                apart = [replace(draft, apart=True) for draft in members]
                back = points_back(tree, token.i)
                found += apart if back else [replace(draft, rule=AMONG) for draft in apart]
        return tuple(found)


def _inside(view: Scene, context: Context) -> Iterator[Draft]:
    """Those who are some of the people told of before, or of the dead that the words name themselves."""
    for dead, victims, part in _of_those(view, context):
        draft = replace(_draft(view, AGAIN, part, context), apart=True, definite=victims)
        yield replace(draft, rule=AMONG) if dead else draft


def _held(view: Scene, context: Context) -> Iterator[Counted]:
    """The people counted who are "in the encircled valley"."""
    tree, verb = view.tree, view.anchor
    if not any(_is_closed(tree, prep) for prep in tree.children(verb, "prep")):
        return
    for subject in tree.children(verb, *SUBJECTS):
        number = number_at(tree, subject, context)
        counted = count_phrase(tree, subject, context, one=False) if number else None
        if counted and counted.who and not counted.quantity.value.percent:
            yield counted


def _is_closed(tree: Tree, prep: int) -> bool:
    if tree.tokens[prep].lemma not in {"in", "inside", "within", "under"}:
        return False
    below = [tree.tokens[k] for k in tree.descend(prep)]
    closed = (word.lemma in _CLOSED and word.dep in {"amod", "acl"} for word in below)
    return any(closed) or any(word.lemma in _POCKETS for word in below)


def _given(view: Scene, context: Context) -> Iterator[Counted]:
    """The count in "police gave a figure of four"; "of four dead" says itself whom it counts."""
    tree = view.tree
    for noun in tree.children(view.anchor, "dobj"):
        if tree.tokens[noun].lemma in NUMBERS and not tree.children(noun, "poss"):
            for word, obj in prepositions(tree, noun):
                bare = word == "of" and tree.tokens[obj].tag == "CD" and _ends_count(tree, obj)
                number = number_at(tree, obj, context) if bare else None
                if number and not number.value.percent:
                    yield Counted(quantity=number, who=None)


def _ends_count(tree: Tree, number: int) -> bool:
    """True where no word for whom or what a number counts stands behind it."""
    behind = tree.tokens[number + 1 : number + 2]
    return not behind or behind[0].tag in {".", ",", ":", "IN", "CC"} or behind[0].dep == "punct"


def _again(view: Scene, context: Context) -> Iterator[Counted]:
    """The count in "it could be twelve hundred"."""
    tree, verb = view.tree, view.anchor
    subject = tree.child(verb, *SUBJECTS)
    if subject is None or tree.tokens[subject].lemma not in _IT or tree.tokens[verb].lemma != "be":
        return
    if any(word == "of" for word, _ in prepositions(tree, subject)):
        return  # "the number of wounded is 45" says itself what it counts
    for attribute in tree.children(verb, "attr", "acomp"):
        number = number_at(tree, attribute, context)
        counted = count_phrase(tree, attribute, context, one=False) if number else None
        if counted and not counted.quantity.value.percent:
            yield counted


def _put(view: Scene, context: Context) -> Iterator[Counted]:
    """The count in "headquarters put the number at twelve", "corrected the figure to nine".

    "Number of wounded" says itself what it counts.
    """
    tree, verb = view.tree, view.anchor
    behind = {"to"} if tree.tokens[verb].lemma in _CORRECTING else {"at", "as"}
    objects = (k for k in tree.children(verb, "dobj") if tree.tokens[k].lemma in _NUMBER)
    if all(tree.children(noun, "prep") for noun in objects):
        return
    for word, obj in prepositions(tree, verb):
        named = tree.tokens[obj].lemma in _THOSE  # "at 22 dead" says itself whom it counts
        number = number_at(tree, obj, context) if word in behind and not named else None
        counted = count_phrase(tree, obj, context, one=False) if number else None
        if counted and not counted.quantity.value.percent:
            yield counted


def _of_those(view: Scene, context: Context) -> Iterator[tuple[bool, bool, Counted]]:
    """The count in "six of them were children", "of the dead, six were".

    Whether they are of the dead, and whether of victims, who may be the wounded told of before.
    """
    tree, verb = view.tree, view.anchor
    subject, noun = tree.child(verb, "nsubj"), tree.child(verb, "attr")
    if subject is None or noun is None or tree.tokens[verb].lemma != "be":
        return
    phrases = [*prepositions(tree, subject), *prepositions(tree, verb)]
    those = [
        obj for word, obj in phrases if word in {"of", "among"} and tree.tokens[obj].lemma in _THOSE
    ]
    number = number_at(tree, subject, context)
    if number and those:
        dead = any(names_dead(tree, k) for k in those)
        victims = all(tree.tokens[k].lemma in HARMED for k in those)
        yield dead, victims, Counted(quantity=number, who=counted_as(tree, noun, context))


def _told_by(view: Scene, context: Context) -> tuple[Attribution, ...]:
    """Those who put a number somewhere speak themselves; others stand under what is said."""
    tree, verb = view.tree, view.anchor
    above = attributions(tree, verb, context)
    cue = find_cue(tree, verb, context) if tree.tokens[verb].lemma in _PUTTING else None
    if cue is None and any(_given(view, context)):
        cue = next(cue for cue in context.vocab.cues if cue.counting)
    if cue is None:
        return above
    return (Attribution(token=verb, cue=cue, sources=tuple(speakers(tree, verb, cue, context))),)


def _draft(view: Scene, kind: str, counted: Counted, context: Context) -> Draft:
    tree, chain = view.tree, _told_by(view, context)
    hedged = any(tree.tokens[k].lemma in _HEDGES for k in tree.children(view.anchor, "aux", "advmod"))
    figure = Figure(measure="trapped", count=counted.quantity, unit="persons", who=counted.who)
    return Draft(
        kind=kind,
        sentence=tree.sentence,
        anchor=tree.tokens[view.anchor].span,
        actors=(),
        place=find_place(view, context),
        when=find_when(view, context, future=False),
        figures=(figure,),
        sources=unique_sources(chain),
        modality=Modality.SUSPECTED if hedged else read_state(tree, view.anchor, chain, context.vocab),
        scope=Scope.ONGOING,
        rule="people held" if kind == "situation" else "another count",
    )
