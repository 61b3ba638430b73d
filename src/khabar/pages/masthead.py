"""Title, publisher, agencies, author and day of a report, from its pieces and the page's metadata."""

from collections.abc import Iterable, Sequence
from datetime import date

from khabar.model.documents import Hints, Related
from khabar.pages.assembly import Head
from khabar.pages.blocks import Piece
from khabar.pages.days import find_day
from khabar.pages.furniture import Reason
from khabar.pages.metadata import Metadata
from khabar.pages.outlets import (
    Outlets,
    find_credited,
    find_dateline_agency,
    find_dateline_day,
    find_house_by_address,
    find_rights_holder,
    is_agency,
    name_house,
)
from khabar.pages.phrases import find_byline
from khabar.pages.related import pair_related

# The masthead stands right above the report: so many pieces before its first paragraph.
_MASTHEAD = 12


def read_head(pieces: Sequence[Piece], metadata: Metadata, hints: Hints, outlets: Outlets) -> Head:
    """What the page states about its report. A day in the furniture is never the publication day."""
    masthead = _find_masthead(pieces)
    opening = next((piece.text for piece in pieces if piece.reason is None and not piece.is_heading), "")
    authors = metadata.authors or _find_authors(masthead)
    publisher = _find_publisher(pieces, metadata, hints, outlets)
    houses = {publisher, metadata.publisher}
    return Head(
        title=_find_title(pieces, metadata),
        publisher=publisher,
        agencies=_find_agencies(pieces, opening, authors, outlets),
        author=", ".join(n for n in authors if n not in houses and not is_agency(n, outlets)) or None,
        published=_settle_day(
            metadata.published, metadata.address_day or _find_day(masthead) or find_dateline_day(opening)
        )
        or metadata.named_day,
        address=metadata.address,
        language=metadata.language,
        related=_find_related(pieces),
    )


def _find_masthead(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    first = next((at for at, piece in enumerate(pieces) if piece.reason is None), 0)
    return tuple(pieces[max(0, first - _MASTHEAD) : first])


def _find_authors(masthead: Iterable[Piece]) -> tuple[str, ...]:
    bylines = (piece.text for piece in masthead if piece.reason is Reason.BYLINE)
    return next(((name,) for text in bylines if (name := find_byline(text))), ())


def _find_agencies(
    pieces: Iterable[Piece], opening: str, authors: Iterable[str], outlets: Outlets
) -> tuple[str, ...]:
    """Credited houses in the order of the page: dateline, author, credit lines."""
    dateline = find_dateline_agency(opening, outlets)
    named = [dateline] if dateline else []
    named += [name_house(name, outlets) for name in authors if is_agency(name, outlets)]
    for piece in pieces:
        is_signature = piece.reason is Reason.TRAILER and is_agency(piece.text, outlets)
        if piece.reason is Reason.CREDIT or is_signature:
            named += find_credited(piece.text, outlets)
    return tuple(dict.fromkeys(named))


def _find_title(pieces: Sequence[Piece], metadata: Metadata) -> str | None:
    """The headline as printed above the report, else as the metadata has it."""
    printed = [piece.text for piece in pieces if piece.reason is Reason.TITLE]
    window = (metadata.window_title or "").casefold()
    for title in printed:
        if title.casefold() in window or title == metadata.title:
            return title
    if metadata.title:
        return metadata.title
    return _strip(printed[0]) if printed else _cut_window_title(metadata.window_title)


def _strip(title: str) -> str:
    """A run-in title without the dash or full stop that parted it from the report."""
    bare = title.strip(" -–—|")
    return bare[:-1].rstrip() if bare.endswith(".") and "." not in bare.split()[-1][:-1] else bare


def _cut_window_title(title: str | None) -> str | None:
    """A window's title without the name of the site behind the last bar or dash."""
    if not title:
        return None
    for mark in (" | ", " - ", " – ", " — ", " :: ", " » "):
        if mark in title:
            return max(title.split(mark), key=len).strip()
    return title


def _find_publisher(
    pieces: Sequence[Piece], metadata: Metadata, hints: Hints, outlets: Outlets
) -> str | None:
    house = find_house_by_address(hints.url or metadata.address, outlets)
    if house or metadata.publisher:
        return house or name_house(metadata.publisher or "", outlets)
    lines = (piece.text for piece in pieces if piece.reason is Reason.COPYRIGHT)
    return next((name for line in lines if (name := find_rights_holder(line, outlets))), None)


def _find_day(masthead: Iterable[Piece]) -> date | None:
    """The day printed above the report: the first, and one called "updated" only for want of another."""
    texts = [
        piece.text for piece in masthead if piece.reason in (Reason.PUBLICATION_DATE, Reason.BYLINE)
    ]
    texts.sort(key=lambda text: "updated" in text.casefold() and "published" not in text.casefold())
    return next((found.day for text in texts if (found := find_day(text))), None)


def _settle_day(stamped: date | None, printed: date | None) -> date | None:
    """The day that readers saw: a stamp in universal time may be one day off the house's calendar."""
    if stamped and printed and abs((stamped - printed).days) <= 1:
        return printed
    return stamped or printed


def _find_related(pieces: Sequence[Piece]) -> tuple[Related, ...]:
    return pair_related([piece.text for piece in pieces if piece.reason is Reason.RELATED])
