"""The books of a run: what was taken is what passed and what was dropped, by reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from khabar.model.claims import Rejected
from khabar.model.documents import Article
from khabar.model.reports import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a page: `taken` equals `kept` plus `dropped`, or something was lost."""

    taken: int = 0
    kept: int = 0
    dropped: int = 0

    @classmethod
    def of(cls, article: Article) -> "Words":
        """The words of one article.

        Readers leave one gap between two words, which are counted in a fifth of the time. Where that
        does not add up, the words themselves are counted.
        """
        parts = [part.text for part in article.dropped]
        taken = article.words_in
        kept, dropped = _count_gaps(article.text), _count_gaps("\n".join(parts))
        if kept + dropped != taken:
            kept, dropped = len(article.text.split()), sum(len(part.split()) for part in parts)
        return cls(taken=taken, kept=kept, dropped=dropped)

    @property
    def lost(self) -> int:
        """How many words are in no account; 0 where the books balance."""
        return self.taken - self.kept - self.dropped

    def plus(self, other: "Words") -> "Words":
        """Both together."""
        return Words(
            taken=self.taken + other.taken,
            kept=self.kept + other.kept,
            dropped=self.dropped + other.dropped,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """What a run took, read and rejected; `parts` counts parts of pages that were not read."""

    pages: int = 0
    read: int = 0
    claims: int = 0
    words: Words = Words()
    reasons: Mapping[str, int] = field(default_factory=dict)
    parts: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> "Books":
        """The books of all `outcomes`."""
        books = cls()
        for outcome in outcomes:
            books = books.enter(outcome)
        return books

    def enter(self, outcome: Outcome) -> "Books":
        """These books with one more outcome."""
        if isinstance(outcome, Rejected):
            return replace(self, pages=self.pages + 1, reasons=count_reasons(self.reasons, (outcome,)))
        return replace(
            self,
            pages=self.pages + 1,
            read=self.read + 1,
            claims=self.claims + len(outcome.claims),
            words=self.words.plus(Words.of(outcome.article)),
            parts=count_reasons(self.parts, outcome.rejected),
        )

    def sum_up(self) -> str:
        """The books in one line.

        >>> Books(pages=2, read=1, claims=3, reasons={"empty": 1}).sum_up()
        '2 pages: 1 read, 1 rejected (empty 1); words in 0 = 0 kept + 0 dropped; 3 claims'
        """
        rejected = f"{sum(self.reasons.values()):,} rejected{list_reasons(self.reasons)}"
        pages = f"{count(self.pages, 'page')}: {self.read:,} read, {rejected}"
        words = self.words
        balance = f"words in {words.taken:,} = {words.kept:,} kept + {words.dropped:,} dropped"
        lost = f" + {words.lost:,} unaccounted for" if words.lost else ""
        parts = f"; parts not read{list_reasons(self.parts)}" if self.parts else ""
        return f"{pages}; {balance}{lost}; {count(self.claims, 'claim')}{parts}"


def _count_gaps(lines: str) -> int:
    return lines.count(" ") + lines.count("\n") + 1 if lines else 0


def count(number: int, noun: str) -> str:
    """A number with its noun.

    >>> count(1, "page"), count(1200, "page")
    ('1 page', '1,200 pages')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def count_reasons(tally: Mapping[str, int], rejected: Iterable[Rejected]) -> Mapping[str, int]:
    """The tally of reasons with those of `rejected`."""
    counted = dict(tally)
    for one in rejected:
        counted[one.reason] = counted.get(one.reason, 0) + 1
    return counted


def list_reasons(tally: Mapping[str, int]) -> str:
    """The reasons with their numbers, in brackets; empty where there are none."""
    if not tally:
        return ""
    return " (" + ", ".join(f"{reason} {number:,}" for reason, number in sorted(tally.items())) + ")"
