"""Which house published a report and which agencies are credited, by the names that pages print."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from urllib.parse import urlsplit

from khabar.pages.days import find_day
from khabar.vocabulary.entries import OutletClass, Publisher


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlets:
    """Known houses by name or alias (folded), and by domain; agencies apart."""

    by_name: Mapping[str, str]
    by_domain: Mapping[str, str]
    agencies: frozenset[str]


def index_outlets(publishers: Iterable[Publisher]) -> Outlets:
    """The publishers of a vocabulary, ready to be looked up; build it once, not once a page."""
    houses = tuple(publishers)
    return Outlets(
        by_name=MappingProxyType(
            {_fold_name(name): house.name for house in houses for name in (house.name, *house.aliases)}
        ),
        by_domain=MappingProxyType({domain: house.name for house in houses for domain in house.domains}),
        agencies=frozenset(house.name for house in houses if house.outlet_class is OutletClass.AGENCY),
    )


NO_OUTLETS = index_outlets(())

# A name begins with a capital and goes on with capitals; "of", "the" and the like may stand between.
_NAME = r"[A-Z][\w&'’-]*(?: (?:(?:of|the|and|for|de|&) )*(?:[A-Z][\w&'’-]*|\d{1,2}\b)){0,5}"
_RIGHTS = re.compile(
    r"(?:(?i:all rights reserved(?: to| by|,)?|copyright|©|\(c\)))[\s,©]*(?:(?i:\(c\))\s*)?"
    r"(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?[\s,©]*)*(?i:by |to )?"
    rf"(?P<name>(?i:the )?{_NAME})"
)
_COMPANY = re.compile(
    r"(?: (?:group|media|sal|s\.a\.l|inc|ltd|limited|llc|plc|corp(?:oration)?|company|co|gmbh|publishing"
    r"|newspapers?|all rights reserved|all rights|all))+\.?$",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"\(?\s*(?:source|via|agency)s?\s*:\s*(?P<names>[^()]{2,80}?)\)?[.\s]*$", re.IGNORECASE
)
_DASHED = re.compile(r"^[-–—_]{2,4}\s?\(?(?P<names>[^()]{2,40}?)\)?[.\s]*$")
_DATELINE = re.compile(
    r"^(?P<place>[^()\n]{0,70}?)\s*"
    r"(?:\(\(?(?P<name>[A-Z][\w.&' ]{1,30}?)\)\)?|[-–—] ?(?P<bare>[A-Z]\w{1,10}))\s*(?:[-–—:]|$)"
)
_HOUSE_WORDS = re.compile(
    r"\b(?:News|Press|Wire|Agency|Agence|Bureau|Service|Times|Post|Today|Media|TV|Radio|Herald|Reuters)\b"
)
_PLACE = re.compile(r"[A-Z][^()\d.;:]{2,50}[,\s(]+(?:on )?")
_DATELINE_END = re.compile(r"\)?\s*(?:\([^()]{2,40}\)\s*)?[-–—:/]")
_DATELINE_CHARS = 110
_IN_BRACKETS = re.compile(
    r"^\((?P<names>[^();]{2,60}); ?(?:additional )?(?:reporting|writing|editing) by\b", re.IGNORECASE
)
_BY = re.compile(r"\bby\b", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:,|/|;|\band\b|&|\+)\s*")


def name_house(name: str, outlets: Outlets) -> str:
    """The canonical name of a house, or the name as printed, folded, where it is not known."""
    printed = " ".join(name.split()).strip(" .,-–—()[]")
    return outlets.by_name.get(_fold_name(printed), printed)


def find_house_by_address(address: str | None, outlets: Outlets) -> str | None:
    """The house whose domain an address lies in, or None."""
    host = (urlsplit(address).hostname or "") if address and _is_address(address) else ""
    labels = host.split(".")
    tails = (".".join(labels[at:]) for at in range(len(labels) - 1))
    return next((outlets.by_domain[tail] for tail in tails if tail in outlets.by_domain), None)


def find_rights_holder(line: str, outlets: Outlets) -> str | None:
    """The house that a copyright line names, without the form of its company.

    >>> find_rights_holder("All rights reserved to Sierra Today Media Group 2021 ©", NO_OUTLETS)
    'Sierra Today'
    """
    match = _RIGHTS.search(line)
    if not match or not match["name"][0].isupper():
        return None
    known = outlets.by_name.get(_fold_name(match["name"]))
    name = re.sub(r"^the ", "", match["name"].strip(" .,"), flags=re.IGNORECASE)
    return known or name_house(_COMPANY.sub("", name), outlets) or None


def find_credited(text: str, outlets: Outlets) -> tuple[str, ...]:
    """The houses that a credit line names ("Source: Arab News", "----AFP"), in order.

    >>> find_credited("(Continental Wire; editing by A. Moss)", NO_OUTLETS)
    ('Continental Wire',)
    """
    match = _SOURCE.match(text) or _DASHED.match(text) or _IN_BRACKETS.match(text)
    names = _SPLIT.split(match["names"]) if match else [text] if is_agency(text, outlets) else []
    return tuple(
        name_house(name, outlets)
        for name in names
        if name.strip(" .-") and len(name.split()) <= 5 and not _BY.search(name)
    )


def find_dateline_agency(paragraph: str, outlets: Outlets) -> str | None:
    """The house in a dateline such as `VALENCIA, Spain (AP) —`, or None.

    A name that the vocabulary does not know must look like a house: brackets also hold countries.
    """
    match = _DATELINE.match(paragraph[:_DATELINE_CHARS])
    printed = (match["name"] or match["bare"]) if match else None
    known = outlets.by_name.get(_fold_name(printed)) if printed else None
    if known or not match or not match["name"]:
        return known
    looks_like_house = match["name"].isupper() or _HOUSE_WORDS.search(match["name"])
    return match["name"] if looks_like_house and match["place"][:1].isupper() else None


def find_dateline_day(paragraph: str) -> date | None:
    """The whole day in a dateline such as `VALENCIA, May 2, 1937 (AP) —`, or None."""
    head = paragraph[:_DATELINE_CHARS]
    found = find_day(head)
    if not found or not _PLACE.fullmatch(head[: found.start]):
        return None
    return found.day if _DATELINE_END.match(head, found.end) else None


def is_agency(name: str, outlets: Outlets) -> bool:
    """True where the vocabulary knows `name` as an agency."""
    return outlets.by_name.get(_fold_name(name)) in outlets.agencies


def _fold_name(name: str) -> str:
    folded = " ".join(name.split()).strip(" .,-–—()[]").casefold()
    return folded.removeprefix("the ")


def _is_address(address: str) -> bool:
    return address.startswith(("http://", "https://")) and "[" not in address
