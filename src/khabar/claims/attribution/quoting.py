"""Quotations that no word of their own sentence tells: they go on from the words before."""

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from khabar.claims.attribution.extents import join
from khabar.model.attributions import Attribution
from khabar.model.values import Span

NEAR = 64
"""Attributions before and behind that are looked at: work grows with the length of a text, no faster."""
_AHEAD = re.compile(r"[ \xa0,]*")  # between a quotation and who is named behind it
_BEHIND = re.compile(r"[ \xa0,]*(?:that\s)?|[^.!?:\n]*:\s*")
# From who is named to a quotation that goes on: the end of his sentence, a comma, a colon.
_ON = re.compile(r"[^!?\n]*?[.!?]['\"”’]*[ \xa0]+|[,:;]?[ \xa0]+(?:and |but |that )?|[^.!?\n]*:\s+")
# Behind a quotation and who said it a line that begins with another is his, too.
_NEXT_LINE = re.compile(r"[^!?\n]*?[.!?,]['\"”’]*[ \xa0]*\n\s*")
_ENDS = re.compile(r"[a-z\d)][.!?]['\"”’]*\s|\n")
_MARKS = "\"'“”"


def complete(
    found: Sequence[Attribution], quotations: Sequence[Span], text: str
) -> tuple[Attribution, ...]:
    """The attributions, in order, each with the quotations that go on from it."""
    done = list(found)
    cues = [one.cue.start for one in found]
    before: Span | None = None
    for quotation in quotations:
        first = max(0, bisect.bisect(cues, quotation.start) - NEAR)
        teller = _find_teller(done[first : first + 2 * NEAR], quotation, before, text)
        if teller is not None:
            at = first + teller
            done[at] = replace(done[at], content=join((*done[at].content, quotation)))
        before = quotation
    return tuple(done)


def _find_teller(
    found: Sequence[Attribution], quotation: Span, before: Span | None, text: str
) -> int | None:
    """The index of the attribution that a quotation belongs to, if none holds it yet."""
    outside = [i for i, one in enumerate(found) if not quotation.covers(one.cue)]
    if any(span.overlaps(quotation) for i in outside for span in found[i].content):
        return None
    beside = next((i for i in outside if _is_beside(found[i], quotation, text)), None)
    if beside is not None:
        return beside
    for last in _find_last(found, outside, quotation, before, text):
        if _goes_on(found[last], quotation, before, text):
            return last
    return None


def _find_last(
    found: Sequence[Attribution],
    outside: Sequence[int],
    quotation: Span,
    before: Span | None,
    text: str,
) -> Iterator[int]:
    """The last attribution that ends before a quotation and stands in no other one.

    Then those before it in its sentence: "said the mayor, who wants peace".
    """
    held = [span for i in outside for span in (*found[i].content, *found[i].source)]
    later: int | None = None
    for i in reversed(outside):
        cue = found[i].cue
        if cue.end > quotation.start or any(span.covers(cue) for span in held):
            continue
        if later is not None and _ENDS.search(text, cue.end, later):
            return
        spoken = before is not None and before.covers(cue)
        if spoken and before:
            yield from itertools.islice(_holders(found, before), 1)
            return
        yield i
        later = cue.start


def _holders(found: Sequence[Attribution], quotation: Span) -> Iterator[int]:
    for i, one in enumerate(found):
        holds = any(span.overlaps(quotation) for span in one.content)
        if holds and not quotation.covers(one.cue):
            yield i


def _goes_on(one: Attribution, quotation: Span, before: Span | None, text: str) -> bool:
    if (
        before
        and any(span.overlaps(before) for span in one.content)
        and _left_open(before, quotation, text)
    ):
        return True
    parts = (one.cue, *one.source, *one.content)
    end = max(span.end for span in parts if span.end <= quotation.start)
    quotes = any(text[s.start] in _MARKS or text[s.end - 1] in _MARKS for s in one.content)
    if not quotes and one.content and text[end : end + 1] != ":":
        return False
    if _ON.fullmatch(text, end, quotation.start):
        return True
    return quotes and _NEXT_LINE.fullmatch(text, end, quotation.start) is not None


def _left_open(before: Span, quotation: Span, text: str) -> bool:
    """True where the line before was left quoted, and the next opens again."""
    return text[before.end - 1] not in _MARKS and not text[before.end : quotation.start].strip()


def _is_beside(one: Attribution, quotation: Span, text: str) -> bool:
    """True where a quotation stands right before who tells, or right behind with nothing told yet."""
    first = min(span.start for span in (one.cue, *one.source))
    last = max(span.end for span in (one.cue, *one.source))
    if quotation.end <= first:
        return _AHEAD.fullmatch(text, quotation.end, first) is not None
    follows = quotation.start >= last and _BEHIND.fullmatch(text, last, quotation.start)
    return bool(follows) and not one.content
