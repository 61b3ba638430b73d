"""Where in a window words count something: number words and digits put together, not yet hedged."""

import enum
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khabar.text.lexemes import Alphabet, Lexemes, build_alphabet
from khabar.text.number_words import NumberWords, load_number_words, read_cardinal

_WORDS = {
    "one": ("one",),
    "a": ("a", "an"),
    "and": ("and",),
    "half": ("half",),
    "of": ("of",),
    "to": ("to",),
    "or": ("or",),
    "no": ("no",),
    "nobody": ("none", "nobody"),
    "between": ("between",),
    "dash": ("-", "–"),  # an en dash joins the ends of a range
    "comma": (",",),
    "maybe": ("perhaps", "possibly", "maybe"),
    "even": ("even",),
    "several": ("several",),
    "many": ("many",),
    "few": ("few",),
    "couple": ("couple",),
    "handful": ("handful",),
}
_SHAPES = ("number", "decimal", "tens", "small", "plural", "dozen", "hundred", "scale")
_DIGITS = re.compile(r"(?a:\d{1,3}(?:(?:, (?=0)|[, '’\u00a0\u2009\u202f])\d{3})+|\d+)(\.\d+)?")

_PHRASES = {
    "BELOW_HUNDRED": "(?:{tens}(?:{dash}?[{small}{one}])?|[{small}{one}])",
    "BELOW_THOUSAND": "(?:(?:{a}|{BELOW_HUNDRED})?{hundred}(?:{and}?{BELOW_HUNDRED})?|{BELOW_HUNDRED})",
    "HALF": "(?:{and}{a}{half})",
    "SCALED": "(?:(?:{BELOW_THOUSAND}|{number}|{decimal}|{a}){HALF}?{scale}{HALF}?"
    "(?:{and}?{BELOW_THOUSAND}{scale}){0,3}(?:{and}?{BELOW_THOUSAND})?)",
    "DOZENS": "(?:(?:{BELOW_THOUSAND}|{number}|{a}){dozen})",
    "CARDINAL": "(?:{SCALED}|{half}{a}[{scale}{dozen}{hundred}]|{DOZENS}"
    "|{BELOW_THOUSAND}|{number}|{decimal})",
    "BASE": "(?:{dozen}|{hundred}|{scale}|{plural})",
    "MAYBE": "(?:{comma}?(?:[{or}{and}]?{comma}?{maybe}|{or}{even}))",
    "FEW": "(?:{several}|{a}?{few}|{a}?{couple}{of}?)",
    "VAGUE": "(?:(?:{FEW}|{many}){BASE}|{plural}{of}{plural}|{plural}"
    "|{a}{couple}|{a}{handful}|{a}{few}|{several})",
}
_CHANGE_REACH = 5  # words between "rose" and the number, "rose this week from"
_COUNT = (
    "(?![-{of}{to}{or}{and}{dash}]|{a}[^{few}{couple}{handful}{hundred}{dozen}{scale}])"  # for speed
    "(?:(?P<vague>{VAGUE})"
    "|(?P<low>(?P<between>{between})?(?P<first>{CARDINAL}))"
    "(?:(?P<till>{to}|{dash}|{or}|{and}|{MAYBE})(?P<second>{CARDINAL}))?"
    "|(?P<zero>{no}{dash}?{one}|{no}|{nobody}))"
)


class CountKind(enum.StrEnum):
    """How a count is written."""

    NUMBER = "number"
    RANGE = "range"
    VAGUE = "vague"
    ZERO = "zero"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Number words of a window, from lexeme `first` to `last - 1`; `high` is None for `vague`."""

    kind: CountKind
    first: int
    last: int
    low: float
    high: float | None


def _name_shape(word: str) -> str | None:
    if not word[0].isdigit():
        return None
    found = _DIGITS.fullmatch(word)
    if not found:
        return None
    return "decimal" if found[1] else "number"


def _name_cardinal(value: int) -> str:
    return "tens" if value >= 20 else "small"


@functools.cache
def _alphabet() -> Alphabet:
    table = load_number_words()
    groups: dict[str, list[str]] = {name: list(words) for name, words in _WORDS.items()}
    for word, value in table.cardinals.items():
        groups.setdefault("one" if word == "one" else _name_cardinal(value), []).append(word)
    for word, value in table.multipliers.items():
        groups.setdefault({12: "dozen", 100: "hundred"}.get(value, "scale"), []).append(word)
    groups["plural"] = [word for word in table.vague if word.endswith("s") and word != "several"]
    return build_alphabet(
        {name: tuple(dict.fromkeys(words)) for name, words in groups.items()}, _SHAPES, _name_shape
    )


@functools.cache
def _grammar() -> re.Pattern[str]:
    return _alphabet().compile(_COUNT, _PHRASES)


def find_counts(lexemes: Lexemes) -> Iterator[Count]:
    """The counts of the window in order, never overlapping; None of them is checked for being a date."""
    spelled = _alphabet().spell(lexemes)
    grammar = _grammar()
    at = 0
    while found := grammar.search(spelled, at):
        if found["second"] and follows_change(lexemes, found.start()):
            at = found.start("second")
            continue
        count = _read_count(found, lexemes.lower[found.start() : found.end()])
        if count is not None:
            yield count
        at = count.last if count is not None else found.end()


def follows_change(lexemes: Lexemes, first: int) -> bool:
    """True right behind "rose from": the first number is what the count was before."""
    before = lexemes.lower[max(0, first - _CHANGE_REACH) : first]
    return before[-1:] == ("from",) and not load_number_words().changes.isdisjoint(before)


def _read_count(found: re.Match[str], words: Sequence[str]) -> Count | None:
    first, last = found.span()
    if found["zero"]:
        return Count(kind=CountKind.ZERO, first=first, last=last, low=0, high=0)
    if found["vague"]:
        low = _read_vague(words, load_number_words())
        return Count(kind=CountKind.VAGUE, first=first, last=last, low=low, high=None)
    if found["second"]:
        between = _read_range(found, words)
        if between is not None:
            return between
    start, end = found.span("first")
    number = read_cardinal(words[start - first : end - first])
    if number is None:
        return None
    return Count(kind=CountKind.NUMBER, first=start, last=end, low=number, high=number)


def _read_vague(words: Sequence[str], table: NumberWords) -> int:
    """The lowest count: "several dozen" 3 x 12, "tens of thousands" 20 x 1000."""
    plain = [word for word in words if word not in {"a", "of"}]
    head, *rest = plain
    low = table.vague.get(head) or table.vague[f"a {head}"]
    for word in rest:
        low *= _base(word, table)
    return low


def _base(word: str, table: NumberWords) -> int:
    return table.multipliers.get(word) or table.vague[word] // 2


def _read_range(found: re.Match[str], words: Sequence[str]) -> Count | None:
    """The range "between 10 and 15", "10-15", "46 or 47", "46, or perhaps 47"; None where it is none."""
    if found["till"] == _alphabet().letters["and"] and not found["between"]:
        return None
    start = found.start()
    low = read_cardinal(words[found.start("first") - start : found.end("first") - start])
    second = words[found.start("second") - start :]
    high = read_cardinal(second)
    if low is None or high is None:
        return None
    low = _share_multiplier(low, high, second[-1])
    if low >= high:
        return None
    return Count(kind=CountKind.RANGE, first=start, last=found.end(), low=low, high=high)


def _share_multiplier(low: float, high: float, word: str) -> float:
    """The low end in the unit of the high one where that fits: "two to three million"."""
    scale = load_number_words().multipliers.get(word, 1)
    return low * scale if low * scale < high else low
