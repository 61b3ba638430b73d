"""All that a record knows of one event, or of one article."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, bindparam, or_, select

from khabar.model.claims import Claim
from khabar.model.documents import Article
from khabar.model.events import Event, Statement, Telling
from khabar.model.links import Decision, Link
from khabar.reconcile.articles.main_event import MainEvent, choose_event, find_main
from khabar.reconcile.merging.history import stand_at
from khabar.reconcile.merging.rules import RELIABLE, Rule
from khabar.record import schema
from khabar.record.derived.links import find_decisions, find_links
from khabar.record.finding import Found, Sort, find_id
from khabar.record.looking.opinions import Opinion
from khabar.record.looking.views import LISTED, load_events, load_members, put_in_order, rebuild_events
from khabar.record.rows import load_article, load_claims, load_tellings, one_of, select_in
from khabar.record.store import Record

_EVENT, _MEMBER, _TELLING = schema.event.c, schema.event_claim.c, schema.telling.c
_HERE = schema.event.alias("here").c
_HOMES = select(_MEMBER.claim, _MEMBER.event).where(one_of(_MEMBER.claim))
_READINGS = select(_TELLING.article, _TELLING.reading).where(one_of(_TELLING.article))
_PARTS = select(*LISTED).where(_EVENT.part_of == bindparam("whole"))
_NEIGHBOURS = select(*LISTED).where(
    _HERE.id == bindparam("here"),
    _EVENT.place_folded == _HERE.place_folded,
    or_(_EVENT.country == _HERE.country, _EVENT.country.is_(None)),
    _EVENT.start <= bindparam("latest"),
    _EVENT.end >= bindparam("earliest"),
)

# Events at the same place are nearby where their days are not farther apart than that: a raid told with
# the day of its report, or of the next raid, is a day or two off.
_DAYS = 3
_MOST_NEARBY = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """All about one event.

    `found` is what was asked for: the event itself, one of its claims, or an id that it had. `rule`
    chose its figures; `as_of` is the day as of which it stands, None for today. `statements` are in the
    order of telling, `articles` in that of the statements. `links` are those between its claims. `whole`
    contains it, `parts` it contains; `near` are events that may be the same, or of its place and days:
    these three are as they are today, by the default rule.
    """

    found: Found
    rule: Rule
    as_of: date | None
    event: Event
    statements: tuple[Statement, ...]
    articles: tuple[Article, ...]
    links: tuple[Link, ...]
    decisions: tuple[Decision, ...]
    whole: Event | None
    parts: tuple[Event, ...]
    near: tuple["Near", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Another event, with the links between its claims and those of the event that is shown."""

    event: Event
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleShowing:
    """An article with its claims in the order of the text, and the events that they are in, by claim.

    `main` is the event that it is mainly about, the first of `events`; None where it tells of none.
    """

    found: Found
    article: Article
    telling: Telling
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    main: Event | None
    event_of: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """An id that stood for something once; nothing of it is left."""

    found: Found


def find_showing(
    record: Record,
    text: str,
    *,
    rule: Rule = RELIABLE,
    as_of: date | None = None,
    texts: bool = True,
) -> Showing | ArticleShowing | Gone | None:
    """What the id that `text` begins stands for.

    None where no id begins so, or nothing of the event had been told by `as_of`. Raises UsageError where
    several ids begin so. Without `texts` an event comes without its articles, which are long.
    """
    with record.reading() as connection:
        found = find_id(connection, text)
        if found is None:
            return None
        if found.sort is Sort.ARTICLE:
            return _show_article(connection, found)
        if found.event is None:
            return Gone(found=found)
        showing = _show_event(connection, found, found.event, Opinion(rule=rule, as_of=as_of))
        if showing is None or not texts:
            return showing
        return replace(showing, articles=_load_articles(connection, showing.statements))


def _show_event(connection: Connection, found: Found, id_: str, opinion: Opinion) -> Showing | None:
    as_of = opinion.as_of
    if as_of is None and opinion.rule == RELIABLE:
        events = load_events(connection, [id_])
    else:
        events = rebuild_events(connection, [id_], rule=opinion.rule, as_of=as_of)
    if not events:
        return None
    event = events[0]
    held = load_members(connection, [id_])[id_]
    statements = _arrange(held if as_of is None else stand_at(held, as_of), event)
    own = frozenset(statement.claim.id for statement in statements)
    links = sorted(find_links(connection, own), key=_rank)
    whole, parts = _find_whole(connection, event), _find_parts(connection, event)
    outward = [link for link in links if not {link.left, link.right} <= own]
    return Showing(
        found=found,
        rule=opinion.rule,
        as_of=as_of,
        event=event,
        statements=statements,
        articles=(),
        links=tuple(link for link in links if {link.left, link.right} <= own),
        decisions=_find_decisions(connection, own),
        whole=whole,
        parts=parts,
        near=_find_near(connection, event, outward, {part.id for part in parts}),
    )


def _arrange(statements: Iterable[Statement], event: Event) -> tuple[Statement, ...]:
    """The statements in the order of the event's claims, which is that of telling."""
    by_claim = {statement.claim.id: statement for statement in statements}
    return tuple(by_claim[claim] for claim in event.claims)


def _rank(link: Link) -> tuple[float, str, str]:
    return (-link.score, link.left, link.right)


def _find_whole(connection: Connection, event: Event) -> Event | None:
    found = load_events(connection, [event.part_of]) if event.part_of else ()
    return found[0] if found else None


def _find_parts(connection: Connection, event: Event) -> tuple[Event, ...]:
    return load_events(connection, put_in_order(connection.execute(_PARTS, {"whole": event.id})))


def _find_decisions(connection: Connection, claims: Collection[str]) -> tuple[Decision, ...]:
    return tuple(sorted(find_decisions(connection, claims), key=lambda decision: decision.number))


def _load_articles(connection: Connection, statements: Iterable[Statement]) -> tuple[Article, ...]:
    ids = tuple(dict.fromkeys(statement.telling.article for statement in statements))
    readings = {row.article: row.reading for row in select_in(connection, _READINGS, ids)}
    return tuple(load_article(connection, readings[id_]) for id_ in ids)


def _find_near(
    connection: Connection, event: Event, links: Sequence[Link], parts: Collection[str]
) -> tuple[Near, ...]:
    """Events that links lead to, the strongest first, then those of the same place and days."""
    outside = {claim for link in links for claim in (link.left, link.right)} - set(event.claims)
    homes = _find_homes(connection, outside)
    linked: dict[str, list[Link]] = {}
    for link in links:
        home = homes.get(link.left) or homes.get(link.right)
        if home is not None:
            linked.setdefault(home, []).append(link)
    family = {event.id, event.part_of, *parts}
    ids = dict.fromkeys((*linked, *_list_neighbours(connection, event)))
    nearest = [id_ for id_ in ids if id_ not in family][:_MOST_NEARBY]
    return tuple(
        Near(event=other, links=tuple(linked.get(other.id, ())))
        for other in load_events(connection, nearest)
    )


def _find_homes(connection: Connection, claims: Collection[str]) -> dict[str, str]:
    return {row.claim: row.event for row in select_in(connection, _HOMES, claims)}


def _list_neighbours(connection: Connection, event: Event) -> Sequence[str]:
    """The events at the same place within `_DAYS` of this one; none where either is unknown."""
    if event.when is None or not event.when.start or not event.when.end:
        return ()
    around = {
        "here": event.id,
        "earliest": _move(event.when.start, -_DAYS),
        "latest": _move(event.when.end, _DAYS),
    }
    return put_in_order(connection.execute(_NEIGHBOURS, around))


def _move(day: date, days: int) -> date:
    """The day so many days on, or the last that the calendar has."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _show_article(connection: Connection, found: Found) -> ArticleShowing:
    telling = load_tellings(connection, [found.id])[found.id]
    (reading,) = (row.reading for row in select_in(connection, _READINGS, [found.id]))
    article, claims = load_article(connection, reading), load_claims(connection, found.id)
    ids = [claim.id for claim in claims]
    homes = _find_homes(connection, ids)
    events = load_events(connection, tuple(dict.fromkeys(homes[id_] for id_ in ids)))
    main = _find_main(find_main(claims, article.title), events)
    return ArticleShowing(
        found=found,
        article=article,
        telling=telling,
        claims=claims,
        events=events if main is None else (main, *(event for event in events if event is not main)),
        main=main,
        event_of=homes,
    )


def _find_main(main: MainEvent | None, events: Iterable[Event]) -> Event | None:
    if main is None:
        return None
    known = {event.id: event for event in events}
    homes = {claim: event.id for event in known.values() for claim in event.claims}
    reports = {event.id: len(event.articles) for event in known.values()}
    chosen = choose_event((claim.id for claim in main.claims), homes, reports)
    return None if chosen is None else known[chosen]
