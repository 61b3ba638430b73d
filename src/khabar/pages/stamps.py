"""Stamps that strangers write of moments: read where they are one, None where no calendar holds them."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_LONGEST = 100
# What the standard library raises on stamps that were made to break it.
_BROKEN = (ValueError, TypeError, OverflowError, IndexError)


def read_stamp(stamp: str | None) -> datetime | None:
    """The time that a stamp of ISO 8601 or RFC 822 names, in its own zone, UTC where it has none.

    >>> read_stamp("Mon, 26 Apr 1937 00:30:00 +0300").isoformat()
    '1937-04-26T00:30:00+03:00'
    """
    if not stamp or len(stamp) > _LONGEST:
        return None
    try:
        return _settle(datetime.fromisoformat(stamp.strip()))
    except _BROKEN:
        return read_mail_stamp(stamp)


def read_mail_stamp(stamp: str | None) -> datetime | None:
    """The time that a stamp of RFC 822 names, as mails and HTTP have it; as `read_stamp` gives it.

    >>> read_mail_stamp("Mon, 26 Apr 99999999999999999999 00:30:00 GMT") is None
    True
    """
    if not stamp or len(stamp) > _LONGEST:
        return None
    try:
        return _settle(parsedate_to_datetime(stamp.strip()))
    except _BROKEN:
        return None


def _settle(at: datetime) -> datetime:
    """The time with a zone; raises OverflowError for a moment that has no year from 1 to 9999 in UTC."""
    known = at if at.tzinfo else at.replace(tzinfo=UTC)
    known.astimezone(UTC)
    return known
