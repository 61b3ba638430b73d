"""What the title of a report says of the dead and the hurt, as far as it is sure.

A desk writes the toll in a form of its own: "2 dead, 4 hurt in market raid", "Woman kills two
children, self", "Girl, 6, dies". Ages are no counts, and a title that tells of several events has no
toll of one.
"""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from khabar import vocab


class Headline(NamedTuple):
    """The dead, the hurt and those hit (dead or hurt) of a title; None where it tells of none.

    `counted` has the measures for which it gives a number or a list, be it "one dead"; of others it
    tells of one person ("a boy dies"). `alone` is true where nothing in it hints at more than those,
    `deadly` where it tells of a death, be it of nobody who is counted ("deadly raid"),
    `open` where its numbers are such as "at least two".
    """

    killed: int | None = None
    wounded: int | None = None
    hit: int | None = None
    counted: frozenset[str] = frozenset()
    alone: bool = False
    deadly: bool = False
    open: bool = False


class _Group(NamedTuple):
    """People in a title: how many, whether by a number or as a list, and where; `bare` without a noun.

    `nth` is true for the last of so many: "a third boy".
    """

    number: int
    counted: bool
    start: int
    end: int
    bare: bool = False
    nth: bool = False


_COUNTING = {
    word: number
    for number, word in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
            *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
            *("nineteen", "twenty"),
        )
    )
}
_ORDERING = {
    word: number + 2
    for number, word in enumerate(("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"))
}
_NTH = re.compile(r"(\d+)(?:st|nd|rd|th)")
_MOST = 99  # above which a number in a title is a year or a total far more often than a toll
_PAIRS = frozenset({"couple", "parents", "twins"})
_SELVES = frozenset({"self", "himself", "herself"})
_OPENING = frozenset(
    {"a", "an", "the", "his", "her", "their", "another", "other", "at", "least", "own", "young"}
)
_LINKS = frozenset({",", "and", "&", "then"})
_FILLING = frozenset(
    (
        *("found", "and", "&", "left", "are", "is", "was", "were", "be", "has", "have", "been"),
        *("remain", "confirmed", "reported", "reportedly", "fatally", "critically", "seriously"),
        *("badly", "now", "accidentally", "apparently", "pronounced"),
    )
)
_HIT = frozenset({"shot", "hit", "struck", "stabbed"})
_DYING = frozenset({"dead", "dies", "die", "died", "killed", "slain", "murdered"})
_HURT = frozenset({"injured", "wounded", "hurt", "hospitalized", "hospitalised", "grazed"})
_KILLING = frozenset({"kills", "kill", "killing", "killed", "slays", "murders", "claims"})
_HURTING = frozenset(
    (
        *("injures", "injure", "injuring", "injured", "wounds", "wound", "wounding", "wounded"),
        *("hurts", "hurt", "hurting"),
    )
)
_HITTING = frozenset({"shoots", "shooting", "shot", "hits", "hitting"})
_LEAVING = frozenset({"leaves", "leaving", "left"})
_DEATHS = frozenset({"murder", "murders", "homicide", "killing", "slaying", "death", "deaths"})
_UNREAL = frozenset(  # what did not happen, and numbers that are none of their own
    (
        *("to", "no", "not", "nearly", "almost", "could", "would", "may", "might"),
        *("than", "about", "around", "up", "some", "many"),
    )
)
_PREPOSITIONS = frozenset(
    (
        *("of", "in", "by", "for", "with", "from", "after", "as", "on", "at", "before", "over", "into"),
        *("near", "while", "when", "during", "outside", "inside", "including", "among", "who", "that"),
    )
)
_BETWEEN = _FILLING | _HIT
_ENDINGS = tuple([word] for word in _DYING | _HURT)
_VERBS = _DYING | _HURT | _HIT | _KILLING | _HURTING | _HITTING | _LEAVING
_WORDY = _FILLING | _LINKS | _VERBS | _DEATHS | _UNREAL | _PREPOSITIONS
_TOKEN = re.compile(r"[a-z]+(?:[-'’.]\w+)*|\d+(?:st|nd|rd|th|[-:.,]\w+)?|[^\s\w]")
_AGE = re.compile(r", \d{1,3}(?:,|(?=[;:.]|$| and\b))|\b(?:aged?|ages) \d{1,2}(?: and \d{1,2})?")
_OLD = re.compile(r"\b(?:\d{1,3}|[a-z]+)[- ](?:year|month|week|day)s?[- ]old\b")
_TIMES = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5}
_MULTIPLE = re.compile(
    rf"\b(?:({'|'.join(_TIMES)})[- ](fatal )?)?(shooting|murders?|homicide|killing|slaying)"
    r"([- ]?(?:and )?suicide)?\b"
)
_AMONG = re.compile(r"[,—–-]* ?\bincluding [^,;:—–]*(?:[,—–]|$)")  # parts of what is counted
_SEVERAL = re.compile(
    r"\b(?:shootings|killings|homicides|murders|incidents|weekend|weeks?|months?|years?|hours|violence"
    r"|separate)\b"
)
_OPEN = re.compile(
    r"\?|\b(?:den(?:y|ies|ied|ial)|rejects?|refutes?|false(?:ly)?|fake|hoax|rumou?rs?|dozens|scores|hundreds"
    r"|thousands)\b"
)
_MORE = re.compile(
    r"\b(?:self|himself|herself|suicide|double|triple|quadruple|mass|spree|rampage|another|others?|also"
    r"|among|was)\b"
)
_DEADLY = re.compile(
    r"\b(?:fatal(?:ly|ity)?|deadly|dead|dies|died|dying|kills|killed|killing|killers?|slain|slaying|murder(?:ed|s|er)?"
    r"|homicides?|manslaughter|deaths?)\b"
)
_ATTEMPTED = re.compile(
    r"\b(?:attempt\w*|threat\w*|plot\w*|plan(?:s|ned|ning)?|nearly|almost|conspir\w*|penalty|row|sentence"
    r"|detectives|unit|squad|to kill|could|no)\b"
)
_NONE = Headline()


@functools.lru_cache(maxsize=10_000)
def read_headline(title: str) -> Headline:
    """What a title says of dead and hurt.

    >>> read_headline("Two dead, four hurt in raid")[:2]
    (2, 4)
    """
    text = _AMONG.sub(" ", _AGE.sub(" ", _OLD.sub("aged", title.casefold())))
    if _SEVERAL.search(text) or _OPEN.search(text):
        return _NONE
    tokens = _TOKEN.findall(text)
    found: dict[str, _Group] = {}
    for group in _find_groups(tokens):
        measure = _measure(tokens, group)
        if measure == "hit" and "killed" in found:
            measure = "wounded"  # "one dead, three shot": those are three more
        if group.nth and measure != "killed":
            continue  # "a fourth person is hurt" beside three dead, or three hurt
        if measure is not None and (measure not in found or group.number > found[measure].number):
            found[measure] = group
    for measure, number in _find_multiples(text, alone=not found):
        if measure not in found or found[measure].number < number:
            found[measure] = _Group(number, True, 0, 0, True)
    headline = _settle(found, deadly=not _DYING.isdisjoint(tokens))
    deadly = _DEADLY.search(text) is not None and _ATTEMPTED.search(text) is None
    alone = _MORE.search(text) is None
    return headline._replace(alone=alone, deadly=deadly, open="at least" in text)


def _settle(found: Mapping[str, _Group], *, deadly: bool) -> Headline:
    """The headline of the groups; of "a boy who was shot dies" the boy is dead."""
    killed, wounded, hit = (found.get(measure) for measure in ("killed", "wounded", "hit"))
    hurt = wounded or hit
    if deadly and killed is None and hurt is not None and not hurt.counted:
        killed, wounded, hit = hurt, None, None
    if killed and hit and not (killed.bare or hit.bare):  # "two officers shot, gunman killed"
        wounded, hit = wounded or hit, None
    named = {"killed": killed, "wounded": wounded, "hit": hit}
    told = {name: group for name, group in named.items() if group is not None}
    numbers = {name: group.number for name, group in told.items()}
    counted = frozenset(name for name, group in told.items() if group.counted)
    return Headline(numbers.get("killed"), numbers.get("wounded"), numbers.get("hit"), counted)


def _find_multiples(text: str, *, alone: bool) -> Iterator[tuple[str, int]]:
    """What the name of a deed says: "double murder", and where it says it `alone`, "murder-suicide"."""
    for match in _MULTIPLE.finditer(text):
        times, fatal, deed, suicide = match.groups()
        measure = "hit" if deed == "shooting" and not fatal else "killed"
        if times or (suicide and alone):
            yield measure, _TIMES.get(times, 1) + bool(suicide)


def _find_groups(tokens: Sequence[str]) -> Iterator[_Group]:
    """The people in a title, none inside another."""
    at = 0
    while at < len(tokens):
        group = _read_list(tokens, at)
        if group is not None:
            yield group
        at = group.end if group else at + 1


def _read_list(tokens: Sequence[str], at: int) -> _Group | None:
    """The list of people that begins at a token: "a man, two women and a boy"."""
    whole = _read_member(tokens, at)
    while whole is not None:
        link = whole.end
        while link < len(tokens) and tokens[link] in _LINKS:
            link += 1
        member = _read_member(tokens, link) if link > whole.end else None
        if member is None:
            break
        whole = _Group(whole.number + member.number, True, whole.start, member.end)
    return whole


def _read_member(tokens: Sequence[str], start: int) -> _Group | None:
    """One or several people: "2 boys", "a young woman", "four", "a family of three"."""
    at = start
    while at < len(tokens) and tokens[at] in _OPENING:
        at += 1
    number, nth = _number(tokens, at), False
    if number is None:
        number = _place(tokens, at)
        nth = number is not None
    first = at + (number is not None)
    noun = _find_noun(tokens, first)
    if noun is None:
        alone = number is not None and not nth and _may_stand_behind(tokens, first)
        return _Group(number or 0, True, start, first, True) if alone else None
    behind = noun + 1
    many = _number(tokens, behind + 1) if tokens[behind : behind + 1] == ["of"] else None
    behind += 2 * (many is not None)
    if tokens[noun] == "family":
        return _Group(many, True, start, behind) if many else None
    if number is None and not _size(tokens[noun]):
        return None
    pair = tokens[noun] in _PAIRS
    return _Group((number or 1) * (1 + pair), number is not None or pair, start, behind, nth=nth)


def _may_stand_behind(tokens: Sequence[str], at: int) -> bool:
    """True for what may follow a number of people without a noun: "2 dead", "kills four in Toledo"."""
    word = tokens[at] if at < len(tokens) else "."
    return word != "of" and (not word[0].isalnum() or word in _WORDY)


def _find_noun(tokens: Sequence[str], first: int) -> int | None:
    """The noun for people that begins at a token or behind one other word; the last of several."""
    for at in range(first, min(first + 2, len(tokens))):
        if at > first and (tokens[at] in _SELVES or not _may_describe(tokens[first])):
            return None
        if _size(tokens[at]) is not None:
            last = at
            while last + 1 < len(tokens) and _size(tokens[last + 1]) is not None:
                last += 1
            return last
    return None


def _may_describe(word: str) -> bool:
    """False for what does not stand between a number and a noun."""
    return word[0].isalpha() and word not in _WORDY


def _number(tokens: Sequence[str], at: int) -> int | None:
    token = tokens[at] if at < len(tokens) else ""
    number = int(token) if token.isdecimal() else _COUNTING.get(token, 0)
    return number if 0 < number <= _MOST else None


def _place(tokens: Sequence[str], at: int) -> int | None:
    """The number of "third" or "3rd"."""
    token = tokens[at] if at < len(tokens) else ""
    digits = _NTH.fullmatch(token)
    return int(digits[1]) if digits else _ORDERING.get(token)


# Titles share most of their words, and each is asked several times: a third of the time of merging.
@functools.lru_cache(maxsize=4096)
def _size(word: str) -> int | None:
    """1 for a noun for one person or a pair, 0 for several; None for other words."""
    if word in _SELVES or word == "aged" or word in _PAIRS:
        return 1
    if word in {"family", "more", "others"}:
        return 0
    if word in _DYING or word in _HURT or word in _HIT:
        return None
    words = vocab.load()
    lemma = words.lemma(word, "NNS")
    noun = words.people.get(word) or words.people.get(lemma)
    if noun is None or noun.who in {None, "households"}:
        return None
    return 0 if lemma != word or word in {"people", "police"} else 1


def _measure(tokens: Sequence[str], group: _Group) -> str | None:
    """What is told of a group: that it was killed, wounded, or hit; None for neither."""
    before = tokens[max(0, group.start - 3) : group.start]
    if before[-1:] in (["at"], ["over"]) or not _UNREAL.isdisjoint(before):
        return None
    return _measure_before(tokens, group) or _measure_behind(tokens, group)


def _measure_before(tokens: Sequence[str], group: _Group) -> str | None:
    """By the words before the group: "kills two", "the death of a boy"."""
    before = tokens[group.start - 1] if group.start else ""
    deed = tokens[group.start - 2] if group.start > 1 else ""
    if before in _DYING and tokens[group.end : group.end + 1] in _ENDINGS:
        return None
    if before in _KILLING or (before in _LEAVING and tokens[group.end : group.end + 1] == ["dead"]):
        return "killed"
    if before in _HURTING:
        return "wounded"
    if before == "of":
        fatal = not {"fatal", "deadly"}.isdisjoint(tokens[: group.start])
        dead = deed in _DEATHS or (fatal and deed == "shooting")
        return "killed" if dead else "hit" if deed == "shooting" else None
    if before in _HITTING and tokens[group.end - 1] not in _SELVES:
        return "killed" if deed == "fatally" else "hit"
    return None


def _measure_behind(tokens: Sequence[str], group: _Group) -> str | None:
    """By the words behind the group: "two are dead", "a girl was shot, killed"."""
    behind, hit, fatal = group.end, False, False
    while behind < len(tokens) and (tokens[behind] in _BETWEEN or (hit and tokens[behind] == ",")):
        hit = hit or tokens[behind] in _HIT
        fatal = fatal or tokens[behind] == "fatally"
        behind += 1
    after = tokens[behind] if behind < len(tokens) else ""
    verb = behind + 1 if after in _DYING | _HURT else behind
    if tokens[verb - 1] != "," and _begins_people(tokens, verb):
        return None  # the group does it
    if fatal or after in _DYING or (hit and tokens[behind : behind + 2] == ["to", "death"]):
        return "killed"
    if after in _HURT:
        return "wounded"
    return "hit" if hit else None


def _begins_people(tokens: Sequence[str], at: int) -> bool:
    """True where people are told of at a token, be they not counted: "killed his neighbours"."""
    while at < len(tokens) and tokens[at] in _OPENING:
        at += 1
    member = _read_member(tokens, at)
    if member is not None:
        return tokens[member.end : member.end + 1] not in _ENDINGS  # but "two killed four hurt"
    return at < len(tokens) and _size(tokens[at]) is not None
