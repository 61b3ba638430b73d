"""Invented texts among which some are copies of others: the same seed gives the same texts."""

import enum
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass

_WORDS = 20_000  # of the language, used as often as words are (Zipf)
_PARAGRAPH = 45
_PARAGRAPHS = (7, 13)  # 315 to 585 words: 3 KB, as the median of news reports
_LETTERS = "aeiou", "bcdfghjklmnprstvz"


class Change(enum.StrEnum):
    """What was done to a text to make the copy."""

    WORDS = "single words changed, Jaccard .80 and more"
    CUT = "cut to its first three paragraphs"
    DROPPED = "two paragraphs of its middle dropped"
    INSIDE = "inside another story as long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """Two texts, by their places among all, that are copies, and how alike they are."""

    original: int
    copy: int
    change: Change
    jaccard: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Texts of which `planted` tells all that are copies."""

    texts: tuple[str, ...]
    planted: tuple[Planted, ...]


def compose_library(size: int, seed: int) -> Library:
    """Texts of which a fifth are copies, each of another text, one change after the other."""
    dice = random.Random(f"library {seed}")  # noqa: S311  # texts, not secrets
    writer = _Writer(dice)
    texts = [writer.write() for _ in range(size - size // 5)]
    originals = dice.sample(range(len(texts)), size // 5)
    planted = []
    for original, change in zip(originals, itertools.cycle(Change), strict=False):
        texts.append(writer.change(texts[original], change))
        jaccard = compare_shingles(texts[original], texts[-1])
        planted.append(Planted(original=original, copy=len(texts) - 1, change=change, jaccard=jaccard))
    return Library(texts=tuple(texts), planted=tuple(planted))


def find_shingles(text: str) -> list[str]:
    """The runs of three words of a text."""
    words = text.split()
    return [" ".join(run) for run in zip(words, words[1:], words[2:], strict=False)]


def compare_shingles(left: str, right: str) -> float:
    """The Jaccard index of the runs of three words, in [0, 1]."""
    ours, theirs = set(find_shingles(left)), set(find_shingles(right))
    return len(ours & theirs) / len(ours | theirs)


class _Writer:
    """Writes texts; `dice` decides."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        vowels, others = _LETTERS
        parts = [other + vowel for other in others for vowel in vowels]
        self._words = ["".join(dice.choices(parts, k=dice.randint(1, 4))) for _ in range(_WORDS)]
        self._chances = list(itertools.accumulate(1 / rank for rank in range(1, _WORDS + 1)))

    def write(self) -> str:
        """A text of paragraphs of about three kilobytes, one a line."""
        return "\n".join(self._paragraphs(self._dice.randint(*_PARAGRAPHS)))

    def change(self, text: str, change: Change) -> str:
        """A copy of the text, changed as told."""
        paragraphs = text.split("\n")
        middle = len(paragraphs) // 2
        match change:
            case Change.WORDS:
                return "\n".join(self._replace(paragraphs, self._dice.uniform(0.02, 0.04)))
            case Change.CUT:
                return "\n".join(paragraphs[:3])
            case Change.DROPPED:
                return "\n".join(paragraphs[: middle - 1] + paragraphs[middle + 1 :])
            case Change.INSIDE:
                own = tuple(self._paragraphs(len(paragraphs)))
                return "\n".join((*own[:middle], *paragraphs, *own[middle:]))

    def _paragraphs(self, count: int) -> Iterator[str]:
        for _ in range(count):
            yield " ".join(self._choose(_PARAGRAPH))

    def _choose(self, count: int) -> list[str]:
        return self._dice.choices(self._words, cum_weights=self._chances, k=count)

    def _replace(self, paragraphs: list[str], share: float) -> Iterator[str]:
        for paragraph in paragraphs:
            words = paragraph.split(" ")
            for place in range(len(words)):
                if self._dice.random() < share:
                    words[place] = self._choose(1)[0]
            yield " ".join(words)
