"""The DOC 2.0 API of the GDELT Project: addresses of articles in many languages, without their texts.

https://blog.gdeltproject.org/gdelt-doc-2-0-api-debuts/ (mode ArtList, format JSON)
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from khabar.errors import InputError, UsageError
from khabar.record.watching.leads import Found
from khabar.watch.connectors.answers import get_address, get_text, list_objects, read_object
from khabar.watch.sites import name_host

_ADDRESS = "https://api.gdeltproject.org/api/v2/doc/doc"
# The API gives no more than 250 articles.
_MOST = "250"
_TIMESPAN = re.compile(r"\d{1,4}(?:min|h|hours?|d|days?|w|weeks?|months?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gdelt:
    """Articles that GDELT has seen lately (`timespan`, such as 3h) for a `query` in its words."""

    name: str = "gdelt"
    required: frozenset[str] = frozenset({"query"})
    optional: frozenset[str] = frozenset({"timespan", "address"})

    def build_address(self, options: Mapping[str, str]) -> str:
        """The newest articles first."""
        timespan = options.get("timespan", "1d")
        if not _TIMESPAN.fullmatch(timespan):
            raise UsageError(f"expected timespan = a number and a unit, such as 3h, got {timespan!r}")
        asked = {
            "query": options["query"],
            "mode": "artlist",
            "format": "json",
            "sort": "datedesc",
            "maxrecords": _MOST,
            "timespan": timespan,
        }
        return f"{options.get('address', _ADDRESS)}?{urlencode(asked)}"

    def read(self, content: bytes) -> tuple[Found, ...]:
        """The addresses; an answer without articles is an empty object.

        The service tells of wrong queries in plain text with status 200.
        """
        answer = read_object(content, self.name)
        if answer and "articles" not in answer:
            raise InputError(
                "bad_answer", f"expected articles from {self.name}, got {sorted(answer)[:5]}"
            )
        return tuple(filter(None, map(_read, list_objects(answer.get("articles")))))


def _read(article: Mapping[str, object]) -> Found | None:
    address = get_address(article, "url")
    if address is None:
        return None
    # `seendate` is when GDELT saw it, not its day of publication
    return Found(address=address, host=name_host(address), title=get_text(article, "title"))
