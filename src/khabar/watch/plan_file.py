"""`sources.toml` -> the plan of a watch."""

import enum
import json
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from khabar.errors import InputError, UsageError
from khabar.pages.addresses import is_web
from khabar.pages.fetching.targets import aim
from khabar.record.looking.filters import read_filter
from khabar.record.watching.notice_facts import Change
from khabar.record.watching.notices import NoticeRule
from khabar.settings import Settings
from khabar.vocabulary.entries import OutletClass
from khabar.watch.connectors import CONNECTORS, find_connector
from khabar.watch.connectors.answers import LONGEST_ADDRESS
from khabar.watch.plan import Kind, Plan, Source, Subscription
from khabar.watch.tables import Entry, read_sheet

E = TypeVar("E", bound=enum.StrEnum)

_USUAL = Settings()
_EVERY, _RETRY = timedelta(minutes=15), timedelta(minutes=1)
_SOURCE_KEYS = frozenset({"name", "kind", "address", "every", "publisher", "class", "owner"})
_CONNECTOR_KEYS = frozenset({"connector"}).union(*(one.required | one.optional for one in CONNECTORS))
_FILTERS = ("kind", "country", "place", "within", "actor", "source", "min_killed", "text")
_NOTICE_KEYS = frozenset({"name", "on", "days", "contested", "webhook", "atom", *_FILTERS})
_CHANGES = (Change.APPEARS, Change.CHANGES, Change.CONTESTED)


def read_plan(path: Path, settings: Settings = _USUAL) -> Plan:
    """The plan in a file, whose notices go where the settings let khabar ask.

    Raises UsageError that names the line and the key that is not as expected.
    """
    sheet = read_sheet(path, ("watch", "source", "notice"))
    every, retry, contact = _EVERY, _RETRY, None
    for entry in sheet.entries("watch"):
        entry.check_keys(frozenset({"every", "retry", "contact"}))
        every, retry = entry.span("every", every), entry.span("retry", retry)
        contact = entry.maybe_text("contact")
    entries = sheet.entries("source")
    if not entries:
        raise UsageError(f"{path}: expected at least one [[source]]")
    sources = tuple(_read_source(entry, every) for entry in entries)
    _refuse_twice((source.name for source in sources), entries)
    _refuse_addresses_twice(sources, entries)
    notices = sheet.entries("notice")
    subscriptions = tuple(_read_subscription(entry, settings) for entry in notices)
    _refuse_twice((one.rule.name for one in subscriptions), notices)
    return Plan(sources=sources, subscriptions=subscriptions, retry=retry, contact=contact)


def _read_source(entry: Entry, every: timedelta) -> Source:
    kind = _choose(entry, "kind", Kind)
    entry.check_keys(_SOURCE_KEYS | (_CONNECTOR_KEYS if kind is Kind.CONNECTOR else frozenset()))
    outlet_class = _choose(entry, "class", OutletClass) if "class" in entry.values else None
    options = _read_options(entry) if kind is Kind.CONNECTOR else {}
    address = _build_address(entry, options) if options else entry.text("address")
    if kind is Kind.ADDRESSES and not is_web(address):
        address = str(entry.path.parent / address)
    elif not is_web(address) or len(address) > LONGEST_ADDRESS:
        raise entry.error("address", f"expected an http(s) address, got {address!r}")
    return Source(
        name=entry.text("name"),
        kind=kind,
        address=address,
        every=entry.span("every", every),
        publisher=entry.maybe_text("publisher"),
        outlet_class=outlet_class,
        owner=entry.maybe_text("owner"),
        connector=entry.maybe_text("connector"),
        options=options,
    )


def _read_options(entry: Entry) -> Mapping[str, str]:
    """What the connector is asked for, with its own name: never empty."""
    name = entry.text("connector")
    connector = find_connector(name)
    if connector is None:
        known = ", ".join(one.name for one in CONNECTORS)
        raise entry.error("connector", f"expected one of {known}, got {name!r}")
    entry.check_keys(_SOURCE_KEYS | {"connector"} | connector.required | connector.optional)
    for key in sorted(connector.required - entry.values.keys()):
        raise entry.error(None, f"{name} needs {key}, which is not given")
    asked = {key: entry.number_as_text(key) for key in connector.required | connector.optional}
    return {"connector": name} | {key: value for key, value in asked.items() if value is not None}


def _build_address(entry: Entry, options: Mapping[str, str]) -> str:
    connector = find_connector(options["connector"])
    assert connector is not None  # noqa: S101  # `_read_options` has found it
    try:
        return connector.build_address(options)
    except UsageError as error:
        raise entry.error(None, str(error)) from error


def _read_subscription(entry: Entry, settings: Settings) -> Subscription:
    entry.check_keys(_NOTICE_KEYS)
    changes = entry.texts("on", tuple(_CHANGES))
    for change in changes:
        if change not in _CHANGES:
            raise entry.error("on", f"expected some of {', '.join(_CHANGES)}, got {change!r}")
    given = {key: text for key in _FILTERS if (text := entry.number_as_text(key)) is not None}
    days = entry.number_as_text("days")
    if days is not None and not (days.isdecimal() and 0 < int(days) < 100_000):
        raise entry.error("days", f"expected a number of days, got {days!r}")
    try:
        wanted = read_filter(given, contested=entry.flag("contested"))
    except UsageError as error:
        raise entry.error(None, str(error)) from error
    webhook, atom = entry.maybe_text("webhook"), entry.maybe_text("atom")
    if webhook is None and atom is None:
        raise entry.error(None, "expected webhook = an address, or atom = the name of a file")
    if webhook is not None:
        _check_webhook(entry, webhook, settings)
    asks = {"on": sorted(changes), "contested": wanted.contested, "days": days} | given
    rule = NoticeRule(
        name=entry.text("name"),
        asks=json.dumps(asks, sort_keys=True, ensure_ascii=False),
        changes=frozenset(Change(change) for change in changes),
        wanted=wanted,
        days=int(days) if days else None,
        sends=webhook is not None,
    )
    path = entry.path.parent / atom if atom else None
    return Subscription(rule=rule, webhook=webhook, atom=path)


def _check_webhook(entry: Entry, webhook: str, settings: Settings) -> None:
    try:
        aim(webhook, settings)
    except InputError as error:
        raise entry.error("webhook", error.detail) from error


def _choose(entry: Entry, key: str, choices: type[E]) -> E:
    name = entry.text(key)
    if name not in list(choices):
        raise entry.error(key, f"expected one of {', '.join(choices)}, got {name!r}")
    return choices(name)


def _refuse_twice(names: Iterable[str], entries: Collection[Entry]) -> None:
    seen: set[str] = set()
    for name, entry in zip(names, entries, strict=True):
        if name in seen:
            raise entry.error("name", f"expected names that differ, got {name!r} twice")
        seen.add(name)


def _refuse_addresses_twice(sources: Collection[Source], entries: Collection[Entry]) -> None:
    seen: dict[str, str] = {}
    for source, entry in zip(sources, entries, strict=True):
        if source.address in seen:
            raise entry.error("address", f"is that of {seen[source.address]!r}, too")
        seen[source.address] = source.name
