"""What an address asks for, by the words of the command line, and which page of it."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from khabar.errors import UsageError
from khabar.record.looking.filters import FILTER_TEXTS, Filter, read_day, read_filter
from khabar.record.looking.opinions import Opinion, name_opinion

_TEXTS = tuple(text.name for text in FILTER_TEXTS if text.metavar is not None)
_FLAGS = tuple(text.name for text in FILTER_TEXTS if text.metavar is None)
# Code points of a word that is kept as it is written in addresses: 5,000 of them are a few megabytes.
_LONGEST = 200
_YES = frozenset({"1", "true", "yes", "on"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks for; `given` are its own words, by name, in the order of the filters."""

    wanted: Filter
    opinion: Opinion
    given: Mapping[str, str]

    def address(self, path: str, **changes: str | None) -> str:
        """`path` with this query, and with the changes; a change to None or "" leaves a word out.

        >>> read_asked({"kind": "attack"}).address("/", country="ES", kind=None)
        '/?country=ES'
        """
        words = {**self.given, **changes}
        query = "&".join(_write(name, word) for name, word in words.items() if word)
        return f"{path}?{query}" if query else path


def _write(name: str, word: str) -> str:
    return (_write_again if len(word) <= _LONGEST else _write_once)(name, word)


def _write_once(name: str, word: str) -> str:
    return urlencode({name: word})


_write_again = functools.lru_cache(maxsize=5_000)(_write_once)


def read_asked(query: Mapping[str, str]) -> Asked:
    """What the words of a query ask for; empty ones ask for nothing.

    Raises UsageError that names the word and says what was expected.
    """
    names = (*_TEXTS, *_FLAGS, "rule", "as_of")
    given = {name: query[name] for name in names if query.get(name, "").strip()}
    is_contested = any(given.get(name, "").lower() in _YES for name in _FLAGS)
    as_of = read_day(given["as_of"]) if "as_of" in given else None
    wanted = read_filter({name: given[name] for name in _TEXTS if name in given}, contested=is_contested)
    return Asked(wanted=wanted, opinion=name_opinion(given.get("rule"), as_of), given=given)


def read_page(query: Mapping[str, str]) -> int:
    """The number of the page that is asked for, the first one for none; raises UsageError."""
    text = query.get("page", "") or "1"
    if not re.fullmatch("[1-9][0-9]{0,6}", text):
        raise UsageError(f"expected the number of a page, such as 2, got {text!r}")
    return int(text)
