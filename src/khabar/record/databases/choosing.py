"""Which database a record is kept in."""

from khabar.record.databases.dialects import Dialect


def choose(where: str) -> Dialect:
    """The dialect of the record at `where`: the path of a file, or a postgresql:// address."""
    if where.startswith(("postgresql://", "postgres://")):
        from khabar.record.databases.postgres import Postgres

        return Postgres()
    from khabar.record.databases.sqlite import Sqlite

    return Sqlite()
