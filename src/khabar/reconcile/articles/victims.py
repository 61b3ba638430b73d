"""Which people told of one by one are certainly different people.

"Antonio, 35, died at the scene. Another man, 21, was wounded": articles tell of victims singly, and
tell of the same one again. Only those who cannot be one person are counted as two, so that the count
is a lower bound.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from khabar.model.claims import Actor, Claim, Figure, Role
from khabar.model.values import Qualifier, Span

_ONE = re.compile(r"\b(?:one|1)\b(?! of)", re.IGNORECASE)
_OTHER = re.compile(r"^(?:an|the )?other\b|\b(?:second|third|fourth|fifth)\b", re.IGNORECASE)
_KNOWN = re.compile(r"(?:the|this|that|he|she|him|her|himself|herself)\b", re.IGNORECASE)
_UNKNOWN = re.compile(r"(?:a|an|another)\b", re.IGNORECASE)
_DESCRIBED = re.compile(r"(?:an?|the|this|that|his|her|their)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:he|she|him|her|himself|herself)$", re.IGNORECASE)
_REFLEXIVE = re.compile(r"(?:him|her)self$", re.IGNORECASE)
_YEARS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
    *("seventeen", "eighteen", "nineteen", "twenty"),
)
_AGE = re.compile(
    rf"\b(\d{{1,3}}|{'|'.join(_YEARS)})[- ]+years?[- ]+olds?\b|\b(?:age|aged) (\d{{1,3}})\b",
    re.IGNORECASE,
)
_MONTHS = re.compile(r"\b[\w-]+[- ](?:months?|weeks?|days?)[- ]olds?\b", re.IGNORECASE)
# A victim's age follows the name at once: "Maria Puig, 35, died".
_AGE_BEHIND = re.compile(r"(?:,? (?:Jr|Sr|I{2,3})\.?)?,? \(?(\d{1,3})\b(?=[,.;)]|$)")
_MALE = re.compile(
    r"\b(?:he|him|his|himself|m[ae]n|boys?|male|fathers?|dad|husband|(?:step)?sons?|brothers?|uncle"
    r"|grandfather|boyfriend|nephew|grandson|gunman)\b",
    re.IGNORECASE,
)
_FEMALE = re.compile(
    r"\b(?:she|her|herself|wom[ae]n|girls?|female|mothers?|mom|wife|(?:step)?daughters?|sisters?|aunt"
    r"|grandmother|girlfriend|fianc[ée]e|niece|granddaughter)\b",
    re.IGNORECASE,
)
_GROWN = re.compile(
    r"\b(?:m[ae]n|wom[ae]n|father|mother|husband|wife|officer|soldier|(?:boy|girl)friend|grand(?:mother|father))\b",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"\b(?:his|her)\s+(?=\w)|\b\w+['’]s\s+", re.IGNORECASE)
_TAIL = 40  # code points behind the words for a person that may hold an age; 30 to 80 looked at by eye


@dataclass(frozen=True, slots=True, kw_only=True)
class Victim:
    """What the words say of one person who is counted; None is not said.

    `other` is true where the words set this person apart from those told before ("another man"),
    `known` where they point back to somebody ("he", "the boy"), `fresh` where they bring somebody in
    ("a boy"), `done_to` where they say by whom. `words` are where the person is told of, `sentence`
    in which sentence; those `listed` alike stand in one list of a claim.
    """

    name: tuple[str, ...]
    age: int | None
    female: bool | None
    child: bool | None
    other: bool
    known: bool
    fresh: bool
    done_to: bool
    reflexive: bool
    pronoun: bool
    words: Span
    sentence: Span
    listed: tuple[str, str]


def is_single(figure: Figure) -> bool:
    """True where a figure is one person told of, and not a count: "a man", "Puig, 35", "he"."""
    count = figure.count.value
    return (
        count.qualifier is Qualifier.EXACTLY
        and count.low == 1
        and not count.percent
        and figure.unit == "persons"
    )


def is_reflexive(figure: Figure) -> bool:
    """True for who did it to himself."""
    return _REFLEXIVE.match(figure.count.text) is not None


def is_counted(figure: Figure) -> bool:
    """True where the words themselves say one: "one person"."""
    return _ONE.search(figure.count.text) is not None


def describe(claim: Claim, figure: Figure) -> Victim:
    """What a claim's words say of the one person that `figure` counts."""
    text = figure.count.text
    start = figure.count.span.end - claim.span.start
    tail = claim.quote[max(start, 0) : max(start, 0) + _TAIL]
    sex_words = _POSSESSIVE.sub("", text)
    age = _find_age(text, tail)
    female = bool(_FEMALE.search(sex_words)) or figure.who == "women"
    male = bool(_MALE.search(sex_words)) or figure.who == "men"
    return Victim(
        name=_find_name(claim, figure),
        age=age,
        female=None if female == male else female,
        child=_is_child(figure, age),
        other=_OTHER.search(text) is not None,
        known=_KNOWN.match(text) is not None,
        fresh=_UNKNOWN.match(text) is not None and figure.who is not None,
        done_to=any(_is_doer(actor, figure) for actor in claim.actors),
        reflexive=_REFLEXIVE.match(text) is not None,
        pronoun=_PRONOUN.match(text) is not None or (figure.who is None and age is None),
        words=figure.count.span,
        sentence=claim.span,
        listed=(claim.id, figure.measure),
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
    named = (victim for victim in victims if victim.reflexive or not victim.pronoun)
    lists = Counter(victim.listed for victim in named)
    return max(len(apart), *lists.values(), 0)


def is_same(victim: Victim, other: Victim) -> bool:
    """True where a name or an age says that two are one person, or where the words point back."""
    if victim.name and other.name:
        return _is_one_name(victim.name, other.name)
    if victim.age is not None and other.age is not None:
        return victim.age == other.age
    return victim.known and not victim.other and not _differ(victim, other)


def _count_traits(victim: Victim) -> int:
    traits = (victim.age, victim.female, victim.child)
    return 2 * bool(victim.name) + sum(trait is not None for trait in traits)


def _differ(later: Victim, earlier: Victim) -> bool:
    """True where two told of in this order are certainly two people."""
    if later.words.overlaps(earlier.words):
        return False
    if later.name and earlier.name:
        return not _is_one_name(later.name, earlier.name)
    if later.age is not None and earlier.age is not None and later.age != earlier.age:
        return True
    if _are_told_apart(later, earlier) or (later.other and not earlier.other):
        return True
    return _contradict(later.female, earlier.female) or _contradict(later.child, earlier.child)


def _are_told_apart(later: Victim, earlier: Victim) -> bool:
    """True for two in one list, for somebody brought in beside another, for a doer beside his victim."""
    if later.pronoun != earlier.pronoun and not later.reflexive:
        return False
    if later.listed == earlier.listed:
        return True
    if later.sentence != earlier.sentence:
        return False
    if later.reflexive:
        return earlier.done_to and not earlier.reflexive
    return later.fresh and (earlier.fresh or bool(earlier.name))


def _is_doer(actor: Actor, figure: Figure) -> bool:
    before = actor.who.span.end <= figure.count.span.start
    return actor.role is Role.PERPETRATOR and before


def _is_one_name(one: Sequence[str], other: Sequence[str]) -> bool:
    """True where the shorter of two names is part of the longer; two full names may share a surname."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) > 1:
        return shorter[0] == longer[0] or set(shorter) <= set(longer)
    return shorter[0] in longer


def _contradict(left: bool | None, right: bool | None) -> bool:
    return left is not None and right is not None and left != right


def _find_name(claim: Claim, figure: Figure) -> tuple[str, ...]:
    """The words of a person's name, in order: only where they stand there, and describe nobody."""
    text = figure.count.text
    if _DESCRIBED.match(text):
        return ()
    for actor in claim.actors:
        name = actor.who.value.name
        if (
            name is not None
            and name in text
            and not _is_noun(name)
            and actor.who.span.overlaps(figure.count.span)
        ):
            return tuple(word.strip(".,").casefold() for word in name.split())
    return ()


def _is_noun(name: str) -> bool:
    """True for "Man" in a headline, which is nobody's name."""
    return _MALE.fullmatch(name) is not None or _FEMALE.fullmatch(name) is not None


def _find_age(words: str, tail: str) -> int | None:
    match = _AGE.search(words) or _AGE_BEHIND.match(tail)
    if match is None:
        return None
    age = next(group for group in match.groups() if group).lower()
    return _YEARS.index(age) if age in _YEARS else int(age)


def _is_child(figure: Figure, age: int | None) -> bool | None:
    if age is not None:
        return age < 18
    if figure.who == "children" or _MONTHS.search(figure.count.text):
        return True
    return False if _GROWN.search(figure.count.text) else None
