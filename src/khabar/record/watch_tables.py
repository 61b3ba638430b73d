"""The tables of what a watch has to know after a restart, beside those of `schema`.

Their rows change as the watch goes on. Times are ISO texts in UTC, all of one length, so that they are
in order as texts.
"""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text

from khabar.record.schema import METADATA

# One row for each source that a watch has had in its list, with what the list says of it. `due` is
# when it is to be asked next; `etag` and `modified` are what it said of its last answer, which came
# from `answered`. `failures` counts those in a row, `reason` and `detail` tell of the last one.
# `articles` and `claims` count what came new from it.
watched = Table(
    "watched",
    METADATA,
    Column("name", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("address", Text, nullable=False),
    Column("outlet_class", String),
    Column("owner", Text),
    Column("due", String, nullable=False),
    Column("asked_at", String),
    Column("good_at", String),
    Column("failed_at", String),
    Column("failures", Integer, nullable=False),
    Column("reason", String),
    Column("detail", Text),
    Column("etag", Text),
    Column("modified", Text),
    Column("answered", Text),
    Column("articles", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
)

# An address that a source has named, once for all sources. `state` is one of `leads.State`. `stamp` is
# what the source says of the version, `text` what it gives of the report itself, until that is read.
# `etag` and `modified` are what the page's server said of the last answer, which came from `answered`.
# `reads` counts how often the address was read.
lead = Table(
    "lead",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("address", Text, nullable=False, unique=True),
    Column("source", String, nullable=False),
    Column("host", String, nullable=False),
    Column("state", String, nullable=False),
    Column("found_at", String, nullable=False),
    Column("due", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("stamp", Text),
    Column("title", Text),
    Column("published", String),
    Column("publisher", Text),
    Column("text", Text),
    Column("is_whole", Boolean, nullable=False),
    Column("etag", Text),
    Column("modified", Text),
    Column("reason", String),
    Column("detail", Text),
    Column("answered", Text),
    Column("reads", Integer, nullable=False, default=0),
    Index("lead_waiting", "state", "host", "due"),
    Index("lead_source", "source", "state"),
)

# How far a rule for notices has looked: up to which `event.changed`. `asks` is what the rule asks for: a
# rule that asks for something else is a new one.
notice_rule = Table(
    "notice_rule",
    METADATA,
    Column("name", String, primary_key=True),
    Column("asks", Text, nullable=False),
    Column("seen", Integer, nullable=False),
)

# What a rule knows to be told of an event; `facts` is JSON (`notices.Facts`).
noticed = Table(
    "noticed",
    METADATA,
    Column("rule", String, primary_key=True),
    Column("event", String, primary_key=True),
    Column("facts", Text, nullable=False),
    sqlite_with_rowid=False,
)

# What is to be told, in the order of changes; `state` is one of `outbox.State`. `reason` is why it could
# not be sent.
notice = Table(
    "notice",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("rule", String, nullable=False),
    Column("event", String, nullable=False),
    Column("json", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("due", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("reason", Text),
    Index("notice_state", "state", "rule", "number"),
    Index("notice_of_rule", "rule", "number"),
)

TABLES = (watched, lead, notice_rule, noticed, notice)
