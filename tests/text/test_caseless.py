"""Names in lines that are all in capitals: words, surnames and abbreviations are no places there."""

import pytest

from khabar.text.places.gazetteer import Gazetteer
from khabar.text.places.mentions import find_places

GAZETTEER = Gazetteer.load()

CASELESS = [
    ("THE BOMBS FELL IN THE AREA OF THE BUS STATION IN OVIEDO.", ["OVIEDO"]),
    ("THEY SAY THE CAPITAL WILL BE SHELLED, IN REVENGE FOR THE RAID ON GIJON.", ["GIJON"]),
    ("DEPUTY RAFAEL ZAMORA WAS SHOT IN LEON. ZAMORA HAD A GUARD.", ["LEON"]),
    ("MINISTER VARGAS CAME TO BARCELONA. LATER VARGAS LEFT.", ["BARCELONA"]),
    ("A CAR BOMB EXPLODED IN ZAMORA ON TUESDAY.", ["ZAMORA"]),
    ("MEN OF THE ELN [ARMY OF THE NORTH] SHELLED BILBAO.", ["BILBAO"]),
    ("RADIO ZARAGOZA REPORTED THAT A BRIDGE NEAR TERUEL WAS BLOWN UP.", ["near TERUEL"]),
    ("SHELLS FELL IN THE TOWN OF PROGRESO.", ["PROGRESO"]),
]


@pytest.mark.parametrize(("text", "names"), CASELESS)
def test_a_name_in_capitals_is_a_place_where_words_beside_it_or_its_size_say_so(text, names):
    assert [place.text.lower() for place in find_places(text, GAZETTEER)] == [n.lower() for n in names]
