"""Which people told of one by one are certainly different people.

"Antonio, 35, died at the scene. Another man, 21, was wounded": articles tell of victims singly, and
tell of the same one again. Only those who cannot be one person are counted as two, so that the count
is a lower bound.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from khabar.model.claims import Claim, Figure
from khabar.model.values import Qualifier

_ONE = re.compile(r"\b(?:one|1)\b(?! of)", re.IGNORECASE)
_OTHER = re.compile(r"^(?:an|the )?other\b|\b(?:second|third|fourth|fifth)\b", re.IGNORECASE)
_KNOWN = re.compile(r"(?:the|this|that|he|she|him|her|himself|herself)\b", re.IGNORECASE)
_AGE = re.compile(
    r"\b(\d{1,3})[- ]years?[- ]olds?\b|^[^,.;]{0,40}?, (\d{1,3})\b(?=[,.;)]|$)|\baged (\d{1,3})\b"
)
_MALE = re.compile(
    r"\b(?:he|him|his|m[ae]n|boys?|male|father|husband|son|brother|uncle|grandfather)\b", re.I
)
_FEMALE = re.compile(
    r"\b(?:she|her|wom[ae]n|girls?|female|mother|wife|daughter|sister|aunt|grandmother)\b", re.I
)
_GROWN = re.compile(r"\b(?:m[ae]n|wom[ae]n|father|mother|husband|wife|officer|soldier)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"\b(?:his|her)\s+(?=\w)|\b\w+['’]s\s+", re.IGNORECASE)
# A victim's age follows the name at once: "Maria Puig, 35, died". Range 30 to 80 looked at by eye.
_TAIL = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Victim:
    """What the words say of one person who is counted; None is not said.

    `other` is true where the words set this person apart from those told before ("another man"),
    `known` where they point back to somebody ("he", "the boy").
    """

    name: frozenset[str]
    age: int | None
    female: bool | None
    child: bool | None
    other: bool
    known: bool


def is_single(figure: Figure) -> bool:
    """True where a figure is one person told of, and not a count: "a man", "Puig, 35", "he"."""
    count = figure.count.value
    return (
        count.qualifier is Qualifier.EXACTLY
        and count.low == 1
        and not count.percent
        and figure.unit == "persons"
    )


def is_counted(figure: Figure) -> bool:
    """True where the words themselves say one: "one person"."""
    return _ONE.search(figure.count.text) is not None


def describe(claim: Claim, figure: Figure) -> Victim:
    """What a claim's words say of the one person that `figure` counts."""
    text = figure.count.text
    start = figure.count.span.end - claim.span.start
    tail = claim.quote[max(start, 0) : max(start, 0) + _TAIL]
    sex_words = _POSSESSIVE.sub("", text)
    age = _find_age(f"{text}{tail}")
    female = bool(_FEMALE.search(sex_words)) or figure.who == "women"
    male = bool(_MALE.search(sex_words)) or figure.who == "men"
    return Victim(
        name=_find_name(claim, figure),
        age=age,
        female=None if female == male else female,
        child=_is_child(figure, age),
        other=_OTHER.search(text) is not None,
        known=_KNOWN.match(text) is not None,
    )


def count_people(told: Sequence[tuple[Claim, Figure]]) -> int:
    """How many of those told of one by one, in the order of the text, are certainly different people."""
    if len(told) == 1:
        return 1
    return count_different([describe(claim, figure) for claim, figure in told])


def count_different(victims: Sequence[Victim]) -> int:
    """How many of the victims, in the order of the text, are certainly different people.

    Those of whom the words say most are looked at first: they can be told apart from most others.
    """
    told = sorted(enumerate(victims), key=lambda one: (-_count_traits(one[1]), one[0]))
    apart: list[tuple[int, Victim]] = []
    for place, victim in told:
        pairs = (sorted([(place, victim), other], key=lambda one: one[0]) for other in apart)
        if all(_differ(later[1], earlier[1]) for earlier, later in pairs):
            apart.append((place, victim))
    return len(apart)


def is_same(victim: Victim, other: Victim) -> bool:
    """True where a name or an age says that two are one person, or where the words point back."""
    if victim.name and other.name:
        return bool(victim.name & other.name)
    if victim.age is not None and other.age is not None:
        return victim.age == other.age
    return victim.known and not victim.other and not _differ(victim, other)


def _count_traits(victim: Victim) -> int:
    traits = (victim.age, victim.female, victim.child)
    return 2 * bool(victim.name) + sum(trait is not None for trait in traits)


def _differ(later: Victim, earlier: Victim) -> bool:
    """True where two told of in this order are certainly two people."""
    if later.name and earlier.name:
        return not later.name & earlier.name
    if later.age is not None and earlier.age is not None:
        return later.age != earlier.age
    if later.other and not earlier.other:
        return True
    return _contradict(later.female, earlier.female) or _contradict(later.child, earlier.child)


def _contradict(left: bool | None, right: bool | None) -> bool:
    return left is not None and right is not None and left != right


def _find_name(claim: Claim, figure: Figure) -> frozenset[str]:
    span = figure.count.span
    for actor in claim.actors:
        if actor.who.value.name is not None and actor.who.span.overlaps(span):
            return frozenset(actor.who.value.name.casefold().split())
    return frozenset()


def _find_age(words: str) -> int | None:
    match = _AGE.search(words)
    return None if match is None else int(next(group for group in match.groups() if group))


def _is_child(figure: Figure, age: int | None) -> bool | None:
    if age is not None:
        return age < 18
    if figure.who == "children":
        return True
    return False if _GROWN.search(figure.count.text) else None
