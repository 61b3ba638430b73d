"""The API of ReliefWeb, version 2: reports of aid organisations, with their texts.

https://apidoc.reliefweb.int/ asks everybody who uses it to name their application (`appname`).
"""

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from khabar.errors import InputError, UsageError
from khabar.pages.stamps import read_stamp
from khabar.record.watching.leads import Found
from khabar.watch.connectors.answers import (
    get_address,
    get_object,
    get_text,
    list_objects,
    read_object,
)
from khabar.watch.sites import name_host

_ADDRESS = "https://api.reliefweb.int/v2/reports"
_FIELDS = ("title", "body-html", "url", "url_alias", "date", "source", "language")
_MOST = 1000  # reports in one answer, by the documentation


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliefWeb:
    """Reports for a `query` in the words of ReliefWeb's search, and from a `country` by its ISO code."""

    name: str = "reliefweb"
    required: frozenset[str] = frozenset({"appname"})
    optional: frozenset[str] = frozenset({"query", "country", "limit", "address"})

    def build_address(self, options: Mapping[str, str]) -> str:
        """The reports in English that were posted last."""
        limit = options.get("limit", "100")
        if not limit.isdecimal() or not 1 <= int(limit) <= _MOST:
            raise UsageError(f"expected limit = a number from 1 to {_MOST}, got {limit!r}")
        asked = [
            ("appname", options["appname"]),
            ("limit", limit),
            ("sort[]", "date.created:desc"),
            ("filter[operator]", "AND"),
            ("filter[conditions][0][field]", "language.code"),
            ("filter[conditions][0][value]", "en"),
        ]
        if "country" in options:
            asked += [
                ("filter[conditions][1][field]", "country.iso3"),
                ("filter[conditions][1][value]", options["country"]),
            ]
        if "query" in options:
            asked.append(("query[value]", options["query"]))
        asked += [("fields[include][]", field) for field in _FIELDS]
        return f"{options.get('address', _ADDRESS)}?{urlencode(asked)}"

    def read(self, content: bytes) -> tuple[Found, ...]:
        """The reports, each with its text."""
        answer = read_object(content, self.name)
        if "data" not in answer:
            said = get_text(get_object(answer, "error"), "message") or sorted(answer)[:5]
            raise InputError("bad_answer", f"expected reports from {self.name}, got {said}")
        fields = (get_object(item, "fields") for item in list_objects(answer["data"]))
        return tuple(filter(None, map(_read, fields)))


def _read(fields: Mapping[str, object]) -> Found | None:
    address = get_address(fields, "url_alias") or get_address(fields, "url")
    body, title = get_text(fields, "body-html"), get_text(fields, "title")
    if address is None:
        return None
    days = get_object(fields, "date")
    return Found(
        address=address,
        host=name_host(address),
        stamp=get_text(days, "changed"),
        title=title,
        published=read_stamp(get_text(days, "original") or get_text(days, "created")),
        publisher=_name_publisher(list_objects(fields.get("source"))),
        is_whole=body is not None,
        text=f"<h1>{html.escape(title or '')}</h1>\n{body}" if body else None,
    )


def _name_publisher(sources: Iterable[Mapping[str, object]]) -> str | None:
    """The organisation that a report is by; None where it is by several, or nobody is named."""
    names = [name for source in sources if (name := get_text(source, "name"))]
    return names[0] if len(names) == 1 else None
