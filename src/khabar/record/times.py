"""Times in the record, as texts that are in the order of their times."""

from datetime import UTC, datetime


def write_time(at: datetime) -> str:
    """A time as text.

    >>> write_time(datetime(1937, 4, 26, 16, 30, tzinfo=UTC))
    '1937-04-26T16:30:00.000000+00:00'
    """
    return at.astimezone(UTC).isoformat(timespec="microseconds")
