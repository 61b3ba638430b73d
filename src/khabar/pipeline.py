"""The order of the stages: the only module that knows it.

`bytes -> Page -> Article -> Sentence -> Claim`
"""

import functools
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from khabar import vocab as vocabulary
from khabar.claims import find_claims
from khabar.claims.attribution import find_attributions
from khabar.claims.context import Context
from khabar.claims.event_places import ReadText, find_event_places
from khabar.claims.interactions import find_interactions
from khabar.claims.repairs.repair import mend
from khabar.claims.tree import Tree
from khabar.errors import UsageError
from khabar.model.attributions import Attribution
from khabar.model.claims import Rejected
from khabar.model.documents import Article, Hints, Page, Sentence
from khabar.model.event_places import EventPlaces
from khabar.model.interactions import Interaction
from khabar.model.reports import Report
from khabar.model.values import Span
from khabar.pages import Outlets, capture, index_outlets, read_page
from khabar.reconcile.articles.incidents import Incident, find_incidents
from khabar.settings import Settings
from khabar.text import parse, scan, sentences
from khabar.text.dates.expressions import find_times
from khabar.text.names import find_actors, find_groups
from khabar.text.numbers.quantities import find_quantities
from khabar.text.places.gazetteer import Gazetteer
from khabar.text.places.homeland import find_homeland
from khabar.text.places.local_names import name_locally
from khabar.text.places.mentions import find_mentions, find_places, read_places
from khabar.text.quotations import with_tellers
from khabar.vocab import Vocab


def read(
    page: str | Path | bytes,
    *,
    published: date | None = None,
    publisher: str | None = None,
    url: str | None = None,
    settings: Settings | None = None,
) -> Report:
    """The report of one page, given as a file's path or as its bytes.

    `published`, `publisher` and `url` supply what the page does not say, and win over what it says.
    Raises InputError where the page cannot be read or holds no report, UsageError for a wrong call.
    """
    limits = settings or Settings()
    _check_call(page, published)
    hints = Hints(published=published, publisher=publisher, url=url)
    return read_article(_capture(page, limits), hints, limits)


def _check_call(page: object, published: object) -> None:
    if not isinstance(page, str | Path | bytes):
        raise UsageError(f"expected the path of a page or its bytes, got {type(page).__name__}")
    if isinstance(published, datetime) or not isinstance(published, date | None):
        raise UsageError(f"expected a datetime.date for `published`, got {type(published).__name__}")


def _capture(page: str | Path | bytes, settings: Settings) -> Page:
    if isinstance(page, bytes):
        return capture.build_page("bytes", page)
    return capture.capture(str(page), settings)


def read_article(
    page: Page, hints: Hints, settings: Settings, checkpoint: Callable[[], object] = parse.load
) -> Report:
    """The report of a captured page; raises InputError where it holds none.

    `checkpoint` is called once before the first sentence is parsed, and not where none is: there a
    worker loads its models outside a page's budget.
    """
    return find_report(read_page(page, hints, settings, _outlets()), page.source, settings, checkpoint)


@functools.cache
def _outlets() -> Outlets:
    return index_outlets(vocabulary.load().publishers)


def find_report(
    article: Article, source: str, settings: Settings, checkpoint: Callable[[], object] = parse.load
) -> Report:
    """The claims of an article; sentences past `settings.parsed_words` words are listed as not read."""
    vocab = vocabulary.load()
    found = sentences.split(article)
    chosen = with_tellers(scan.choose(found, vocab), found, article.text)
    afforded = _afford(chosen, settings)
    left = tuple(_not_read(source, chosen[afforded:]))
    if not afforded:
        return Report(article=article, claims=(), rejected=left)
    checkpoint()
    context = _read_values(article, chosen[:afforded], vocab, settings.article_length)
    claims = find_claims(parse.parse(chosen[:afforded], vocab), context)
    return Report(article=article, claims=claims, rejected=left)


def attributions(article: Article, settings: Settings | None = None) -> tuple[Attribution, ...]:
    """Who tells what in an article, by which words, in the order of its text.

    Whatever anybody says, thinks, feels, wants or plans, in every sentence within
    `settings.parsed_words`; `read` looks only at sentences that may hold a claim. Nested ones name
    the one around them.
    """
    return find_attributions(_trees(article, settings), article.text, vocabulary.load_tellings())


def event_places(
    article: Article, words: Sequence[Span] | None = None, settings: Settings | None = None
) -> tuple[EventPlaces, ...]:
    """Which of the places that an article names belong to which of its events, in the order of the text.

    Several for one event; also what was taken or shelled, and names that the gazetteer lacks. The
    events are those of the verbs; with `words` those that these spans tell of, verbs or nouns. An event
    of which no place is told is left out, as are sentences past `settings.parsed_words`.
    """
    page = ReadText.of(article.text, vocabulary.load())
    return tuple(
        found for tree in _trees(article, settings) for found in find_event_places(tree, page, words)
    )


def interactions(article: Article, settings: Settings | None = None) -> tuple[Interaction, ...]:
    """Who does or says what to whom in an article, in the order of its text.

    One for each sentence that tells of any within `settings.parsed_words`: what it tells in the first
    place, from talks, praise and aid to demands, sanctions and attacks, by the classes of PLOVER. It is
    read in all sentences, whether or not they hold a claim, and is no claim itself.
    """
    lexicon = vocabulary.load_lexicon()
    return find_interactions(_trees(article, settings), vocabulary.load(), lexicon)


def _trees(article: Article, settings: Settings | None) -> Iterator[Tree]:
    """All sentences within the lengths that one article is allowed, as trees."""
    found = sentences.split(article)
    vocab = vocabulary.load()
    chosen = found[: _afford(found, settings or Settings())]
    return (mend(Tree.of(parsed), vocab) for parsed in parse.parse(chosen, vocab))


def incidents(report: Report) -> tuple[Incident, ...]:
    """The incidents of violence that a report tells of, each with its day, its place and its country.

    What is told in general, as a total, as long past or of combat is none of them.
    """
    text, gazetteer = report.article.text, Gazetteer.load()
    groups = find_groups(text, vocabulary.load())
    homeland = find_homeland(text, find_places(text, gazetteer), gazetteer, groups)
    return find_incidents(report.claims, report.article, homeland)


def _afford(chosen: Sequence[Sentence], settings: Settings) -> int:
    """How many of the sentences lie within the lengths that one article is allowed."""
    words = settings.parsed_words
    for count, sentence in enumerate(chosen):
        words -= len(sentence.text.split())
        if words < 0 or sentence.span.end > settings.article_length:
            return count
    return len(chosen)


def _not_read(source: str, left: Sequence[Sentence]) -> Iterator[Rejected]:
    if left:
        where = f"from offset {left[0].span.start} of the article's text"
        detail = (
            f"expected no more to parse than the settings allow, got {len(left)} sentences more, {where}"
        )
        yield Rejected(source=source, reason="not_parsed", detail=detail)


def _read_values(article: Article, chosen: Sequence[Sentence], vocab: Vocab, length: int) -> Context:
    text = article.text
    mentions = find_mentions(text[:length], Gazetteer.load())
    return Context(
        article=article,
        vocab=vocab,
        mentions=mentions,
        places=name_locally(text, read_places(text, mentions)),
        times=tuple(time for sentence in chosen for time in find_times(text, sentence.span)),
        quantities=tuple(
            number for sentence in chosen for number in find_quantities(text, sentence.span)
        ),
        actors=find_actors(text[:length], vocab),
    )
