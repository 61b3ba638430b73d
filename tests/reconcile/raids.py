"""Reports that each tell of raids: what linking is tried on."""

from dataclasses import replace
from datetime import date, timedelta

from khabar.model.documents import Article
from khabar.model.reports import Report
from khabar.reconcile.comparing.cluster import cluster
from khabar.reconcile.comparing.judgements import Judgements
from khabar.reconcile.digests.mentions import describe
from tests.reconcile.invented import claim, figure, on, say, town

DAY = date(1938, 6, 2)
NEXT = DAY + timedelta(days=1)
PORT = town("Portbou")


def article(name, *claims, told=NEXT, title=None):
    """A report whose text is the quotes of its claims, one a line."""
    lines, at, placed = [], 0, []
    for one in claims:
        quote = f"{one.quote} ({name}, {one.id})"
        placed.append(replace(one, article=name, quote=quote, span=type(one.span)(at, at + len(quote))))
        lines.append(quote)
        at += len(quote) + 1
    text = "\n".join(lines)
    page = Article(
        id=name,
        url=None,
        title=title,
        publisher=f"The {name} Post",
        agencies=(),
        author=None,
        published=told,
        language="en",
        sha256="0",
        text=text,
        headings=(),
        related=(),
        dropped=(),
        words_in=len(text.split()),
    )
    return describe(Report(article=page, claims=tuple(placed)))


def raid(id_, killed=None, *, place=PORT, day=DAY, **fields):
    """A claim of a raid; `killed` is a count such as "12"."""
    figures = () if killed is None else (figure(killed),)
    when = None if day is None else say(on(day), "on the day")
    where = None if place is None else say(place, place.name)
    return claim(id_, *figures, place=where, when=when, **fields)


def events(*mentions, decisions=()):
    """The clusters of mentions of several articles."""
    return cluster([one for some in mentions for one in some], Judgements(decisions))
