"""Adapter for `gva` as a whole: its reports as one record would hold them, and their events."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.accuracy import gva
from benchmarks.accuracy.articles import Row, read_row
from khabar.model.events import Event, Statement, Telling
from khabar.model.reports import Report
from khabar.reconcile.articles.main_event import choose_event, find_main
from khabar.reconcile.articles.titles import find_lead
from khabar.reconcile.comparing.judgements import Judgements
from khabar.reconcile.digests.mentions import describe
from khabar.reconcile.linking.rounds import link_all
from khabar.reconcile.merging.merge import build_event


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A row's report, what is predicted of it alone, and the claims that tell of its main event."""

    prediction: dict[str, Any]
    report: Report
    main: tuple[str, ...]


def read(row: Row) -> Told:
    """What a blind row tells."""
    report = read_row(row)
    main = find_main(report.claims, report.article.title)
    claims = main.claims if main else ()
    return Told(
        prediction=gva.predict_report(row["id"], report),
        report=report,
        main=tuple(claim.id for claim in claims),
    )


def predict_all(told: Sequence[Told]) -> Iterable[dict[str, Any]]:
    """The predictions for all rows of a file, with the event that each row's main event is part of."""
    mentions = [mention for each in told for mention in describe(each.report)]
    clusters = link_all(mentions, Judgements(()))
    homes = {claim: number for number, cluster in enumerate(clusters) for claim in cluster}
    statements = {one.claim.id: one for each in told for one in _state(each.report)}
    articles = {mention.claim: mention.article for mention in mentions}
    reports = {n: len({articles[claim] for claim in cluster}) for n, cluster in enumerate(clusters)}
    chosen = [choose_event(each.main, homes, reports) for each in told]
    events = {
        number: build_event([statements[claim] for claim in clusters[number]])
        for number in sorted(set(chosen) - {None}, key=str)
        if number is not None
    }
    for each, number in zip(told, chosen, strict=True):
        event = events[number] if number is not None else None
        yield each.prediction | {
            "cluster": number,
            "event_killed": _count(event, "killed"),
            "event_injured": _count(event, "wounded"),
        }


def _state(report: Report) -> Iterable[Statement]:
    article = report.article
    assert article.published is not None  # noqa: S101  # each row of the set has its day
    telling = Telling(
        article=article.id,
        title=article.title,
        url=article.url,
        publisher=article.publisher,
        owner=None,
        agencies=article.agencies,
        published=article.published,
        told=article.published,
        lead=find_lead(report.claims),
    )
    return (Statement(claim=claim, telling=telling) for claim in report.claims)


def _count(event: Event | None, measure: str) -> int:
    """The best figure of everybody, the low where there is no best; 0 where nobody gives one."""
    for tally in event.figures if event else ():
        if tally.measure == measure and tally.unit == "persons" and tally.who is None:
            number = tally.bounds.low if tally.bounds.best is None else tally.bounds.best
            return int(number or 0)
    return 0
