"""Where the rules of the grammar of times match, and what they build there."""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from khabar.text.dates.found import Found, Suppressed
from khabar.text.dates.rules import PHRASES, RULES, Rule
from khabar.text.dates.times import TimeExpression
from khabar.text.dates.words import CLASSES, SHAPES, name_shape
from khabar.text.lexemes import OTHER, Alphabet, Lexemes, build_alphabet
from khabar.text.number_words import load_number_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a rule built from lexemes `first` to `last - 1`."""

    rule: str
    first: int
    last: int
    expression: TimeExpression


@functools.cache
def alphabet() -> Alphabet:
    """The classes of words that the rules speak of."""
    table = load_number_words()
    counts = tuple(word for word in table.cardinals if word != "zero")
    words = {**CLASSES, "count": counts, "scale": tuple(table.multipliers)}
    return build_alphabet(words, SHAPES, name_shape)


@functools.cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """The compiled pattern of each of the RULES."""
    phrases = {**PHRASES, "EDGE2": PHRASES["EDGE"].replace("edge>", "edge2>")}
    return tuple(alphabet().compile(rule.pattern, phrases) for rule in RULES)


@functools.cache
def _rules_by_letter() -> Mapping[str, tuple[int, ...]]:
    """For each letter the places in RULES of the rules that need it."""
    letters = alphabet().letters
    return {
        letters[name]: tuple(i for i, rule in enumerate(RULES) if name in rule.needs)
        for name in {name for rule in RULES for name in rule.needs}
    }


@functools.cache
def _runs() -> re.Pattern[str]:
    """The longest runs without `OTHER` that hold a letter some rule needs."""
    return re.compile(f"(?<![^{OTHER}])[^{OTHER}]*?[{''.join(_rules_by_letter())}][^{OTHER}]*")


def find_matches(lexemes: Lexemes, spelled: str) -> list[Match]:
    """Where the rules match, in order, never overlapping: the earliest first, of these the longest."""
    kept = []
    end = 0
    for candidate in sorted(_find_candidates(spelled), key=_rank):
        found = candidate.match
        built = (
            candidate.rule.build(Found(lexemes=lexemes, match=found)) if found.start() >= end else None
        )
        if built is None:
            continue
        end = found.end()
        if not isinstance(built, Suppressed):
            kept.append(Match(rule=candidate.rule.name, first=found.start(), last=end, expression=built))
    return kept


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    rule: Rule
    match: re.Match[str]


def _rank(candidate: _Candidate) -> tuple[int, int]:
    """Earliest, then longest; rules that tie stay in the order of RULES."""
    return candidate.match.start(), -candidate.match.end()


def _find_candidates(spelled: str) -> Iterator[_Candidate]:
    """Matches of all rules; no match crosses `OTHER`, so each run without it is scanned alone."""
    by_letter, patterns = _rules_by_letter(), _patterns()
    for run in _runs().finditer(spelled):
        wanted = {i for letter in run[0] if letter in by_letter for i in by_letter[letter]}
        for i in sorted(wanted):
            for found in patterns[i].finditer(spelled, *run.span()):
                yield _Candidate(rule=RULES[i], match=found)
