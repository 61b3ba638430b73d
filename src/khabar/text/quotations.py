"""Where a text quotes: from the opening quotation mark to the closing one, both inside."""

import re
from collections.abc import Iterator, Sequence

from khabar.model.documents import Sentence
from khabar.model.values import Span

_MARK = re.compile(r"[“”]|''|``|\"")
_CLOSING = re.compile(r"\S(?:[”\"]|'')")
# A line that is left quoted ends the quotation only where the next one does not open again.
_OPENED_AGAIN = re.compile(r"\s*\n\s*(?:[“\"]|``|'')")
_REACH = 8  # quoted sentences passed by on the way to who is quoted; chosen, not tuned


def find_quotations(text: str) -> tuple[Span, ...]:
    """The quotations of a text in order, each within its line.

    A straight mark opens where none is open. A quotation without its end goes to the end of its
    line: the next line of a long one begins with another opening mark.
    """
    found: list[Span] = []
    start = 0
    for line in text.split("\n"):
        found.extend(_in_line(text, start, start + len(line.rstrip())))
        start += len(line) + 1
    return tuple(found)


def _in_line(text: str, start: int, end: int) -> Iterator[Span]:
    opened: int | None = None
    for mark in _MARK.finditer(text, start, end):
        if opened is None:
            opened = mark.start() if mark[0] != "”" else None
        elif mark[0] not in {"“", "``"}:
            yield Span(opened, mark.end())
            opened = None
    if opened is not None and end - opened > 1:
        yield Span(opened, end)


def is_sound(quotation: Span, text: str) -> bool:
    """False for one that is never closed, and for what lies between two where marks were miscounted."""
    before, first = text[max(0, quotation.start - 1) : quotation.start], text[quotation.start + 1]
    opens = not before.isalnum() and not first.isspace()
    closed = _CLOSING.fullmatch(text, quotation.end - 2, quotation.end)
    return opens and bool(closed or _OPENED_AGAIN.match(text, quotation.end))


def with_tellers(
    chosen: Sequence[Sentence], sentences: Sequence[Sentence], text: str
) -> tuple[Sentence, ...]:
    """The chosen sentences with those that may tell who speaks where one of them is quoted whole.

    Such are the nearest ones before and behind it that are not all quoted themselves.
    """
    quotations = [one for one in find_quotations(text) if is_sound(one, text)]
    quoted = {s.index for s in _held(sentences, quotations)}
    place = {sentence.index: n for n, sentence in enumerate(sentences)}
    wanted = {sentence.index for sentence in chosen}
    for index in sorted(wanted & quoted):
        at = place[index]
        wanted.update(_first_open(sentences[at + 1 : at + 1 + _REACH], quoted))
        wanted.update(_first_open(sentences[max(0, at - _REACH) : at][::-1], quoted))
    return tuple(sentence for sentence in sentences if sentence.index in wanted)


def _first_open(beside: Sequence[Sentence], quoted: set[int]) -> Iterator[int]:
    """The first of the sentences that is not all quoted, where a quotation or a colon stands in it."""
    found = next((one for one in beside if one.index not in quoted), None)
    if found and (_MARK.search(found.text) or found.text.endswith(":")):
        yield found.index


def _held(sentences: Sequence[Sentence], quotations: Sequence[Span]) -> Iterator[Sentence]:
    """The sentences that lie wholly inside a quotation."""
    around = iter(quotations)
    quotation = next(around, None)
    for sentence in sentences:
        while quotation and quotation.end < sentence.span.end:
            quotation = next(around, None)
        if quotation is None:
            return
        if quotation.covers(sentence.span):
            yield sentence
