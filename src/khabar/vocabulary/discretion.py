"""The words by which a public face knows whose name it may show."""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from khabar.errors import DataError


@dataclass(frozen=True, slots=True, kw_only=True)
class Discretion:
    """The groups of data/discretion.toml, each as words in lower case."""

    offices: frozenset[str]
    titles: frozenset[str]
    particles: frozenset[str]
    bodies: frozenset[str]
    saints: frozenset[str]
    ordinary: frozenset[str]
    streets: frozenset[str]
    ways: frozenset[str]


@cache
def load_discretion() -> Discretion:
    """The words; raises DataError where a group is missing or empty, or a word is twice in it."""
    text = (files("khabar") / "data" / "discretion.toml").read_text("utf-8")
    groups = tomllib.loads(text)
    for group in fields(Discretion):
        words = groups.get(group.name)
        if not words or len(set(words)) < len(words) or any(word != word.lower() for word in words):
            where = f"data/discretion.toml: $.{group.name}"
            raise DataError(f"{where}: expected different words in lower case, got {words}")
    return Discretion(**{group.name: frozenset(groups[group.name]) for group in fields(Discretion)})
