"""Mentions: one small digest for each claim, all that linking needs to know of it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from khabar.model.reports import Report
from khabar.reconcile.digests.facts import Facts, decode_facts, encode_facts
from khabar.reconcile.digests.gathering import gather
from khabar.reconcile.digests.strands import find_strands
from khabar.reconcile.digests.wording import hash_text

_FORM = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A claim as linking sees it.

    An article tells of an event in several claims: these share `head`, the id of the first of them, and
    `facts`, what all of them together say.
    """

    claim: str
    article: str
    head: str
    facts: Facts

    def pack(self) -> str:
        """JSON text, the same for equal mentions."""
        parts = [_FORM, self.claim, self.article, self.head, encode_facts(self.facts)]
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def unpack(cls, packed: str) -> "Mention":
        """The mention that was packed; ValueError where the text is none of this form."""
        form, claim, article, head, facts = json.loads(packed)
        if form != _FORM:
            raise ValueError(f"expected a mention of form {_FORM}, got {form!r}")
        return cls(claim=claim, article=article, head=head, facts=decode_facts(facts))


def describe(report: Report, pages: Iterable[str] = ()) -> tuple[Mention, ...]:
    """The mentions of a report's claims, in their order.

    They depend on the report alone, and on `pages`, the addresses where it is one of several versions.
    """
    return tuple(_describe(report, frozenset(map(hash_text, pages))))


def _describe(report: Report, pages: frozenset[int]) -> Iterator[Mention]:
    strands = find_strands(report.claims, report.article)
    by_claim = {claim.id: strand for strand in strands for claim in strand.claims}
    facts = {strand.head: replace(gather(strand, report.article), pages=pages) for strand in strands}
    for claim in report.claims:
        head = by_claim[claim.id].head
        yield Mention(claim=claim.id, article=report.article.id, head=head, facts=facts[head])
