"""Questions that the record itself gives rise to: so many of each sort, found by indexes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from math import log10
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Exists, Select, exists, or_, select

from khabar.record import schema
from khabar.record.figures import KILLED, claim_figure
from khabar.record.review.questions import Question, Sort, ask_twice
from khabar.record.review.tables import BARE, DENYING, PLACELESS, VAGUE, question

Finder: TypeAlias = Callable[[Connection], Iterator[Question]]

_EVENT, _MEMBER, _MENTION, _LINK, _SOURCE, _FIGURE, _ASKED = (
    schema.event.c,
    schema.event_claim.c,
    schema.mention.c,
    schema.link.c,
    schema.claim_source.c,
    claim_figure.c,
    question.c,
)
# Rows of each sort that are looked at for one screen: enough that nobody runs out of questions while
# others answer. With 118,000 events all sorts together took 60 ms of CPU time.
_MOST = 40
# So many dead make a figure large: 61 of the 76 counted claims of the demonstration, a record of famous
# raids, and 13,362 of 133,339 of the invented war of benchmarks/face.
_LARGE = 20
# Log odds of a link below which somebody should look at it: 16 of 143 in the demonstration.
_WEAK = 8.0
# The newest events that are compared with others of their day and place.
_NEWEST = 1000


def find_dead(connection: Connection) -> Iterator[Question]:
    """The figure of the dead of claims: where sources disagree, where many died, where it is vague."""
    told = or_(_MENTION.killed_low.is_not(None), _MENTION.killed_high.is_not(None))
    contested = (
        _list_claims(told)
        .where(_EVENT.contested.is_(True), _EVENT.killed_high.is_not(None))
        .order_by(_EVENT.killed_high.desc())
    )
    # by the figure of the claim itself: by that of its event SQLite would go through all claims
    large = _list_claims(_MENTION.killed_high >= _LARGE).order_by(_MENTION.killed_high.desc())
    vague = _list_claims(VAGUE).order_by(_MENTION.killed_low.desc())
    for worth, query in ((80.0, contested), (60.0, large), (50.0, vague)):
        for row in connection.execute(query.order_by(_MENTION.first).limit(_MOST)):
            is_grave = row.contested or (row.killed_high or 0) >= _LARGE
            yield _weigh(
                Question(sort=Sort.FIGURE, claim=row.claim, aspect=KILLED),
                worth + log10(max(row.killed_high or row.killed_low or 1, 1)),
                is_grave=is_grave,
            )


def find_figures(connection: Connection) -> Iterator[Question]:
    """The figures of claims of all else that is counted: the wounded, the displaced, houses."""
    of_figure = (_ASKED.claim == _FIGURE.claim, _ASKED.aspect == _FIGURE.aspect)
    query = (
        select(claim_figure, _EVENT.contested)
        .join_from(claim_figure, schema.event_claim, _MEMBER.claim == _FIGURE.claim)
        .join(schema.event, _EVENT.id == _MEMBER.event)
        .where(~_was_asked(*of_figure, _ASKED.sort == Sort.FIGURE))
        .order_by(_FIGURE.size.desc(), _FIGURE.claim, _FIGURE.aspect)
        .limit(_MOST)
    )
    for row in connection.execute(query):
        yield _weigh(
            Question(sort=Sort.FIGURE, claim=row.claim, aspect=row.aspect),
            (65.0 if row.contested else 48.0) + log10(max(row.size, 1)),
            is_grave=row.contested or row.size >= _LARGE,
        )


def find_weak_links(connection: Connection) -> Iterator[Question]:
    """Pairs of claims that the machine put into one event for little reason."""
    one, other = schema.mention.alias(), schema.mention.alias()
    query = (
        select(
            _LINK.left, _LINK.right, _LINK.score, one.c.killed_high, other.c.killed_high.label("more")
        )
        .join_from(schema.link, one, one.c.claim == _LINK.left)
        .join(other, other.c.claim == _LINK.right)
        .where(_LINK.score < _WEAK, _LINK.verdict == "same")
        .where(~_was_asked(_LINK.left == _ASKED.claim, _LINK.right == _ASKED.other))
        .order_by(_LINK.score, _LINK.left)
        .limit(_MOST)
    )
    for row in connection.execute(query):
        is_grave = max(row.killed_high or 0, row.more or 0) >= _LARGE
        yield _weigh(
            Question(sort=Sort.SAME, claim=row.left, other=row.right), 75 - row.score, is_grave=is_grave
        )


def find_twins(connection: Connection) -> Iterator[Question]:
    """Events of one kind, day and place that the machine kept apart."""
    newest = select(schema.event).order_by(_EVENT.recorded.desc()).limit(_NEWEST).subquery()
    late, twin = newest.c, schema.event.alias().c
    query = (
        select(late.id, twin.id.label("other"), late.killed_high, twin.killed_high.label("more"))
        .where(late.start == twin.start, late.place_folded == twin.place_folded, late.kind == twin.kind)
        .where(twin.id < late.id, late.part_of.is_(None), twin.part_of.is_(None))
        .where(late.scope == "incident", twin.scope == "incident")
        .where(~_was_asked(twin.id == _ASKED.claim, late.id == _ASKED.other))
        .order_by(late.recorded.desc(), twin.id)
        .limit(_MOST)
    )
    for row in connection.execute(query):
        is_grave = max(row.killed_high or 0, row.more or 0) >= _LARGE
        yield _weigh(Question(sort=Sort.SAME, claim=row.other, other=row.id), 55.0, is_grave=is_grave)


def find_speakers(connection: Connection) -> Iterator[Question]:
    """Claims that somebody denies: a denial put into the wrong mouth is a lie about them."""
    query = (
        select(_SOURCE.claim)
        .where(DENYING, ~_was_asked(_SOURCE.claim == _ASKED.claim, _ASKED.sort == Sort.SPEAKER))
        .distinct()
        .order_by(_SOURCE.claim)
        .limit(_MOST)
    )
    for row in connection.execute(query):
        yield _weigh(Question(sort=Sort.SPEAKER, claim=row.claim, aspect="denies"), 45.0)


def find_places(connection: Connection) -> Iterator[Question]:
    """Claims with the name of a place that the gazetteer does not know."""
    for row in connection.execute(_list_mentions(PLACELESS, Sort.PLACE)):
        yield _weigh(Question(sort=Sort.PLACE, claim=row.claim), 40.0)


def find_bare(connection: Connection) -> Iterator[Question]:
    """Claims without day, place and figures: they may be no news at all."""
    for row in connection.execute(_list_mentions(BARE, Sort.NEWS)):
        yield _weigh(Question(sort=Sort.NEWS, claim=row.claim), 30.0)


FINDERS: tuple[Finder, ...] = (
    find_dead,
    find_figures,
    find_weak_links,
    find_twins,
    find_speakers,
    find_places,
    find_bare,
)
"""What gives rise to questions."""


def _list_claims(condition: ColumnElement[bool]) -> Select[Any]:
    """The claims for which `condition` holds and of whose dead nobody was asked."""
    return (
        select(_MENTION.claim, _EVENT.contested, _MENTION.killed_high, _MENTION.killed_low)
        .join_from(schema.event, schema.event_claim, _MEMBER.event == _EVENT.id)
        .join(schema.mention, _MENTION.claim == _MEMBER.claim)
        .where(condition)
        .where(~_was_asked(_MENTION.claim == _ASKED.claim, _ASKED.aspect == KILLED))
    )


def _list_mentions(condition: ColumnElement[bool], sort: Sort) -> Select[Any]:
    return (
        select(_MENTION.claim)
        .where(condition, ~_was_asked(_MENTION.claim == _ASKED.claim, _ASKED.sort == sort))
        .order_by(_MENTION.first.desc())
        .limit(_MOST)
    )


def _was_asked(*conditions: ColumnElement[bool]) -> Exists:
    return exists(select(_ASKED.id).where(*conditions))


def _weigh(asked: Question, worth: float, *, is_grave: bool = False) -> Question:
    return replace(asked, worth=worth, asks=ask_twice(asked, is_grave=is_grave))
