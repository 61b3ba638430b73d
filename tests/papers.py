"""Pages that a reader of a few lines can read, so that tests of the record cost no parsing.

A page is lines `key: value` (publisher, published, url, title, agency), then a line for each claim:
`kind; place; day; killed; said by`. Empty fields are unknown. Any other line is text of the article.
"""

import hashlib
from datetime import date

from khabar.engine.jobs import Stages
from khabar.errors import InputError
from khabar.model.claims import (
    ActorClass,
    Claim,
    Figure,
    Modality,
    Party,
    Scope,
    Source,
    Stance,
    hash_words,
)
from khabar.model.documents import Article, Dropped, Page
from khabar.model.reports import Report
from khabar.model.values import (
    Period,
    Place,
    PlacePrecision,
    Qualifier,
    Quantity,
    Reading,
    Span,
    TimePrecision,
)
from khabar.pages.archives.multipage import split_pages

_POINTS = {"Granollers": (41.6, 2.3), "Lerida": (41.6, 0.6), "Alcaniz": (41.05, -0.13)}
_HEADS = ("publisher", "published", "url", "title", "agency")


def make_page(text: str, source: str = "page.txt") -> Page:
    content = text.encode()
    sha256 = hashlib.sha256(content).hexdigest()
    return Page(source=source, content=content, content_type="text/plain", sha256=sha256)


def read(page, hints, _settings=None, _checkpoint=None) -> Report:
    """The report of a page; a page without claims is refused."""
    lines = b"\n".join(part.content for part in split_pages(page)).decode().splitlines()
    heads = dict(line.split(": ", 1) for line in lines if line.split(": ", 1)[0] in _HEADS)
    body = "\n".join(line for line in lines if line.split(": ", 1)[0] not in _HEADS)
    if ";" not in body:
        raise InputError("no_report", f"expected claims in {page.source}")
    publisher = hints.publisher or heads.get("publisher")
    told = hints.published or (date.fromisoformat(heads["published"]) if "published" in heads else None)
    article = Article(
        id=hash_words([body, publisher]),
        url=hints.url or heads.get("url"),
        title=heads.get("title"),
        publisher=publisher,
        agencies=(heads["agency"],) if "agency" in heads else (),
        author=None,
        published=told,
        language="en",
        sha256=page.sha256,
        text=body,
        headings=(),
        related=(),
        dropped=(Dropped(text="Home Sport", reason="navigation", at=0),),
        words_in=len(body.split()) + 2,
    )
    return Report(article=article, claims=tuple(_find_claims(article)))


def read_better(page, hints, settings=None, checkpoint=None) -> Report:
    """What a later reader makes of the page: it no longer takes riots for news."""
    report = read(page, hints, settings, checkpoint)
    claims = tuple(claim for claim in report.claims if claim.kind != "riot")
    return Report(article=report.article, claims=claims)


def stages() -> Stages:
    return Stages(read=read, load_models=lambda: None)


def better_stages() -> Stages:
    return Stages(read=read_better, load_models=lambda: None)


def broken_stages() -> Stages:
    return Stages(read=_refuse_to_read, load_models=lambda: None)


def _refuse_to_read(page, _hints, _settings=None, _checkpoint=None):
    raise RuntimeError(f"nobody was to read {page.source}")


def _find_claims(article):
    start = 0
    for ordinal, line in enumerate(article.text.split("\n")):
        if line.count(";") == 4:
            yield _read_claim(article, line, Span(start, start + len(line)), ordinal)
        start += len(line) + 1


def _read_claim(article, line, span, ordinal):
    fields = [field.strip() for field in line.split(";")]
    kind, place, day, killed, said_by = (
        (field, _locate(line, field, span.start)) if field else None for field in fields
    )
    return Claim(
        id=hash_words([article.id, line, kind[0], ordinal]),
        article=article.id,
        kind=kind[0],
        quote=line,
        span=span,
        actors=(),
        place=place and _reading(article, place, _place(place[0])),
        when=day and _reading(article, day, _day(day[0])),
        figures=(_count(article, killed),) if killed else (),
        sources=(_source(article, said_by),) if said_by else (),
        modality=Modality.HAPPENED,
        scope=Scope.INCIDENT,
        part_of=None,
        rule="by_hand",
    )


def _locate(line, field, start):
    at = start + line.index(field)
    return Span(at, at + len(field))


def _reading(article, field, value):
    return Reading.at(field[1], article.text, value, "by_hand")


def _place(name):
    lat, lon = _POINTS.get(name, (None, None))
    return Place(
        name=name,
        admin1="Catalonia",
        country="ES",
        lat=lat,
        lon=lon,
        precision=PlacePrecision.EXACT,
        geonames=None,
    )


def _day(day):
    told = date.fromisoformat(day)
    return Period(start=told, end=told, precision=TimePrecision.DAY)


def _count(article, field):
    number = float(field[0])
    quantity = Quantity(low=number, high=number, qualifier=Qualifier.EXACTLY)
    return Figure(
        measure="killed", count=_reading(article, field, quantity), unit="persons", who="people"
    )


def _source(article, field):
    who = _reading(article, field, Party(name=field[0], actor_class=ActorClass.OFFICIALS))
    return Source(who=who, stance=Stance.ASSERTS, cue=None)
