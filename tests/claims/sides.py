"""The same told of two sides, and of the two with their names exchanged."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

SORTS = tomllib.loads(Path(__file__).with_name("sides.toml").read_text(encoding="utf-8"))["sort"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A sentence told of two sides, the other way round, and which words are whose."""

    sort: str
    told: str
    exchanged: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, str]:
        """Both sentences."""
        return self.told, self.exchanged

    def is_even(self, claims, exchanged) -> bool:
        """True where the claims of both texts are the same but for the names."""
        return _hide(claims, self.left, self.right) == _hide(exchanged, self.right, self.left)


def list_pairs() -> Iterator[Pair]:
    """Each sentence of each sort with each two of its sides, in both directions."""
    for sort in SORTS:
        for sentence in sort["sentences"]:
            for left, right in permutations(sort["sides"], 2):
                yield Pair(
                    sort=sort["name"],
                    told=_tell(sentence, left[0], right[0]),
                    exchanged=_tell(sentence, right[0], left[0]),
                    left=tuple(left),
                    right=tuple(right),
                )


def _tell(sentence: str, left: str, right: str) -> str:
    words = {"a": left, "b": right, "A": left[0].upper() + left[1:]}
    text = re.sub(r"\{(\w)\}", lambda found: words[found[1]], sentence)
    text = re.sub(r"\b([Aa]) (?=[AEIOU])", r"\1n ", text)
    return text[0].upper() + text[1:]


def _hide(claims: object, left: tuple[str, ...], right: tuple[str, ...]) -> object:
    """Claims with the words of either side replaced by one sign a side, whatever the capitals."""
    signs: Mapping[str, str] = {
        **{word.casefold(): "<one>" for word in left},
        **{word.casefold(): "<two>" for word in right},
    }
    longest = sorted(signs, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest)), re.IGNORECASE)
    return _map_words(claims, lambda words: pattern.sub(lambda found: signs[found[0].casefold()], words))


def _map_words(value, change):
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _map_words(part, change) for key, part in value.items()}
    return [_map_words(part, change) for part in value]
