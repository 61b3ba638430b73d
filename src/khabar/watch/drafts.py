"""What the box is given of a lead: the page that came, or what its source gave of the report."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from khabar.model.documents import Hints, Page
from khabar.pages.addresses import is_same_site, tidy
from khabar.pages.feeds.syndication import write_page
from khabar.pages.fetching.answers import NO_VALIDATORS
from khabar.record.captures import Capture
from khabar.record.watching.leads import Lead
from khabar.watch.couriers import Brought, Failure
from khabar.watch.onward import Reading
from khabar.watch.plan import Plan


class Drafts:
    """Says under which address, and by which house, what came of a lead is read."""

    def __init__(self, plan: Plan, now: Callable[[], datetime]) -> None:
        self._now = now
        self._publishers = {source.name: source.publisher for source in plan.sources}
        self._addresses = {source.name: source.address for source in plan.sources}

    def of_page(self, lead: Lead, page: Page, brought: Brought) -> Reading:
        """The page that came when the lead was asked for."""
        capture = self.capture(lead, page)
        if brought.retrieval:
            capture = replace(capture, at=brought.retrieval.at, retrievals=(brought.retrieval,))
        return Reading(lead=lead, capture=capture, page=page, validators=brought.validators)

    def of_text(self, lead: Lead, before: Failure | None) -> Reading:
        """What the source gave of the report, which is read in place of the page.

        A feed is taken at its word only for pages of its own site: else it could tell of a page of
        another house, under its name, while that cannot be had. Connectors are chosen for their word.
        """
        page = write_page(lead.found.title, lead.found.text or "", lead.found.address)
        day = lead.found.published
        capture = self.capture(lead, page)
        is_own = is_same_site(lead.found.address, self._addresses.get(lead.source, ""))
        url = capture.hints.url if is_own or lead.found.is_whole else None
        hints = replace(capture.hints, url=url, published=day.date() if day else None)
        return Reading(
            lead=lead,
            capture=replace(capture, hints=hints),
            page=page,
            validators=NO_VALIDATORS,
            is_text=True,
            before=before,
        )

    def capture(self, lead: Lead, page: Page | None) -> Capture:
        """The capture of a lead, `page` None where there was none."""
        publisher = lead.found.publisher or self._publishers.get(lead.source)
        address = tidy(page.source) if page else lead.found.address
        hints = Hints(publisher=publisher, url=address)
        return Capture(source=address, place=None, page=page, hints=hints, at=self._now())
