"""Lines of capitals as the parser is given them: names keep their capital, words lose it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar import vocab
from khabar.text.casing import write_for_parser

WRITTEN = [
    ("GUNMEN SHOT TERESA ROVIRA IN LLEIDA.", "gunmen shot Teresa Rovira in Lleida."),
    (
        "MEN OF THE SPANISH REPUBLIC [SR] AND HEZBOLLAH LEFT.",
        "men of the Spanish Republic [SR] and Hezbollah left.",
    ),
    ("THE IRA SAID SO.", "the IRA said so."),
    (
        "CARLOS PUIG SPOKE. LATER PUIG ANNOUNCED A TRUCE IN LA PAZ.",
        "Carlos Puig spoke. later Puig announced a truce in La Paz.",
    ),
    ("THEY TOLD US TO LEAVE THE HOUSE BY MORNING.", "they told us to leave the house by morning."),
    ("Teresa Rovira left the HOUSE.", "Teresa Rovira left the HOUSE."),
    ("", ""),
]


@pytest.mark.parametrize(("text", "written"), WRITTEN)
def test_names_keep_a_capital_and_words_lose_it(text, written):
    assert write_for_parser([text], vocab.load()) == [written]


def test_a_name_found_once_is_a_name_all_through_the_text():
    written = write_for_parser(["PUIG WAS SHOT.", "CARLOS PUIG WAS A BAKER."], vocab.load())
    assert written == ["Puig was shot.", "Carlos Puig was a baker."]


@given(st.lists(st.text(alphabet="AB \n[]ÉİẞßI'’.JUAN", max_size=40), max_size=3))
def test_no_offset_moves(texts):
    written = write_for_parser(texts, vocab.load())
    assert [len(text) for text in written] == [len(text) for text in texts]
