"""What was changed in the tables of a record, in the order in which it was changed.

A new record gets the tables of `schema` at once. An older one is brought up to them by the migrations
that it does not have yet, all in one transaction. A record that a newer khabar wrote is refused.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, inspect, select

from khabar.errors import RecordError
from khabar.record import retrievals, schema, site_rules, watch_tables
from khabar.record.comments import tables as comments
from khabar.record.databases.dialects import Dialect
from khabar.record.derived.portions import portion
from khabar.record.figures import claim_figure, list_figures
from khabar.record.people import tables as people
from khabar.record.review import tables as review
from khabar.record.rows import read_claim

_AT_ONCE = 1000  # claims in memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One change of the tables; `apply` makes it in a record that has all those before it."""

    number: int
    name: str
    apply: Callable[[Connection], None]


def _begin_with(_connection: Connection) -> None:
    """The first version: whatever has a table of migrations has its tables."""


def _add_lapses(connection: Connection) -> None:
    """Pages that were put back: when another version stood in their place."""
    connection.exec_driver_sql("ALTER TABLE telling ADD COLUMN lapses TEXT NOT NULL DEFAULT '[]'")


def _add_watch(connection: Connection) -> None:
    """What a watch has to know after a restart, and in which order events changed."""
    schema.METADATA.create_all(connection, tables=watch_tables.TABLES)
    connection.exec_driver_sql("ALTER TABLE event ADD COLUMN changed INTEGER NOT NULL DEFAULT 0")
    connection.exec_driver_sql("CREATE INDEX ix_event_changed ON event (changed)")


def _add_retrievals(connection: Connection) -> None:
    """What sites said when they gave their pages."""
    schema.METADATA.create_all(connection, tables=(retrievals.retrieval,))


def _add_answers(connection: Connection) -> None:
    """Which address gave what a watch asks for changes by, and how often an address was read."""
    for table in ("watched", "lead"):  # tables that an earlier one of these steps made have them
        if "answered" not in {one["name"] for one in inspect(connection).get_columns(table)}:
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN answered TEXT")
    if "reads" not in {one["name"] for one in inspect(connection).get_columns("lead")}:
        connection.exec_driver_sql("ALTER TABLE lead ADD COLUMN reads INTEGER NOT NULL DEFAULT 0")
        connection.exec_driver_sql("UPDATE lead SET reads = 1 WHERE state = 'read'")


def _add_accounts(connection: Connection) -> None:
    """Who may sign in to the face of a record, and who is."""
    schema.METADATA.create_all(connection, tables=people.ACCOUNT_TABLES)


def _add_review(connection: Connection) -> None:
    """What people are asked about what was read, and what they answer."""
    schema.METADATA.create_all(connection, tables=review.TABLES)
    for index in review.INDEXES:
        index.create(connection, checkfirst=True)


def _add_comments(connection: Connection) -> None:
    """What visitors say, and what became of it."""
    schema.METADATA.create_all(connection, tables=comments.TABLES)


def _add_site_rules(connection: Connection) -> None:
    """What sites ask of robots, so that they are asked once a day."""
    schema.METADATA.create_all(connection, tables=(site_rules.site_rules,))


def _add_nearby(connection: Connection) -> None:
    """What happened at a place around some days, found without looking through all events."""
    connection.exec_driver_sql("CREATE INDEX IF NOT EXISTS event_nearby ON event (place_folded, start)")


def _add_figures(connection: Connection) -> None:
    """Figures of claims of other measures than the dead: reviewers are asked about them, too."""
    table, mention, claim = claim_figure, schema.mention.c, schema.claim.c
    schema.METADATA.create_all(connection, tables=(table,))
    connection.execute(table.delete())
    told = select(mention.claim, claim.json).join_from(
        schema.mention, schema.claim, claim.seq == mention.seq
    )
    for some in connection.execute(told).partitions(_AT_ONCE):
        claims = (read_claim(row.json) for row in some)
        rows = [row for one in claims for row in list_figures(one)]
        if rows:
            connection.execute(table.insert(), rows)


def _add_listed(connection: Connection) -> None:
    """What happened around some days, listed without reading what the events are."""
    columns = 'start, "end", first_reported, part_of, id'
    connection.exec_driver_sql(f"CREATE INDEX IF NOT EXISTS event_listed ON event ({columns})")
    connection.exec_driver_sql("DROP INDEX IF EXISTS ix_event_start")


def _widen_nearby(connection: Connection) -> None:
    """What happened at a place around some days, listed without reading what the events are."""
    columns = 'place_folded, start, "end", country, first_reported, part_of, id'
    connection.exec_driver_sql("DROP INDEX IF EXISTS event_nearby")
    connection.exec_driver_sql(f"CREATE INDEX event_nearby ON event ({columns})")


def _add_portions(connection: Connection) -> None:
    """What each article tells of a large event, so that one article more does not ask for all claims."""
    schema.METADATA.create_all(connection, tables=(portion,))


def _add_lead(connection: Connection) -> None:
    """The claim that each article leads with, whose event its title is about.

    It is found where the record is reconciled anew, as the next one who writes to it does.
    """
    connection.exec_driver_sql("ALTER TABLE telling ADD COLUMN lead VARCHAR")
    connection.execute(delete(portion))
    connection.execute(delete(schema.state).where(schema.state.c.key == "reconciled_by"))


MIGRATIONS: tuple[Migration, ...] = (
    Migration(number=1, name="the first tables", apply=_begin_with),
    Migration(number=2, name="lapses of tellings", apply=_add_lapses),
    Migration(number=3, name="watching sources", apply=_add_watch),
    Migration(number=4, name="answers of sites", apply=_add_retrievals),
    Migration(number=5, name="answers to a watch", apply=_add_answers),
    Migration(number=6, name="accounts", apply=_add_accounts),
    Migration(number=7, name="review", apply=_add_review),
    Migration(number=8, name="comments", apply=_add_comments),
    Migration(number=9, name="what sites ask of robots", apply=_add_site_rules),
    Migration(number=10, name="events nearby", apply=_add_nearby),
    Migration(number=11, name="figures of claims", apply=_add_figures),
    Migration(number=12, name="lists by days", apply=_add_listed),
    Migration(number=13, name="lists by places", apply=_widen_nearby),
    Migration(number=14, name="what articles tell of large events", apply=_add_portions),
    Migration(number=15, name="what articles lead with", apply=_add_lead),
)


def find_version(connection: Connection) -> int | None:
    """The number of the last migration that the record has; None where there are no tables at all.

    Raises RecordError where there are tables, and they are not those of a record.
    """
    tables = inspect(connection).get_table_names()
    if schema.migration.name in tables:
        version: int | None = connection.scalar(select(func.max(schema.migration.c.number)))
        if version is not None:
            return version
    if not tables:
        return None
    raise RecordError(
        f"expected a record of khabar, found other tables: {', '.join(sorted(tables)[:5])}"
    )


def check_version(version: int, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Raises RecordError where `version` is that of a newer khabar."""
    newest = migrations[-1].number
    if version > newest:
        raise RecordError(
            f"expected a record of version {newest} or older, this one is of version {version}: "
            "a newer khabar wrote it, and is needed to open it"
        )


def bring_up(
    connection: Connection, dialect: Dialect, migrations: tuple[Migration, ...] = MIGRATIONS
) -> None:
    """Makes the tables, or changes older ones, inside the transaction of `connection`."""
    version = find_version(connection)
    if version is None:
        schema.METADATA.create_all(connection)
        dialect.create_words(connection)
        _note(connection, migrations)
        return
    check_version(version, migrations)
    missing = tuple(migration for migration in migrations if migration.number > version)
    for migration in missing:
        migration.apply(connection)
    _note(connection, missing)


def _note(connection: Connection, migrations: tuple[Migration, ...]) -> None:
    at = datetime.now(UTC).isoformat()
    for migration in migrations:
        row = {"number": migration.number, "name": migration.name, "at": at}
        connection.execute(schema.migration.insert(), row)
