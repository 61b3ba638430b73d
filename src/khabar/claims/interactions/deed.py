"""A deed as tokens, and what a word makes of the deed that hangs on it."""

from dataclasses import dataclass

from khabar.model.interactions import DeedClass
from khabar.vocabulary.interactions import Change, Lexicon

_ENDED = {
    DeedClass.RETREAT: DeedClass.FIGHT,
    DeedClass.CONCEDE: DeedClass.COERCE,
    DeedClass.FIGHT: DeedClass.RETREAT,
    DeedClass.ASSAULT: DeedClass.RETREAT,
    DeedClass.MOBILIZE: DeedClass.RETREAT,
}
_FIXED = {
    Change.REFUSE: DeedClass.REJECT,
    Change.DEMAND: DeedClass.DEMAND,
    Change.THREATEN: DeedClass.THREATEN,
    Change.ACCUSE: DeedClass.DISAPPROVE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What is done, by the tokens of its word, its doers and those it is done to.

    What is mutual both sides do to each other. `sure` is False where the class is only what the word
    means alone and a deed was looked for.
    """

    event: DeedClass
    head: int
    doers: tuple[int, ...] = ()
    others: tuple[int, ...] = ()
    about: DeedClass | None = None
    mutual: bool = False
    sure: bool = True
    rule: str


def change_class(change: Change, event: DeedClass, lexicon: Lexicon) -> DeedClass:
    """The class of what a word makes of a deed of class `event`: "ended talks" is SANCTION."""
    if change is Change.COMMIT:
        return commit(event, lexicon)
    if change is Change.END:
        return _ENDED.get(event) or (
            DeedClass.SANCTION if event in lexicon.friendly else DeedClass.CONCEDE
        )
    return _FIXED.get(change, event)


def commit(event: DeedClass, lexicon: Lexicon) -> DeedClass:
    """The class of what somebody will do: a threat where it is hostile, else a promise."""
    if event in lexicon.hostile:
        return DeedClass.THREATEN
    return DeedClass.AGREE if event in lexicon.friendly or event == DeedClass.INVESTIGATE else event


def negate(event: DeedClass, ahead: bool, lexicon: Lexicon) -> DeedClass | None:
    """The class of what is not done, or will not be: REJECT where it is friendly.

    To leave what is hostile is a promise where it lies ahead, and else none.
    """
    if event in lexicon.friendly:
        return DeedClass.REJECT
    return DeedClass.AGREE if ahead and event in lexicon.hostile else None
