"""Kinds, measures and units, as `kinds.toml` and `measures.toml` list them."""

from collections.abc import Mapping
from types import MappingProxyType

from khabar.vocabulary.entries import AcledType, Cause, Kind, Measure, PloverType, Term
from khabar.vocabulary.tables import Entry, File, refuse_twice

CONFLICT = "conflict"
"""The one cause that is violence between people."""


def read_kinds(file: File) -> tuple[Kind, ...]:
    """The kinds in the order of the file; refuses an unknown parent, a circle, an unknown code."""
    entries = file.keyed_entries("kinds", "parent acled plover ucdp help")
    acled, plover = file.whole("acled"), file.whole("plover")
    events = {sub: event for event in acled.values for sub in acled.texts(event)}
    for entry in entries.values():
        _check_parents(entry, entries)
    return tuple(
        Kind(
            id=id_,
            parent=entry.maybe_text("parent"),
            acled=_read_acled(entry, events),
            plover=_read_plover(entry, plover),
            ucdp=_read_ucdp(entry),
            help=entry.text("help"),
        )
        for id_, entry in entries.items()
    )


def read_measures(file: File) -> tuple[Measure, ...]:
    """The measures in the order of the file; refuses a unit that is not listed."""
    units = file.whole("units").values
    measures = []
    for id_, entry in file.keyed_entries("measures", "unit help").items():
        if entry.text("unit") not in units:
            raise entry.error(f"expected unit = one of {', '.join(units)}, got {entry.text('unit')!r}")
        measures.append(Measure(id=id_, unit=entry.text("unit"), help=entry.text("help")))
    return tuple(measures)


def read_causes(file: File) -> Mapping[str, Cause]:
    """The causes by the words that name them; refuses a word twice."""
    entries = file.keyed_entries("causes", "words unsure local help")
    pairs = [(word, id_, entry) for id_, entry in entries.items() for word in entry.texts("words")]
    refuse_twice(
        (word for word, _, _ in pairs), lambda word: file.error(f"the cause {word!r} comes twice")
    )
    return MappingProxyType({word: _build_cause(word, id_, entry) for word, id_, entry in pairs})


def _build_cause(word: str, id_: str, entry: Entry) -> Cause:
    sure = id_ != CONFLICT and word not in entry.maybe_texts("unsure")
    return Cause(id=id_, sure=sure, local=sure and entry.flag("local"))


def read_things(file: File) -> Mapping[str, str]:
    """The unit of each thing that can be destroyed; refuses a unit that is not listed, a thing twice."""
    things, units = file.whole("things"), file.whole("units").values
    if unknown := sorted(set(things.values) - set(units)):
        raise things.error(f"expected units of {', '.join(units)}, got {', '.join(unknown)}")
    pairs = [(noun, unit) for unit in things.values for noun in things.texts(unit)]
    refuse_twice((noun for noun, _ in pairs), lambda noun: things.error(f"names {noun!r} twice"))
    return MappingProxyType(dict(pairs))


def read_terms(file: File, table: str) -> tuple[Term, ...]:
    """The words of `[table]` with their definitions."""
    entry = file.whole(table)
    return tuple(Term(id=id_, help=entry.text(id_)) for id_ in entry.values)


def _check_parents(entry: Entry, entries: Mapping[str, Entry]) -> None:
    passed = [entry.label]
    while parent := entry.maybe_text("parent"):
        if parent not in entries:
            raise entry.error(f"expected parent = a kind of this file, got {parent!r}")
        entry = entries[parent]
        if entry.label in passed:
            raise entry.error(f"is its own ancestor: {' > '.join(passed)}")
        passed.append(entry.label)


def _read_acled(entry: Entry, events: Mapping[str, str]) -> AcledType | None:
    sub_event = entry.maybe_text("acled")
    if sub_event is None:
        return None
    if sub_event not in events:
        raise entry.error(f"expected acled = one of {', '.join(events)}, got {sub_event!r}")
    return AcledType(event=events[sub_event], sub_event=sub_event)


def _read_plover(entry: Entry, known: Entry) -> PloverType | None:
    if "plover" not in entry.values:
        return None
    event, _, mode = entry.text("plover").partition("/")
    modes = known.texts(event) if known.values.get(event) else ()
    if event not in known.values or (mode and mode not in modes):
        raise entry.error(f"expected plover = TYPE or TYPE/mode of [plover], got {event}/{mode}")
    return PloverType(event=event, mode=mode or None)


def _read_ucdp(entry: Entry) -> tuple[int, ...]:
    types = entry.numbers("ucdp")
    if not set(types) <= {1, 2, 3}:
        raise entry.error(f"expected ucdp = types of violence 1, 2, 3, got {types}")
    return types
