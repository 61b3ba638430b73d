"""A claim in the making: what one sentence says, before the rest of the article is heard."""

from dataclasses import dataclass

from khabar.model.claims import Actor, Figure, Modality, Scope, Source
from khabar.model.documents import Sentence
from khabar.model.values import Period, Place, Reading, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What one sentence says of one thing.

    `anchor` is the word that names it. `definite` is true where the words point back at something
    told before ("the attack", "it"). `whole` is the index, in the article's list of drafts, of the
    draft that this one is a part of; `apart` marks words that claim to be a part of something told
    before ("in Idlib alone", "of the dead"). `unlisted`: it happened at a place of no gazetteer.
    `part_denied`: its doers deny a part in it, and nobody denies it.
    """

    kind: str
    sentence: Sentence
    anchor: Span
    actors: tuple[Actor, ...]
    place: Reading[Place] | None
    when: Reading[Period] | None
    figures: tuple[Figure, ...]
    sources: tuple[Source, ...]
    modality: Modality
    scope: Scope
    rule: str
    definite: bool = False
    apart: bool = False
    unlisted: bool = False
    whole: int | None = None
    cause: Reading[str] | None = None
    part_denied: bool = False
