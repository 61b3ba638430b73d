"""A record of an invented war with so many events, filled in bulk: what is one event is known.

Rows are written as `khabar add` writes them, but for digests, copies and links: linking would take
hours, and the face does not look at them. Claims added later find nothing to link to, and become
events of their own.
"""

import itertools
import json
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Table

from benchmarks.reconcile.press import Told, plan_reports, print_reports
from benchmarks.reconcile.world import War, wage_war
from khabar import __version__
from khabar.model.codec import to_line
from khabar.model.event_codec import encode_event
from khabar.model.events import Statement
from khabar.reconcile.merging.merge import build_event
from khabar.record import schema
from khabar.record.databases.dialects import ARTICLE_WORDS, CLAIM_WORDS
from khabar.record.derived import facets
from khabar.record.figures import claim_figure, list_figures
from khabar.record.readings import to_text
from khabar.record.rows import insert
from khabar.record.store import Record
from khabar.record.words import fold, split_words

_BATCH = 500  # happenings whose rows are in memory together
_CLAIMS_OF_EVENT = 5.6  # as `wage_war` makes them
_FEWER = 6  # a report in so many is written: 1.4 of an event, which keeps the filling to minutes

Row = dict[str, object]


def fill(path: Path, events: int, seed: int = 1) -> int:
    """How many events are in the record that was made at `path`: about as many as were asked for."""
    war = _thin_out(wage_war(int(events * _CLAIMS_OF_EVENT), seed))
    plans = sorted(plan_reports(war, seed), key=lambda plan: plan.happening.number)
    told = itertools.groupby(
        zip(plans, print_reports(war, seed, plans), strict=True),
        key=lambda pair: pair[0].happening.number // _BATCH,
    )
    rows = _Rows()
    with Record.open(path, create=True) as record:
        for number, some in told:
            rows.enter_all([one for _, one in some])
            rows.write(record)
            done = min((number + 1) * _BATCH, len(war.happenings))
            print(f"\r{done:,} of {len(war.happenings):,}", end="", file=sys.stderr, flush=True)
        with record.writing() as connection:
            noted = {"key": "reconciled_by", "value": __version__}
            connection.execute(schema.state.insert(), noted)
    return rows.events


def _thin_out(war: War) -> War:
    fewer = (replace(one, reports=-(-one.reports // _FEWER)) for one in war.happenings)
    return replace(war, happenings=tuple(fewer))


class _Rows:
    """The rows of a batch, by table, and the numbers that go through all batches."""

    def __init__(self) -> None:
        self._articles, self._claims = itertools.count(1), itertools.count(1)
        self._pending: dict[Table, list[Row]] = defaultdict(list)
        self._words: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
        self._known: set[str] = set()
        self.events = 0

    def enter_all(self, told: list[Told]) -> None:
        """Enters reports, and the events that they tell of; a happening's reports come together."""
        clusters: dict[int, list[Statement]] = defaultdict(list)
        places: dict[str, int] = {}
        for one in told:
            if one.report.article.id not in self._known:
                self._known.add(one.report.article.id)
                self._enter(one, places)
                for truth, statement in zip(one.truths, one.statements(), strict=True):
                    clusters[truth].append(statement)
        for statements in clusters.values():
            self._enter_event(statements, places)

    def write(self, record: Record) -> None:
        """Writes what was entered, in one transaction."""
        with record.writing() as connection:
            for table, rows in self._pending.items():
                insert(connection, table, rows)
            for index, words in self._words.items():
                record.dialect.add_words(connection, index, words)
        self._pending.clear()
        self._words.clear()

    def _enter(self, told: Told, places: dict[str, int]) -> None:
        number, article = next(self._articles), told.report.article
        for table, row in _describe_article(told, number):
            self._pending[table].append(row)
        self._words[ARTICLE_WORDS].append((number, split_words(f"{article.title}\n{article.text}")))
        for claim in told.report.claims:
            seq = places[claim.id] = next(self._claims)
            written = {"seq": seq, "id": claim.id, "reading": number, "json": to_text(claim)}
            self._pending[schema.claim].append(written)
            place = {"claim": claim.id, "seq": seq, "first": seq, "packed": ""}
            self._pending[schema.mention].append(place | facets.describe_claim(claim))
            self._pending[schema.claim_actor] += facets.list_claim_actors(claim)
            self._pending[schema.claim_source] += facets.list_claim_sources(claim)
            self._pending[claim_figure] += list_figures(claim)
            self._words[CLAIM_WORDS].append((seq, split_words(claim.quote)))

    def _enter_event(self, statements: list[Statement], places: Mapping[str, int]) -> None:
        event = build_event(statements)
        self.events += 1
        self._pending[schema.event].append(
            {
                "id": event.id,
                "recorded": places[event.id],
                "json": to_line(encode_event(event)).decode().rstrip("\n"),
                "changed": 1,
                **facets.describe_event(event),
            }
        )
        for claim in event.claims:
            self._pending[schema.event_claim].append({"claim": claim, "event": event.id})
        self._pending[schema.event_actor] += facets.list_event_actors(event)
        self._pending[schema.event_source] += facets.list_event_sources(event.id, statements)


def _describe_article(told: Told, number: int) -> Iterator[tuple[Table, Row]]:
    """The rows of a page that was captured once, from its bytes to its telling."""
    article, telling = told.report.article, told.telling
    at = datetime.combine(telling.told, datetime.min.time(), UTC).isoformat()
    page: Row = {"sha256": article.sha256, "captured_at": at}
    content = article.text.encode()
    size: Row = {"content": zlib.compress(content), "size": len(content)}
    yield schema.page, page | size | {"content_type": "text/plain"}
    yield schema.article, {"number": number, "id": article.id}
    address: Row = {"source": article.url, "address": (article.url or "").partition("//")[2]}
    yield schema.capture, page | address | {"number": number, "hints": "{}"}
    reading: Row = {"number": number, "sha256": article.sha256, "hints": "{}", "reader": "benchmark"}
    reading |= {"article": article.id, "published": article.published, "json": to_text(article)}
    words: Row = {"unread": "", "words_in": article.words_in, "words_kept": article.words_in}
    yield schema.reading, reading | words | {"read_at": at}
    yield schema.telling, _describe_telling(told, number)


def _describe_telling(told: Told, number: int) -> Row:
    telling = told.telling
    houses = (telling.publisher, *telling.agencies)
    return {
        "article": telling.article,
        "number": number,
        "reading": number,
        "title": telling.title,
        "url": telling.url,
        "publisher": telling.publisher,
        "agencies": json.dumps(telling.agencies),
        "houses": "\n".join(f" {fold(house)}" for house in houses if house),
        "published": telling.published,
        "told": telling.told,
        "wire": telling.wire,
    }
