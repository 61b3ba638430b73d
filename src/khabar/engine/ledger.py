"""The books of what goes into a record: pages taken are those added, those known and those rejected."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from khabar.export.books import count, count_reasons, list_reasons
from khabar.model.claims import Rejected
from khabar.record.writer import Added


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The books of adding: `pages` is `added` plus `known` plus those rejected, by reason.

    `versions` counts those added that took the place of an older one; `claims` and `parts`, the parts of
    pages that were not read, are of those added.
    """

    pages: int = 0
    added: int = 0
    known: int = 0
    versions: int = 0
    claims: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    parts: Mapping[str, int] = field(default_factory=dict)

    def enter(self, added: Added) -> "Ledger":
        """These books with one more page."""
        books = replace(self, pages=self.pages + 1)
        if isinstance(added.outcome, Rejected):
            return replace(books, reasons=count_reasons(self.reasons, (added.outcome,)))
        if not added.is_new:
            return replace(books, known=self.known + 1)
        report = added.outcome
        return replace(
            books,
            added=self.added + 1,
            versions=self.versions + (added.replaces is not None),
            claims=self.claims + (len(report.claims) if report else 0),
            parts=count_reasons(self.parts, report.rejected if report else ()),
        )

    def sum_up(self) -> str:
        """The books in one line.

        >>> Ledger(pages=3, added=1, known=1, claims=4, reasons={"empty": 1}).sum_up()
        '3 pages: 1 added, 1 known already, 1 rejected (empty 1); 4 claims'
        """
        rejected = f"{sum(self.reasons.values()):,} rejected{list_reasons(self.reasons)}"
        versions = f" ({count(self.versions, 'new version')})" if self.versions else ""
        pages = f"{count(self.pages, 'page')}: {self.added:,} added{versions}"
        parts = f"; parts not read{list_reasons(self.parts)}" if self.parts else ""
        return f"{pages}, {self.known:,} known already, {rejected}; {count(self.claims, 'claim')}{parts}"
