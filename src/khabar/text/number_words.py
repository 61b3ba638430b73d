"""The table of words that count, from `data/numbers.toml`, checked; and what such words add up to."""

import functools
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from khabar.errors import DataError
from khabar.model.values import Qualifier

_FILE = "numbers.toml"
_LONGEST_NUMBER = 15  # digits; a float keeps 15 decimal digits, and no report counts further


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWords:
    """Words that count and words beside them; all words are lower case, phrases are joined by spaces.

    `vague` holds the lowest count that a vague phrase can mean, `multiples` how many people a deed
    was done to ("triple"); `hedge_ends` the last words of
    `qualifiers` and `fillers`, `after_starts` the first words of `qualifiers_after`. The `not_*`,
    `age_*`, `one_*` and `no_*` sets name the neighbours that make a number no count.
    """

    cardinals: Mapping[str, int]
    multipliers: Mapping[str, int]
    vague: Mapping[str, int]
    multiples: Mapping[str, int]
    qualifiers: Mapping[str, Qualifier]
    qualifiers_after: Mapping[str, Qualifier]
    after_starts: frozenset[str]
    fillers: frozenset[str]
    hedge_ends: frozenset[str]
    changes: frozenset[str]
    not_after: frozenset[str]
    names_before: frozenset[str]
    streets: frozenset[str]
    not_before: frozenset[str]
    age_before: frozenset[str]
    age_hedges: frozenset[str]
    age_owners: frozenset[str]
    one_not_before: frozenset[str]
    one_not_after: frozenset[str]
    no_not_before: frozenset[str]


@functools.cache
def load_number_words() -> NumberWords:
    """The table of the package; DataError where it is empty somewhere or contradicts itself."""
    return read_number_words(resources.files("khabar").joinpath("data", _FILE).read_text("utf-8"))


def read_number_words(toml: str) -> NumberWords:
    """The table that a TOML text holds; DataError names the entry that is wrong."""
    table = tomllib.loads(toml)
    qualifiers = _hedges(table, "qualifiers")
    after = _hedges(table, "qualifiers_after")
    fillers = _words(table, "fillers", "phrases")
    return NumberWords(
        cardinals=_counts(table, "cardinals"),
        multipliers=_counts(table, "multipliers"),
        vague=_counts(table, "vague"),
        multiples=_counts(table, "multiples"),
        qualifiers=qualifiers,
        qualifiers_after=after,
        after_starts=frozenset(phrase.split()[0] for phrase in after),
        fillers=fillers,
        hedge_ends=frozenset(phrase.split()[-1] for phrase in (*qualifiers, *fillers)),
        changes=_words(table, "changes", "verbs"),
        not_after=_words(table, "not_after", "words"),
        names_before=_words(table, "not_after", "names"),
        streets=_words(table, "address", "streets"),
        not_before=_words(table, "not_before", "words"),
        age_before=_words(table, "age_before", "words"),
        age_hedges=_words(table, "age_before", "hedges"),
        age_owners=_words(table, "age_owner", "words"),
        one_not_before=_words(table, "one", "not_before"),
        one_not_after=_words(table, "one", "not_after"),
        no_not_before=_words(table, "no", "not_before"),
    )


def _section(table: Mapping[str, object], name: str) -> Mapping[str, object]:
    section = table.get(name)
    if not isinstance(section, dict) or not section:
        raise DataError(f"{_FILE}: expected entries in [{name}], found none")
    return section


def _counts(table: Mapping[str, object], name: str) -> Mapping[str, int]:
    counts = {}
    for word, count in _section(table, name).items():
        if not isinstance(count, int) or count < 0:
            raise DataError(f"{_FILE}: [{name}] {word}: expected a whole number, got {count!r}")
        counts[word] = count
    return counts


def _words(table: Mapping[str, object], section: str, key: str) -> frozenset[str]:
    words = _section(table, section).get(key)
    return frozenset(_strings(words, f"[{section}] {key}"))


def _hedges(table: Mapping[str, object], name: str) -> Mapping[str, Qualifier]:
    hedges: dict[str, Qualifier] = {}
    for label, phrases in _section(table, name).items():
        if label not in list(Qualifier):
            raise DataError(f"{_FILE}: [{name}] {label}: expected one of {', '.join(Qualifier)}")
        for phrase in _strings(phrases, f"[{name}] {label}"):
            if phrase in hedges:
                raise DataError(f"{_FILE}: [{name}] {label}: {phrase!r} is listed twice")
            hedges[phrase] = Qualifier(label)
    return hedges


def _strings(words: object, where: str) -> Iterable[str]:
    if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words):
        raise DataError(f"{_FILE}: {where}: expected a list of words, got {words!r}")
    return words


def read_digits(word: str) -> float | None:
    """The number that digits write, with commas or spaces between thousands; None where they do not.

    >>> read_digits("12,000"), read_digits("1.5"), read_digits("2.1.1"), read_digits("007")
    (12000, 1.5, None, None)
    """
    plain = "".join(mark for mark in word if mark.isdigit() or mark == ".")
    if not plain.isascii() or len(plain) > _LONGEST_NUMBER or plain.count(".") > 1:
        return None
    if not plain or (plain[0] == "0" and plain[1:2] not in {"", "."}):
        return None
    return whole(float(plain))


def whole(number: float) -> float:
    """The number, as an int where it is whole."""
    return int(number) if number == int(number) else number


def read_cardinal(words: Sequence[str]) -> float | None:
    """The number that words or digits name together; None where a word is no number.

    >>> read_cardinal(["a", "hundred", "and", "twelve"]), read_cardinal(["1.5", "million"])
    (112, 1500000)
    >>> read_cardinal(["half", "a", "million"]), read_cardinal(["two", "and", "a", "half", "million"])
    (500000, 2500000)
    """
    table = load_number_words()
    total = 0.0
    group = 0.0
    scale = 0
    for word in words:
        if word in table.multipliers:
            scale = table.multipliers[word]
            group = (group or 1) * scale
            if scale > 100:
                total, group = total + group, 0.0
        elif word == "half":
            group = group + (scale / 2 if scale and not group else 0.5)
        elif word not in {"a", "an", "and", "-"}:
            value = table.cardinals[word] if word in table.cardinals else read_digits(word)
            if value is None:
                return None
            group += value
    return whole(total + group)
