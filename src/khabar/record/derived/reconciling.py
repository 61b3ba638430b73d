"""From what is kept to what follows from it: tellings, copies, links and events, kept up to date."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from khabar.model.reports import Report
from khabar.reconcile.columnar.lineups import Crowd
from khabar.reconcile.comparing.judgements import Judgements
from khabar.reconcile.linking.rounds import relink
from khabar.reconcile.linking.together import link_together
from khabar.record import schema
from khabar.record.derived.copying import settle_copies
from khabar.record.derived.links import list_decisions, write_links
from khabar.record.derived.pool import RecordPool
from khabar.record.derived.portions import forget_portions, portion
from khabar.record.derived.statements import turn_over, write_turnover
from khabar.record.derived.tellings import Shift, find_touched, settle
from khabar.record.events import rebuild
from khabar.record.figures import claim_figure
from khabar.record.rows import find, one_of, select_in

# Articles taken at once where a whole record is reconciled anew: their reports are in memory together.
_AT_ONCE = 500
# Articles whose claims are linked together then: their digests are columns in memory.
_MOST_TOGETHER = 200_000
_CLAIMS_AT_ONCE = 4_000  # of which the events are built at once
_STATE = schema.state.c
_VERSION = "reconciled_by"
_RECONCILED_BY = select(_STATE.value).where(_STATE.key == _VERSION)
_CLAIMS = select(schema.mention.c.claim).where(one_of(schema.mention.c.article))


def reconcile(connection: Connection, pages: Iterable[str], at: datetime) -> tuple[Shift, ...]:
    """What became of articles, when tellings, copies, links and events follow from all that is kept.

    `pages` (sha256) are those of which anything was captured or read anew.
    """
    shifts = settle(connection, find_touched(connection, frozenset(pages)))
    _follow(connection, shifts, at)
    return shifts


def refresh(connection: Connection, version: str, at: datetime, *, force: bool = False) -> bool:
    """True where all that follows was made anew, as another version of khabar had made it.

    Versions differ in how they compare claims and in what they note of them. What is kept for ever is
    not touched; ids of events that are no more lead on as always. With `force` it is made anew in any
    case.
    """
    before = [row.value for row in find(connection, _RECONCILED_BY)]
    if before == [version] and not force:
        return False
    connection.execute(delete(schema.state).where(_STATE.key == _VERSION))
    connection.execute(schema.state.insert(), {"key": _VERSION, "value": version})
    for table in _DERIVED:
        connection.execute(delete(table))
    connection.execute(update(schema.telling).values(wire=None))
    telling = schema.telling.c
    articles = connection.scalars(select(telling.article).order_by(telling.number)).all()
    portions = [articles[start : start + _AT_ONCE] for start in range(0, len(articles), _AT_ONCE)]
    if len(articles) > _MOST_TOGETHER:
        for portion in portions:
            _follow(connection, _move_anew(connection, portion), at)
    else:
        _follow_together(connection, portions, at)
    return bool(articles)


def _move_anew(connection: Connection, articles: Iterable[str]) -> tuple[Shift, ...]:
    """What became of articles of which all that is derived is to be made anew."""
    return tuple(replace(one, before=None, is_retold=True) for one in settle(connection, articles))


def _follow_together(connection: Connection, portions: Iterable[Collection[str]], at: datetime) -> None:
    """Makes anew what follows from all articles of a record; their claims are linked at once."""
    crowd = Crowd()
    for articles in portions:
        shifts = _move_anew(connection, articles)
        reports = _list_reports(shifts)
        settle_copies(connection, reports, reports)
        turnover = turn_over(connection, reports, _list_pages(shifts), reports)
        write_turnover(connection, turnover, _list_readings(shifts))
        crowd.take(turnover.digests)
    change = link_together(crowd, Judgements(list_decisions(connection)))
    write_links(connection, change)
    del crowd
    for clusters in _divide(change.clusters):
        touched = {claim for cluster in clusters for claim in cluster}
        rebuild(connection, clusters, touched, at.isoformat())


def _divide(clusters: Iterable[tuple[str, ...]]) -> Iterator[list[tuple[str, ...]]]:
    """The clusters in lots of some thousand claims."""
    lot: list[tuple[str, ...]] = []
    size = 0
    for cluster in clusters:
        lot.append(cluster)
        size += len(cluster)
        if size >= _CLAIMS_AT_ONCE:
            yield lot
            lot, size = [], 0
    yield lot


# What is made of readings. Events stay until their claims come back: former ids have to lead on.
_DERIVED = (
    schema.link,
    schema.mention_key,
    schema.claim_actor,
    schema.claim_source,
    claim_figure,
    portion,
    schema.mention,
    schema.copy,
    schema.band,
    schema.signature,
)


def _follow(connection: Connection, shifts: Collection[Shift], at: datetime) -> None:
    reports = _list_reports(shifts)
    new = frozenset(shift.article for shift in shifts if shift.before is None)
    recopied = settle_copies(connection, reports, new)
    turnover = turn_over(connection, reports, _list_pages(shifts), new)
    change = relink(turnover.to_link, turnover.gone, RecordPool(connection, turnover.gone))
    write_turnover(connection, turnover, _list_readings(shifts))
    write_links(connection, change)
    retold = {shift.article for shift in shifts if shift.is_retold and shift.before is not None}
    recalled = _find_claims(connection, retold | recopied)
    forget_portions(connection, recalled)
    touched = turnover.gone | {claim.id for claim in turnover.claims} | recalled
    rebuild(connection, change.clusters, touched, at.isoformat())


def _list_pages(shifts: Iterable[Shift]) -> Mapping[str, frozenset[str]]:
    """The addresses where articles are one of several versions."""
    return {shift.article: shift.pages for shift in shifts}


def _list_readings(shifts: Iterable[Shift]) -> Mapping[str, int]:
    """The present readings of those articles that stand."""
    return {shift.article: shift.now for shift in shifts if shift.now}


def _list_reports(shifts: Iterable[Shift]) -> Mapping[str, Report | None]:
    """The reports of articles whose present reading is another than before, or that have versions."""
    return {shift.article: shift.report for shift in shifts if shift.before != shift.now or shift.pages}


def _find_claims(connection: Connection, articles: Collection[str]) -> frozenset[str]:
    return frozenset(row.claim for row in select_in(connection, _CLAIMS, articles))
