"""Names of persons and addresses in a text, and which names are those of people in office or command.

It errs towards hiding: a run of capitals that is no known place, actor, house or body is a name. What it
cannot tell is said in docs/web.md.
"""

import enum
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import takewhile

from khabar import vocab
from khabar.model.values import Span
from khabar.text.names import find_actors
from khabar.text.places.folding import fold
from khabar.text.places.gazetteer import Gazetteer, Kind
from khabar.vocabulary.discretion import Discretion, load_discretion

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`‘-](?!s\b)[^\W\d_]+)*")
_GAP = re.compile(r"(?: |\xa0|\. ?|-)")
_INITIAL = 2  # letters of a word that a full stop may follow inside a name: "J.", "Mr."
_SENTENCE = re.compile(r"(?:^|[.!?:]['”\"’)]*\s+|\n|[“\"‘(]|- |– )$")
_AGE = re.compile(r",? (?:\(\d{1,3}\)|\d{1,3}\b|aged \d)")
_BEFORE, _AFTER = 90, 70  # code points around a name in which its office may stand
_BREAK = re.compile(r"[.!?;\n]")
# A city of so many people is known by its name though the words of it are those of a person.
_KNOWN_CITY = 20_000
_NUMBER_BEFORE = re.compile(r"\d{1,5}[a-zA-Z]?,? $")
_NUMBER_BEHIND = re.compile(r",? (?:no\.? ?)?\d{1,5}(?=[,.;)\n]|$)", re.IGNORECASE)
_LARGE = (Kind.COUNTRY, Kind.ADMIN1)
_SCRIPTS = re.compile(r"[^\W\d_a-zA-Z]+(?:\s+[^\W\d_a-zA-Z]+)*")


class Sort(enum.Enum):
    """Whose name it is: of somebody in office or command, of anybody else; or that of an address."""

    PUBLIC = enum.auto()
    PRIVATE = enum.auto()
    ADDRESS = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Words that name somebody, or where somebody lives."""

    span: Span
    sort: Sort


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    low: str
    key: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        """True of `Ali` and `al-Ali`."""
        return self.text[0].isupper() or self.text.partition("-")[2][:1].isupper()


@dataclass(frozen=True, kw_only=True)
class Judge:
    """Knows names. `houses` are the publishers and agencies of a record, folded by `fold`."""

    houses: frozenset[str] = frozenset()

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer.load()

    @cached_property
    def _words(self) -> Discretion:
        return load_discretion()

    def find_names(self, text: str, *, strict: bool = False) -> tuple[Name, ...]:
        """The names of persons, and addresses, in their order.

        With `strict`, which is for a text that is itself a name, one word that is not known is one too.
        """
        return _find_kept(self, text, strict)

    def find_anew(self, text: str, *, strict: bool) -> tuple[Name, ...]:
        """The same, each time from the beginning."""
        known = tuple(actor.span for actor in find_actors(text, vocab.load()))
        return tuple(self._find_names(text, known, strict=strict))

    def _find_names(self, text: str, known: Sequence[Span], *, strict: bool) -> Iterator[Name]:
        for whole in self._list_runs(text):
            if self._is_address(text, whole):
                yield Name(span=_reach(text, whole), sort=Sort.ADDRESS)
                continue
            run, is_public = self._take_office(whole)
            run = self._trim(text, run)
            if not run or any(span.start <= run[0].start and run[-1].end <= span.end for span in known):
                continue
            run = self._find_in_capitals(run) if _shouts(run) else run
            if run and self._is_person(text, run, strict=strict):
                span = Span(run[0].start, run[-1].end)
                is_public = is_public or self._holds_office(text, span)
                yield Name(span=span, sort=Sort.PUBLIC if is_public else Sort.PRIVATE)

    def _is_address(self, text: str, run: Sequence[_Word]) -> bool:
        """True of "Calle Mayor", "Elm Street", and of a name that such a word follows."""
        behind = _WORD.match(text, run[-1].end + 1)
        words = self._words
        is_way = len(run) > 1 and (run[0].low in words.ways or run[-1].low in words.streets)
        return is_way or (behind is not None and behind[0] in words.streets and not self._is_body(run))

    def _list_runs(self, text: str) -> Iterator[Sequence[_Word]]:
        """Capitals that stand one after another, with the particles of names between them."""
        run: list[_Word] = []
        waiting: list[_Word] = []
        for match in _WORD.finditer(text):
            word = _Word(match[0], match[0].lower(), fold(match[0]), match.start(), match.end())
            last = (waiting or run or [word])[-1]
            joins = bool(run) and self._joins(text[last.end : word.start], last)
            if run and not joins:
                yield run
                run, waiting = [], []
            if word.is_capital:
                run += [*waiting, word]
                waiting = []
            elif run and word.low in self._words.particles:
                waiting.append(word)
            elif run:
                yield run
                run, waiting = [], []
        if run:
            yield run

    def _joins(self, gap: str, last: _Word) -> bool:
        """True where what stands between two words keeps them in one name: `J. Soler`, `Dr. Soler`."""
        is_short = len(last.text) <= _INITIAL or last.low in self._words.titles | self._words.offices
        return bool(_GAP.fullmatch(gap)) and ("." not in gap or is_short)

    def _take_office(self, run: Sequence[_Word]) -> tuple[Sequence[_Word], bool]:
        """The run without the offices that it begins with, and whether it did."""
        rest = run
        while size := next((n for n in (3, 2, 1) if _write(rest[:n]) in self._words.offices), 0):
            rest = rest[size:]
        return rest, len(rest) < len(run)

    def _trim(self, text: str, run: Sequence[_Word]) -> Sequence[_Word]:
        """The run without a title, and without a word that is capital only as a sentence begins."""
        while run and (run[0].low in self._words.titles or run[0].key in self._gazetteer.words.never):
            run = run[1:]
        begins = len(run) > 1 and _SENTENCE.search(text[max(0, run[0].start - 4) : run[0].start])
        is_opener = begins and not self._is_name(run[0]) and self._is_name(run[1])
        return run[1:] if is_opener or (run and run[0].low in self._words.ordinary) else run

    def _is_person(self, text: str, run: Sequence[_Word], *, strict: bool) -> bool:
        before = _WORD.findall(text[max(0, run[0].start - _BEFORE) : run[0].start])
        is_titled = bool(before) and before[-1].lower() in self._words.titles
        if self._is_known(run) or (self._is_place(run) and not is_titled):
            return False
        if len(run) > 1:
            return True
        given = self._gazetteer.is_given_name(run[0].key)
        is_name = given and not self._gazetteer.is_common_word(run[0].key)
        is_marked = is_titled or bool(_AGE.match(text, run[0].end))
        return len(run[0].text) > 1 and (is_marked or is_name or strict)

    def _is_known(self, run: Sequence[_Word]) -> bool:
        """True of what is a place, a house, a body, a people, a day: not of a person."""
        words = vocab.load()
        whole = " ".join(word.key for word in run)
        if whole in self.houses or run[0].low in self._words.saints or self._is_body(run):
            return True
        is_noun = len(run) == 1 and words.find_noun(run[0].low) is not None
        return is_noun or any(self._names_people(word.text) for word in run)

    def _is_place(self, run: Sequence[_Word]) -> bool:
        """True of the name of a place; where a person may be called so too, of that of a city."""
        entries = self._gazetteer.look_up_folded(" ".join(word.key for word in run))
        is_name = self._gazetteer.is_given_name(run[0].key)
        return any(
            not is_name or entry.population >= _KNOWN_CITY or entry.kind in _LARGE for entry in entries
        )

    def _find_in_capitals(self, run: Sequence[_Word]) -> Sequence[_Word]:
        """The name in a line that is all in capitals: a given name and what may be names behind it."""
        given = (k for k, word in enumerate(run) if self._gazetteer.is_given_name(word.key))
        named = (tuple(takewhile(self._is_name, run[first:])) for first in given)
        return next((name for name in named if len(name) > 1), ())

    def _names_people(self, word: str) -> bool:
        """True of `Basque` and `Spaniards`."""
        return bool(self._gazetteer.country_of_demonym(word) or vocab.load().find_country(word))

    def _is_body(self, run: Sequence[_Word]) -> bool:
        bodies = self._words.bodies | self._gazetteer.words.calendar
        return any(word.low in bodies for word in run)

    def _is_name(self, word: _Word) -> bool:
        return self._gazetteer.is_given_name(word.key) or self._gazetteer.is_surname(word.key)

    def _holds_office(self, text: str, span: Span) -> bool:
        """True where an office stands beside a name in its clause: "the mayor of Bilbao, ..."."""
        before = _BREAK.split(text[max(0, span.start - _BEFORE) : span.start])[-1].lower()
        after = _BREAK.split(text[span.end : span.end + _AFTER])[0].lower()
        close, behind = self._offices
        return bool(close.search(before) or behind.match(after))

    @cached_property
    def _offices(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """An office that ends what stands before a name, and one that begins what stands behind it."""
        listed = sorted(self._words.offices, key=len, reverse=True)
        offices = f"(?:{'|'.join(map(re.escape, listed))})"
        before = rf"\b{offices}(?:,| (?:of|for|in|at) [^,]*,)? $"
        return re.compile(before), re.compile(rf", (?:[\w'’-]+ ){{0,4}}?{offices}\b")


# A page asks for the names of one text several times, and of a publisher for each of its reports.
@lru_cache(maxsize=4_000)
def _find_kept(judge: Judge, text: str, strict: bool) -> tuple[Name, ...]:
    return judge.find_anew(text, strict=strict)


def _shouts(run: Sequence[_Word]) -> bool:
    is_long = any(len(word.text) > _INITIAL for word in run)
    return is_long and len(run) > 1 and all(word.text.isupper() for word in run)


def _write(run: Sequence[_Word]) -> str:
    return " ".join(word.low for word in run)


def _reach(text: str, run: Sequence[_Word]) -> Span:
    """An address with the number of the house, before it or behind it."""
    start, end = run[0].start, run[-1].end
    before = _NUMBER_BEFORE.search(text[max(0, start - 10) : start])
    behind = _NUMBER_BEHIND.match(text, end)
    return Span(start - len(before[0]) if before else start, behind.end() if behind else end)


def find_other_scripts(text: str) -> Iterable[Span]:
    """The words in scripts without capitals, in which khabar cannot tell a name from other words."""
    for match in _SCRIPTS.finditer(text):
        if any(letter.isalpha() and letter.upper() == letter.lower() for letter in match[0]):
            yield Span(match.start(), match.end())
