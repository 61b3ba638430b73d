"""What tests put into a record, and all that they compare of two."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import papers
from sqlalchemy import select

from khabar.errors import InputError
from khabar.model.claims import Rejected
from khabar.model.documents import Hints
from khabar.record import schema
from khabar.record.captures import Capture
from khabar.record.rows import load_tellings
from khabar.record.writer import Taken, add

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
RAID = "air_strike; Granollers; 1938-05-31; 12; the mayor"


def page(*claims, publisher="Valley Wire", published="1938-06-01", **heads):
    lines = {"publisher": publisher, "published": published, **heads}
    head = [f"{key}: {value}" for key, value in lines.items() if value]
    return "\n".join([*head, "Reports from the valley.", *claims])


def take(text, source="page.txt", hints=None, day=0, read=papers.read):
    hints = hints or Hints()
    captured = papers.make_page(text, source)
    capture = Capture(
        source=source,
        place=str(Path("/news") / source),
        page=captured,
        hints=hints,
        at=NOON + timedelta(days=day),
    )
    try:
        outcome = read(captured, hints)
    except InputError as error:
        outcome = Rejected(source=source, reason=error.reason, detail=error.detail)
    return Taken(capture=capture, outcome=outcome)


def put(record, *texts, reader="1", **how):
    """Adds each text under a source of its own, in transactions of their own."""
    found = []
    for number, text in enumerate(texts):
        source = how.get("source", f"{number}.txt")
        given = {key: value for key, value in how.items() if key != "source"}
        found += add(record, [take(text, source, **given)], reader)
    return found


def count(record, table):
    with record.reading() as connection:
        return len(connection.execute(select(table)).all())


def tell(record, text, hints=None):
    """The telling of the article on a page."""
    id_ = papers.read(papers.make_page(text), hints or Hints()).article.id
    with record.reading() as connection:
        return load_tellings(connection, [id_]).get(id_)


# Times differ between two runs, redirects and portions tell of what was there between transactions.
# How often an event was built depends on how many pages came at once.
PASSING = {"captured_at", "read_at", "at", "changed"}
LEFT_OUT = {"migration", "redirect", "portion"}


def dump(record):
    """All rows of a record that follow from what was added, in the words of tests: table -> rows."""
    tables = [table for table in schema.METADATA.sorted_tables if table.name not in LEFT_OUT]
    with record.reading() as connection:
        return {table.name: _list_rows(connection, table) for table in tables}


def _list_rows(connection, table):
    columns = [column for column in table.columns if column.name not in PASSING]
    return sorted((tuple(row) for row in connection.execute(select(*columns)).all()), key=repr)


def list_events(record):
    """The claims of each event, as the quotes that tell of it."""
    member, mention, claim = schema.event_claim.c, schema.mention.c, schema.claim.c
    query = (
        select(member.event, claim.json)
        .join_from(schema.event_claim, schema.mention, mention.claim == member.claim)
        .join(schema.claim, claim.seq == mention.seq)
        .order_by(mention.first)
    )
    events = {}
    with record.reading() as connection:
        for row in connection.execute(query).all():
            events.setdefault(row.event, []).append(row.json.split('"quote": "')[1].split('"')[0])
    return list(events.values())
