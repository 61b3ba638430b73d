"""One event in full for people: what is known, by whom each figure is told, and why it is one event."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import BinaryIO

from khabar.export.books import count
from khabar.export.console import Column, draw, stack, style, write_parts
from khabar.export.decisions import describe as describe_decision
from khabar.export.event_phrases import (
    SHORT_ID,
    describe_event,
    name_actor,
    name_all,
    phrase_account,
    phrase_bounds,
    phrase_days,
    phrase_tally,
    phrase_telling,
)
from khabar.export.link_phrases import phrase_link, weigh
from khabar.export.phrases import phrase_source, phrase_status, show, spell
from khabar.export.table import COLUMNS, fill
from khabar.model.events import Account, Event, EventActor, Statement, Tally
from khabar.model.links import Link
from khabar.record.finding import Sort
from khabar.record.looking.showing import ArticleShowing, Near, Showing

_ACCOUNTS = (
    Column("figure", 3, "cyan"),
    Column("said by", 5),
    Column("printed by", 5),
    Column("told", 4),
    Column("denied by", 4),
)
_ACTORS = (Column("role", 2), Column("who", 4), Column("said by", 4), Column("denied by", 4))
_ID = Column("claim", 1, "dim", SHORT_ID)
_QUOTES = (_ID, Column("words", 9), Column("said by", 5))
_LINKS = (_ID, _ID, Column("because", 1))
_CLAIMS = (*COLUMNS, Column("event", 1, "dim", SHORT_ID))


def write(showing: Showing | ArticleShowing, stream: BinaryIO) -> None:
    """Writes all of it."""
    if isinstance(showing, ArticleShowing):
        write_parts(_lay_out_article(showing), stream)
    else:
        write_parts(_lay_out(showing), stream)


def _lay_out(showing: Showing) -> Iterator[object]:
    yield style(describe_event(showing.event), "bold")
    yield from _lay_out_head(showing)
    yield from _lay_out_actors(showing.event.actors)
    for tally in showing.event.figures:
        yield from _lay_out_tally(tally)
    yield from _list("Disputed", (show(dispute.why) for dispute in showing.event.disputes))
    yield from _lay_out_quotes(showing.statements)
    yield from _list("Part of", map(_name_event, (showing.whole,) if showing.whole else ()))
    yield from _list("Its parts", map(_name_event, showing.parts))
    yield from _lay_out_links(showing.links)
    yield from _list("Decisions", map(describe_decision, showing.decisions))
    yield from _list("Nearby", map(_describe_near, showing.near))


def _lay_out_head(showing: Showing) -> Iterator[object]:
    event, found = showing.event, showing.found
    sources = count(event.independent_sources, "independent source")
    told = phrase_days(event)
    reports = count(len(event.articles), "report")
    yield style(f"{spell(event.status)} · {sources} · {reports} · told {told}")
    rule = f"figures by the rule {showing.rule.name}"
    yield style(f"{rule}, as of {showing.as_of}" if showing.as_of else rule, "dim")
    yield style(f"id {event.id}", "dim")
    if found.sort is Sort.CLAIM:
        yield style(f"claim {found.id} is in this event", "dim")
    elif found.id != event.id:
        yield style(f"event {found.id} is now {event.id}", "dim")


def _lay_out_actors(actors: tuple[EventActor, ...]) -> Iterator[object]:
    if actors:
        yield from _head("Who")
        yield draw(_ACTORS, (_fill_actor(actor) for actor in actors))


def _fill_actor(actor: EventActor) -> tuple[str, ...]:
    return (
        spell(actor.role),
        name_actor(actor),
        name_all(actor.said_by),
        name_all(actor.denied_by),
    )


def _lay_out_tally(tally: Tally, indent: str = "") -> Iterator[object]:
    yield from _head(f"{indent}{phrase_tally(tally)}")
    yield draw(_ACCOUNTS, (_fill_account(account) for account in tally.accounts))
    if len(tally.history) > 1:
        steps = (f"{step.day} {phrase_bounds(step.bounds)}" for step in tally.history)
        yield style(f"over time: {'; '.join(steps)}", "dim")
    for group in tally.of_whom:
        yield from _lay_out_tally(group, f"{indent}of whom ")


def _fill_account(account: Account) -> tuple[str, ...]:
    days = f"{account.first}" if account.first == account.last else f"{account.first} to {account.last}"
    return (
        phrase_account(account),
        name_all(account.said_by),
        name_all(account.publishers),
        f"{days}, replaced since" if account.superseded else days,
        name_all(account.denied_by),
    )


def _lay_out_quotes(statements: tuple[Statement, ...]) -> Iterator[object]:
    """The words by article, in the order of telling."""
    yield from _head("What was said")
    for telling, told in groupby(statements, key=attrgetter("telling")):
        yield style(f"{phrase_telling(telling)}: {show(telling.title or '(no title)')}")
        if telling.url:
            yield style(show(telling.url), "dim")
        yield draw(_QUOTES, map(_fill_quote, told), with_heads=False)


def _fill_quote(statement: Statement) -> tuple[str, ...]:
    claim = statement.claim
    status = phrase_status(claim)
    unusual = f" ({status})" if status else ""
    return (
        claim.id[:SHORT_ID],
        f"“{show(claim.quote)}”{unusual}",
        stack(*map(phrase_source, claim.sources)),
    )


def _lay_out_links(links: tuple[Link, ...]) -> Iterator[object]:
    if links:
        yield from _head("Why one event")
        between = sorted(links, key=lambda link: link.score)  # what one article tells as one, last
        yield draw(_LINKS, map(_fill_link, between), with_heads=False)


def _fill_link(link: Link) -> tuple[str, ...]:
    return (link.left[:SHORT_ID], link.right[:SHORT_ID], phrase_link(link))


def _describe_near(near: Near) -> str:
    links = (f"{spell(link.verdict)}: {weigh(link)}" for link in near.links)
    return "; ".join((_name_event(near.event), *links))


def _name_event(event: Event) -> str:
    figures = ", ".join(phrase_tally(tally) for tally in event.figures)
    return "  ".join(filter(None, (event.id[:SHORT_ID], describe_event(event), figures)))


def _list(head: str, lines: Iterable[str]) -> Iterator[object]:
    """A list under its head; nothing where there is none."""
    listed = tuple(lines)
    if listed:
        yield from _head(head)
        yield from (style(f"- {line}") for line in listed)


def _head(text: str) -> Iterator[object]:
    yield style("")
    yield style(text[0].upper() + text[1:], "bold")


def _lay_out_article(showing: ArticleShowing) -> Iterator[object]:
    article = showing.article
    yield style(show(article.title or "(no title)"), "bold")
    yield style(phrase_telling(showing.telling))
    yield style(show(article.url or ""), "dim")
    yield style(f"id {article.id}, {count(len(showing.claims), 'claim')}", "dim")
    if showing.claims:
        cells = ((*fill(claim), showing.event_of[claim.id][:SHORT_ID]) for claim in showing.claims)
        yield draw(_CLAIMS, cells)
    yield from _list("Mainly about", map(_name_event, (showing.main,) if showing.main else ()))
    rest = (event for event in showing.events if event is not showing.main)
    yield from _list("Also tells of" if showing.main else "Events", map(_name_event, rest))
