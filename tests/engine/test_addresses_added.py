"""Addresses into a record, through processes that may break."""

import os
from pathlib import Path

import papers
import pytest
from books import RAID, page
from pages_for_papers import item, report, rss
from site_server import Reply
from sqlalchemy import select

from khabar.engine.adding import AddOrder, add_all
from khabar.engine.jobs import Job
from khabar.model.documents import Hints
from khabar.record import schema
from khabar.record.captured import list_captured
from khabar.record.store import Record
from khabar.settings import Settings

WEB = Settings(allow_private=True, site_seconds=0.0, request_seconds=5.0, silence_seconds=2.0)


@pytest.fixture(autouse=True)
def _importable(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(papers.__file__).parent), prepend=os.pathsep)


@pytest.fixture
def where(tmp_path):
    return str(tmp_path / "khabar.db")


def add(where, *arguments, hints=None, settings=WEB):
    job = Job(hints=hints or Hints(), settings=settings, stages=papers.stages)
    order = AddOrder(arguments=arguments, job=job, record=where, reader="1", as_json=False, debug=False)
    return add_all(order).books


def list_captures(where):
    with Record.open(where, create=False) as record, record.reading() as connection:
        return connection.execute(select(schema.capture).order_by(schema.capture.c.number)).all()


def test_addresses_go_in_with_what_their_sites_said_and_others_go_on(site, where, tmp_path, capsys):
    site.pages |= {
        "/old": Reply(status=301, headers={"Location": "/a?utm_source=x"}),
        "/a?utm_source=x": report(),
        "/feed": rss(item("/1"), item("/gone")),
        "/1": report(13),
    }
    (tmp_path / "b.txt").write_text(page(RAID, publisher="Coast Post"))
    silent = "http://127.0.0.1:9/"
    books = add(where, silent, f"{site.address}/old", f"{site.address}/feed", str(tmp_path / "b.txt"))
    assert (books.added, books.reasons) == (3, {"unreachable": 1, "http_error": 1})
    assert f"not read: {site.address}/gone: http_error" in capsys.readouterr().err
    with Record.open(where, create=False) as record:
        article, from_feed, file = list_captured(record)
    assert article.page.source == f"{site.address}/a?utm_source=x"
    assert (article.url, from_feed.url) == (f"{site.address}/a", f"{site.address}/1")
    assert (article.retrievals[0].asked, file.retrievals) == (f"{site.address}/old", ())
    assert article.retrievals[0].sha256 == article.page.sha256
    assert '"announced": "1938-05-31"' in list_captures(where)[2].hints


def test_an_address_again_is_not_sent_again_and_a_changed_page_is_a_new_version(site, where, capsys):
    site.pages["/a"] = report(publisher="Post")
    site.pages["/a"].headers["ETag"] = '"7"'
    add(where, f"{site.address}/a")
    site.pages["/a"] = Reply(status=304)
    books = add(where, f"{site.address}/a")
    assert site.asked[-1][1]["if-none-match"] == '"7"'
    assert (books.added, books.known, len(list_captures(where))) == (0, 1, 1)
    site.pages["/a"] = report(17, publisher="Post")
    assert add(where, f"{site.address}/a").versions == 1
    assert "killed 12 -> 17" in capsys.readouterr().out


@pytest.mark.parametrize("rules", [Reply(b"User-agent: *\nDisallow: /desk\n"), Reply(status=404)])
def test_a_site_is_asked_once_what_it_asks_of_robots_by_all_runs(site, where, rules):
    site.pages |= {"/robots.txt": rules, "/a": report(), "/desk/b": report(13)}
    for _ in range(2):
        add(where, f"{site.address}/a")
    books = add(where, f"{site.address}/desk/b")
    assert books.reasons == ({"robots": 1} if rules.status == 200 else {})
    assert [path for path, _ in site.asked].count("/robots.txt") == 1


def test_nothing_inside_is_asked_unless_the_user_says_so(site, where):
    site.pages["/a"] = report()
    assert add(where, f"{site.address}/a", settings=Settings()).reasons == {"forbidden_address": 1}
    assert site.asked == []


def test_a_page_that_breaks_what_lists_links_breaks_nothing_else(site, where):
    site.pages["/bomb"] = Reply(b"<rss><channel>" + b"<item>" * 200_000, headers={})
    site.pages["/deep"] = Reply(b"<div>" * 200_000)
    site.pages["/a"] = report()
    books = add(where, *(f"{site.address}/{name}" for name in ("bomb", "deep", "a")))
    assert books.added == 1
    assert sum(books.reasons.values()) >= 1
