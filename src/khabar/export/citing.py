"""How an event is cited: as text, BibTeX, RIS and CSL-JSON, with khabar's version and the day of access.

No library is used: each format is one entry of a few fields, and what matters is that no word of a page
ends a field early.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from khabar.export.event_sentence import tell_event, write_day
from khabar.export.phrases import show
from khabar.model.events import Event

# Braces are written without braces: BibTeX counts those behind a backslash too.
_TEX: Mapping[str, str] = {
    "\\": r"\textbackslash ",
    "{": r"\textbraceleft ",
    "}": r"\textbraceright ",
    "~": r"\textasciitilde ",
    "^": r"\textasciicircum ",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    '"': "''",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What a citation says. `as_of` is the day at whose end the event stands, at most that of access."""

    id: str
    title: str
    rule: str
    as_of: date
    version: str
    accessed: date
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationFormat:
    """A format of citations: its ending, what browsers are told, and what writes it."""

    suffix: str
    name: str
    media_type: str
    write: Callable[[Citation], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """When and where an event was looked at, by which khabar."""

    version: str
    accessed: date
    address: str


def cite(event: Event, rule: str, as_of: date | None, visit: Visit) -> Citation:
    """The citation of an event as it was looked at."""
    return Citation(
        id=event.id,
        title=tell_event(event).removesuffix("."),
        rule=rule,
        as_of=as_of or visit.accessed,
        version=visit.version,
        accessed=visit.accessed,
        address=show(visit.address),
    )


def write_text(citation: Citation) -> str:
    """One sentence for footnotes."""
    return (
        f"“{citation.title}”. Event {citation.id} of a record of news reports, {_describe(citation)}. "
        f"{citation.address} (accessed {write_day(citation.accessed)})."
    )


def write_bibtex(citation: Citation) -> str:
    """An entry of BibTeX."""
    fields = {
        "title": f"{{{escape_tex(citation.title)}}}",
        "howpublished": escape_tex(f"Event in a record of news reports, khabar {citation.version}"),
        "year": str(citation.as_of.year),
        "note": escape_tex(_describe(citation)),
        "url": citation.address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C"),
        "urldate": citation.accessed.isoformat(),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{khabar-{citation.id},\n{lines}\n}}\n"


def write_ris(citation: Citation) -> str:
    """An entry of RIS: a line for each field."""
    fields = (
        ("TY", "DATA"),
        ("ID", citation.id),
        ("TI", citation.title),
        ("PB", f"khabar {citation.version}"),
        ("PY", str(citation.as_of.year)),
        ("N1", _describe(citation)),
        ("UR", citation.address),
        ("Y2", citation.accessed.strftime("%Y/%m/%d")),
        ("ER", ""),
    )
    return "".join(f"{name}  - {show(value)}\r\n" for name, value in fields)


def write_csl(citation: Citation) -> str:
    """A list of one entry of CSL-JSON."""
    entry = {
        "id": f"khabar-{citation.id}",
        "type": "dataset",
        "title": citation.title,
        "publisher": "khabar",
        "version": citation.version,
        "note": _describe(citation),
        "issued": _date(citation.as_of),
        "accessed": _date(citation.accessed),
        "URL": citation.address,
    }
    return json.dumps([entry], ensure_ascii=False, indent=1) + "\n"


CITATION_FORMATS = (
    CitationFormat(suffix="bib", name="BibTeX", media_type="application/x-bibtex", write=write_bibtex),
    CitationFormat(
        suffix="ris", name="RIS", media_type="application/x-research-info-systems", write=write_ris
    ),
    CitationFormat(
        suffix="json",
        name="CSL-JSON",
        media_type="application/vnd.citationstyles.csl+json",
        write=write_csl,
    ),
)
"""The formats that an event is cited in."""


def escape_tex(text: str) -> str:
    r"""`text` as TeX prints it, with as many braces that open as close.

    >>> escape_tex("50 % {of} A_B")
    '50 \\% \\textbraceleft of\\textbraceright  A\\_B'
    """
    return "".join(_TEX.get(letter, letter) for letter in show(text))


def _describe(citation: Citation) -> str:
    told = f"as told by {write_day(citation.as_of)}"
    return f"figures by the rule {citation.rule}, {told}, khabar {citation.version}"


def _date(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}
