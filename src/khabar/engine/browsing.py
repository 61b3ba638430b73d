"""From an address to the pages that are meant by it: an article, or those that a list names.

A list is a feed, a sitemap, or the front page of a site, which names its feeds. For each article that
it names the page itself is asked for; where there is none to be had, what the list gives of its text is
read.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from khabar.engine.listing import Lister
from khabar.errors import InputError
from khabar.model.claims import Rejected
from khabar.model.documents import Hints, Page
from khabar.model.retrievals import Retrieval
from khabar.pages.addresses import (
    check_arrival,
    check_next_page,
    is_front,
    is_same_site,
    page_number,
)
from khabar.pages.archives.multipage import MOST_PAGES, check_room, join_pages
from khabar.pages.capture import spell_source
from khabar.pages.contents import Contents, Kind
from khabar.pages.feeds.fronts import list_usual
from khabar.pages.feeds.links import name_page
from khabar.pages.feeds.syndication import Entry, has_text, write_page
from khabar.pages.fetching.answers import NO_VALIDATORS, Fetcher, read_validators, require_page
from khabar.pages.fetching.bodies import unzip_page
from khabar.pages.fetching.robots import Shelf
from khabar.pages.finds import Found
from khabar.settings import Settings

# A front page may name many feeds, one for each section; a sitemap of sitemaps all years of a paper.
_MOST_LISTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the record has of an address: the page that it gave last, and what was said of that."""

    page: Page
    retrieval: Retrieval


Recall = Callable[[str], Known | None]
"""What is known of an address; None where nothing is."""


def forget(_address: str) -> None:
    """What is known where there is no record: nothing."""
    return


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the record knows from earlier runs: pages of addresses, and what sites ask of robots."""

    recall: Recall = forget
    shelf: Shelf | None = None


NO_MEMORY = Memory()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """An entry, and the list that names it."""

    entry: Entry
    place: str


def _tell_apart(named: _Named) -> str | Entry:
    """By what an entry is the same as another: its address, its id in its feed, else all of it."""
    entry = named.entry
    return entry.address or (f"{named.place}#{entry.guid}" if entry.guid else entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Got:
    """A page that came, what it names, and what was said of it."""

    page: Page
    contents: Contents
    retrieval: Retrieval


class Browser:
    """Opens addresses; what the record knows of one already is not sent again."""

    def __init__(
        self, fetcher: Fetcher, lister: Lister, settings: Settings, recall: Recall = forget
    ) -> None:
        self._fetcher = fetcher
        self._lister = lister
        self._settings = settings
        self._recall = recall

    def open(self, address: str) -> Iterator[Found | Rejected]:
        """The pages that are meant by an address, or why there are none."""
        try:
            got = self._get(address, is_front=is_front(address))
            if got.contents.kind is not Kind.PAGE:
                yield from self._open_entries(self._list_entries([got]))
            elif is_front(address):
                yield from self._open_site(got)
            else:
                check_arrival(address, got.page.source)
                yield from self._finish(got)
        except InputError as error:
            yield _reject(address, error)

    def _open_site(self, front: _Got) -> Iterator[Found | Rejected]:
        """The articles that a site lists, else those that its front page links to, else that itself."""
        feeds = front.contents.links.feeds[:_MOST_LISTS]
        lists: list[_Got] = []
        for address in feeds or self._guess_lists(front.page.source):
            got = self._try(address)
            if isinstance(got, Rejected):
                yield from (got,) if feeds else ()
            elif got.contents.kind is not Kind.PAGE:
                lists.append(got)
                if not feeds:
                    break
        entries = self._list_entries(lists) or _name_linked(front)
        if not entries:
            yield from self._finish(front)
        yield from self._open_entries(entries)

    def _guess_lists(self, address: str) -> Iterator[str]:
        """Where the articles of a site may be listed that names no feeds; the first list will do."""
        yield from self._fetcher.sitemaps(address)[:_MOST_LISTS]
        yield from list_usual(address)

    def _list_entries(self, lists: Sequence[_Got]) -> tuple[_Named, ...]:
        """What the lists name, each address once, as many as the settings allow, of all lists alike."""
        columns = [
            [_Named(entry=entry, place=one.page.source) for entry in self._follow_index(one)]
            for one in lists
        ]
        rows = (named for row in zip_longest(*columns) for named in row if named)
        kept: dict[str | Entry, _Named] = {}
        for named in rows:
            kept.setdefault(_tell_apart(named), named)
        return tuple(kept.values())[: self._settings.list_entries]

    def _follow_index(self, got: _Got) -> Iterator[Entry]:
        """The entries of a list, and of the lists that it leads to."""
        yield from got.contents.entries
        for child in got.contents.children[:_MOST_LISTS]:
            below = self._try(child)
            if isinstance(below, _Got):
                yield from below.contents.entries

    def _open_entries(self, entries: Iterable[_Named]) -> Iterator[Found | Rejected]:
        for named in entries:
            day = named.entry.published.date() if named.entry.published else None
            for one in self._open_entry(named.entry, named.place):
                yield _announce(one, day)

    def _open_entry(self, entry: Entry, place: str) -> tuple[Found | Rejected, ...]:
        """The page of an entry, else the text that its list gives, else why there is neither."""
        source = entry.address or f"{place}#{entry.name}"
        try:
            return self._open_page(entry, source)
        except InputError as error:
            return (_read_text(entry, place, source) if has_text(entry) else _reject(source, error),)

    def _open_page(self, entry: Entry, source: str) -> tuple[Found | Rejected, ...]:
        """The page that an entry links to. Raises InputError where that is no report."""
        if entry.address is None:
            raise InputError("no_address", f"expected the address of a page, {source} has none")
        got = self._get(entry.address, try_report=has_text(entry))
        if got.contents.kind is not Kind.PAGE:
            raise InputError("no_report", f"expected an article, got a list of them at {source}")
        if got.contents.has_report is False:
            raise InputError("no_report", f"expected a report, got none at {source}")
        check_arrival(entry.address, got.page.source)
        return self._finish(got)

    def _try(self, address: str) -> _Got | Rejected:
        try:
            return self._get(address)
        except InputError as error:
            return _reject(address, error)

    def _get(self, address: str, *, try_report: bool = False, is_front: bool = False) -> _Got:
        """The page at an address with what it names. Raises InputError."""
        known = self._recall(address)
        validators = read_validators(known.retrieval) if known else NO_VALIDATORS
        answer = self._fetcher.get(address, validators=validators)
        if known and answer.not_modified:
            page, retrieval = replace(known.page, source=known.retrieval.address), known.retrieval
        else:
            page, retrieval = require_page(answer), answer.retrieval
        plain = unzip_page(page, self._settings.page_bytes)
        contents = self._lister.list_contents(plain, try_report=try_report, is_front=is_front)
        if isinstance(contents, Rejected):
            raise InputError(contents.reason, contents.detail)
        return _Got(page=page, contents=contents, retrieval=retrieval)

    def _finish(self, got: _Got) -> tuple[Found | Rejected, ...]:
        """The article of a page with its further pages, and why it ends before its last one."""
        parts, missing = [got], None
        while len(parts) < MOST_PAGES and page_number(got.page.source) == 1:
            following = parts[-1].contents.links.following
            if following is None:
                break
            try:
                parts.append(self._get_next(parts, following))
            except InputError as error:
                missing = _reject(following, error)
                break
        page = join_pages([part.page for part in parts]) if len(parts) > 1 else got.page
        found = Found(
            page=page,
            hints=Hints(url=name_page(got.page, got.contents.links)),
            at=got.retrieval.at,
            retrievals=tuple(part.retrieval for part in parts),
        )
        return (found, missing) if missing else (found,)

    def _get_next(self, parts: Sequence[_Got], following: str) -> _Got:
        """The next page of an article. Raises InputError where there is none, or no room for it."""
        got = self._get(following)
        check_next_page(parts[-1].page.source, got.page.source)
        check_room([part.page for part in (*parts, got)])
        return got


def _read_text(entry: Entry, place: str, source: str) -> Found:
    """What a list gives of an article. Only of its own site it is taken at its word for the address.

    Else anybody could tell of a page of another house that cannot be had just now, under its name.
    """
    is_own = entry.address is not None and is_same_site(entry.address, place)
    name = source if is_own or entry.address is None else f"{place}#{source}"
    return Found(
        page=write_page(entry.title, entry.content, name),
        hints=Hints(url=entry.address if is_own else None),
    )


def _name_linked(front: _Got) -> tuple[_Named, ...]:
    """The articles that a front page links to."""
    return tuple(
        _Named(
            entry=Entry(address=address, title=None, published=None, content="", guid=None),
            place=front.page.source,
        )
        for address in front.contents.linked
    )


def _announce(one: Found | Rejected, day: date | None) -> Found | Rejected:
    """What came of an entry, with the day under which its list names it."""
    return one if isinstance(one, Rejected) else replace(one, hints=replace(one.hints, announced=day))


def _reject(source: str, error: InputError) -> Rejected:
    return Rejected(source=spell_source(source), reason=error.reason, detail=error.detail)
