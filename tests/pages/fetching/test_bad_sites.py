"""Sites that break, on purpose or not: each is told as what it is, and none is waited for for ever."""

import socket
import threading
import time

import pytest
from site_server import HTML, Reply

from khabar.errors import BudgetError, InputError, UnreachableError
from khabar.pages.fetching.client import open_fetcher
from khabar.settings import Settings

HASTY = Settings(
    allow_private=True, site_seconds=0.0, request_seconds=0.8, silence_seconds=0.4, page_bytes=50_000
)
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.fixture
def hasty():
    with open_fetcher(HASTY, "0", sleep=lambda _: None) as one:
        yield one


def write(*pieces, pause=0.0):
    """A reply that is written on the wire as it stands, until the other side has gone."""

    def answer(handler):
        try:
            for piece in pieces:
                handler.wfile.write(piece)
                handler.wfile.flush()
                time.sleep(pause)
        except OSError:
            return

    return answer


def forever(piece, pause=0.0):
    def answer(handler):
        try:
            handler.wfile.write(OK + b"Transfer-Encoding: chunked\r\n\r\n")
            while True:
                handler.wfile.write(piece)
                time.sleep(pause)
        except OSError:
            return

    return answer


BROKEN = {
    "no answer at all": (write(), "bad_answer"),
    "not HTTP": (write(b"SSH-2.0-OpenSSH_9.2\r\n"), "bad_answer"),
    "a broken status": (write(b"HTTP/1.1 abc\r\n\r\n"), "bad_answer"),
    "fewer bytes than announced": (write(OK + b"Content-Length: 100\r\n\r\nshort"), "bad_answer"),
    "a length that is no number": (write(OK + b"Content-Length: ten\r\n\r\nshort"), "bad_answer"),
    "a negative length": (write(OK + b"Content-Length: -1\r\n\r\nshort"), "bad_answer"),
    "two lengths": (write(OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx"), "bad_answer"),
    "more bytes than allowed, announced": (
        write(OK + b"Content-Length: 999999999\r\n\r\n"),
        "too_large",
    ),
    "a length of many digits": (write(OK + b"Content-Length: " + b"9" * 30 + b"\r\n\r\n"), "bad_answer"),
    "more bytes than allowed": (write(OK + b"\r\n" + b"x" * 60_000), "too_large"),
    "endless chunks": (forever(b"400\r\n" + b"x" * 1024 + b"\r\n"), "too_large"),
    "endless small chunks": (forever(b"1\r\nx\r\n", pause=0.01), "timed_out"),
    "a broken chunk": (write(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nx"), "bad_answer"),
    "chunks that stop": (write(OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab"), "bad_answer"),
    "an unknown transfer encoding": (
        write(OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
        "bad_answer",
    ),
    "silence": (write(b"", pause=0.9), "timed_out"),
    "silence in the middle": (write(OK, b"", pause=0.9), "timed_out"),
    "fields in drops": (write(*[b"HTTP/1.1 200 OK\r\nX: "], *[b"y"] * 200, pause=0.01), "timed_out"),
    "a body in drops": (write(OK + b"\r\n", *[b"y"] * 200, pause=0.01), "timed_out"),
    "endless fields": (write(OK, *[b"X-A: " + b"y" * 900 + b"\r\n"] * 400), "bad_answer"),
    "one endless field": (write(OK + b"X-A: " + b"y" * 300_000 + b"\r\n\r\n"), "bad_answer"),
    "endless announcements": (write(*[b"HTTP/1.1 103 Early\r\n\r\n"] * 200, pause=0.01), "timed_out"),
    "broken gzip": (write(OK + b"Content-Encoding: gzip\r\n\r\nno gzip"), "bad_answer"),
    "an unknown compression": (write(OK + b"Content-Encoding: sdch\r\n\r\nxx"), "bad_answer"),
    "a switch of protocols": (
        write(b"HTTP/1.1 101 Switch\r\nUpgrade: h2c\r\n\r\n", pause=0.9),
        "bad_answer",
    ),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_breaks_is_told_as_what_it_is_and_in_time(site, hasty, kind):
    site.pages["/a"], reason = BROKEN[kind]
    begun = time.monotonic()
    with pytest.raises(InputError) as caught:
        hasty.get(f"{site.address}/a")
    assert caught.value.reason == reason
    assert f"{site.address}/a" in caught.value.detail
    assert time.monotonic() - begun < 5.0


def test_a_circle_of_redirects_ends(site, hasty):
    site.pages |= {
        "/a": Reply(status=302, headers={"Location": "/b"}),
        "/b": Reply(status=302, headers={"Location": "/a"}),
    }
    with pytest.raises(UnreachableError, match="redirects"):
        hasty.get(f"{site.address}/a")
    assert site.paths() == ["/a", "/b"]


def test_a_redirect_that_never_comes_to_an_end_is_left(site, hasty):
    for at in range(30):
        site.pages[f"/{at}"] = Reply(status=307, headers={"Location": f"/{at + 1}"})
    with pytest.raises(UnreachableError, match="redirects"):
        hasty.get(f"{site.address}/0")
    assert len(site.paths()) < 12


def test_a_redirect_without_a_place_is_an_answer_without_a_page(site, hasty):
    site.pages["/a"] = Reply(b"moved", status=302)
    assert (hasty.get(f"{site.address}/a").status, hasty.get(f"{site.address}/a").page) == (302, None)


def test_nobody_at_the_port_is_unreachable(hasty):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(UnreachableError, match="unreachable"):
        hasty.get(f"http://127.0.0.1:{port}/")


def test_a_connection_that_breaks_once_is_tried_again(site, hasty):
    calls = []

    def answer(handler):
        calls.append(handler.path)
        if len(calls) > 1:
            handler.wfile.write(OK + b"Content-Length: 5\r\n\r\nRain.")

    site.pages["/a"] = answer
    assert hasty.get(f"{site.address}/a").page.content == b"Rain."


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ("text/html; charset=utf-8", "text/html"),
        ("TEXT/HTML", "text/html"),
        ("application/xhtml+xml", "text/html"),
        ("application/pdf", "application/pdf"),
        ("", "text/html"),
        ("nonsense", "text/html"),
        ("application/octet-stream", "text/html"),
        ("message/rfc822", "application/octet-stream"),
        ("application/vnd.khabar.pages+json", "application/octet-stream"),
        ("Application/vnd.khabar.article+json; x", "application/octet-stream"),
    ],
)
def test_the_type_of_a_page_is_the_stated_one_where_one_is_stated(site, hasty, stated, kept):
    site.pages["/a"] = Reply(b"<!doctype html><p>Rain.", headers={"Content-Type": stated})
    assert hasty.get(f"{site.address}/a").page.content_type.partition(";")[0] == kept


def test_the_end_of_an_address_makes_no_mail_of_a_page(site, hasty):
    site.pages["/a.eml"] = Reply(b"From: desk@agency.example\n\nRain.", headers={})
    assert hasty.get(f"{site.address}/a.eml").page.content_type == "text/plain"


def test_an_empty_page_is_an_answer_without_a_page(site, hasty):
    site.pages["/a"] = Reply(b"", headers={"Content-Type": HTML})
    assert hasty.get(f"{site.address}/a").page is None


def test_an_endless_robots_txt_is_left(site, hasty):
    site.pages["/robots.txt"] = forever(b"1000\r\n" + b"#" * 4096 + b"\r\n")
    with pytest.raises((BudgetError, UnreachableError)):
        hasty.get(f"{site.address}/a")


def test_hundreds_of_thousands_of_rules_are_read_in_time(site):
    rules = b"User-agent: *\n" + b"".join(b"Disallow: /%d*x*y*z\n" % at for at in range(20_000))
    site.pages["/robots.txt"] = Reply(rules, headers={"Content-Type": "text/plain"})
    with open_fetcher(Settings(allow_private=True, site_seconds=0.0), "0") as fetcher:
        begun = time.process_time()
        fetcher.get(f"{site.address}/{'x' * 1000}")
        assert time.process_time() - begun < 5.0


def test_many_threads_may_ask_at_once(site, fetcher):
    for at in range(20):
        site.pages[f"/{at}"] = Reply(b"page %d" % at)
    got = {}

    def ask(at):
        got[at] = fetcher.get(f"{site.address}/{at}").page.content

    threads = [threading.Thread(target=ask, args=(at,)) for at in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == {at: b"page %d" % at for at in range(20)}


def test_a_host_that_is_waited_for_in_vain_is_left_alone_after_some_times(site, hasty):
    for at in range(9):
        site.pages[f"/{at}"] = write(b"", pause=0.7)
    reasons = []
    for at in range(6):
        with pytest.raises(UnreachableError) as caught:
            hasty.get(f"{site.address}/{at}")
        reasons.append(caught.value.reason)
    assert reasons == ["timed_out"] * 3 + ["paused"] * 3


def test_all_hops_of_an_address_share_the_time_of_one(site):
    for at in range(8):
        slow = b"HTTP/1.1 302 x\r\nContent-Length: 0\r\nConnection: close\r\nLocation: /%d\r\n\r\n" % (
            at + 1
        )
        site.pages[f"/{at}"] = write(b"", slow, pause=0.3)
    with open_fetcher(HASTY, "0") as fetcher, pytest.raises(UnreachableError, match="timed_out"):
        fetcher.get(f"{site.address}/0")
    assert len(site.paths()) < 5


@pytest.mark.parametrize("etag", ["é", "x" * 5_000, "\x07"])
def test_a_mark_of_a_version_that_cannot_stand_in_a_request_is_not_taken(site, fetcher, etag):
    raw = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: " + etag.encode("latin-1") + b"\r\n\r\nRain."
    site.pages["/a"] = write(raw)
    try:
        assert fetcher.get(f"{site.address}/a").validators.etag is None
    except UnreachableError as error:
        assert error.reason == "bad_answer"  # noqa: PT017  # control characters are no HTTP


def test_a_redirect_in_utf_8_leads_where_it_says(site, fetcher):
    site.pages["/a"] = write("HTTP/1.1 302 x\r\nContent-Length: 0\r\nLocation: /Lérida\r\n\r\n".encode())
    site.pages["/L%C3%A9rida"] = Reply(b"Rain.")
    assert fetcher.get(f"{site.address}/a").page.content == b"Rain."


def test_a_redirect_to_an_endless_address_is_refused(site, fetcher):
    site.pages["/a"] = Reply(status=302, headers={"Location": "/" + "x" * 5_000})
    with pytest.raises(InputError, match="forbidden_address"):
        fetcher.get(f"{site.address}/a")
