"""The latest notices of a rule as an Atom file (RFC 4287): whole or as it was, never half."""

import json
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

from khabar.record.store import Record
from khabar.record.watching.outbox import Notice, list_latest

_ATOM = "http://www.w3.org/2005/Atom"
_MOST = 100
# What XML 1.0 cannot hold.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BEGINNING = "1970-01-01T00:00:00Z"


def write_feed(record: Record, rule: str, path: Path) -> None:
    """Writes the latest notices of a rule, the newest first. Raises OSError."""
    with record.reading() as connection:
        notices = list_latest(connection, rule, _MOST)
    place = path.resolve()
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(build_feed(rule, notices))
        beside.chmod(0o644)
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)


def build_feed(rule: str, notices: tuple[Notice, ...]) -> bytes:
    """The feed of a rule."""
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", f"urn:khabar:rule:{rule}")
    _add(feed, "title", f"khabar: {rule}")
    _add(feed, "updated", notices[0].at.isoformat() if notices else _BEGINNING)
    _add(_add(feed, "author", None), "name", "khabar")
    for notice in notices:
        told = json.loads(notice.written)
        entry = _add(feed, "entry", None)
        _add(entry, "id", f"urn:khabar:notice:{notice.id}")
        _add(entry, "title", phrase_title(told))
        _add(entry, "updated", notice.at.isoformat())
        _add(entry, "category", None).set("term", str(told["change"]))
        _add(entry, "content", phrase_body(told)).set("type", "text")
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def phrase_title(told: Mapping[str, object]) -> str:
    """What became of which event: `changes: air strike at Guernica, 1937-04-26: killed 200–300`."""
    now = told["now"] or told["before"]
    assert isinstance(now, dict)  # noqa: S101  # as `notices` writes it
    place = f" at {now['place']}" if now["place"] else ""
    day = f", {now['start']}" if now["start"] else ""
    figures = _phrase_figures(now)
    return f"{told['change']}: {now['kind'].replace('_', ' ')}{place}{day}" + (
        f": {figures}" if figures else ""
    )


def phrase_body(told: Mapping[str, object]) -> str:
    """What was told before and is told now, who says so and what is disputed."""
    before, now = told["before"], told["now"]
    lines = [f"event {told['event']}"]
    if isinstance(before, dict):
        lines.append(f"before: {before['status']}; {_phrase_figures(before) or 'no figures'}")
    if isinstance(now, dict):
        lines.append(f"now: {now['status']}; {_phrase_figures(now) or 'no figures'}")
    disputes = told.get("disputes")
    lines += [f"disputed: {why}" for why in disputes] if isinstance(disputes, list) else []
    return "\n".join(lines)


def _phrase_figures(facts: Mapping[str, object]) -> str:
    figures = facts["figures"]
    assert isinstance(figures, list)  # noqa: S101  # as `notices` writes it
    return "; ".join(_phrase_figure(one) for one in figures if one["who"] is None)


def _phrase_figure(one: Mapping[str, object]) -> str:
    from khabar.export.event_phrases import phrase_bounds
    from khabar.model.bounds import Bounds

    def read(key: str) -> float | None:
        value = one[key]
        return float(value) if isinstance(value, int | float) else None

    bounds = Bounds(low=read("low"), best=read("best"), high=read("high"))
    contested = " (contested)" if one["contested"] else ""
    return f"{str(one['measure']).replace('_', ' ')} {phrase_bounds(bounds)}{contested}"


def _add(parent: ET.Element, name: str, text: str | None) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = _FORBIDDEN.sub("\ufffd", text) if text else None
    return element
