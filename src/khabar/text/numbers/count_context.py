"""What stands beside a number and makes it no count: names, ages, money, measures, scores, fractions."""

import itertools
import re
from collections.abc import Callable

from khabar.text.lexemes import Lexemes
from khabar.text.number_words import load_number_words
from khabar.text.numbers.count_grammar import Count, CountKind, follows_change

_HYPHEN = "-"
_AGE_LIMIT = 120
_LONGEST_LIST = 20  # lexemes of a list of ages; a bound, so that a page of numbers is read in one pass
_LONGEST_STREET = 4  # words of a street's name with its noun
_EMERGENCY = frozenset({110, 112, 911, 999})
_CALLING = frozenset(
    {"call", "calls", "called", "calling", "caller", "callers", "dial", "dialed", "dialled", "dialing"}
    | {"phone", "phoned", "phoning", "dispatcher", "dispatchers", "operator", "operators"}
)
_CLOSES_AGE = frozenset({",", ".", ";", ")", "and", "who", "was", "\n"})
_SINGULAR = frozenset({"was", "is", "has"})
_LIST_SIGNS = frozenset({".", ")"})
# A character that was lost, or marks that turn digits around; and signs, of no width perhaps, between
# two digits that are none of those which part numbers from each other.
_LOST = frozenset("\ufffd\u202d\u202e")
_TEARS = re.compile(r"\d(?:_|[^\w\s.,:;/()\[\]\"'“”’…%$€£<>=~–—-]){1,3}\d")


def is_no_count(lexemes: Lexemes, count: Count) -> bool:
    """True where the words beside a number say that it counts nothing."""
    refusals = _REFUSALS + _DIGIT_REFUSALS if lexemes.words[count.first][0].isdigit() else _REFUSALS
    return any(refuses(lexemes, count) for refuses in refusals)


def _word(lexemes: Lexemes, at: int) -> str:
    """The lower-case word at `at`; empty outside the window."""
    return lexemes.lower[at] if 0 <= at < len(lexemes.words) else ""


def _follows_name(lexemes: Lexemes, count: Count) -> bool:
    """Route 9, No. 4, $5, Division 17, Group of 20."""
    table = load_number_words()
    at = count.first - 1
    if _word(lexemes, at) == "." and lexemes.are_joined(at - 1):
        at -= 1
        return _word(lexemes, at) in table.not_after - {"day", "ground", "top", "act", "law", "part"}
    if _word(lexemes, at) in table.not_after:
        return True
    return any(
        lexemes.words[start].istitle() and " ".join(lexemes.lower[start : at + 1]) in table.names_before
        for start in range(max(0, at - 1), at + 1)
    )


def _is_glued(lexemes: Lexemes, count: Count) -> bool:
    """AK-47, 9/11, .50, x4: something that is no space stands right before."""
    at = count.first - 1
    if not lexemes.are_joined(at):
        return False
    before = lexemes.words[at]
    digits = lexemes.words[count.first][0].isdigit()
    return before in {"-", "/", "_"} or before.isalnum() or (digits and before in {".", ":", "+"})


def _is_torn(lexemes: Lexemes, count: Count) -> bool:
    """4 and 0 with a sign of no width between them: half of a number, or one with a digit lost."""
    span = lexemes.span(count.first, count.last)
    before = lexemes.text[max(0, span.start - 4) : span.start + 1][::-1]
    after = lexemes.text[span.end - 1 : span.end + 4]
    if not _LOST.isdisjoint(before[1:2] + after[1:2]):
        return True
    return bool(_TEARS.match(before) or _TEARS.match(after))


def _is_compound(lexemes: Lexemes, count: Count) -> bool:
    """12-member, 12- and 16-man, 155mm, 9/11: something that is no space stands right after."""
    if not lexemes.are_joined(count.last - 1):
        return False
    after = _word(lexemes, count.last)
    if after in {"/", ":"} or (after == "°" or after[0].isalpha()):
        return True
    follower = _word(lexemes, count.last + 1)
    if after == "–" and follower in {"year", "month", "week", "day"}:
        return True
    if after != _HYPHEN or not lexemes.are_joined(count.last):
        return after == _HYPHEN and follower in {"and", "or", "to"}
    return follower not in {"odd", "plus"}


def _is_emergency_call(lexemes: Lexemes, count: Count) -> bool:
    """Called 911, a 999 call."""
    if count.low not in _EMERGENCY or count.kind is not CountKind.NUMBER:
        return False
    beside = {_word(lexemes, count.first - 1), _word(lexemes, count.last)}
    return not beside.isdisjoint(_CALLING)


def _measures(lexemes: Lexemes, count: Count) -> bool:
    """Three miles, hundreds of dollars, 40 years; 15 square kilometres; three more days."""
    table = load_number_words()
    at = count.last
    while _word(lexemes, at) in {"of", "more", "full", "consecutive", "straight", "u", "-"}:
        at += 1
    word = _word(lexemes, at)
    if word == "per":
        return _word(lexemes, at + 1) != "cent"
    return word in table.not_before


def _is_age(lexemes: Lexemes, count: Count) -> bool:
    """A man, 21, ...; Sara (7); children under 12; a boy younger than 12."""
    if count.kind is not CountKind.NUMBER or count.low > _AGE_LIMIT:
        return False
    table = load_number_words()
    at = count.first - 1
    before = _word(lexemes, at)
    if before == "than" and _word(lexemes, at - 1) in {"younger", "older"}:
        return True
    if before in table.age_hedges and _word(lexemes, at - 1) in table.age_before:
        return _word(lexemes, at - 2) not in {"of", "least"} or before in {"under", "below"}
    if before not in {",", "("} or at < 1:
        return False
    if before == "," and count.low > 1 and _word(lexemes, count.last) in _SINGULAR:
        return True  # "Mora, 26 was shot": several would have been
    owner = lexemes.words[at - 1]
    known = owner.lower() in table.age_owners or owner.istitle() or owner.isupper()
    return known and _word(lexemes, count.last) in _CLOSES_AGE | {""}


def _lists_ages(lexemes: Lexemes, count: Count) -> bool:
    """Ages 2, 6 and 7."""
    at = count.first - 1
    end = max(0, at - _LONGEST_LIST)
    while at >= end and (lexemes.words[at] in {",", "and"} or lexemes.words[at].isdigit()):
        at -= 1
    return _word(lexemes, at) in {"ages", "aged"}


def _is_address(lexemes: Lexemes, count: Count) -> bool:
    """709 Gordon Smith Boulevard."""
    streets = load_number_words().streets
    names = lexemes.words[count.last : count.last + _LONGEST_STREET]
    capitals = itertools.takewhile(str.istitle, names)
    return any(word.lower() in streets for word in list(capitals)[1:])


def _is_bare_decimal(lexemes: Lexemes, count: Count) -> bool:
    """3.4 of something that cannot be halved; percentages may have decimals."""
    if count.low == int(count.low) and (count.high is None or count.high == int(count.high)):
        return False
    return _word(lexemes, count.last) not in {"%", "percent", "pct", "per"}


def _numbers_a_line(lexemes: Lexemes, count: Count) -> bool:
    """1. or 2) at the start of a line."""
    start = lexemes.span(count.first, count.last).start
    starts = start == 0 or lexemes.text[start - 1] == "\n"
    return starts and _word(lexemes, count.last) in _LIST_SIGNS and count.last + 1 < len(lexemes.words)


def _is_pronoun(lexemes: Lexemes, count: Count) -> bool:
    """One of, one another, the one, no longer, one-sided."""
    table = load_number_words()
    last = _word(lexemes, count.last - 1)
    after, before = _word(lexemes, count.last), _word(lexemes, count.first - 1)
    if count.kind is CountKind.ZERO:
        return last == "no" and (after in table.no_not_before or not after.isalpha())
    if last != "one" or count.last - count.first > 1:
        return False
    return after in table.one_not_before or before in table.one_not_after


def _is_score(lexemes: Lexemes, count: Count) -> bool:
    """3-1, 555-1234-9: numbers joined by hyphens that are no range."""
    after = _word(lexemes, count.last)
    return after in {_HYPHEN, "–"} and _word(lexemes, count.last + 1)[:1].isdigit()


def _is_origin_of_change(lexemes: Lexemes, count: Count) -> bool:
    """Up from 12, rose from 12 (to 15): what a count was before."""
    if _word(lexemes, count.first - 1) != "from" or count.kind is CountKind.RANGE:
        return False
    return _word(lexemes, count.last) == "to" or follows_change(lexemes, count.first)


_REFUSALS: tuple[Callable[[Lexemes, Count], bool], ...] = (
    _follows_name,
    _is_glued,
    _is_torn,
    _is_compound,
    _measures,
    _is_age,
    _is_pronoun,
    _is_score,
    _is_origin_of_change,
)
_DIGIT_REFUSALS: tuple[Callable[[Lexemes, Count], bool], ...] = (
    _lists_ages,
    _is_address,
    _is_bare_decimal,
    _numbers_a_line,
    _is_emergency_call,
)
