"""What is captured and what is read from it: Page, Article, Sentence."""

from dataclasses import dataclass, fields
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from khabar.model.carried import Carried
from khabar.model.values import Span

_Columns: TypeAlias = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints(Carried):
    """What the caller knows and the page may not say; a hint wins over the page.

    But for `announced`, the day under which a feed named the page: it counts where the page gives none.
    """

    published: date | None = None
    publisher: str | None = None
    url: str | None = None
    announced: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Carried):
    """What was captured, never edited. `source` is the name the caller gave it by.

    `content_type` may end with the charset that a server named: `text/html; charset=koi8-r`.
    """

    source: str
    content: bytes
    content_type: str
    sha256: str


class Dropped(NamedTuple):
    """Words of the page that are not the report.

    `reason` is one of `pages.furniture.REASONS`; `at` is the offset in the article's text at which
    the words stood. A page has two hundred: a named tuple is made in a third of the time.
    """

    text: str
    reason: str
    at: int


class Related(NamedTuple):
    """A headline of another article that the page carries."""

    title: str
    published: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One report read from a page.

    `text` holds the report's paragraphs, one a line; all spans point into it. `headings` are the
    spans of sub-headings inside `text`: they are kept and read by nobody as a statement.
    `words_in` counts the visible words of the page: those of `text` and of `dropped` add up to it.
    `id` is a hash of text and publisher.
    """

    id: str
    url: str | None
    title: str | None
    publisher: str | None
    agencies: tuple[str, ...]
    author: str | None
    published: date | None
    language: str | None
    sha256: str
    text: str
    headings: tuple[Span, ...]
    related: tuple[Related, ...]
    dropped: tuple[Dropped, ...]
    words_in: int

    def __reduce__(self) -> "tuple[object, tuple[object, ...]]":
        """Its parts in columns: a page has two hundred, which leave the box so in half the time."""
        return _build_article, (
            _list_plain(self),
            [(span.start, span.end) for span in self.headings],
            tuple(zip(*self.related, strict=True)),
            tuple(zip(*self.dropped, strict=True)),
        )


_IN_COLUMNS = frozenset({"headings", "related", "dropped"})
_PLAIN = tuple(field.name for field in fields(Article) if field.name not in _IN_COLUMNS)
_list_plain = attrgetter(*_PLAIN)
# As `_make`, which asks each one for its length.
_make_dropped = partial(tuple.__new__, Dropped)
_make_related = partial(tuple.__new__, Related)


def _build_article(
    plain: tuple[Any, ...], headings: list[tuple[int, int]], related: _Columns, dropped: _Columns
) -> Article:
    return Article(
        **dict(zip(_PLAIN, plain, strict=True)),
        headings=tuple([Span(start, end) for start, end in headings]),
        related=tuple(map(_make_related, zip(*related, strict=True))),
        dropped=tuple(map(_make_dropped, zip(*dropped, strict=True))),
    )


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a parsed sentence.

    `start` and `end` are offsets in the article's text; `head` is the index of its head among the
    sentence's tokens (its own index for the root); `tag` is a Penn Treebank tag, `dep` a ClearNLP
    dependency label; `lemma` is lower case.
    """

    i: int
    text: str
    lemma: str
    tag: str
    dep: str
    head: int
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The token's place in the article's text."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence; `index` counts the article's sentences from 0, `paragraph` the lines of its text."""

    index: int
    paragraph: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedSentence:
    """A sentence with its words; offsets of the words are those of the article's text."""

    sentence: Sentence
    tokens: tuple[Token, ...]
