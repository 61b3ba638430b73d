"""The evidence page: articles with their claims marked in place, in one file without scripts.

Page text reaches the page as text only: the template escapes it, and a policy in the page itself
allows no script, no request and no style but its own.
"""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import BinaryIO
from urllib.parse import urlsplit

from khabar.export.books import Books, count
from khabar.export.marks import Act
from khabar.export.phrases import spell
from khabar.export.sections import Section, lay_out
from khabar.model.claims import Rejected
from khabar.model.reports import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that the template needs."""

    sections: tuple[Section, ...]
    rejected: tuple[Rejected, ...]
    books: Books


def write(outcomes: Iterable[Outcome], stream: BinaryIO) -> None:
    """Writes the page when all outcomes have come."""
    stream.write(render(_gather(tuple(outcomes))).encode("utf-8", "replace"))


def render(sheet: Sheet) -> str:
    """The page as one HTML document."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("khabar.export"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(spell=spell, count=count, link=keep_web_address)
    environment.globals["Act"] = Act  # an imported macro sees no variable of the page
    style = "\n".join(map(_read_style, ("colours.css", "evidence.css", "marks.css")))
    template = environment.get_template("evidence.html")
    return template.render(sheet=sheet, style=style, style_hash=_hash(style))


def _read_style(name: str) -> str:
    """A style sheet, some of which the web face has too."""
    return files("khabar.export").joinpath("styles", name).read_text("utf-8")


def keep_web_address(address: str | None) -> str | None:
    """`address` where following it opens a web page; None for anything else, such as a script.

    >>> keep_web_address("https://a.example/b"), keep_web_address("javascript:alert(1)")
    ('https://a.example/b', None)
    """
    if address is None:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in {"http", "https"} and parts.netloc else None


def _gather(outcomes: tuple[Outcome, ...]) -> Sheet:
    reports = tuple(outcome for outcome in outcomes if not isinstance(outcome, Rejected))
    return Sheet(
        sections=tuple(lay_out(report, number) for number, report in enumerate(reports, 1)),
        rejected=tuple(outcome for outcome in outcomes if isinstance(outcome, Rejected)),
        books=Books.of(outcomes),
    )


def _hash(style: str) -> str:
    """The digest by which the page's policy knows its one style sheet."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
