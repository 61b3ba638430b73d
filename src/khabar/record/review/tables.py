"""The tables of questions and answers, and the indexes by which questions are found.

Answers are kept for ever. A question follows from the record: its row notes that somebody was asked, and
changes with the answers. Times are ISO texts in UTC, all of one length.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    and_,
    literal_column,
)

from khabar.record import schema

# What was asked, or is to be asked because a comment opened it. See `questions.Question`.
question = Table(
    "question",
    schema.METADATA,
    Column("id", String, primary_key=True),
    Column("sort", String, nullable=False),
    Column("claim", String, nullable=False),
    Column("other", String, index=True),
    Column("aspect", Text),
    Column("comment", Integer),
    Column("asks", Integer, nullable=False),
    Column("worth", Float, nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("at", String, nullable=False),
    Index("question_claim", "claim", "sort"),
    Index("question_open", "is_open", "worth"),
)

# What somebody answered. `read` is what the machine read at that time, in words; `value` JSON of what is
# right instead. `undoes` is the number of the answer that no longer holds, `decision` that of the
# decision that followed.
answer = Table(
    "answer",
    schema.METADATA,
    Column("number", Integer, primary_key=True),
    Column("question", String, ForeignKey("question.id"), nullable=False, index=True),
    Column("says", String, nullable=False),
    Column("read", Text, nullable=False),
    Column("value", Text),
    Column("by", Text, nullable=False, index=True),
    Column("reason", Text),
    Column("undoes", Integer, index=True),
    Column("decision", Integer),
    Column("at", String, nullable=False),
)

TABLES = (question, answer)

_EVENT, _MENTION, _SOURCE, _LINK = (
    schema.event.c,
    schema.mention.c,
    schema.claim_source.c,
    schema.link.c,
)
PLACELESS = and_(_MENTION.precision == literal_column("'unknown'"))
PLACED = and_(_MENTION.lat.is_not(None))
# SQLite would take an index with nulls in it for those that are null, which are most.
COUNTED = and_(_MENTION.killed_high.is_not(None))
VAGUE = and_(_MENTION.killed_high.is_(None), _MENTION.killed_low.is_not(None))
BARE = and_(
    _MENTION.place.is_(None),
    _MENTION.start.is_(None),
    _MENTION.killed_low.is_(None),
    _MENTION.killed_high.is_(None),
)
DENYING = and_(_SOURCE.stance == literal_column("'denies'"))

INDEXES = (
    Index("event_contested", _EVENT.contested, _EVENT.killed_high),
    Index("event_alike", _EVENT.start, _EVENT.place_folded, _EVENT.kind),
    Index("link_score", _LINK.score),
    Index("mention_vague", _MENTION.killed_low, sqlite_where=VAGUE, postgresql_where=VAGUE),
    Index("mention_large", _MENTION.killed_high, sqlite_where=COUNTED, postgresql_where=COUNTED),
    Index("mention_placeless", _MENTION.first, sqlite_where=PLACELESS, postgresql_where=PLACELESS),
    Index("mention_named", _MENTION.place_folded, sqlite_where=PLACED, postgresql_where=PLACED),
    Index("mention_bare", _MENTION.first, sqlite_where=BARE, postgresql_where=BARE),
    Index("source_denying", _SOURCE.claim, sqlite_where=DENYING, postgresql_where=DENYING),
)
