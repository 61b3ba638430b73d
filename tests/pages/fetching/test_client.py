"""Asking a site on this machine: what comes back, and what is asked."""

import gzip

import pytest
from site_server import HTML, Reply

from khabar.errors import InputError, UnreachableError, UsageError
from khabar.pages.fetching.answers import Validators, require_page
from khabar.pages.fetching.client import list_headers, open_fetcher
from khabar.settings import Settings

PAGE = b"<!doctype html><p>The bridge at Amposta was hit twice.</p>"


def test_a_page_comes_with_all_that_the_site_said_of_it(site, fetcher):
    site.pages["/a"] = Reply(PAGE, headers={"Content-Type": HTML, "ETag": '"7"', "X-From": "the desk"})
    answer = fetcher.get(f"{site.address}/a")
    retrieval = answer.retrieval
    assert (answer.status, answer.page.content, answer.page.content_type) == (200, PAGE, HTML)
    assert (retrieval.header("X-From"), retrieval.remote) == ("the desk", "127.0.0.1")
    assert (retrieval.protocol, retrieval.hops) == ("HTTP/1.1", ())
    assert answer.validators == Validators(etag='"7"', address=f"{site.address}/a")


@pytest.mark.parametrize("path", ["/b%2Fc?x=%20y&z=%2F", "/%e9", "/a;b=1,2/c?d[]=1", "/?"])
def test_an_address_is_asked_for_as_it_is_written(site, fetcher, path):
    fetcher.get(f"{site.address}{path}#part")
    assert site.paths() == [path]


def test_redirects_are_followed_and_told(site, fetcher):
    site.pages |= {
        "/old": Reply(status=301, headers={"Location": "mid"}),
        "/mid": Reply(status=302, headers={"Location": f"{site.address}/new#part"}),
        "/new": Reply(PAGE),
    }
    answer = fetcher.get(f"{site.address}/old")
    assert answer.address == f"{site.address}/new"
    assert answer.page.source == f"{site.address}/new"
    assert answer.retrieval.asked == f"{site.address}/old"
    assert [hop.status for hop in answer.retrieval.hops] == [301, 302]


def test_what_has_not_changed_is_not_sent_again(site, fetcher):
    site.pages["/a"] = Reply(status=304)
    known = Validators(etag='W/"7"', last_modified="Mon, 26 Apr 1937 16:30:00 GMT")
    answer = fetcher.get(f"{site.address}/a", validators=known)
    assert answer.not_modified
    assert answer.page is None
    fields = site.asked[-1][1]
    assert fields["if-none-match"] == 'W/"7"'
    assert fields["if-modified-since"] == "Mon, 26 Apr 1937 16:30:00 GMT"


def test_a_page_that_is_gone_is_an_answer_without_a_page(site, fetcher):
    answer = fetcher.get(f"{site.address}/gone")
    assert (answer.status, answer.page) == (404, None)
    with pytest.raises(UnreachableError, match=r"http_error: .*404"):
        require_page(answer)


def test_only_the_address_that_gave_a_tag_is_sent_it(site, fetcher):
    site.pages |= {
        "/latest": Reply(status=302, headers={"Location": "/1"}),
        "/1": Reply(PAGE, headers={"ETag": '"7"'}),
        "/2": Reply(PAGE, headers={"ETag": '"7"'}),
    }
    known = fetcher.get(f"{site.address}/latest").validators
    fetcher.get(f"{site.address}/latest", validators=known)
    assert [fields.get("if-none-match") for _, fields in site.asked[-2:]] == [None, '"7"']
    site.pages["/latest"] = Reply(status=302, headers={"Location": "/2"})
    fetcher.get(f"{site.address}/latest", validators=known)
    assert [fields.get("if-none-match") for _, fields in site.asked[-2:]] == [None, None]


def test_each_request_says_who_asks(site):
    settings = Settings(allow_private=True, site_seconds=0.0, contact="https://desk.example/robot")
    with open_fetcher(settings, "1.2") as fetcher:
        fetcher.get(f"{site.address}/a")
    assert {fields["user-agent"] for _, fields in site.asked} == {
        "khabar/1.2 (+https://desk.example/robot)"
    }
    assert not any("cookie" in fields for _, fields in site.asked)


@pytest.mark.parametrize("contact", ["a\r\nX-Forged: 1", "é", " "])
def test_a_contact_that_could_not_stand_in_a_request_is_refused(contact):
    with pytest.raises(UsageError):
        list_headers(Settings(contact=contact), "1")


def test_cookies_are_not_kept(site, fetcher):
    site.pages["/a"] = Reply(PAGE, headers={"Set-Cookie": "id=1"})
    fetcher.get(f"{site.address}/a")
    fetcher.get(f"{site.address}/a")
    assert "cookie" not in site.asked[-1][1]


def test_a_site_that_says_no_to_robots_is_not_asked(site, fetcher):
    site.pages["/robots.txt"] = Reply(b"User-agent: khabar\nDisallow: /desk\n")
    site.pages |= {"/desk/a": Reply(PAGE), "/b": Reply(PAGE)}
    with pytest.raises(InputError, match="robots: "):
        fetcher.get(f"{site.address}/desk/a")
    assert fetcher.get(f"{site.address}/b").page
    assert [path for path, _ in site.asked] == ["/robots.txt", "/b"]


def test_a_redirect_into_what_robots_may_not_ask_is_not_followed(site, fetcher):
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /desk\n")
    site.pages |= {"/a": Reply(status=302, headers={"Location": "/desk/a"}), "/desk/a": Reply(PAGE)}
    with pytest.raises(InputError, match="robots: "):
        fetcher.get(f"{site.address}/a")
    assert site.paths() == ["/a"]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_site_that_cannot_say_who_may_ask_is_not_asked(site, fetcher, status):
    site.pages |= {"/robots.txt": Reply(status=status), "/a": Reply(PAGE)}
    with pytest.raises(UnreachableError, match="http_error"):
        fetcher.get(f"{site.address}/a")
    assert site.paths() == []


def test_a_host_that_asks_for_a_pause_gets_it(site, fetcher):
    site.pages["/a"] = Reply(status=429, headers={"Retry-After": "120"})
    assert fetcher.get(f"{site.address}/a").retry_after == 120.0
    with pytest.raises(UnreachableError, match="paused"):
        fetcher.get(f"{site.address}/b")
    assert site.paths() == ["/a"]


def test_what_was_posted_arrives(site, fetcher):
    site.pages["/hook"] = Reply(b"ok")
    answer = fetcher.post(f"{site.address}/hook", b'{"a": 1}', "application/json")
    assert (answer.status, site.pages["posted"].body) == (200, b'{"a": 1}')
    assert site.asked[-1][1]["content-type"] == "application/json"


def test_a_compressed_page_is_opened(site, fetcher):
    headers = {"Content-Type": HTML, "Content-Encoding": "gzip"}
    site.pages["/a"] = Reply(gzip.compress(PAGE), headers=headers)
    assert fetcher.get(f"{site.address}/a").page.content == PAGE
    assert site.asked[-1][1]["accept-encoding"] == "gzip, deflate, br, zstd"
