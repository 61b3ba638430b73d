"""One round of a source: which addresses it is asked at, and what comes of them."""

from collections import deque
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from khabar.pages.fetching.answers import NO_VALIDATORS, Validators
from khabar.record.watching.leads import Found
from khabar.watch.couriers import Brought, Errand, Failure
from khabar.watch.listing import NOTHING, Listing, ToList
from khabar.watch.plan import Kind, Source

# Further addresses of one source (the parts of a sitemap) in one round.
_MOST_ONWARD = 20
# Where a site that does not say so lists its articles is looked for once a day.
_LISTS_HOLD = timedelta(days=1)
# Of what stands at the address of such a source, the changes are asked for even after a restart: it
# leads to no other list.
_PLAIN = frozenset({Kind.FEED, Kind.ADDRESSES, Kind.CONNECTOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceKey:
    """Marks an errand to a source."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What an address gave when it was last asked, without its articles."""

    validators: Validators
    listing: Listing


@dataclass(slots=True, kw_only=True)
class Memory:
    """What a watch remembers of a source as long as it runs: it saves requests, nothing rests on it.

    `lists` are the addresses at which articles of a site were found to be listed that names none, until
    they are looked for again; None where nobody has looked.
    """

    seen: dict[str, _Seen] = field(default_factory=dict)
    lists: tuple[str, ...] | None = None
    until: datetime | None = None


class Round:
    """A round under way; `failure` is what went wrong in it, `fresh` counts what is to be read now.

    `validators` are those of the source's own address.
    """

    def __init__(self, source: Source, memory: Memory, known: Validators, now: datetime) -> None:
        self.source = source
        self.validators = known
        self.failure: Failure | None = None
        self.fresh = 0
        self._memory = memory
        self._now = now
        self._waiting = deque([source.address])
        self._guesses: deque[str] = deque()
        self._linked: tuple[Found, ...] = ()
        self._asked: list[str] = []
        self._is_open = self._is_guess = self._is_sure = self._has_no_list = False
        self._brought = NO_VALIDATORS
        if memory.until is None or memory.until <= now:
            memory.lists = None

    @property
    def next_address(self) -> str | None:
        """The address to be asked next; None where the last answer is awaited, or nothing is left."""
        left = self._waiting or self._guesses
        return None if self._is_open or not left else left[0]

    @property
    def is_over(self) -> bool:
        """True where there is nothing more to ask."""
        return not (self._is_open or self._waiting or self._guesses)

    def build_errand(self, address: str) -> Errand:
        """What is asked at the next address."""
        is_first = not self._asked
        seen = self._memory.seen.get(address)
        known = seen.validators if seen else NO_VALIDATORS
        if is_first and not seen and self.source.kind in _PLAIN:
            known = self.validators
        return Errand(
            key=SourceKey(name=self.source.name),
            address=address,
            validators=known,
            wants_sitemaps=is_first and self.source.kind is Kind.SITE,
        )

    def note_sent(self) -> None:
        """Notes that the next address is being asked."""
        self._is_guess = not self._waiting
        self._asked.append((self._waiting or self._guesses).popleft())
        self._is_open = True

    def take(self, brought: Brought) -> ToList | Listing | Failure:
        """What is to be taken apart of an answer, or what it comes to where nothing is."""
        if brought.failure:
            return brought.failure
        if brought.page is None:
            seen = self._memory.seen.get(self._asked[-1])
            return replace(seen.listing, found=()) if seen else NOTHING
        self._brought = brought.validators
        if len(self._asked) == 1:
            self.validators = brought.validators
        return ToList(
            source=self.source.name,
            kind=self.source.kind,
            connector=self.source.connector,
            page=brought.page,
            is_first=len(self._asked) == 1,
            sitemaps=brought.sitemaps,
        )

    def close(self, came: Listing | Failure, *, is_new: bool) -> tuple[Found, ...]:
        """The articles in what an answer came to; `is_new` where it was taken apart."""
        self._is_open, address = False, self._asked[-1]
        if isinstance(came, Failure):
            self._note_failure(address, came)
        else:
            if is_new and (came.found or came.onward or came.linked):
                kept = replace(came, found=(), linked=())
                self._memory.seen[address] = _Seen(validators=self._brought, listing=kept)
            self._go_on(came)
        found = () if isinstance(came, Failure) else came.found
        return found + self._fall_back() if self.is_over else found

    def _note_failure(self, address: str, failure: Failure) -> None:
        self._memory.seen.pop(address, None)
        if self._is_guess:
            self._is_sure = self._is_sure and not failure.is_passing
            return
        self.failure = failure
        if address in (self._memory.lists or ()):
            self._memory.lists = None

    def _go_on(self, listing: Listing) -> None:
        """Notes where to ask next, and what is left where that gives nothing."""
        onward = [one for one in listing.onward if one not in self._asked]
        if self._is_guess:  # the first list will do
            self._remember((self._asked[-1],))
            self._guesses.clear()
            self._has_no_list = False
        if listing.guesses:
            self._has_no_list, self._linked = not self._memory.lists, listing.linked
            if self._memory.lists is None:
                self._guesses.extend(listing.guesses)
                self._is_sure = True
            onward += self._memory.lists or ()
        self._waiting.extend(onward[: max(_MOST_ONWARD - len(self._asked) - len(self._waiting), 0)])

    def _fall_back(self) -> tuple[Found, ...]:
        """What the front page of a site links to, where its articles are listed nowhere."""
        if not self._has_no_list:
            return ()
        if self._is_sure:
            self._remember(())
        if not self._linked and self.source.address not in self._memory.seen:
            detail = f"expected feeds, sitemaps or articles, {self.source.address} leads to none"
            self.failure = Failure(reason="no_feed", detail=detail, is_passing=False)
        return self._linked

    def _remember(self, lists: tuple[str, ...]) -> None:
        self._memory.lists, self._memory.until = lists, self._now + _LISTS_HOLD
