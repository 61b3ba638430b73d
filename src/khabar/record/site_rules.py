"""What sites ask of robots, kept for a day: each run is spared the question, and so is the site."""

from datetime import datetime

from sqlalchemy import Column, Connection, LargeBinary, String, Table, Text, delete, select

from khabar.model.retrievals import KeptRules
from khabar.record import schema
from khabar.record.rows import insert
from khabar.record.times import write_time
from khabar.record.words import make_storable

# `site` is scheme, host and port; `content` is the robots.txt, None where the site has none.
site_rules = Table(
    "site_rules",
    schema.METADATA,
    Column("site", Text, primary_key=True),
    Column("content", LargeBinary),
    Column("until", String, nullable=False),
)


def find_rules(connection: Connection, site: str, now: datetime) -> KeptRules | None:
    """The rules of a site that hold at `now`; None where they have to be asked for."""
    columns = site_rules.c
    query = select(columns.content, columns.until).where(columns.site == make_storable(site))
    row = connection.execute(query.where(columns.until > write_time(now))).first()
    if row is None:
        return None
    return KeptRules(content=row.content, until=datetime.fromisoformat(row.until))


def keep_rules(connection: Connection, site: str, rules: KeptRules, now: datetime) -> None:
    """Writes the rules of a site down, in place of older ones; those that hold no more are let go."""
    name, columns = make_storable(site), site_rules.c
    gone = (columns.until <= write_time(now)) | (columns.site == name)
    connection.execute(delete(site_rules).where(gone))
    row = {"site": name, "content": rules.content, "until": write_time(rules.until)}
    insert(connection, site_rules, (row,))
