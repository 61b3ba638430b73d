"""What reading one page gives: a report, or the reason why there is none."""

from dataclasses import dataclass
from typing import TypeAlias

from khabar.model.carried import Carried
from khabar.model.claims import Claim, Rejected
from khabar.model.documents import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Carried):
    """An article with its claims in the order of the text.

    `rejected` lists the parts of the page that were not read, each with its reason.
    """

    article: Article
    claims: tuple[Claim, ...]
    rejected: tuple[Rejected, ...] = ()


Outcome: TypeAlias = Report | Rejected
"""What comes of one input: it was read, or it was not, and why."""
