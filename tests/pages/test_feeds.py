"""Feeds and sitemaps: each entry with its address, title, day and text, and nothing from elsewhere."""

import json
import time
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.errors import InputError
from khabar.pages.archives.kinds import Key, unpack
from khabar.pages.feeds.sitemaps import read_sitemap
from khabar.pages.feeds.syndication import MOST_ENTRIES, entries
from khabar.settings import Settings

HERE = "https://post.example/feeds/war.xml"
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Post</title>
<item><title>Bridge &amp; road &lt;b&gt;hit&lt;/b&gt;</title>
<link>/a?id=1&amp;utm_source=rss</link><guid>77</guid>
<pubDate>Tue, 27 Apr 1937 00:30:00 +0300</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>The <b>bridge</b> was hit twice.</p>]]></content:encoded></item>
<item><title>No more</title><guid isPermaLink="true">https://post.example/b</guid></item>
<item><title>Nowhere</title><link>javascript:alert(1)</link><pubDate>soon</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://coast.example/news/"><title>Coast</title>
<entry><title type="html">Port &lt;i&gt;shelled&lt;/i&gt;</title><link rel="self" href="self.xml"/>
<link rel="alternate" href="one.html"/><id>tag:1</id><updated>1937-06-01T10:00:00Z</updated>
<summary>From the sea.</summary></entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"id": 5, "url": "c", "title": "Camp", "content_text": "3 < 5 tents"},
            {
                "id": "6",
                "external_url": "https://d.example/d",
                "date_published": "1937-05-02T01:00:00+02:00",
            },
            "nonsense",
        ],
    }
)


def test_rss_is_read_with_the_day_of_its_own_zone():
    first, second, third = entries(RSS.encode(), HERE)
    assert (first.address, first.title, first.guid) == (
        "https://post.example/a?id=1",
        "Bridge & road hit",
        "https://post.example/feeds/77",
    )
    assert first.published == datetime.fromisoformat("1937-04-27T00:30:00+03:00")
    assert first.published.day == 27
    assert first.content == "<p>The <b>bridge</b> was hit twice.</p>"
    assert second.address == "https://post.example/b"
    assert (third.address, third.published) == (None, None)


def test_atom_is_read_with_its_own_base():
    (entry,) = entries(ATOM.encode(), HERE)
    assert (entry.address, entry.title) == ("https://coast.example/news/one.html", "Port shelled")
    assert (entry.content, entry.published.isoformat()) == ("From the sea.", "1937-06-01T10:00:00+00:00")


def test_json_feed_is_read_and_its_plain_text_stays_text():
    first, second = entries(JSON.encode(), HERE)
    assert (first.address, first.guid, first.content) == (
        "https://post.example/feeds/c",
        "5",
        "3 &lt; 5 tents",
    )
    assert (second.address, second.published.day) == ("https://d.example/d", 2)


def test_a_json_feed_with_a_number_that_never_ends_is_read():
    endless = JSON.replace('"id": 5', f'"id": {"9" * 5_000}')
    first, second = entries(endless.encode(), HERE)
    assert (first.guid, second.guid) == ("9" * 5_000, "6")


@pytest.mark.parametrize(
    ("charset", "declared"),
    [
        ("utf-8", "utf-8"),
        ("iso-8859-1", "iso-8859-1"),
        ("windows-1251", "windows-1251"),
        ("utf-16", "utf-16"),
    ],
)
def test_the_charset_of_a_feed_is_that_of_its_declaration(charset, declared):
    title = "Взрыв" if charset == "windows-1251" else "Lérida"
    feed = RSS.replace("utf-8", declared).replace("No more", title)
    assert entries(feed.encode(charset), HERE)[1].title == title


@pytest.mark.parametrize(
    "broken",
    [
        RSS.replace("&amp;", "&"),
        RSS[: RSS.index("<item><title>Nowhere")],
        RSS.replace("<?xml", "\n\n<?xml"),
        RSS.replace("</item>", "", 1),
        "\ufeff" + RSS,
    ],
)
def test_a_broken_feed_is_read_as_far_as_it_can_be(broken):
    assert entries(broken.encode(), HERE)[0].address == "https://post.example/a?id=1"


@pytest.mark.parametrize(
    "nothing",
    [
        b"",
        b"<html><body>Rain</body></html>",
        b'{"a": 1}',
        b"{",
        b"[" * 50_000,
        b"{" * 50_000,
        b"https://a.example/",
    ],
)
def test_what_is_no_feed_is_refused(nothing):
    with pytest.raises(InputError, match="no_feed"):
        entries(nothing, HERE)


ENTITIES = (
    '<!ENTITY x SYSTEM "file:///etc/passwd">',
    '<!ENTITY x SYSTEM "http://127.0.0.1/secret">',
    '<!ENTITY % p SYSTEM "file:///etc/passwd"> %p; <!ENTITY x "y">',
    '<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {name} "{f"&{inner};" * 9}">' for inner, name in zip("abcde", "bcdex", strict=True)
    ),
)


@pytest.mark.parametrize("entity", ENTITIES)
def test_entities_bring_nothing_in(entity):
    feed = (
        RSS.replace("<rss", f"<!DOCTYPE rss [{entity}]><rss", 1)
        .replace("Short.", "&x;")
        .replace("No more", "&x;")
    )
    try:
        found = entries(feed.encode(), HERE)
    except InputError:
        return
    assert all("root:" not in (entry.title or "") + entry.content for entry in found)
    assert sum(len((entry.title or "") + entry.content) for entry in found) < 2_000


@pytest.mark.parametrize("item", ["<item/>", "<item><title>x</title></item>"])
def test_of_a_feed_without_end_the_first_entries_are_read(item):
    feed = f'<rss version="2.0"><channel>{item * 50_000}</channel></rss>'
    begun = time.process_time()
    assert len(entries(feed.encode(), HERE)) <= MOST_ENTRIES
    assert time.process_time() - begun < 2.0


def test_one_entry_that_cannot_be_read_does_not_hide_the_others():
    feed = RSS.replace("No more", "No &#55555555555; more").encode()
    found = entries(feed, HERE)
    assert [entry.address for entry in found[:2]] == [
        "https://post.example/a?id=1",
        "https://post.example/b",
    ]
    assert found[0].published is None, "the zone of its stamp is not known"


@settings(max_examples=40)
@given(content=st.binary(max_size=200), cut=st.integers(0, len(RSS)))
def test_noise_in_a_feed_never_breaks_it(content, cut):
    try:
        entries(RSS[:cut].encode() + content + RSS[cut:].encode(), HERE)
    except InputError as error:
        assert error.reason == "no_feed"  # noqa: PT017  # both are right


NEWS = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://post.example/old</loc><lastmod>1937-07-01</lastmod></url>
<url><loc> /b?utm_medium=x </loc>
<news:news><news:publication><news:name>Post</news:name></news:publication>
<news:publication_date>1937-04-26T18:00:00+02:00</news:publication_date>
<news:title>Two  towns</news:title></news:news></url>
<url><loc>https://post.example/c</loc>
<image:image><image:loc>https://post.example/c.jpg</image:loc></image:image>
<news:news><news:publication_date>1937-04-27</news:publication_date></news:news></url>
<url><lastmod>1937-01-01</lastmod></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://post.example/1.xml</loc><lastmod>1937-01-01</lastmod></sitemap>
<sitemap><loc>https://post.example/2.xml</loc><lastmod>1937-02-01</lastmod></sitemap>
<sitemap><loc>/news-sitemap.xml</loc></sitemap><sitemap><loc>file:///etc/passwd</loc></sitemap></sitemapindex>"""


def test_a_news_sitemap_gives_its_news_first_and_the_newest_of_them():
    found = read_sitemap(NEWS.encode(), "https://post.example/sitemap.xml").entries
    assert [entry.address for entry in found] == [
        "https://post.example/c",
        "https://post.example/b",
        "https://post.example/old",
    ]
    assert (found[1].title, found[1].published.isoformat()) == ("Two towns", "1937-04-26T18:00:00+02:00")
    assert found[2].published is None, "when a page was changed is not when it was published"


def test_an_index_leads_to_news_first_and_then_to_what_changed_last():
    found = read_sitemap(INDEX.encode(), "https://post.example/sitemap.xml")
    assert found.children == (
        "https://post.example/news-sitemap.xml",
        "https://post.example/2.xml",
        "https://post.example/1.xml",
    )


@pytest.mark.parametrize("content", [b"", b"Rain", b"<html/>", RSS.encode(), ENTITIES[0].encode()])
def test_what_is_no_sitemap_is_refused(content):
    with pytest.raises(InputError, match="no_feed"):
        read_sitemap(content, HERE)


def test_a_sitemap_that_breaks_off_is_read_so_far():
    assert len(read_sitemap(NEWS[: NEWS.index("/c.jpg")].encode(), HERE).entries) == 2


def test_a_sitemap_with_entities_is_refused():
    with pytest.raises(InputError, match="no_feed"):
        read_sitemap(NEWS.replace("<urlset", f"<!DOCTYPE u [{ENTITIES[3]}]><urlset", 1).encode(), HERE)


def test_a_saved_feed_gives_its_own_text_and_nothing_else(tmp_path):
    long = "The road to the bridge was hit again. " * 6
    (tmp_path / "feed.xml").write_text(RSS.replace("Short.", f"<![CDATA[<p>{long}</p>]]>"))
    first, *others = unpack(str(tmp_path / "feed.xml"), Key(settings=Settings()))
    assert first.hints.url is None, "a link without a host leads nowhere in a file"
    assert first.hints.announced.isoformat() == "1937-04-27"
    assert long.strip().encode() in first.page.content
    assert {one.what for one in others} == {"entry without text"}
