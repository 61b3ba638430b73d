"""The tables of a record, for SQLite and PostgreSQL alike.

What is kept for ever: page, capture, article, reading, claim, decision, redirect. No row of these is
edited or deleted; a later redirect replaces an earlier one. What is derived, and can be built anew
from these: telling, mention, signature, copy, link, event and the tables around them. They change with
each page. What sites said stands in `retrievals`, what a watch has to know in `watch_tables`, people
in `people`. Days are dates, times ISO texts in UTC. Names are kept as they are and, for filters,
`folded` (`words.fold`). JSON is text, in the exact form of `model.codec`.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

METADATA = MetaData()


def _refer(column: str) -> ForeignKey:
    """A reference to `column`, checked when a transaction ends: rows may come in any order."""
    return ForeignKey(column, deferrable=True, initially="DEFERRED")


migration = Table(
    "migration",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
    Column("at", String, nullable=False),
)

# What is known of the record itself: `reconciled_by`, the version of khabar that made what is derived.
state = Table(
    "state",
    METADATA,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)

# The bytes of a page as they were captured, compressed by zlib.
page = Table(
    "page",
    METADATA,
    Column("sha256", String, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("content_type", String, nullable=False),
    Column("captured_at", String, nullable=False),
)

# `number` joins an article to its row in the full-text index.
article = Table(
    "article",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
)

# What one version of the reader made of a page with the hints given: `article` and `json`, or `reason`
# and `detail`; `unread` holds, as JSON lines, the parts not read. A page's newest is the present one.
reading = Table(
    "reading",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("sha256", _refer("page.sha256"), nullable=False),
    Column("hints", String, nullable=False),
    Column("reader", String, nullable=False),
    Column("article", _refer("article.id"), index=True),
    Column("published", Date),
    Column("json", Text),
    Column("unread", Text, nullable=False),
    Column("reason", String),
    Column("detail", Text),
    Column("words_in", Integer, nullable=False),
    Column("words_kept", Integer, nullable=False),
    Column("read_at", String, nullable=False),
    Index("reading_page", "sha256", "hints", "number"),
)

# How many words of a reading's page were dropped, by reason.
reading_drop = Table(
    "reading_drop",
    METADATA,
    Column("reading", _refer("reading.number"), primary_key=True),
    Column("reason", String, primary_key=True),
    Column("words", Integer, nullable=False),
)

# The books: each time that a source was asked for its page and gave another answer than before. Where
# there was no page, `reason` and `detail` say why; else the readings of `sha256` with these `hints` tell
# what came of it. `address` is that of the page where one is known, else the place of the file; pages
# at one address are versions of one another.
capture = Table(
    "capture",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("source", String, nullable=False),
    Column("address", String, index=True),
    Column("sha256", _refer("page.sha256")),
    Column("hints", String, nullable=False),
    Column("captured_at", String, nullable=False),
    Column("reason", String),
    Column("detail", Text),
    Index("capture_source", "source", "number"),
    Index("capture_page", "sha256", "source", "number"),
)

# `seq` is the order in which claims were recorded. A claim has a row for each reading that found it.
claim = Table(
    "claim",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("reading", _refer("reading.number"), nullable=False),
    Column("json", Text, nullable=False),
    Index("claim_reading", "reading", "id", unique=True),
    Index("claim_id", "id", "seq"),
)

# One row for each article that stands: its present reading and what merging needs to know of it
# (`model.events.Telling`). `agencies` is a JSON list; `houses` is publisher and agencies, folded, each
# on a line after a space. `wire` is the smallest article id of its copies. `lapses` is a JSON list of
# pairs of days.
telling = Table(
    "telling",
    METADATA,
    Column("article", _refer("article.id"), primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("reading", _refer("reading.number"), nullable=False, unique=True),
    Column("title", Text),
    Column("url", Text),
    Column("publisher", Text),
    Column("owner", Text),
    Column("agencies", Text, nullable=False),
    Column("houses", Text, nullable=False),
    Column("published", Date, index=True),
    Column("told", Date, nullable=False, index=True),
    Column("wire", String, index=True),
    Column("superseded", Date),
    Column("lapses", Text, nullable=False, server_default="[]"),
    Column("lead", String),
)

# One row for each claim of a present reading. `seq` is the row of `claim` that holds its words, `first`
# the first one with its id. `packed` is a `reconcile.digests.mentions.Mention`.
mention = Table(
    "mention",
    METADATA,
    Column("claim", String, primary_key=True),
    Column("seq", _refer("claim.seq"), nullable=False, unique=True),
    Column("first", Integer, nullable=False, index=True),
    Column("article", _refer("telling.article"), nullable=False, index=True),
    Column("part_of", String, index=True),
    Column("packed", Text, nullable=False),
    Column("kind", String, nullable=False, index=True),
    Column("modality", String, nullable=False),
    Column("scope", String, nullable=False),
    Column("start", Date, index=True),
    Column("end", Date),
    Column("place", Text),
    Column("place_folded", Text),
    Column("admin1", Text),
    Column("admin1_folded", Text),
    Column("country", String, index=True),
    Column("lat", Float, index=True),
    Column("lon", Float),
    Column("precision", String),
    # the bounds of its largest figure of killed; `best` is the number that the words name
    Column("killed_low", Float),
    Column("killed_best", Float),
    Column("killed_high", Float),
)

mention_key = Table(
    "mention_key",
    METADATA,
    Column("key", String, primary_key=True),
    Column("claim", _refer("mention.claim"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

claim_actor = Table(
    "claim_actor",
    METADATA,
    Column("claim", _refer("mention.claim"), nullable=False, index=True),
    Column("role", String, nullable=False),
    Column("name", Text),
    Column("folded", Text),
    Column("class", String, nullable=False),
)

claim_source = Table(
    "claim_source",
    METADATA,
    Column("claim", _refer("mention.claim"), nullable=False, index=True),
    Column("name", Text),
    Column("folded", Text),
    Column("class", String, nullable=False),
    Column("stance", String, nullable=False),
)

# The sketch of an article's text and whom it credits (`reconcile.copies`); `told_by` is a JSON list.
signature = Table(
    "signature",
    METADATA,
    Column("article", _refer("article.id"), primary_key=True),
    Column("packed", LargeBinary, nullable=False),
    Column("publisher", Text),
    Column("told_by", Text, nullable=False),
)

# `publisher` is empty where none is known. It stands in the key so that the footer that a publisher
# prints under each page costs nothing: texts of one publisher are not compared.
band = Table(
    "band",
    METADATA,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("publisher", String, primary_key=True),
    Column("article", _refer("signature.article"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# Two articles, `left` < `right`, whose texts are copies; see `reconcile.copies.finding.Copy`.
copy = Table(
    "copy",
    METADATA,
    Column("left", _refer("signature.article"), primary_key=True),
    Column("right", _refer("signature.article"), primary_key=True, index=True),
    Column("likeness", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("why", Text, nullable=False),
    sqlite_with_rowid=False,
)

# What the machine says of two claims, `left` < `right`: the strongest links that hold an event together.
link = Table(
    "link",
    METADATA,
    Column("left", _refer("mention.claim"), primary_key=True),
    Column("right", _refer("mention.claim"), primary_key=True, index=True),
    Column("verdict", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),
    sqlite_with_rowid=False,
)

# `json` is that of `model.event_codec` under the default rule; the other columns are for filters.
# `recorded` is the `first` of its first recorded claim; `changed` is higher each time it is built.
event = Table(
    "event",
    METADATA,
    Column("id", String, primary_key=True),
    Column("recorded", Integer, nullable=False, index=True),
    Column("json", Text, nullable=False),
    Column("kind", String, nullable=False, index=True),
    Column("modality", String, nullable=False),
    Column("scope", String, nullable=False),
    Column("status", String, nullable=False),
    Column("contested", Boolean, nullable=False),
    Column("start", Date),
    Column("end", Date),
    Column("place", Text),
    Column("place_folded", Text),
    Column("admin1", Text),
    Column("admin1_folded", Text),
    Column("country", String, index=True),
    Column("lat", Float, index=True),
    Column("lon", Float),
    Column("precision", String),
    Column("killed_low", Float),
    Column("killed_best", Float),
    Column("killed_high", Float),
    Column("first_reported", Date, nullable=False),
    Column("last_reported", Date, nullable=False),
    Column("part_of", String, index=True),
    Column("changed", Integer, nullable=False, server_default="0", index=True),
    Index("event_nearby", "place_folded", "start", "end", "country", "first_reported", "part_of", "id"),
    Index("event_listed", "start", "end", "first_reported", "part_of", "id"),
)

# A claim is in one event.
event_claim = Table(
    "event_claim",
    METADATA,
    Column("claim", _refer("mention.claim"), primary_key=True),
    Column("event", _refer("event.id"), nullable=False, index=True),
    sqlite_with_rowid=False,
)

event_actor = Table(
    "event_actor",
    METADATA,
    Column("event", _refer("event.id"), nullable=False, index=True),
    Column("role", String, nullable=False),
    Column("name", Text),
    Column("folded", Text),
    Column("class", String, nullable=False),
)

# Who stands behind an event: the first tellers and publishers of its claims, and those who were quoted.
# `class` is null for a publisher.
event_source = Table(
    "event_source",
    METADATA,
    Column("event", _refer("event.id"), nullable=False, index=True),
    Column("name", Text),
    Column("folded", Text),
    Column("class", String),
)

# Where to look for an event whose id no event has any more; null where none of its claims is left.
redirect = Table(
    "redirect",
    METADATA,
    Column("old", String, primary_key=True),
    Column("new", String),
    Column("at", String, nullable=False),
)

# What people decided; `claims` and `others` are JSON lists. See `model.links.Decision`.
decision = Table(
    "decision",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("action", String, nullable=False),
    Column("claims", Text, nullable=False),
    Column("others", Text, nullable=False),
    Column("undoes", _refer("decision.number")),
    Column("by", String, nullable=False),
    Column("reason", Text),
    Column("at", String, nullable=False),
)

decision_claim = Table(
    "decision_claim",
    METADATA,
    Column("claim", String, primary_key=True),
    Column("decision", _refer("decision.number"), primary_key=True),
)
