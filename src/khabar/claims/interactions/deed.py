"""A deed as tokens, and what a word makes of the deed that hangs on it."""

from dataclasses import dataclass

from khabar.vocabulary.interactions import Change, Lexicon

_ENDED = {
    "RETREAT": "FIGHT",
    "CONCEDE": "COERCE",
    "FIGHT": "RETREAT",
    "ASSAULT": "RETREAT",
    "MOBILIZE": "RETREAT",
}
_FIXED = {
    Change.REFUSE: "REJECT",
    Change.DEMAND: "DEMAND",
    Change.THREATEN: "THREATEN",
    Change.ACCUSE: "DISAPPROVE",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What is done, by the tokens of its word, its doers and those it is done to.

    What is mutual both sides do to each other. `sure` is False where the class is only what the word
    means alone and a deed was looked for.
    """

    event: str
    head: int
    doers: tuple[int, ...] = ()
    others: tuple[int, ...] = ()
    about: str | None = None
    mutual: bool = False
    sure: bool = True
    rule: str


def change_class(change: Change, event: str, lexicon: Lexicon) -> str:
    """The class of what a word makes of a deed of class `event`: "ended talks" is SANCTION."""
    if change is Change.COMMIT:
        return commit(event, lexicon)
    if change is Change.END:
        return _ENDED.get(event) or ("SANCTION" if event in lexicon.friendly else "CONCEDE")
    return _FIXED.get(change, event)


def commit(event: str, lexicon: Lexicon) -> str:
    """The class of what somebody will do: a threat where it is hostile, else a promise."""
    if event in lexicon.hostile:
        return "THREATEN"
    return "AGREE" if event in lexicon.friendly or event == "INVESTIGATE" else event


def negate(event: str, ahead: bool, lexicon: Lexicon) -> str | None:
    """The class of what is not done, or will not be: REJECT where it is friendly.

    To leave what is hostile is a promise where it lies ahead, and else none.
    """
    if event in lexicon.friendly:
        return "REJECT"
    return "AGREE" if ahead and event in lexicon.hostile else None
