"""How the sources of a watch are doing: a table for people, or JSON lines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from khabar.export.books import count
from khabar.export.console import Column, draw, style, write_parts
from khabar.export.phrases import show, spell
from khabar.model.codec import SCHEMA, Record, to_line
from khabar.record.watching.watched import Backlog, Health

_COLUMNS = (
    Column("source", 4, "bold"),
    Column("who", 3),
    Column("last good", 3),
    Column("failures", 5, "red"),
    Column("articles", 2),
    Column("claims", 2),
    Column("waiting, failed", 2),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a source is doing, and what is still to be read of it."""

    health: Health
    backlog: Backlog


def write(standings: Iterable[Standing], stream: BinaryIO, now: datetime) -> None:
    """Writes one table, in the order of names."""
    write_parts(_lay_out(tuple(standings), now), stream)


def write_json(standings: Iterable[Standing], stream: BinaryIO) -> None:
    """Writes a JSON line for each source."""
    for one in standings:
        stream.write(to_line(encode(one)))
    stream.flush()


def encode(one: Standing) -> Record:
    """The JSON object of a source, with `type` source."""
    health, backlog = one.health, one.backlog
    return {
        "type": "source",
        "schema": SCHEMA,
        "name": health.name,
        "kind": health.kind,
        "address": health.address,
        "class": health.outlet_class,
        "owner": health.owner,
        "due": _stamp(health.due),
        "asked_at": _stamp(health.asked_at),
        "good_at": _stamp(health.good_at),
        "failed_at": _stamp(health.failed_at),
        "failures": health.failures,
        "reason": health.reason,
        "detail": health.detail,
        "articles": health.articles,
        "claims": health.claims,
        "waiting": backlog.waiting,
        "read": backlog.read,
        "failed": backlog.failed,
    }


def phrase_ago(at: datetime | None, now: datetime) -> str:
    """How long ago something was, in the largest unit that it fills.

    >>> from datetime import timedelta, UTC
    >>> noon = datetime(1937, 4, 26, 12, tzinfo=UTC)
    >>> phrase_ago(noon - timedelta(minutes=90), noon), phrase_ago(None, noon)
    ('1 h ago', 'never')
    """
    if at is None:
        return "never"
    seconds = max((now - at).total_seconds(), 0)
    for unit, length in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= length:
            return f"{int(seconds // length)} {unit} ago"
    return "now"


def _lay_out(standings: tuple[Standing, ...], now: datetime) -> Iterator[object]:
    yield draw(_COLUMNS, tuple(_fill(one, now) for one in standings))
    ill = sum(one.health.failures > 0 for one in standings)
    yield style(f"{count(len(standings), 'source')}, {ill} failing", "dim")


def _fill(one: Standing, now: datetime) -> tuple[str, ...]:
    health, backlog = one.health, one.backlog
    who = ", ".join(filter(None, (spell(health.outlet_class or ""), show(health.owner or ""))))
    why = f"{health.failures}: {spell(health.reason or '')}" if health.failures else ""
    return (
        f"{show(health.name)}\n{health.kind}",
        who,
        phrase_ago(health.good_at, now),
        why,
        f"{health.articles:,}",
        f"{health.claims:,}",
        f"{backlog.waiting:,}, {backlog.failed:,}",
    )


def _stamp(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None
