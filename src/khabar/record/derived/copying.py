"""Which articles are copies of one text, kept up to date as articles come, change and go."""

import itertools
import json
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, or_, select, union, update

from khabar.model.reports import Report
from khabar.reconcile.copies.finding import (
    Copy,
    Credit,
    Signature,
    compare_copies,
    find_bands,
    find_credit,
    group_copies,
    sign,
)
from khabar.reconcile.copies.sieve import may_be_copies
from khabar.record import schema
from khabar.record.rows import AnyRow, find, insert, one_of, select_in

_SIGNATURE, _BAND, _COPY, _TELLING = (
    schema.signature.c,
    schema.band.c,
    schema.copy.c,
    schema.telling.c,
)
_ONE = select(schema.signature).where(_SIGNATURE.article == bindparam("wanted"))
_WIRES = select(_TELLING.article, _TELLING.wire)
_WIRES_OF, _WIRES_IN = (_WIRES.where(one_of(key)) for key in (_TELLING.article, _TELLING.wire))
_PAIRS = tuple(select(_COPY.left, _COPY.right).where(one_of(side)) for side in (_COPY.left, _COPY.right))
# The sketches that share a band, but for those of the same publisher: each a range of the key.
_BANDS = select(_BAND.article).where(one_of(_BAND.band))
_SHARING = select(schema.signature).where(_SIGNATURE.article.in_(_BANDS))
_SHARING_ELSEWHERE = select(schema.signature).where(
    _SIGNATURE.article.in_(
        union(
            _BANDS.where(_BAND.publisher < bindparam("publisher")),
            _BANDS.where(_BAND.publisher > bindparam("publisher")),
        )
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sketch:
    """What is compared of an article."""

    article: str
    signature: Signature
    credit: Credit


def settle_copies(
    connection: Connection, reports: Mapping[str, Report | None], new: Container[str] = ()
) -> frozenset[str]:
    """The articles that now belong to another group of copies than before, after `telling` says so.

    `reports` holds the articles whose present reading changed, None for those that stand no longer;
    `new` are those that did not stand before.
    """
    moved: set[str] = set()
    for article, report in reports.items():
        sketch = None if report is None else _sketch(report)
        old = None if article in new else _find_sketch(connection, article)
        if sketch == old:
            continue
        if old:
            moved |= _regroup(connection, _forget(connection, article) | {article})
        if sketch:
            moved |= _join(connection, article, _enter(connection, sketch))
    return frozenset(moved)


def _sketch(report: Report) -> _Sketch:
    return _Sketch(
        article=report.article.id, signature=sign(report.article.text), credit=find_credit(report)
    )


def _find_sketch(connection: Connection, article: str) -> _Sketch | None:
    rows = find(connection, _ONE, {"wanted": article})
    return _read_sketch(rows[0]) if rows else None


def _read_sketch(row: AnyRow) -> _Sketch:
    credit = Credit(publisher=row.publisher, told_by=tuple(json.loads(row.told_by)))
    return _Sketch(article=row.article, signature=Signature.unpack(row.packed), credit=credit)


def _forget(connection: Connection, article: str) -> frozenset[str]:
    """The articles that were copies of this one, after nothing tells of it any more."""
    touching = or_(_COPY.left == article, _COPY.right == article)
    pairs = connection.execute(select(_COPY.left, _COPY.right).where(touching)).all()
    connection.execute(delete(schema.copy).where(touching))
    connection.execute(delete(schema.band).where(_BAND.article == article))
    connection.execute(delete(schema.signature).where(_SIGNATURE.article == article))
    return frozenset(other for pair in pairs for other in pair) - {article}


def _enter(connection: Connection, sketch: _Sketch) -> frozenset[str]:
    """The articles that are copies of this one, after all of it is written down."""
    bands = find_bands(sketch.signature)
    copies = tuple(_find_copies(connection, sketch, bands))
    row = {
        "article": sketch.article,
        "packed": sketch.signature.pack(),
        "publisher": sketch.credit.publisher,
        "told_by": json.dumps(sketch.credit.told_by),
    }
    insert(connection, schema.signature, [row])
    key = {"article": sketch.article, "publisher": sketch.credit.publisher or ""}
    insert(connection, schema.band, ({"band": band, **key} for band in bands))
    insert(connection, schema.copy, copies)
    return frozenset(str(copy[side]) for copy in copies for side in ("left", "right")) - {sketch.article}


def _find_copies(
    connection: Connection, sketch: _Sketch, bands: tuple[int, ...]
) -> Iterator[dict[str, object]]:
    publisher = sketch.credit.publisher
    query = _SHARING if publisher is None else _SHARING_ELSEWHERE
    rows = find(connection, query, {"values": json.dumps(bands), "publisher": publisher})
    likely = may_be_copies(sketch.signature, [Signature.unpack(row.packed) for row in rows])
    for row in itertools.compress(rows, likely):
        copy = _compare(sketch, _read_sketch(row))
        if copy:
            left, right = sorted((sketch.article, row.article))
            found = {"likeness": copy.likeness.value, "score": copy.score, "why": copy.why}
            yield {"left": left, "right": right, **found}


def _compare(one: _Sketch, other: _Sketch) -> Copy | None:
    left, right = sorted((one, other), key=lambda sketch: sketch.article)
    return compare_copies(left.signature, right.signature, left.credit, right.credit)


def _join(connection: Connection, article: str, copies: frozenset[str]) -> frozenset[str]:
    """The articles whose group has another name, now that `article` is a copy of `copies`.

    Groups only grow by it, so that their names suffice: a text printed a thousand times has half a
    million pairs.
    """
    if not copies:
        return frozenset()
    rows = select_in(connection, _WIRES_OF, copies)
    wires = {row.wire for row in rows if row.wire}
    members = {article, *(row.article for row in rows if not row.wire)}
    if len(wires) != 1 or min(members) < min(wires):  # groups are joined, or have another name
        members |= {row.article for row in select_in(connection, _WIRES_IN, wires)}
    return _name(connection, dict.fromkeys(members, min(members | wires)))


def _regroup(connection: Connection, seeds: frozenset[str]) -> frozenset[str]:
    """The articles whose group has another name, now that some pairs around `seeds` are gone."""
    pairs: set[tuple[str, str]] = set()
    reached, ahead = set(seeds), set(seeds)
    while ahead:
        found = {
            (row.left, row.right) for query in _PAIRS for row in select_in(connection, query, ahead)
        }
        pairs |= found
        ahead = {article for pair in found for article in pair} - reached
        reached |= ahead
    names = {article: group[0] for group in group_copies(pairs) for article in group}
    return _name(connection, {article: names.get(article) for article in reached})


def _name(connection: Connection, names: Mapping[str, str | None]) -> frozenset[str]:
    """The articles that had another name of their group before, after they have the one in `names`."""
    rows = select_in(connection, _WIRES_OF, names)
    moved = frozenset(row.article for row in rows if row.wire != names[row.article])
    for article in moved:
        change = update(schema.telling).where(_TELLING.article == article)
        connection.execute(change.values(wire=names[article]))
    return moved
