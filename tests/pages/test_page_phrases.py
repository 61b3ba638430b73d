import pytest

from khabar.pages.furniture import REASONS, read_class
from khabar.pages.phrases import find_byline, find_tail, is_day_line, name_furniture, unglue


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Advertisement", "advertisement"),
        ("Story continues below", "advertisement"),
        ("All rights reserved to Coast Today Media Group 2019 ©", "copyright"),
        (
            "Copyright 2016 Harbour Press. All rights reserved. This material may not be published.",
            "copyright",
        ),
        ("Send your comments", "comment_form"),
        ("Your e-mail:", "comment_form"),
        ("12 comments", "comments"),
        ("Share this", "share_buttons"),
        ("Facebook Twitter WhatsApp", "share_buttons"),
        ("Follow the Harbour Gazette on Twitter", "share_buttons"),
        ("Sign up for our newsletter", "subscription"),
        ("We use cookies to give you the best experience.", "cookie_notice"),
        ("Read more: Truce talks fail in the capital", "related"),
        ("Related articles", "related"),
        ("Tags: siege, bread", "tags"),
        ("Tel: +44 20 7946 0000", "contact"),
        ("news@harbour.example", "contact"),
        ("The quay on Wednesday (Image: Olle Berg)", "caption"),
        ("Photo: Olle Berg", "caption"),
        ("Source: Northern Wire", "credit"),
        ("(Reporting by Mara Lind; Editing by Tom Hale)", "credit"),
        ("(Northern Wire; editing by Tom Hale)", "credit"),
        ("----AFP", "credit"),
        ("Views: 1051", "trailer"),
        ("Last updated: 4 May 2020", "publication_date"),
    ],
)
def test_furniture_is_named_by_its_words(text: str, reason: str) -> None:
    assert name_furniture(text) == reason


@pytest.mark.parametrize(
    "text",
    [
        "Copyright laws were tightened by the junta, the ministry said on Monday.",
        "Share prices were down after the shelling, traders said on Monday.",
        "Comments by the general were denied by his own staff on Monday.",
        "Updated figures show forty dead.",
        "Advertising for recruits began in the capital on Monday, officials said.",
        "Sources in the town hall said that nine were dead.",
        "Tel Aviv at night was quiet.",
        "Loading of grain has stopped at the port.",
        "No part of this country is safe.",
        "Photographs from the village show two burnt houses.",
        "Follow-up raids killed two more people in the valley.",
        "Read aloud in court, the letter named three officers.",
        "Latest news from the front spread panic among the people of the town, a priest said.",
    ],
)
def test_a_sentence_of_a_report_is_not_furniture(text: str) -> None:
    assert name_furniture(text) is None


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("The dead were buried. (Reporting by Mara Lind; Editing by Tom Hale)", "(Reporting by"),
        ("The dead were buried. ----AFP", "----AFP"),
        ("The dead were buried. (Source: Northern Wire)", "(Source"),
        ("The dead were buried. Read more: Truce talks fail", "Read more"),
        ("The dead were buried. Copyright 2016 Harbour Press. All rights reserved.", "Copyright 2016"),
        ("Nine people - Kurds - died there.", ""),
        ("The dead (all reported by the clinic) were buried.", ""),
        ("He asked them to read more.", ""),
    ],
)
def test_furniture_behind_the_last_sentence_is_cut_off(text: str, tail: str) -> None:
    found = text[find_tail(text) :]
    assert found.startswith(tail)
    assert bool(found) == bool(tail)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("By Mara Lind", "Mara Lind"),
        ("By Mara Lind and Tom Hale", "Mara Lind and Tom Hale"),
        ("by Mara Lind, Northern Wire", "Mara Lind, Northern Wire"),
        ("Mara Lind | 9 March 1994", "Mara Lind"),
        ("By Mara Lind, 9 March 1994", "Mara Lind"),
        ("By Our Correspondent", None),
        ("By nightfall the bridge was gone.", None),
        ("By then the siege had lasted a month", None),
        ("Mara Lind", None),
    ],
)
def test_a_byline_names_people_and_nothing_else(text: str, name: str | None) -> None:
    assert find_byline(text) == name


def test_a_day_line_holds_little_more_than_a_day() -> None:
    assert is_day_line("Published on 9 March 1994 at 18:40")
    assert not is_day_line("On 9 March 1994 the town fell to the rebels after a siege.")


def test_glued_furniture_is_cut_apart_and_names_are_not() -> None:
    assert unglue("crew deadGMT 19:07 2017") == "crew dead\nGMT 19:07 2017"
    assert unglue("it said.----AFP") == "it said.\n----AFP"
    assert unglue("McDonald met DeGaulle") == "McDonald met DeGaulle"


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        ("story RelatedLinks", "related"),
        ("ad-slot", "advertisement"),
        ("comment-form", "comment_form"),
        ("sr-only", "hidden"),
        ("download-area", None),
        ("headline", None),
        ("article-body", None),
        ("shadow", None),
    ],
)
def test_a_class_is_read_by_whole_words(names: str, reason: str | None) -> None:
    assert read_class(names) == reason


def test_reasons_are_a_closed_list() -> None:
    assert len(REASONS) == len(set(REASONS)) == 21
