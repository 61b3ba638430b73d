"""The claims of present readings: their digests for linking, and their facets for filters."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import Connection, select

from khabar.model.claims import Claim
from khabar.model.reports import Report
from khabar.reconcile.comparing.candidates import find_keys
from khabar.reconcile.digests.mentions import Mention, describe
from khabar.record import schema
from khabar.record.derived import facets
from khabar.record.derived.portions import forget_portions
from khabar.record.figures import claim_figure, list_figures
from khabar.record.rows import delete_in, insert, one_of, select_in

_MENTION, _CLAIM = schema.mention.c, schema.claim.c
_DIGESTS = select(_MENTION.claim, _MENTION.packed).where(one_of(_MENTION.article))
_SEQUENCES = select(_CLAIM.id, _CLAIM.seq, _CLAIM.reading).where(one_of(_CLAIM.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnover:
    """What the claims of some articles are now, compared with before.

    `digests` are those of all `claims`, in the same order. `new` are the claims whose digest linking
    does not know yet, `gone` those whose former digest no longer holds: they are among `new`, or do not
    stand any more. The others are as they were, as far as linking is concerned.
    """

    claims: tuple[Claim, ...]
    digests: tuple[Mention, ...]
    new: frozenset[str]
    gone: frozenset[str]

    @property
    def known(self) -> frozenset[str]:
        """The claims that the record has as they are."""
        return frozenset(claim.id for claim in self.claims) - self.new

    @property
    def to_link(self) -> tuple[Mention, ...]:
        """The digests of `new`."""
        return tuple(digest for digest in self.digests if digest.claim in self.new)


def turn_over(
    connection: Connection,
    reports: Mapping[str, Report | None],
    pages: Mapping[str, frozenset[str]] = MappingProxyType({}),
    new: Collection[str] = (),
) -> Turnover:
    """How the claims of articles change; nothing is written.

    `reports` holds the articles whose present reading or versions changed, None for those that stand no
    longer; `pages` the addresses where they are one of several versions; `new` are those that did not
    stand before.
    """
    old = set(reports).difference(new)
    before = {row.claim: row.packed for row in select_in(connection, _DIGESTS, old)}
    standing = tuple(report for report in reports.values() if report)
    digests = tuple(
        digest
        for report in standing
        for digest in describe(report, pages.get(report.article.id, frozenset()))
    )
    same = {digest.claim for digest in digests if before.get(digest.claim) == digest.pack()}
    return Turnover(
        claims=tuple(claim for report in standing for claim in report.claims),
        digests=digests,
        new=frozenset(digest.claim for digest in digests) - same,
        gone=frozenset(before) - same,
    )


def write_turnover(connection: Connection, turnover: Turnover, readings: Mapping[str, int]) -> None:
    """Brings digests, keys and facets up to `turnover`; `readings` are the present ones by article."""
    _clear(connection, turnover)
    insert(connection, schema.mention, _list_mentions(connection, turnover, readings))
    new = turnover.to_link
    keys = ({"key": key, "claim": digest.claim} for digest in new for key in find_keys(digest))
    insert(connection, schema.mention_key, keys)
    actors = (row for claim in turnover.claims for row in facets.list_claim_actors(claim))
    insert(connection, schema.claim_actor, actors)
    sources = (row for claim in turnover.claims for row in facets.list_claim_sources(claim))
    insert(connection, schema.claim_source, sources)
    figures = (row for claim in turnover.claims for row in list_figures(claim))
    insert(connection, claim_figure, figures)


def _clear(connection: Connection, turnover: Turnover) -> None:
    """Takes away what `turnover` replaces; links of claims whose digest is the same stay."""
    known = turnover.gone | turnover.known
    forget_portions(connection, known)
    for table in (schema.claim_actor, schema.claim_source, claim_figure, schema.mention):
        delete_in(connection, table.c.claim, known)
    for column in (schema.mention_key.c.claim, schema.link.c.left, schema.link.c.right):
        delete_in(connection, column, turnover.gone)


def _list_mentions(
    connection: Connection, turnover: Turnover, readings: Mapping[str, int]
) -> Iterator[dict[str, object]]:
    """The rows of `mention` for all claims of a turnover."""
    ids = {claim.id for claim in turnover.claims}
    wanted = set(readings.values())
    rows = select_in(connection, _SEQUENCES, ids)
    places: dict[str, int] = {}
    firsts: dict[str, int] = {}
    for row in rows:
        firsts[row.id] = min(row.seq, firsts.get(row.id, row.seq))
        if row.reading in wanted:
            places[row.id] = row.seq
    for claim, digest in zip(turnover.claims, turnover.digests, strict=True):
        yield {
            "claim": claim.id,
            "seq": places[claim.id],
            "first": firsts[claim.id],
            "packed": digest.pack(),
            **facets.describe_claim(claim),
        }
