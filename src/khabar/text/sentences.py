"""Where sentences begin and end.

A sentence never crosses a line of the article's text: lines are paragraphs. Sub-headings are not
sentences: they repeat what the report says and nobody reads them as a statement.
"""

import re
from collections.abc import Iterator

from khabar.model.documents import Article, Sentence
from khabar.model.values import Span

_STOP = re.compile(
    r"[.!?]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*(?![a-z])[^\W_])"
    # a lost space: "officials said.The man"
    r"|(?<=[a-z]{2})[.!?][”\"]?(?=[A-Z][a-z]+[ ,'’])"
)
_ABBREVIATED = re.compile(
    r"\b(?:[A-Za-z]|Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Capt|Cpl|Sgt|Maj|Brig|Adm|Cmdr|Pvt|Gov|Sen|Rep|Rev|Hon|Prof|Pres|Supt"
    r"|Insp|Msgr|Amb|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|No|Nos|vs|approx|Gens|Cols|Lts"
    r"|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore"
    r"|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|i\.e|e\.g|(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
# "GAINESVILLE, Fla. (AP) - ", "SAN SALVADOR, 3 JAN 90 -- [TEXT] ", "LISBON (PORTUGAL), 3 JAN 90
# (LUSA) -- ": where it was filed, not what it tells.
_CAPITALS = r"[^\W\d_a-zß-öø-ÿ][^\W\d_a-zß-öø-ÿ'’.-]*"
_DATELINE = re.compile(
    rf"{_CAPITALS}(?:[ /]{_CAPITALS}){{0,3}}(?: ?\([^()\n]{{1,40}}\))?"
    r"(?:, [^()\n—–-]{1,30})?(?: ?\([^()\n]{1,60}\))? ?(?:--|[—–-]) "
    r"(?:\[[^\]\n]{1,200}\] ?)*"
)
# "AFP Friday 22 Jul 2016 ", where a page's lines were lost: neither of the sentences beside it.
_STAMP = re.compile(
    r"(?:AFP|AP|Reuters|REUTERS|dpa|DPA|UPI|Xinhua|EFE|MENA)"
    r",? (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? \d{1,2} [A-Z][a-z]{2,8},? \d{4}\b"
)
_ABBREVIATION_REACH = 12  # code points looked back: the longest abbreviation above with its stop
_LONGEST = 1500  # code points; what is longer is a list or a text without stops, and is cut at a space


def split(article: Article) -> tuple[Sentence, ...]:
    """The sentences of an article in order, sub-headings left out."""
    return tuple(
        Sentence(index=index, paragraph=paragraph, span=span, text=span.cut(article.text))
        for index, (paragraph, span) in enumerate(_spans(article))
    )


def find_dateline(text: str) -> Span | None:
    """The first dateline: the words before a line's first sentence that say where it was filed."""
    start = 0
    for line in text.split("\n"):
        dateline = _DATELINE.match(text, start, start + len(line))
        if dateline:
            return Span(dateline.start(), dateline.end())
        start += len(line) + 1
    return None


def _spans(article: Article) -> Iterator[tuple[int, Span]]:
    start = 0
    for paragraph, line in enumerate(article.text.split("\n")):
        whole = Span(start, start + len(line))
        start = whole.end + 1
        if not any(heading.overlaps(whole) for heading in article.headings):
            yield from ((paragraph, span) for span in _cut(article.text, whole))


def _cut(text: str, line: Span) -> Iterator[Span]:
    start = line.start
    for stamp in _STAMP.finditer(text, line.start, line.end):
        yield from _cut_stretch(text, Span(start, stamp.start()))
        start = stamp.end()
    yield from _cut_stretch(text, Span(start, line.end))


def _cut_stretch(text: str, line: Span) -> Iterator[Span]:
    dateline = _DATELINE.match(text, line.start, line.end)
    start = dateline.end() if dateline else line.start
    for stop in _STOP.finditer(text, start, line.end):
        too_long = stop.end() - start > _LONGEST
        if too_long or not _ABBREVIATED.search(
            text[max(start, stop.start() - _ABBREVIATION_REACH) : stop.start() + 1]
        ):
            yield from _pieces(text, Span(start, stop.end()))
            start = stop.end()
    yield from _pieces(text, Span(start, line.end))


def _pieces(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    while span.end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        end = space if space > start else start + _LONGEST
        yield from _trim(text, start, end)
        start = end
    yield from _trim(text, start, span.end)


def _trim(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
