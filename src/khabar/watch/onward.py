"""Articles that their site cuts into pages: each page is asked for before the article is read."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from khabar.model.documents import Page
from khabar.pages.addresses import check_next_page, tidy
from khabar.pages.archives.multipage import check_room, join_pages, split_pages
from khabar.pages.fetching.answers import NO_VALIDATORS, Validators
from khabar.record.captures import Capture
from khabar.record.watching.leads import Lead
from khabar.watch.couriers import Brought, Errand, Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadKey:
    """Marks an errand for a lead."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A page of a lead for the box; `is_text` where it is what the source itself gave.

    `before` is why the page of the lead is not read, `missing` why it is read without further pages.
    """

    lead: Lead
    capture: Capture
    page: Page
    validators: Validators
    is_text: bool = False
    before: Failure | None = None
    missing: Failure | None = None

    @property
    def may_go_on(self) -> bool:
        """True where the page is to be asked for the next one of its article."""
        return not self.is_text and self.missing is None

    def list_aliases(self) -> tuple[str, ...]:
        """The addresses that the lead led to, without its own."""
        came = (tidy(page.source) for page in split_pages(self.page))
        return tuple(address for address in came if address != self.lead.found.address)


class Onward:
    """Articles whose next page is to be asked for, or is on its way."""

    def __init__(self) -> None:
        self._begun: dict[int, Reading] = {}
        self._next: dict[int, str] = {}

    def keep(self, one: Reading, following: str) -> None:
        """Keeps what there is of an article until its next page has come."""
        self._begun[one.lead.number] = one
        self._next[one.lead.number] = following

    def list_errands(self, busy: Collection[str], free: int) -> Iterator[Errand]:
        """What is to be asked now, on sites that are not busy: at most `free`."""
        taken = set(busy)
        for number, address in tuple(self._next.items()):
            errand = Errand(key=LeadKey(number=number), address=address)
            if free > 0 and errand.host not in taken:
                taken.add(errand.host)
                free -= 1
                del self._next[number]
                yield errand

    def release(self, number: int) -> Reading | None:
        """What there is of an article whose next page has come; None where none was asked for."""
        return self._begun.pop(number, None)


def add_page(one: Reading, page: Page, brought: Brought) -> Reading:
    """The article with one page more; it is asked for whole when it has changed.

    Raises InputError where that is not its next page, or there is no room for it.
    """
    pages = (*split_pages(one.page), page)
    check_next_page(pages[-2].source, page.source)
    check_room(pages)
    joined = join_pages(pages)
    retrievals = (*one.capture.retrievals, *((brought.retrieval,) if brought.retrieval else ()))
    capture = replace(one.capture, page=joined, retrievals=retrievals)
    return replace(one, page=joined, capture=capture, validators=NO_VALIDATORS)
