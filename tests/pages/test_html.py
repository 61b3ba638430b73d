from datetime import date
from pathlib import Path

import pytest
from page_readings import HOUSES, dropped_as, read_markup

from khabar.errors import InputError
from khabar.model.documents import Hints
from khabar.pages import NO_OUTLETS, read_page
from khabar.pages.capture import capture
from khabar.settings import Settings

HERE = Path(__file__).parent
TIDEWATER = (HERE / "tidewater.html").read_text("utf-8")
FIRST = "Shells fell on the ferry quay of Port Selm before dawn, the harbour master said on Wednesday."
SECOND = "Twelve people were killed, among them two nurses who had come to work early that morning."
LD = '<script type="application/ld+json">{}</script>'
PARAGRAPHS = f"<p>{FIRST}</p><p>{SECOND}</p>"


def test_a_semantic_page_gives_its_whole_head() -> None:
    article = read_markup(TIDEWATER, outlets=HOUSES)
    assert article.title == "Ferry quay shelled at dawn, twelve killed"
    assert article.publisher == "Tidewater Herald"
    assert article.author == "Mara Lind"
    assert article.published == date(1994, 3, 9)
    assert article.language == "en"
    assert article.url == "https://www.tidewater-herald.example/1994/03/09/ferry-quay-shelled/"
    assert article.agencies == ("Reuters",)


def test_a_number_that_never_ends_costs_a_page_nothing_of_its_metadata() -> None:
    data = '{"@type": "NewsArticle", "headline": "Quay shelled", "wordCount": ' + "9" * 5_000 + "}"
    article = read_markup(f"<head>{LD.format(data)}</head><body>{PARAGRAPHS}</body>")
    assert article.title == "Quay shelled"


def test_a_semantic_page_keeps_every_sentence_of_the_report_and_no_other() -> None:
    lines = read_markup(TIDEWATER).text.split("\n")
    assert lines[0].startswith("PORT SELM (Reuters) - Twelve people")
    assert (
        lines[1] == "Among them were two nurses and a ferryman, the town’s hospital said in a statement."
    )
    assert lines[2] == "Hills above the town"
    assert lines[-2:] == ["“We had no warning,” he said.", "The army denied it."]
    assert len(lines) == 6


@pytest.mark.parametrize(
    ("reason", "start"),
    [
        ("cookie_notice", "We use cookies"),
        ("navigation", "Home"),
        ("title", "Ferry quay shelled"),
        ("byline", "By Mara Lind"),
        ("publication_date", "9 March 1994"),
        ("share_buttons", "Facebook"),
        ("caption", "The quay on Wednesday"),
        ("advertisement", "Advertisement"),
        ("related", "Read also"),
        ("credit", "(Reporting by"),
        ("subscription", "The Herald by post"),
        ("comments", "2 comments"),
        ("copyright", "© 1994-2020"),
    ],
)
def test_what_is_dropped_has_its_reason(reason: str, start: str) -> None:
    assert dropped_as(read_markup(TIDEWATER), reason)[0].startswith(start)


def test_related_headlines_keep_their_own_days() -> None:
    related = {headline.title: headline.published for headline in read_markup(TIDEWATER).related}
    assert related["Forty killed in mine disaster at Olm"] == date(1994, 3, 1)
    assert related["Truce talks fail for the third time in a month"] is None


def test_a_page_in_tables_and_an_old_charset_is_read() -> None:
    page = capture(str(HERE / "riverpost.html"), Settings())
    article = read_page(page, Hints(), Settings(), NO_OUTLETS)
    assert article.title == "Bridge guards killed in night raid"
    assert (article.author, article.published) == ("Jon Aker", date(1993, 6, 14))
    assert article.publisher == "River Post"
    assert "Café owners nearby" in article.text
    assert article.text.count("\n") == 2


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="1994-03-09T06:30:00Z">',
        '<meta name="pubdate" content="9 March 1994">',
        LD.format('{"@type": "NewsArticle", "datePublished": "1994-03-09"}'),
        '<link rel="canonical" href="https://a.example/1994/03/09/quay">',
        '<meta itemprop="datePublished" content="1994-03-09">',
        LD.format(
            '{"@graph": [{"@type": "Person"}, {"@type": "WebPage", "datePublished": "1994-03-09"}]}'
        ),
    ],
)
def test_the_publication_day_is_read_wherever_a_page_states_it(head: str) -> None:
    assert read_markup(f"<html><head>{head}</head><body>{PARAGRAPHS}</body>").published == date(
        1994, 3, 9
    )


@pytest.mark.parametrize(
    "markup",
    [
        f"<body>{PARAGRAPHS}<aside><time datetime='1994-03-09'>9 March 1994</time></aside></body>",
        f"<body>{PARAGRAPHS}<footer>Copyright 9 March 1994 River Post</footer></body>",
        f"<body><div class='related'>Olm mine burns 9 March 1994</div>{PARAGRAPHS}</body>",
        f"<body>{PARAGRAPHS}<p>Last updated: 9 March 1994</p></body>",
        LD.format('{"@type": "WebSite", "datePublished": "1994-03-09"}') + PARAGRAPHS,
        f"<body>{PARAGRAPHS}<ul><li><b class='publish-date'>9 March 1994</b> Olm mine burns</ul></body>",
        f"<body>{PARAGRAPHS}<p class='publish-date'>9 March 1994</p><p class='publish-date'>May 1, 1994",
        f"<body>{PARAGRAPHS}<p class='post-date'>9 March 1994</p></body>",
    ],
)
def test_a_day_in_the_furniture_is_never_the_publication_day(markup: str) -> None:
    assert read_markup(markup).published is None


def test_a_day_in_elements_that_are_named_for_it_is_that_of_the_page() -> None:
    day = "<span class='article-publish-date'>March 9, 1994, 9:02 AM</span>"
    markup = f"<body>{day}<p>Photo: A. Ruiz</p>{'<div>x</div>' * 20}{PARAGRAPHS}{day}</body>"
    assert read_markup(markup).published == date(1994, 3, 9)
    stamp = LD.format('{"@type": "NewsArticle", "datePublished": "1994-04-01"}')
    assert read_markup(stamp + markup).published == date(1994, 4, 1)


def test_a_stamp_in_universal_time_yields_to_the_day_that_readers_saw() -> None:
    stamp = LD.format('{"@type": "NewsArticle", "datePublished": "1994-03-10T02:10:00Z"}')
    printed = f"{stamp}<h1>Quay shelled</h1><p>9 March 1994</p>{PARAGRAPHS}"
    assert read_markup(printed).published == date(1994, 3, 9)
    assert read_markup(printed.replace("9 March", "1 March")).published == date(1994, 3, 10)
    hints = Hints(url="https://a.example/1994/03/09/quay")
    assert read_markup(stamp + PARAGRAPHS, hints).published == date(1994, 3, 9)


def test_a_house_is_not_its_own_author() -> None:
    markup = LD.format('{"@type": "Article", "author": "Selm Echo", "publisher": {"name": "Selm Echo"}}')
    article = read_markup(markup + PARAGRAPHS)
    assert (article.author, article.publisher) == (None, "Selm Echo")


def test_a_title_is_never_invented() -> None:
    assert read_markup(f"<body>{PARAGRAPHS}</body>").title is None


def test_a_window_title_loses_the_name_of_the_site() -> None:
    markup = f"<head><title>Quay shelled at dawn | River Post</title></head><body>{PARAGRAPHS}</body>"
    assert read_markup(markup).title == "Quay shelled at dawn"


def test_a_known_domain_names_the_publisher() -> None:
    hints = Hints(url="https://www.tidewater-herald.example/x")
    assert read_markup(f"<body>{PARAGRAPHS}</body>", hints, HOUSES).publisher == "Tidewater Herald"


def test_a_wire_as_author_is_an_agency() -> None:
    markup = f'<head><meta name="author" content="AFP"></head><body>{PARAGRAPHS}</body>'
    article = read_markup(markup, outlets=HOUSES)
    assert (article.author, article.agencies) == (None, ("Agence France-Presse",))


def test_a_class_that_hides_the_report_is_not_believed() -> None:
    markup = f"<body><div class='sidebar-layout sidebar'>{PARAGRAPHS}</div></body>"
    assert read_markup(markup).text == f"{FIRST}\n{SECOND}"


def test_comments_longer_than_the_report_are_still_comments() -> None:
    shouting = (
        "<p>You people never print what really happened up there in the hills, do you now.</p>" * 20
    )
    article = read_markup(f"<body><div>{PARAGRAPHS}</div><div id='comments'>{shouting}</div></body>")
    assert article.text == f"{FIRST}\n{SECOND}"


def test_a_report_of_short_sentences_is_kept_whole() -> None:
    markup = (
        "<body><ul><li><a href='/'>Home</a></li></ul><h1>Olm shelled</h1><p>OLM - Six people died.</p>"
        "<p>Nobody has claimed the raid.</p><p>Related</p><p>The mayor left.</p><p>Olm Today</p></body>"
    )
    article = read_markup(markup)
    assert article.text == "OLM - Six people died.\nNobody has claimed the raid.\nThe mayor left."
    assert (dropped_as(article, "related"), dropped_as(article, "trailer")) == (
        ["Related"],
        ["Olm Today"],
    )


def test_words_in_inline_elements_are_not_torn_apart() -> None:
    markup = (
        f"<body><p>The <b>H</b>arbour and the <a href='#'>quay</a>s were shelled, {FIRST}</p></body>"
    )
    assert read_markup(markup).text.startswith("The Harbour and the quays were shelled")


def test_a_list_within_the_report_is_kept_and_one_of_links_is_not() -> None:
    listed = "<ul><li>Port Selm: twelve dead</li><li>Olm: three dead</li></ul>"
    links = "<ul><li><a href='#'>All our news of the war</a></li></ul>"
    article = read_markup(
        f"<body><article><p>{FIRST}</p>{listed}<p>{SECOND}</p>{links}</article></body>"
    )
    assert "Olm: three dead" in article.text
    assert "All our news" not in article.text


def test_scripts_and_styles_are_not_words_of_the_page() -> None:
    markup = f"<body><script>var dead = 12;</script><style>p {{ }}</style>{PARAGRAPHS}</body>"
    assert read_markup(markup).words_in == len(f"{FIRST} {SECOND}".split())


@pytest.mark.parametrize(
    "markup",
    [
        "<body><nav><a href='/'>Home</a> <a href='/w'>World</a></nav></body>",
        "<form><label>User name</label><input><label>Password</label><button>Log in</button></form>",
        "<frameset><frame src='a.html'></frameset>",
        "<head><title>Port Selm shelled</title></head><body><div id='app'></div></body>",
    ],
)
def test_a_page_without_a_report_says_so(markup: str) -> None:
    with pytest.raises(InputError) as caught:
        read_markup(markup)
    assert caught.value.reason == "no_report"
    assert "page.html" in caught.value.detail


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "[1, 2, null]",
        '{"@type": 7, "author": {"name": []}}',
        '{"@type": "NewsArticle", "author": [null, 3]}',
    ],
)
def test_broken_metadata_states_nothing(script: str) -> None:
    assert read_markup(LD.format(script) + PARAGRAPHS).author is None


def test_the_language_is_null_where_a_short_page_does_not_say() -> None:
    assert read_markup(f"<body>{PARAGRAPHS}</body>").language is None
    assert read_markup(f"<html lang='de_DE'><body>{PARAGRAPHS}</body>").language == "de"
    assert (
        read_markup(f"<body>{PARAGRAPHS}<p>{SECOND} {FIRST} Nobody was hurt.</p></body>").language
        == "en"
    )


def test_a_long_text_in_another_language_is_told_by_its_words() -> None:
    german = "Granaten trafen am Mittwoch den Hafen der Stadt, sagte der Bürgermeister. "
    assert read_markup(f"<body><p>{german * 5}</p></body>").language == "de"
