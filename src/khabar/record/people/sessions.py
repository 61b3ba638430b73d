"""Sessions: who is signed in, known by a token of which only the SHA-256 is kept."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update

from khabar.record.people.accounts import Account, read_account
from khabar.record.people.tables import account, session
from khabar.record.store import Record
from khabar.record.times import write_time

IDLE, LONGEST = timedelta(hours=2), timedelta(hours=12)
"""A session ends when nothing was asked for so long, and so long after its sign-in in any case."""

SEEN_EVERY = timedelta(minutes=10)
"""How often at most it is written down that a session is in use."""

_ACCOUNT, _SESSION = account.c, session.c


def hash_token(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def open_session(record: Record, of: Account, at: datetime) -> str:
    """The token of a new session; sessions that are over are swept out."""
    token = secrets.token_urlsafe(32)
    row = {"token": hash_token(token), "account": of.number}
    over = or_(
        _SESSION.seen_at < write_time(at - IDLE - SEEN_EVERY),
        _SESSION.made_at < write_time(at - LONGEST),
    )
    with record.writing() as connection:
        connection.execute(delete(session).where(over))
        connection.execute(
            session.insert(), row | {"made_at": write_time(at), "seen_at": write_time(at)}
        )
    return token


def find_session(record: Record, token: str, at: datetime) -> Account | None:
    """Who is signed in with `token`; None where the session is over, or its account disabled."""
    query = (
        select(account)
        .join_from(session, account, _ACCOUNT.number == _SESSION.account)
        .where(_SESSION.token == hash_token(token), _ACCOUNT.is_disabled.is_(False))
        .where(_SESSION.made_at >= write_time(at - LONGEST))
        .where(_SESSION.seen_at >= write_time(at - IDLE - SEEN_EVERY))
    )
    with record.reading() as connection:
        row = connection.execute(query).first()
    return None if row is None else read_account(row)


def note_seen(record: Record, token: str, at: datetime) -> None:
    """Writes down that a session is in use."""
    with record.writing() as connection:
        connection.execute(
            update(session).where(_SESSION.token == hash_token(token)).values(seen_at=write_time(at))
        )


def end_session(record: Record, token: str) -> None:
    """Ends a session; nothing happens where it is over."""
    with record.writing() as connection:
        connection.execute(delete(session).where(_SESSION.token == hash_token(token)))
