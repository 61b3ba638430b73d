"""Sentences made from the templates of `phrases.toml`: the same seed gives the same words."""

import functools
import random
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_SLOT = re.compile(r"\{(\w+)\}")
_STARTS = (
    "Ab",
    "Bel",
    "Cor",
    "Dar",
    "El",
    "Fen",
    "Gor",
    "Hal",
    "Is",
    "Jar",
    "Kol",
    "Lun",
    "Mar",
    "Nov",
    "Or",
)
_MIDDLES = ("a", "e", "i", "o", "u", "ani", "eri", "olo", "usta", "enda")
_ENDS = (
    "bek",
    "dan",
    "fer",
    "gren",
    "kov",
    "lund",
    "man",
    "nez",
    "rath",
    "sen",
    "tani",
    "vic",
    "wood",
    "zadeh",
)


@dataclass(frozen=True, slots=True)
class Phrases:
    """What slots are filled with, and the sentences of each topic."""

    slots: Mapping[str, tuple[str, ...]]
    topics: Mapping[str, tuple[str, ...]]


@functools.cache
def load_phrases() -> Phrases:
    """The templates that stand beside this module."""
    tables = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text("utf-8"))
    return Phrases(
        slots={slot: tuple(phrases) for slot, phrases in tables["slots"].items()},
        topics={topic: tuple(sentences) for topic, sentences in tables["topics"].items()},
    )


def write_sentence(topic: str, dice: random.Random) -> str:
    """One sentence of a topic, its first letter a capital."""
    sentence = _fill(dice.choice(load_phrases().topics[topic]), dice)
    return sentence[0].upper() + sentence[1:]


def write_paragraphs(topics: tuple[str, ...], words: int, dice: random.Random) -> Iterator[str]:
    """Paragraphs of one to four sentences, of at least so many words together.

    Each sentence is of a topic drawn from `topics`, where a topic may stand several times.
    """
    while words > 0:
        sentences = (write_sentence(dice.choice(topics), dice) for _ in range(dice.randint(1, 4)))
        paragraph = " ".join(sentences)
        words -= len(paragraph.split())
        yield paragraph


def _fill(template: str, dice: random.Random) -> str:
    return _SLOT.sub(lambda slot: _draw(slot[1], dice), template)


def _draw(slot: str, dice: random.Random) -> str:
    if slot == "name":
        return dice.choice(_STARTS) + dice.choice(_MIDDLES) + dice.choice(_ENDS)
    if slot == "small":
        return str(dice.randint(2, 30))
    if slot == "number":
        return f"{dice.randint(31, 90_000):,}"
    return _fill(dice.choice(load_phrases().slots[slot]), dice)
