"""The tables of comments: what somebody wrote is not edited, a comment that was changed has more words.

Words are taken out only where a moderator erases a comment: its rows stay, empty.

Times are ISO texts in UTC, all of one length.
"""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from khabar.record.schema import METADATA

# A comment on an event (`about` is the id of its first claim then, which stays when events are put
# together or parted) or an article. `secret` is the SHA-256 of what lets its writer change it. `sender`
# tells senders apart for a day: a keyed hash whose key nobody keeps.
comment = Table(
    "comment",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("sort", String, nullable=False),
    Column("about", String, nullable=False),
    Column("secret", String, nullable=False),
    Column("sender", String, nullable=False),
    Column("at", String, nullable=False),
)

# What was written, and written anew; the highest `version` is what is shown.
comment_words = Table(
    "comment_words",
    METADATA,
    Column("comment", Integer, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("name", Text),
    Column("text", Text, nullable=False),
    Column("at", String, nullable=False),
)

# What was done with a comment: by whom (null: a visitor), and why.
comment_act = Table(
    "comment_act",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("comment", Integer, nullable=False, index=True),
    Column("act", String, nullable=False),
    Column("by", Text),
    Column("reason", Text),
    Column("at", String, nullable=False),
)

# How a comment stands by what was done with it: follows from the tables above.
comment_state = Table(
    "comment_state",
    METADATA,
    Column("comment", Integer, primary_key=True),
    Column("about", String, nullable=False),
    Column("state", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Index("comment_waiting", "state", "comment"),
    Index("comment_about", "about", "state"),
    Index("comment_reports", "reports"),
)

TABLES = (comment, comment_words, comment_act, comment_state)
