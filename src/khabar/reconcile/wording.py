"""Names, ages, quotations and words of a text, as numbers that tell whether two texts share them."""

import functools
import itertools
import re
import zlib
from collections.abc import Iterator

from khabar import vocab

_TOKEN = re.compile(r"\w[\w'’\-]*")
_AGE = re.compile(r"\b(\d{1,2})[- ]year[- ]old|(?<=[a-z]), (?:aged? )?(\d{1,2}),", re.I)
_QUOTED = re.compile(r"[“\"]([^“”\"\n]{20,400})[”\"]")
_RUN = 4  # words of a quotation that make a hash
_SKETCH = 96  # words that a sketch holds at most
_SHORTEST = 4  # letters: shorter words are mostly grammar
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_MONTHS = "january february march april may june july august september october november december"
_FILLERS = frozenset(
    f"""{_DAYS} {_MONTHS} jan feb mar apr jun jul aug sept sep oct nov dec
    the a an this that these those there here it he she they we you i his her their our my its who what
    when where why how and but or if as at by for from in into of off on over to under with after before
    during while since about around according also another one two three four five six seven eight nine
    ten no not yes all some many several most both each other officials authorities police officers
    investigators witnesses president minister general colonel captain sergeant lieutenant chief mr mrs
    ms dr sir photo image video read more news share update updated published associated press""".split()
)


def hash_text(text: str) -> int:
    """A number below 2**32 that depends on the text alone."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def find_names(text: str) -> Iterator[str]:
    """Pairs of neighbouring words with capitals, in lower case: "antonio mason", "redbud way".

    Names of actors and countries that everybody knows, and words that begin a sentence, say nothing.
    """
    for run in _runs(text):
        for left, right in itertools.pairwise(run):
            pair = f"{left} {right}"
            if pair not in _known_names():
                yield pair


def find_caps(text: str) -> Iterator[str]:
    """Words with a capital inside a sentence, in lower case."""
    for run in _runs(text):
        yield from (word for word in run if len(word) >= _SHORTEST and word not in _known_names())


def find_ages(text: str) -> Iterator[int]:
    """Ages in years that the text gives."""
    for found in _AGE.finditer(text):
        yield int(found.group(1) or found.group(2))


def find_quotes(text: str) -> Iterator[str]:
    """Runs of words that stand between quotation marks, in lower case."""
    for found in _QUOTED.finditer(text):
        words = [word.group().lower() for word in _TOKEN.finditer(found.group(1))]
        for at in range(len(words) - _RUN + 1):
            yield " ".join(words[at : at + _RUN])


def sketch(text: str) -> frozenset[int]:
    """The least hashes of the text's words: their overlap estimates that of the texts."""
    words = {word.group().lower() for word in _TOKEN.finditer(text)}
    hashes = {hash_text(word) for word in words if len(word) >= _SHORTEST and word not in _FILLERS}
    return frozenset(sorted(hashes)[:_SKETCH])


def _runs(text: str) -> Iterator[list[str]]:
    """Runs of neighbouring words with capitals; fillers end a run.

    A single word that begins a sentence is no run: its capital says nothing.
    """
    run: list[str] = []
    start, end = 0, -2
    for token in _TOKEN.finditer(text):
        word = token.group()
        is_name = word[0].isupper() and len(word) > 1 and word.lower() not in _FILLERS
        if run and not (is_name and text[end : token.start()] == " "):
            if len(run) > 1 or _continues(text, start):
                yield run
            run = []
        if is_name:
            start = start if run else token.start()
            run.append(_fold(word))
        end = token.end()
    if len(run) > 1 or (run and _continues(text, start)):
        yield run


def _continues(text: str, at: int) -> bool:
    return at > 1 and text[at - 1] == " " and text[at - 2] not in '.!?:"”'


def _fold(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s")


@functools.cache
def _known_names() -> frozenset[str]:
    words = vocab.load()
    actors = (name for actor in words.actors for name in (actor.name, *actor.aliases))
    countries = (
        word
        for country in words.countries
        for word in (country.name, *country.adjectives, *country.nouns)
    )
    houses = (name for house in words.publishers for name in (house.name, *house.aliases))
    return frozenset(name.lower() for group in (actors, countries, houses) for name in group)
