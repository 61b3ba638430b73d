"""From an address to the pages that are meant: articles, feeds, sitemaps and sites on this machine."""

from dataclasses import replace
from datetime import date

import pytest
from pages_for_papers import LONG, item, report, rss
from site_server import Reply

from khabar.engine.browsing import Browser, Known
from khabar.errors import InputError
from khabar.model.claims import Rejected
from khabar.pages.archives.multipage import split_pages
from khabar.pages.contents import list_contents
from khabar.pages.fetching.client import open_fetcher
from khabar.settings import Settings

WEB = Settings(allow_private=True, site_seconds=0.0, request_seconds=5.0, silence_seconds=2.0)


class InThisProcess:
    """What lists pages elsewhere in a process of its own."""

    def list_contents(self, page, **how):
        try:
            return list_contents(page, WEB, **how)
        except InputError as error:
            return Rejected(source=page.source, reason=error.reason, detail=error.detail)


def browse(address, settings=WEB, **how):
    with open_fetcher(settings, "0") as fetcher:
        found = list(Browser(fetcher, InThisProcess(), settings, **how).open(address))
    pages = [one for one in found if not isinstance(one, Rejected)]
    return pages, [(one.reason, one.source) for one in found if isinstance(one, Rejected)]


def list_paths(site, found):
    return [one.page.source.removeprefix(site.address) for one in found]


def test_an_article_comes_under_its_own_tidied_address(site):
    site.pages |= {
        "/old": Reply(status=301, headers={"Location": "/a?utm_source=x&id=1"}),
        "/a?utm_source=x&id=1": report(),
    }
    ((found,), refused) = browse(f"{site.address}/old")
    assert refused == []
    assert found.hints.url == f"{site.address}/a?id=1"
    assert [one.asked for one in found.retrievals] == [f"{site.address}/old"]
    assert found.retrievals[0].sha256 == found.page.sha256


def test_the_own_address_of_a_page_goes_before_the_one_that_was_asked(site):
    site.pages["/a?view=print"] = report(head='<link rel="canonical" href="/a">')
    ((found,), _) = browse(f"{site.address}/a?view=print")
    assert found.hints.url == f"{site.address}/a"


def test_a_site_cannot_give_its_page_the_address_of_another(site):
    site.pages["/a"] = report(head='<link rel="canonical" href="https://agency.example/a">')
    ((found,), _) = browse(f"{site.address}/a")
    assert found.hints.url == f"{site.address}/a"


def test_what_is_known_comes_from_the_record_where_nothing_has_changed(site):
    site.pages["/a"] = report()
    site.pages["/a"].headers["ETag"] = '"7"'
    ((first,), _) = browse(f"{site.address}/a")
    site.pages["/a"] = Reply(status=304)
    known = Known(page=replace(first.page, source="khabar.db"), retrieval=first.retrievals[0])
    ((again,), _) = browse(f"{site.address}/a", recall=lambda _: known)
    assert site.asked[-1][1]["if-none-match"] == '"7"'
    assert again == first


def test_each_article_of_a_feed_comes_and_what_fails_is_told(site):
    site.pages |= {"/1": report(1), "/2": report(2)}
    links = [
        item("/1"),
        item("/2?utm_medium=rss"),
        item("/gone"),
        item("/1"),
        item("ftp://x/"),
        item(None),
    ]
    site.pages["/feed"] = rss(*links)
    found, refused = browse(f"{site.address}/feed")
    assert list_paths(site, found) == ["/1", "/2"]
    assert [reason for reason, _ in refused] == ["http_error", "no_address", "no_address"]


def test_the_text_of_a_feed_is_read_where_its_page_cannot_be_had(site):
    site.pages["/feed"] = rss(item("/gone", LONG), item("/gone-too", "Short."), item(None, LONG))
    found, refused = browse(f"{site.address}/feed")
    assert list_paths(site, found) == ["/gone", "/feed#tag:7"]
    assert refused == [("http_error", f"{site.address}/gone-too")]
    assert found[0].hints.announced == date(1938, 5, 31)
    assert [one.retrievals for one in found] == [(), ()], "no site has said this page"


def test_entries_without_address_and_id_are_not_taken_for_one(site):
    texts = [
        f"<item><title>Item</title><description>{name} {LONG}</description></item>" for name in "ab"
    ]
    site.pages["/feed"] = rss(*texts, texts[0], "<item><title>c</title></item>", "<item/>")
    found, refused = browse(f"{site.address}/feed")
    assert list_paths(site, found) == ["/feed#Item", "/feed#Item"]
    assert [source.partition("#")[2] for _, source in refused] == ["c", "untitled"]


def test_the_text_of_a_feed_is_read_where_its_page_has_no_report(site):
    site.pages |= {
        "/feed": rss(item("/wall", LONG), item("/film", LONG), item("/whole", LONG)),
        "/wall": Reply(b"<html><body><p>Log in to read on.</p></body></html>"),
        "/film": Reply(b"%PDF-1.7", headers={"Content-Type": "application/pdf"}),
        "/whole": report(),
    }
    found, refused = browse(f"{site.address}/feed")
    assert refused == []
    assert [bool(one.retrievals) for one in found] == [False, False, True]
    assert [b"word word" in one.page.content for one in found] == [True, True, False]


def test_a_feed_is_not_taken_at_its_word_for_the_page_of_another_house(site):
    other = "http://localhost:9/raid"
    site.pages["/feed"] = rss(item(other, LONG), item(f"{site.address}/gone", LONG))
    (foreign, own), _ = browse(f"{site.address}/feed")
    assert (foreign.hints.url, foreign.page.source) == (None, f"{site.address}/feed#{other}")
    assert own.hints.url == f"{site.address}/gone"


def test_the_day_of_a_feed_is_told_beside_its_page(site):
    site.pages |= {"/1": report(1), "/feed": rss(item("/1"))}
    ((found,), _) = browse(f"{site.address}/feed")
    assert (found.hints.announced, found.hints.published) == (date(1938, 5, 31), None)


def test_a_feed_of_feeds_is_not_followed_for_ever(site):
    site.pages |= {"/feed": rss(item("/feed"), item("/other")), "/other": rss(item("/feed"))}
    found, refused = browse(f"{site.address}/feed")
    assert (found, [reason for reason, _ in refused]) == ([], ["no_report"] * 2)


def test_no_more_articles_are_asked_for_than_allowed(site):
    site.pages |= {f"/{at}": report(at + 2) for at in range(9)}
    site.pages["/feed"] = rss(*(item(f"/{at}") for at in range(9)))
    found, _ = browse(f"{site.address}/feed", replace(WEB, list_entries=3))
    assert list_paths(site, found) == ["/0", "/1", "/2"]


def test_a_site_is_read_by_the_feeds_that_its_front_page_names_in_turn(site):
    link = '<link rel="alternate" type="application/rss+xml" href="/{}">'
    heads = "".join(link.format(name) for name in ("war", "gone", "sea"))
    site.pages |= {
        "/": Reply(f"<html><head>{heads}</head></html>".encode()),
        "/war": rss(item("/1"), item("/2")),
        "/sea": rss(item("/3")),
        **{f"/{at}": report(at) for at in (1, 2, 3)},
    }
    found, refused = browse(site.address)
    assert list_paths(site, found) == ["/1", "/3", "/2"]
    assert refused == [("http_error", f"{site.address}/gone")]


@pytest.mark.parametrize("robots", [True, False])
def test_a_site_without_feeds_is_read_by_its_sitemaps(site, robots):
    name = "/map.xml" if robots else "/sitemap.xml"
    index = f"<sitemapindex><sitemap><loc>{site.address}/news.xml</loc></sitemap></sitemapindex>"
    site.pages |= {
        "/": Reply(b"<html><head></head><body>Front</body></html>"),
        "/feed": Reply(b"<html><body>Not found, with status 200</body></html>"),
        "/news.xml": Reply(f"<urlset><url><loc>{site.address}/1</loc></url></urlset>".encode()),
        name: Reply(index.encode()),
        "/1": report(1),
    }
    if robots:
        site.pages["/robots.txt"] = Reply(f"Sitemap: {site.address}{name}\n".encode())
    found, refused = browse(f"{site.address}/")
    assert (list_paths(site, found), refused) == (["/1"], [])


def test_a_compressed_sitemap_is_opened(site):
    import gzip

    sitemap = f"<urlset><url><loc>{site.address}/1</loc></url></urlset>"
    headers = {"Content-Type": "application/gzip"}
    site.pages |= {
        "/map.xml.gz": Reply(gzip.compress(sitemap.encode()), headers=headers),
        "/1": report(1),
    }
    found, refused = browse(f"{site.address}/map.xml.gz")
    assert (list_paths(site, found), refused) == (["/1"], [])


def test_a_site_that_lists_its_articles_nowhere_is_read_by_the_links_of_its_front_page(site):
    links = {"/2026/05/01/raid": "Raid", "/news/mill-burns-at-lerida": "The mill at Lerida burns down"}
    other = {"/about": "About us and our friends", "/sport": "Sport", "/tag/lerida-and-the-valley": LONG}
    anchors = "".join(f'<a href="{path}">{words}</a>' for path, words in (links | other).items())
    site.pages |= {"/": Reply(f"<html><body>{anchors}</body></html>".encode())}
    site.pages |= {path: report(number) for number, path in enumerate(links, 2)}
    found, refused = browse(site.address)
    assert (list_paths(site, found), refused) == (list(links), [])


def test_a_front_page_that_leads_nowhere_is_read_itself(site):
    site.pages["/"] = report(1)
    found, refused = browse(site.address)
    assert (list_paths(site, found), refused) == (["/"], [])


def test_a_site_whose_front_lies_elsewhere_is_still_a_site(site):
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    site.pages |= {
        "/": Reply(status=302, headers={"Location": "/en/"}),
        "/en/": Reply(f"<html><head>{link}</head></html>".encode()),
        "/feed": rss(item("/1")),
        "/1": report(1),
    }
    found, _ = browse(site.address)
    assert list_paths(site, found) == ["/1"]


def test_an_article_that_leads_to_the_front_of_its_site_is_gone(site):
    site.pages |= {
        "/": report(1),
        "/gone": Reply(status=302, headers={"Location": "/"}),
        "/feed": rss(item("/gone"), item("/gone?id=2", LONG)),
    }
    assert browse(f"{site.address}/gone") == ([], [("http_error", f"{site.address}/gone")])
    found, refused = browse(f"{site.address}/feed")
    assert (list_paths(site, found), refused) == (
        ["/gone?id=2"],
        [("http_error", f"{site.address}/gone")],
    )
    assert b"word word" in found[0].page.content


def test_an_article_in_pages_is_one_article(site):
    def cut(at):
        return report(at, head=f'<link rel="next" href="/a?page={at + 1}">')

    site.pages |= {"/a": cut(1), "/a?page=2": cut(2), "/a?page=3": report(3)}
    ((found,), _) = browse(f"{site.address}/a")
    parts = split_pages(found.page)
    assert list_paths(site, (replace(found, page=part) for part in parts)) == [
        "/a",
        "/a?page=2",
        "/a?page=3",
    ]
    assert [one.sha256 for one in found.retrievals] == [part.sha256 for part in parts]
    assert found.hints.url == f"{site.address}/a"


def test_an_article_whose_pages_never_end_is_read_so_far(site):
    for at in range(1, 30):
        head = f'<link rel="next" href="/a?page={at + 1}">'
        site.pages["/a" if at == 1 else f"/a?page={at}"] = report(at, head=head)
    ((found,), _) = browse(f"{site.address}/a")
    assert len(split_pages(found.page)) == 10


@pytest.mark.parametrize(
    "second",
    [
        Reply(status=404),
        Reply(status=302, headers={"Location": "/a"}),
        Reply(status=302, headers={"Location": "/b"}),
    ],
    ids=["gone", "led back", "led to another"],
)
def test_an_article_whose_second_page_is_missing_is_read_so_far_and_that_is_told(site, second):
    head = '<link rel="next" href="/a?page=2">'
    site.pages |= {"/a": report(1, head=head), "/a?page=2": second, "/b": report(2)}
    ((found,), refused) = browse(f"{site.address}/a")
    assert found.page.content == site.pages["/a"].body
    assert refused == [("http_error", f"{site.address}/a?page=2")]
    site.pages["/feed"] = rss(item("/a", LONG))
    ((found,), refused) = browse(f"{site.address}/feed")
    assert (found.page.content, len(refused)) == (site.pages["/a"].body, 1)
    assert found.hints.announced == date(1938, 5, 31)


def test_a_later_page_that_was_asked_for_is_read_alone(site):
    site.pages["/a?page=2"] = report(2, head='<link rel="next" href="/a?page=3">')
    ((found,), _) = browse(f"{site.address}/a?page=2")
    assert found.page.content == site.pages["/a?page=2"].body


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://127.0.0.1:9/", "unreachable"),
        ("http://[::1", "forbidden_address"),
        ("http://169.254.169.254/", "forbidden_address"),
        ("http://" + "a" * 9_000, "forbidden_address"),
        ("http://a.example/\\udcff", "forbidden_address"),
    ],
)
def test_what_cannot_be_asked_is_told(address, reason):
    assert browse(address) == ([], [(reason, address)])
