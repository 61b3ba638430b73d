"""Words of a window as a string with one letter a word, so that a grammar can be a regular expression.

A table gives each word a class ("month", "weekday", "number"); each class is one letter. A word that no
table knows, and a line end between sentences, is the letter `OTHER`, which no grammar matches. A grammar
is then a regular expression over classes, written with `{class}` for a letter, and takes time linear in
the number of words.
"""

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from khabar.model.values import Span

OTHER = "-"
_FIRST_LETTER = 0x100  # letters that mean nothing in a regular expression
_MOST_CLASSES = 0x100
_WINDOWS_KEPT = 8  # the readers of times and of counts follow each other on a window
_WORDS_KEPT = 1 << 14  # words of about ten articles; their classes are looked up once

_LEXEME = re.compile(
    r"(?![ \t])(?:[^\W\d_]{2,}"  # first, because most lexemes are words
    r"|(?=['’\d])(?:"
    r"\d{4}-\d{2}-\d{2}(?![\d-])"  # 2016-12-04
    r"|\d{1,2}/\d{1,2}/\d{2}(?![\d/])|\d{1,2}([/.-])\d{1,2}\1\d{4}(?![\d/-])"  # 4/12/2016
    r"|\d{1,2}:\d{2}(?::\d{2})?(?!\d)"  # 20:04
    r"|['’]?(?:\d{2})?\d0['’]?s\b"  # 1980s
    r"|\d{1,3}(?:st|nd|rd|th|ST|ND|RD|TH)\b"
    r"|\d{1,3}(?:,\d{3})*, 0\d\d(?![\d,./:-])"  # 12, 000
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)"  # 12,000
    r"|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?![\d,])"  # 12 000
    r"|\d{1,3}(?:['’]\d{3})+(?!\d)"  # 12'000
    r"|\d+(?:\.\d+)*"
    r"|['’][sS]\b)"
    r"|[AaPp]\.\s?[Mm]\b\.?"  # 11:40 p.m.
    r"|[oO]['’][cC]lock\b"
    r"|[^\W\d_]"
    r"|(?<=[.!?:;\"”)\]])\n|\n(?=[ \t]*\n)"  # a line end inside a sentence is a space
    r"|\S)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexemes:
    """The words and signs of a window, in order: as written, in lower case, and as found in `text`."""

    text: str
    words: tuple[str, ...]
    lower: tuple[str, ...]
    found: tuple[re.Match[str], ...]

    def span(self, first: int, last: int) -> Span:
        """The span from the start of lexeme `first` to the end of lexeme `last - 1`."""
        return Span(self.found[first].start(), self.found[last - 1].end())

    def are_joined(self, left: int) -> bool:
        """True where no space stands between lexeme `left` and the next; False where one is missing."""
        if left < 0 or left + 1 >= len(self.found):
            return False
        return self.found[left].end() == self.found[left + 1].start()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alphabet:
    """Classes of words, each with its letter.

    `letter` gives the letter of a word as it is written.
    """

    letters: Mapping[str, str]
    letter: Callable[[str], str]

    def spell(self, lexemes: Lexemes) -> str:
        """One letter for each lexeme."""
        return "".join(map(self.letter, lexemes.words))

    def compile(self, pattern: str, phrases: Mapping[str, str]) -> re.Pattern[str]:
        """The pattern with `{CLASS}` replaced by phrases and `{class}` by letters."""
        return re.compile(self._expand(pattern, phrases))

    def _expand(self, pattern: str, phrases: Mapping[str, str]) -> str:
        def replace(found: re.Match[str]) -> str:
            name = found[1]
            return self._expand(phrases[name], phrases) if name in phrases else self.letters[name]

        return re.sub(r"\{([A-Za-z_][A-Za-z_\d]*)\}", replace, pattern)


def build_alphabet(
    words: Mapping[str, tuple[str, ...]], shapes: tuple[str, ...], shape: Callable[[str], str | None]
) -> Alphabet:
    """The alphabet of a table class -> lower-case words.

    `shape` names the class, one of `shapes`, of a word that is not in the table (numbers, words whose
    case matters); None for a word of no class.

    >>> build_alphabet({"unit": ("day",)}, (), lambda word: None).letter("Day")
    'Ā'
    """
    names = dict.fromkeys((*words, *shapes))
    if len(names) > _MOST_CLASSES:
        raise ValueError(f"expected at most {_MOST_CLASSES} classes of words, got {len(names)}")
    letters = {name: chr(_FIRST_LETTER + i) for i, name in enumerate(names)}
    table = {word: letters[name] for name, group in words.items() for word in group}

    @functools.lru_cache(maxsize=_WORDS_KEPT)
    def letter(word: str) -> str:
        known = table.get(word.lower())
        if known is not None:
            return known
        name = shape(word)
        return OTHER if name is None else letters[name]

    return Alphabet(letters=letters, letter=letter)


@functools.lru_cache(maxsize=_WINDOWS_KEPT)
def lex(text: str, window: Span) -> Lexemes:
    """The lexemes of a window of `text`.

    >>> lex("At 20:04, 12,000 fled.", Span(0, 22)).words
    ('At', '20:04', ',', '12,000', 'fled', '.')
    """
    found = tuple(_LEXEME.finditer(text, window.start, window.end))
    words = tuple(map(re.Match.group, found))
    return Lexemes(text=text, words=words, lower=tuple(map(str.lower, words)), found=found)
