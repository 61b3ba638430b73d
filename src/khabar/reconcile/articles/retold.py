"""The counts of people that an article tells again: each of them is given once for an incident.

"A bomb killed two bakers ... the two dead men ...": a later count of as many people, harmed in the same
way, is the earlier one told again, unless its words set these people apart ("two more"). One person is
told again where the words name, describe or point back to who was told of before.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from khabar.model.claims import Claim, Figure
from khabar.reconcile.articles.victims import describe, is_same, is_single

_WORD = re.compile(r"[^\W\d_][\w'’-]+")
_APART = re.compile(
    r"\b(?:an)?other\b|\badditional\b|\bmore\b(?! than)|\bsecond\b|\bthird\b", re.IGNORECASE
)
_POINTING = re.compile(
    r"(?:he|she|him|her|himself|herself|his|one|they|them|it|the \S+)$", re.IGNORECASE
)
_THOSE = re.compile(r"\b(?:the|these|those|both)\s+$", re.IGNORECASE)
_SAYING_NOTHING = frozenset(
    {"the", "a", "an", "of", "and", "his", "her", "their", "its", "at", "least", "more", "than", "about"}
    | {"some", "several", "many", "was", "were", "who", "whom", "by", "in", "on", "for", "to"}
    | {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
)
Told = tuple[Claim, Figure]


def tell_once(claims: Sequence[Claim]) -> Iterator[Claim]:
    """The claims of one incident, in the order of the text, without the counts that one before gave."""
    told: list[Told] = []
    for claim in claims:
        own = [(claim, figure) for figure in claim.figures]
        kept = [one for one in own if not any(_is_retold(one, other) for other in told)]
        kept = [one for one in kept if not _are_those_told(one, told)]
        told.extend(own)
        yield claim if len(kept) == len(own) else replace(claim, figures=tuple(f for _, f in kept))


def _is_retold(later: Told, earlier: Told) -> bool:
    one, other = later[1], earlier[1]
    if (one.measure, one.unit) != (other.measure, other.unit) or _APART.search(one.count.text):
        return False
    if not is_single(one) or not is_single(other):
        bounds = [(figure.count.value.low, figure.count.value.high) for figure in (one, other)]
        return bounds[0] == bounds[1]
    person, before = describe(*later), describe(*earlier)
    if person.name and before.name:
        return is_same(person, before)
    return is_same(person, before) or _may_be_one(one.count.text, other.count.text)


def _are_those_told(later: Told, told: Sequence[Told]) -> bool:
    """True for "these two priests" where two have been told of one by one."""
    claim, figure = later
    count = figure.count.value
    at = figure.count.span.start - claim.span.start
    pointed = _THOSE.search(claim.quote[:at]) is not None
    singles = [f for _, f in told if f.measure == figure.measure and is_single(f)]
    return pointed and count.low == count.high == len(singles) > 1


def _may_be_one(words: str, others: str) -> bool:
    """True where two ways to tell of one person share a word, or one of them says nothing of its own."""
    if _POINTING.match(words) or _POINTING.match(others):
        return True
    own, told = _content(words), _content(others)
    return not own or not told or bool(own & told)


def _content(words: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(words)} - _SAYING_NOTHING
