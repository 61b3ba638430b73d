"""An article in pages is one article: one text, one title, and no word lost."""

import pytest

from khabar.errors import BudgetError, InputError
from khabar.model.documents import Hints, Page
from khabar.pages import NO_OUTLETS, read_page
from khabar.pages.archives.multipage import MULTIPAGE, check_room, join_pages, split_pages
from khabar.pages.capture import build_page
from khabar.settings import Settings

HEAD = (
    "<html><head><title>Bridge hit</title><meta name='author' content='A. Moss'></head><body><article>"
)
FIRST = f"""{HEAD}<h1>Bridge hit</h1><p>The bridge at Amposta was hit twice on Monday morning, and four
 carters were killed on the road beside it.</p></article>
<footer>All rights reserved</footer></body></html>"""
SECOND = f"""{HEAD}<h1>Bridge hit</h1><p>On the next day the road was open again for carts, and the mayor
 asked for boats to be brought down the river.</p></article></body></html>"""
EMPTY = "<html><body><nav>Home News</nav></body></html>"


def build(*contents):
    return [
        build_page(f"https://post.example/a?page={at}", one.encode()) for at, one in enumerate(contents)
    ]


def read(page):
    return read_page(page, Hints(), Settings())


def test_the_text_of_all_pages_is_one_text():
    article = read(join_pages(build(FIRST, SECOND)))
    assert article.title == "Bridge hit"
    assert article.author == "A. Moss"
    assert article.text.index("hit twice") < article.text.index("next day")
    assert article.text.count("\n") == 1


def test_no_word_of_any_page_is_lost():
    singles = [read(page) for page in build(FIRST, SECOND)]
    article = read(join_pages(build(FIRST, SECOND)))
    assert article.words_in == sum(single.words_in for single in singles)
    kept = len(article.text.split()) + sum(len(one.text.split()) for one in article.dropped)
    assert kept == article.words_in
    assert all(one.at <= len(article.text) for one in article.dropped)


def test_a_page_without_a_report_in_the_middle_adds_dropped_words_only():
    whole, with_empty = (
        read(join_pages(build(*pages))) for pages in ((FIRST, SECOND), (FIRST, EMPTY, SECOND))
    )
    assert with_empty.text == whole.text
    assert with_empty.words_in == whole.words_in + 2


def test_the_bytes_of_each_page_come_back_as_they_were():
    pages = build(FIRST, SECOND)
    assert split_pages(join_pages(pages)) == tuple(pages)
    assert split_pages(pages[0]) == (pages[0],)


@pytest.mark.parametrize(
    "content",
    [
        b"[]",
        b"{}",
        b"7",
        b"[7]",
        b"[{}]",
        b"x",
        b"[" * 10_000,
        b'[{"address":"a","type":"t","content":"?"}]',
    ],
)
def test_what_are_no_pages_is_refused(content):
    page = Page(source="a", content=content, content_type=MULTIPAGE, sha256="")
    with pytest.raises(InputError):
        read_page(page, Hints(), Settings(), NO_OUTLETS)


def test_an_article_has_room_for_two_of_the_largest_pages():
    pages = [build_page(f"https://post.example/a?page={at}", b"x" * 8_000_000) for at in (1, 2)]
    check_room(pages)
    with pytest.raises(BudgetError, match="16,000,000 bytes in all pages"):
        check_room([*pages, *build(SECOND)])
