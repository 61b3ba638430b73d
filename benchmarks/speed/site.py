"""What stands around a report on the page of an invented news site."""

import html
import json
import random
from datetime import date

from benchmarks.speed.prose import write_sentence

ORDINARY = ("sport", "weather", "business", "culture", "council")
"""The topics of pages that no reader of conflict news wants."""
_HOUSE = "The Nowhere Herald"
_SECTIONS = (*ORDINARY, "world", "travel", "letters", "science", "food", "crossword", "archive")
_TEASERS, _COMMENTS, _MENU_DEPTH = 24, 12, 6


def write_page(title: str, day: date, paragraphs: tuple[str, ...], dice: random.Random) -> str:
    """The page from its first tag to its footer, without scripts and the last closing tags."""
    report = "\n".join(f'<p class="story-body__text">{html.escape(text)}</p>' for text in paragraphs)
    byline = f'<p class="byline">By {write_sentence("names", dice)}</p>'
    return "\n".join(
        [
            _write_head(title, day),
            f'<body class="page page--story"><header>{_write_menu(dice)}</header>',
            f'<div class="layout"><main><article><h1>{html.escape(title)}</h1>{byline}',
            f'<time datetime="{day}">{day:%d %B %Y}</time>\n{report}\n{_SHARE_BAR}</article></main>',
            f'<aside class="sidebar">{_write_teasers(dice)}</aside></div>',
            _write_comments(dice),
            f"<footer><p>Copyright © 2021 {_HOUSE}. All rights reserved.</p></footer>",
        ]
    )


def write_script(length: int, dice: random.Random) -> str:
    """A script element of about so many characters: what most of a news page is made of."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    calls = []
    while length > 0:
        name = "".join(dice.choices(letters, k=8))
        calls.append(f'window.{name}=function(a,b){{if(a<b){{return"{name[::-1]}"+a}}return b&&a}};')
        length -= len(calls[-1])
    return f"<script>{''.join(calls)}</script>"


_SHARE_BAR = (
    '<ul class="share"><li><a href="#">Share on one network</a></li>'
    '<li><a href="#">Share on another</a></li><li><a href="#">Print</a></li>'
    '<li><a href="#">Send by mail</a></li></ul>'
)


def _write_head(title: str, day: date) -> str:
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": f"{day}T08:15:00+00:00",
        "publisher": {"@type": "Organization", "name": _HOUSE},
    }
    rules = "".join(
        f".story__part-{at}{{margin:{at}px auto;padding:0 {at}px;color:#222}}" for at in range(120)
    )
    headline = html.escape(title)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{headline} | {_HOUSE}</title>"
        f'<meta property="og:title" content="{headline}"><meta property="og:type" content="article">'
        f'<script type="application/ld+json">{json.dumps(facts)}</script><style>{rules}</style></head>'
    )


def _write_menu(dice: random.Random) -> str:
    """A menu of sections, each with links to some of its reports."""
    sections = "".join(
        f'<li class="menu__item"><a href="/{section}">{section.title()}</a>'
        f"<ul>{_write_links(dice)}</ul></li>"
        for section in _SECTIONS
    )
    return f'<nav class="menu"><ul>{sections}</ul></nav>'


def _write_links(dice: random.Random) -> str:
    return "".join(
        f'<li><a href="/{dice.randrange(10**6)}">{html.escape(_cut(_write_headline(dice), 4))}</a></li>'
        for _ in range(_MENU_DEPTH)
    )


def _write_teasers(dice: random.Random) -> str:
    """Headlines of other reports; one of eight tells of an attack, on every page."""
    teasers = "".join(
        f'<li class="teaser"><a href="/{dice.randrange(10**6)}"><img src="/{at}.jpg" alt="">'
        f"<h3>{html.escape(_cut(_write_headline(dice), 11))}</h3></a>"
        f"<span>{dice.randint(1, 23)} hours ago</span></li>"
        for at in range(_TEASERS)
    )
    return f'<section class="related"><h2>More stories</h2><ul>{teasers}</ul></section>'


def _write_headline(dice: random.Random) -> str:
    return write_sentence(dice.choice((*ORDINARY, "business", "sport", "conflict")), dice)


def _cut(sentence: str, words: int) -> str:
    return " ".join(sentence.split()[:words])


def _write_comments(dice: random.Random) -> str:
    comments = "".join(
        f'<li class="comment"><b>reader{dice.randrange(10**4)}</b>'
        f'<p>{html.escape(write_sentence("council", dice))}</p><a href="#reply">Reply</a></li>'
        for _ in range(_COMMENTS)
    )
    form = '<form action="/comment"><label>Your comment</label><textarea name="text"></textarea></form>'
    return (
        f'<section class="comments" id="comments"><h2>Comments</h2><ol>{comments}</ol>{form}</section>'
    )
