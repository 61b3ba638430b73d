"""Sentences that tell only where or when what was told before them happened.

"It happened on Friday night in the market of Oviedo", "Guards were called to a barn near Oviedo on
Friday", "A porter called the guards on Friday": no claim of their own, but the day and the place of
the violence told beside them. Those who are called to an event are called on its day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from khabar.claims.context import Context
from khabar.claims.deeds.grouping import family
from khabar.claims.draft import Draft
from khabar.claims.repairs.told_repair import HAPPENING
from khabar.claims.scene.learned_place import is_named
from khabar.claims.scene.setting import Scene, find_place, find_when
from khabar.claims.tree import SUBJECTS, Tree
from khabar.model.claims import Modality, Scope

BACKDROP = "backdrop"
"""The kind of a draft that has only a place or a day for the violence told beside it."""

_WHAT = frozenset(
    {"it", "this", "incident", "that", "crime", "deed", "tragedy", "drive", "altercation"}
    | {"confrontation", "dispute", "argument", "violence", "robbery", "ordeal"}
)  # "the drive-by happened"
_CALLED = frozenset({"call", "respond", "dispatch", "summon", "rush", "alert"})
_FORCES = frozenset(
    {"police", "officer", "deputy", "crew", "paramedic", "medic", "firefighter", "detective", "guard"}
    | {"policeman", "authority", "department", "office", "ambulance", "rescuer", "trooper", "unit"}
)
_BACKWARD = 3  # sentences that a backdrop may lie behind what it is of; chosen, not tuned
_FORWARD = 2  # the same before it: "Officers were called on Friday. They found two men dead."


@dataclass(frozen=True, slots=True, kw_only=True)
class BackdropExtractor:
    """Finds sentences that give the place or the day of what others tell."""

    name: str = "backdrop"

    def __call__(self, tree: Tree, context: Context) -> tuple[Draft, ...]:
        """The drafts of a sentence in text order, those with neither place nor day left out."""
        found = (_read(tree, verb, context) for verb in _verbs(tree))
        return tuple(draft for draft in found if is_named(draft.place) or draft.when)


def _verbs(tree: Tree) -> Iterator[int]:
    for token in tree.tokens:
        if tree.is_verb(token.i) and token.lemma in HAPPENING | _CALLED:
            wanted = _WHAT if token.lemma in HAPPENING else _FORCES
            named = tree.children(token.i, *SUBJECTS)
            named += tree.children(token.i, "dobj") if token.lemma == "call" else ()
            if any(tree.tokens[k].lemma in wanted for k in named):
                yield token.i


def _read(tree: Tree, verb: int, context: Context) -> Draft:
    view = Scene(tree=tree, anchor=verb, root=verb, events=frozenset({verb}))
    return Draft(
        kind=BACKDROP,
        sentence=tree.sentence,
        anchor=tree.tokens[verb].span,
        actors=(),
        place=find_place(view, context),
        when=find_when(view, context, future=False),
        figures=(),
        sources=(),
        modality=Modality.HAPPENED,
        scope=Scope.INCIDENT,
        rule="backdrop",
    )


def join_backdrops(drafts: Sequence[Draft], context: Context) -> tuple[Draft, ...]:
    """The drafts without backdrops, their place and day put to the violence told nearest to them."""
    kept = [draft for draft in drafts if draft.kind != BACKDROP]
    moved = {id(draft): at for at, draft in enumerate(kept)}
    kept = [_point(draft, drafts, moved) for draft in kept]
    for backdrop in drafts:
        if backdrop.kind == BACKDROP:
            kept = _fill(kept, backdrop, context)
    return tuple(kept)


def _point(draft: Draft, drafts: Sequence[Draft], moved: dict[int, int]) -> Draft:
    return draft if draft.whole is None else replace(draft, whole=moved[id(drafts[draft.whole])])


def _fill(drafts: list[Draft], backdrop: Draft, context: Context) -> list[Draft]:
    """The drafts of the nearest sentence that tells of violence, filled in where they say nothing."""
    at = backdrop.sentence.index
    near = {
        draft.sentence.index
        for draft in drafts
        if _is_violent(draft, context)
        and draft.scope is Scope.INCIDENT
        and -_FORWARD <= at - draft.sentence.index <= _BACKWARD
    }
    if not near:
        return drafts
    index = min(near, key=lambda index: (index > at, abs(at - index)))
    return [
        replace(draft, place=draft.place or backdrop.place, when=draft.when or backdrop.when)
        if draft.sentence.index == index and _is_violent(draft, context)
        else draft
        for draft in drafts
    ]


def _is_violent(draft: Draft, context: Context) -> bool:
    known = draft.kind in context.vocab.kinds  # denials and second counts have kinds of their own
    return known and family(draft.kind, context.vocab.kinds) == "violence"
