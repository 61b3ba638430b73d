"""Plain text as scraped -> the article.

The report is the run of paragraphs from the first sentence to the last; a masthead may stand above
it, furniture below it and between.
"""

from collections.abc import Sequence

from khabar.model.documents import Article, Hints, Page
from khabar.pages.assembly import Sorted, assemble
from khabar.pages.blocks import Piece
from khabar.pages.decode import decode
from khabar.pages.furniture import Reason
from khabar.pages.http import split_type
from khabar.pages.masthead import read_head
from khabar.pages.metadata import NO_METADATA
from khabar.pages.outlets import Outlets
from khabar.pages.phrases import find_byline, find_tail, is_day_line, name_furniture, name_tail
from khabar.pages.plain.lines import Line, read_lines
from khabar.pages.plain.runin import cut_masthead
from khabar.settings import Settings

_PROSE_WORDS = 12
_SHORT_PROSE_WORDS = 5
_TITLE_WORDS = 3
_REPEATED_WORDS = 6


def read_plain(page: Page, hints: Hints, _settings: Settings, outlets: Outlets) -> Article:
    """The article of a plain text. Raises InputError `empty`, `binary` or `no_report`."""
    _, charset = split_type(page.content_type)
    lines = read_lines(decode(page.content, page.source, charset))
    words_in = sum(len(line.text.split()) for line in lines)
    pieces = sort_lines(lines)
    head = read_head(pieces, NO_METADATA, hints, outlets)
    return assemble(page, hints, head, Sorted(pieces=pieces, words_in=words_in))


def sort_lines(lines: Sequence[Line]) -> tuple[Piece, ...]:
    """One verdict for each line, and for the parts of a line that holds masthead and report."""
    reasons = [_judge(line.text) for line in lines]
    _mark_related(lines, reasons)
    prose = [at for at, line in enumerate(lines) if reasons[at] is None and _is_prose(line)]
    if prose:
        _mark_head(lines, reasons, prose[0])
        _mark_trailer(reasons, prose[-1])
    _mark_repeated(lines, reasons)
    first = prose[0] if prose else -1
    return tuple(
        piece for at, line in enumerate(lines) for piece in _cut(line, reasons[at], at == first)
    )


def _judge(text: str) -> Reason | None:
    if find_byline(text):
        return Reason.BYLINE
    return Reason.PUBLICATION_DATE if is_day_line(text) else name_furniture(text)


def _is_prose(line: Line) -> bool:
    return line.words >= _PROSE_WORDS or (line.words >= _SHORT_PROSE_WORDS and not line.is_heading_like)


def _mark_related(lines: Sequence[Line], reasons: list[Reason | None]) -> None:
    """Headlines with a stamp each, two or more in a row, and what stands under "Related"."""
    at = 0
    while at < len(lines):
        end = _find_run_end(lines, reasons, at)
        run = range(at, end)
        stamps = sum(reasons[index] is Reason.PUBLICATION_DATE for index in run)
        if stamps >= 2 or (run and reasons[at] is Reason.RELATED):
            for index in run:
                reasons[index] = Reason.RELATED
        at = max(end, at + 1)


def _find_run_end(lines: Sequence[Line], reasons: Sequence[Reason | None], start: int) -> int:
    """Where a run of stamps and headlines ends; `start` itself where none begins."""
    end = start
    headlines = 0
    while end < len(lines):
        is_stamp = reasons[end] is Reason.PUBLICATION_DATE
        is_label = end == start and reasons[end] is Reason.RELATED
        if is_stamp or is_label:
            headlines = 0
        elif reasons[end] is not None or not lines[end].is_headline_like:
            break
        elif (headlines := headlines + 1) > 1 and reasons[start] is not Reason.RELATED:
            return end - 1
        end += 1
    return end


def _mark_head(lines: Sequence[Line], reasons: list[Reason | None], first: int) -> None:
    """Above the first sentence: one title; a heading right above it that is not the title is kept."""
    open_lines = [at for at in range(first) if reasons[at] is None]
    title = _find_title(lines, open_lines)
    for at in open_lines:
        is_heading = at == first - 1 and at != title and lines[at].is_heading_like
        if not is_heading:
            reasons[at] = Reason.TITLE if at == title else Reason.NAVIGATION


def _find_title(lines: Sequence[Line], open_lines: Sequence[int]) -> int | None:
    """The first line long enough to be a headline; a menu's words are shorter."""
    return next((at for at in open_lines if lines[at].words >= _TITLE_WORDS), None)


def _mark_trailer(reasons: list[Reason | None], last: int) -> None:
    for at in range(last + 1, len(reasons)):
        reasons[at] = reasons[at] or Reason.TRAILER


def _mark_repeated(lines: Sequence[Line], reasons: list[Reason | None]) -> None:
    seen: set[str] = set()
    for at, line in enumerate(lines):
        if reasons[at] is None and line.words >= _REPEATED_WORDS and line.text in seen:
            reasons[at] = Reason.REPEATED
        elif reasons[at] is None:
            seen.add(line.text)


def _cut(line: Line, reason: Reason | None, is_first: bool) -> tuple[Piece, ...]:
    """The line as one piece; or with its run-in masthead and its tail apart."""
    if reason is not None:
        return (Piece(text=line.text, reason=reason),)
    if not _is_prose(line):
        return (Piece(text=line.text, reason=None, is_heading=line.is_heading_like),)
    above = cut_masthead(line.text) if is_first else ()
    text = line.text[sum(len(piece.text) + 1 for piece in above) :]
    at = find_tail(text)
    body, tail = text[:at].rstrip(), text[at:]
    pieces = (*above, Piece(text=body, reason=None)) if body else above
    return (*pieces, Piece(text=tail, reason=name_tail(tail))) if tail else pieces
