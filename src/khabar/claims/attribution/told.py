"""What one telling word of a sentence tells, and the words that belong to the telling."""

from dataclasses import dataclass

from khabar.vocabulary.constructions import Takes, Telling

NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A telling word at its place.

    `head` is its token, `phrase` those of all its words; `borne` is true of the noun of a verb that
    only carries it ("made the claim").
    """

    head: int
    phrase: frozenset[int]
    telling: Telling
    borne: bool = False

    def takes(self, *places: Takes) -> bool:
        """True where what is told can stand in one of these places."""
        return not self.telling.takes.isdisjoint(places)


@dataclass(frozen=True, slots=True, kw_only=True)
class Complement:
    """The tokens of what is told, and those between it and the telling word that are of the cue."""

    content: frozenset[int]
    link: frozenset[int] = NONE
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One attribution as the tokens of a sentence.

    `content` is empty where it may stand in a quotation beside the sentence.
    """

    head: int
    cue: frozenset[int]
    source: frozenset[int] = NONE
    content: frozenset[int]
    rule: str
