"""What became of a lead: made here, written down by `khabar.watch.ledger`."""

from dataclasses import dataclass
from datetime import datetime

from khabar.model.reports import Outcome
from khabar.pages.fetching.answers import Validators
from khabar.record.captures import Capture
from khabar.record.watching.leads import Lead, State, Verdict
from khabar.watch.couriers import Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """What became of a lead: what was captured, if anything, and the verdict.

    With `verdict` None there is more to come of it. `aliases` are the addresses that it led to. Its site
    is to be left alone until `held`.
    """

    lead: Lead
    verdict: Verdict | None
    capture: Capture | None = None
    outcome: Outcome | None = None
    aliases: tuple[str, ...] = ()
    held: datetime | None = None


def judge_read(validators: Validators, at: datetime, why: Failure | None = None) -> Verdict:
    """The verdict on a lead that was read; `why` tells that it was not the page, and for what reason."""
    return Verdict(
        state=State.READ,
        due=at,
        reason=why.reason if why else None,
        detail=why.detail if why else None,
        etag=validators.etag,
        modified=validators.last_modified,
        answered=validators.address,
    )


def judge_failed(failure: Failure, at: datetime) -> Verdict:
    """The verdict on a lead that is given up."""
    return Verdict(state=State.FAILED, due=at, reason=failure.reason, detail=failure.detail)


def judge_later(lead: Lead, failure: Failure, until: datetime) -> Verdict:
    """The verdict on a lead that is tried again."""
    return Verdict(
        state=State.WAITING,
        due=until,
        reason=failure.reason,
        detail=failure.detail,
        etag=lead.etag,
        modified=lead.modified,
        answered=lead.answered,
    )
