"""What fuzzing calls with any bytes: each reads them, and checks what has to hold whatever comes out.

Only errors of `khabar.errors` may be raised, and those that say that a page is refused.
"""

import io
import ipaddress
from contextlib import suppress

from khabar.errors import InputError
from khabar.model.documents import Hints
from khabar.model.values import Span
from khabar.pages import addresses, read_page
from khabar.pages.archives.warc import read_records
from khabar.pages.encodings import open_stream
from khabar.pages.feeds import syndication as feeds
from khabar.pages.fetching import targets
from khabar.pages.finds import Found, make_page
from khabar.settings import Settings
from khabar.text.dates.expressions import find_times
from khabar.text.numbers.quantities import find_quantities

SETTINGS = Settings()
_BASE = "https://a.example/news/"


def _read_text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def read_html(data: bytes) -> None:
    """All words of a page are kept or dropped, and can be written."""
    with suppress(InputError):
        article = read_page(make_page("page", data, "text/html"), Hints(), SETTINGS)
        article.text.encode()
        assert "\x00" not in article.text
        assert article.words_in == len(article.text.split()) + sum(
            len(part.text.split()) for part in article.dropped
        )


def read_feed(data: bytes) -> None:
    """The links of a feed lead to the web."""
    with suppress(InputError):
        for entry in feeds.entries(data, _BASE):
            assert entry.address is None or addresses.is_web(entry.address)


def read_warc(data: bytes) -> None:
    """The pages of an archive have bytes, and addresses of the web or none."""
    with suppress(InputError):
        for find in read_records(open_stream(io.BytesIO(data), "a"), "a", SETTINGS):
            if isinstance(find, Found):
                assert find.page.content
                assert find.hints.url is None or addresses.is_web(find.hints.url)


def read_dates(data: bytes) -> None:
    """Times quote their words, and none ends before it begins."""
    text = _read_text(data)
    for time in find_times(text, Span(0, len(text))):
        assert text[time.span.start : time.span.end] == time.text


def read_numbers(data: bytes) -> None:
    """Counts quote their words, and no lower bound is above the upper one."""
    text = _read_text(data)
    for count in find_quantities(text, Span(0, len(text))):
        assert text[count.span.start : count.span.end] == count.text
        low, high = count.value.low, count.value.high
        assert low is None or high is None or low <= high


def read_address(data: bytes) -> None:
    """An address that is let through names no machine inside, by whatever form of its number."""
    address = _read_text(data)
    joined = addresses.join(_BASE, address)
    assert joined is None or addresses.is_web(joined)
    for one in (address, f"http://{address}/"):
        with suppress(InputError):
            host = targets.aim(one, SETTINGS).host
            with suppress(ValueError):
                assert ipaddress.ip_address(host.strip("[]")).is_global


TARGETS = {
    "feed": read_feed,
    "html": read_html,
    "warc": read_warc,
    "dates": read_dates,
    "numbers": read_numbers,
    "address": read_address,
}
