"""Pieces with their verdicts -> the article; this is where the books are closed."""

from dataclasses import dataclass
from datetime import date

from khabar.errors import InputError
from khabar.model.claims import hash_words
from khabar.model.documents import Article, Dropped, Hints, Page, Related
from khabar.model.values import Span
from khabar.pages.blocks import Piece
from khabar.pages.furniture import REASONS

# A report of fewer words says nothing that could be a claim; login pages and menus end here.
_FEWEST_WORDS = 8
_SAMPLE_CHARS = 2000
_SMALL_WORDS = frozenset(
    {"the", "of", "and", "to", "that", "was", "were", "by", "with", "from", "said", "had"}
)
# Of 444 English texts of the gold sets 440 have more (median .18); 11 in other languages at most .011.
_SMALL_SHARE = 0.08
# py3langid is right on 300 characters of news and guesses below.
_LANGUAGE_CHARS = 300
# A member's `value` is asked for by a detour that takes five times as long.
_NAMES = {reason: reason.value for reason in REASONS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a page states about its report; None and () where it states nothing."""

    title: str | None = None
    publisher: str | None = None
    agencies: tuple[str, ...] = ()
    author: str | None = None
    published: date | None = None
    address: str | None = None
    language: str | None = None
    related: tuple[Related, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """All words of a page, each in one piece, and how many they were before they were sorted."""

    pieces: tuple[Piece, ...]
    words_in: int


def assemble(page: Page, hints: Hints, head: Head, sorted_page: Sorted) -> Article:
    """The article of a page; hints win over what the page states.

    Raises InputError `no_report` where fewer than 8 words of prose are left.
    """
    kept = [piece for piece in sorted_page.pieces if piece.reason is None]
    text = "\n".join(piece.text for piece in kept)
    if sum(len(piece.text.split()) for piece in kept if not piece.is_heading) < _FEWEST_WORDS:
        wanted = f"a report of at least {_FEWEST_WORDS} words"
        got = f"none among the words of the page ({sorted_page.words_in:,})"
        raise InputError("no_report", f"expected {wanted}, got {got} in {page.source}")
    publisher = hints.publisher or head.publisher
    return Article(
        id=hash_words([text, publisher]),
        url=hints.url or head.address,
        title=head.title,
        publisher=publisher,
        agencies=head.agencies,
        author=head.author,
        published=hints.published or head.published or hints.announced,
        language=head.language or _tell_language(text),
        sha256=page.sha256,
        text=text,
        headings=_find_headings(kept),
        related=head.related,
        dropped=_list_dropped(sorted_page.pieces, len(text)),
        words_in=sorted_page.words_in,
    )


def _find_headings(kept: list[Piece]) -> tuple[Span, ...]:
    spans = []
    at = 0
    for piece in kept:
        if piece.is_heading:
            spans.append(Span(at, at + len(piece.text)))
        at += len(piece.text) + 1
    return tuple(spans)


def _list_dropped(pieces: tuple[Piece, ...], length: int) -> tuple[Dropped, ...]:
    """What was dropped, with the offset in the text of the words that came next."""
    dropped = []
    at = 0
    for piece in pieces:
        if piece.reason is None:
            at += len(piece.text) + 1
        else:
            dropped.append(Dropped(piece.text, _NAMES[piece.reason], at if at < length else length))
    return tuple(dropped)


def _tell_language(text: str) -> str | None:
    """The two letters of the text's language, or None where it is too short to tell."""
    if len(text) < _LANGUAGE_CHARS:
        return None
    if _reads_as_english(text):
        return "en"
    from py3langid.langid import classify

    language: str = classify(text[:_SAMPLE_CHARS])[0]
    return language


def _reads_as_english(text: str) -> bool:
    """True where English's small words are as thick as in no other language; spares the model (1 s)."""
    words = text[:_SAMPLE_CHARS].lower().split()
    return sum(word in _SMALL_WORDS for word in words) >= len(words) * _SMALL_SHARE
