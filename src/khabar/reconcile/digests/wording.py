"""Names, ages, quotations and words of a text, as numbers that tell whether two texts share them."""

import functools
import itertools
import re
import zlib
from collections.abc import Iterator

from khabar import vocab

_TOKEN = re.compile(r"\w[\w'’\-]*")
_AGE = re.compile(r"\b(\d{1,2})[- ]year[- ]old|(?<=[a-z]), (?:aged? )?(\d{1,2}),", re.I)
_NAMED_AGE = re.compile(
    r"(?P<one>[A-Z][\w'’\-]+)(?:,? (?:Jr|Sr|I{2,3})\.?)?(?:, (?:aged? )?| \()"
    r"(?P<age>\d{1,2})(?=[,.;:)]| (?:and|of|from|who|was|is|has|had|died|in|at)\b)"
    r"|\b(?P<years>\d{1,2})-year-old (?P<other>[A-Z][\w'’\-]+(?: [A-Z][\w'’\-.]+)+)"
)
_NUMBER = re.compile(r"(?<![\d,.:$-])\d{3,6}(?![\d,:-])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUOTED = re.compile(r"[“\"]([^“”\"\n]{20,400})[”\"]")
_RUN = 4  # words of a quotation that make a hash
_SKETCH = 96  # words that a sketch holds at most
_SHORTEST = 4  # letters: shorter words are mostly grammar
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_MONTHS = "january february march april may june july august september october november december"
_GRAMMAR = """
    jan feb mar apr jun jul aug sept sep oct nov dec the a an this that these those there here it he
    she they we you i his her their our my its who what when where why how and but or if as at by
    for from in into of off on over to under with after before during while since about around
    according also another one two three four five six seven eight nine ten no not yes all some many
    several most both each other officials authorities police officers investigators witnesses
    president minister general colonel captain sergeant lieutenant chief mr mrs ms dr sir photo
    image video read more news share update updated published associated press
"""
# Words of offices, institutions, directions and page furniture: two reports from one region share their
# names whatever they tell of.
_OFFICE_WORDS = """
    action affairs agency agent am ambulance army assistant associate association attorney authority
    battalion bbc board breaking brigade broadcasting bureau cabinet caption cbs center central
    centre church circuit city civil clinic close cnn college command commission committee community
    company congress corporation correspondent council county coroner court coverage crescent crime
    crimes criminal cross daily day defence defense department deputies deputy detective detention
    director district division east edt ems enforcement est examiner facebook federal fire foreign
    force forces fox full gang gazette government governor group guard gun health high highway home
    homicide hospital human independent information institute interior intelligence international
    investigation investigative islamic jail journal judge judicial justice juvenile law liberation
    like local major mayor media medical memorial middle military ministry movement municipal nation
    national nations nbc news north northeast northern northwest observatory office officer original
    page parliament parish party patrol people pm post press prime prison prosecutor province public
    radio red regional related reserved resistance republic rescue rights safety school schools
    sciences secretary security senate senator service services sheriff side society south southeast
    southern southwest special spokesman spokeswoman squad staff state states station stoppers story
    superintendent support supreme task team telegraph television times township trauma tribune
    twitter unit united university victim village violence west western workers year york
"""
_FILLERS = frozenset((*_DAYS.split(), *_MONTHS.split(), *_GRAMMAR.split()))
_OFFICES = frozenset(_OFFICE_WORDS.split())


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
            if left not in _OFFICES and right not in _OFFICES and pair not in _known_names():
                yield pair


def find_caps(text: str) -> Iterator[str]:
    """Words with a capital inside a sentence, and neighbouring ones, two or three, in lower case."""
    for run in _runs(text):
        yield from (word for word in run if len(word) >= _SHORTEST)
        for length in (2, 3):
            for at in range(len(run) - length + 1):
                yield " ".join(run[at : at + length])


def find_numbers(text: str) -> Iterator[str]:
    """Numbers of three digits or more, without years: of houses, roads, flights, units."""
    for found in _NUMBER.finditer(text):
        if not _YEAR.fullmatch(found.group()):
            yield found.group()


def find_ages(text: str) -> Iterator[int]:
    """Ages in years that the text gives."""
    for found in _AGE.finditer(text):
        yield int(found.group(1) or found.group(2))


def find_persons(text: str) -> Iterator[str]:
    """Surnames with an age, in lower case: "mason 34" of "Antonio Mason, 34" and the like."""
    for found in _NAMED_AGE.finditer(text):
        name, age = found["one"] or found["other"].split()[-1], found["age"] or found["years"]
        if name.lower() not in _FILLERS and name.lower() not in _OFFICES:
            yield f"{_fold(name)} {age}"


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


@functools.lru_cache(maxsize=4)  # names and capitals are looked for in one text after the other
def _runs(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, _find_runs(text)))


def _find_runs(text: str) -> Iterator[list[str]]:
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
