"""The tables of people: their accounts and sessions, beside those of `schema`.

Times are ISO texts in UTC, all of one length.
"""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text

from khabar.record.schema import METADATA

# Who may sign in. `folded` is the name as it is looked up; `password` is an argon2id hash.
account = Table(
    "account",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", String, nullable=False, unique=True),
    Column("role", String, nullable=False),
    Column("password", Text, nullable=False),
    Column("is_disabled", Boolean, nullable=False),
    Column("made_at", String, nullable=False),
)

# Who is signed in. `token` is the SHA-256 of what the browser holds: the table lets nobody in.
session = Table(
    "session",
    METADATA,
    Column("token", String, primary_key=True),
    Column("account", Integer, nullable=False),
    Column("made_at", String, nullable=False),
    Column("seen_at", String, nullable=False),
    Index("session_account", "account"),
)

ACCOUNT_TABLES = (account, session)
