"""The town of a report whose sentences of violence name none, from its title."""

from dataclasses import replace

import pytest
from sample import WIRE

from khabar.pipeline import find_report
from khabar.settings import Settings

SHOT = "Two bakers were shot on Friday, police said.\nThe mayor of Oviedo came at noon."


def place_of(title, text=SHOT):
    """The place of the first claim, and the rule that found it."""
    article = replace(WIRE, text=text, title=title, headings=(), related=(), dropped=(), agencies=())
    place = find_report(article, "case", Settings()).claims[0].place
    return place and (place.value.name, place.text, place.rule)


def test_a_town_of_the_title_that_the_text_names_is_where_it_was():
    assert place_of("Two shot at Oviedo dance") == ("Oviedo", "Oviedo", "title")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (None, SHOT),
        ("Two shot at dance", SHOT),
        ("Two shot at dance - Oviedo Herald", SHOT),
        ("Two shot at Gijon dance", SHOT),
        ("Two shot at Oviedo dance", SHOT.replace("police", "friends")),
    ],
)
def test_a_town_that_title_and_text_do_not_share_is_none(title, text):
    assert place_of(title, text) is None
