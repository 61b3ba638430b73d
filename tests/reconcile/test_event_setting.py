"""What an event was, where and when: the finest on which its tellers agree, and what contains it."""

from datetime import timedelta

import pytest
from invented import FIRST, claim, on, report, say, town

from khabar.model.values import PlacePrecision, TimePrecision
from khabar.reconcile.merging.merge import build_event
from khabar.reconcile.merging.parts import find_whole

NEXT, THIRD = FIRST + timedelta(1), FIRST + timedelta(2)


def merge(*articles):
    return build_event([statement for article in articles for statement in article])


KINDS = [
    (("air_strike", "air_strike", "shelling"), "air_strike"),
    (("air_strike", "shelling"), "attack"),
    (("attack", "attack", "air_strike"), "air_strike"),
    (("toll", "toll", "shelling"), "shelling"),
    (("toll", "toll"), "toll"),
    (("armed_clash", "air_strike", "shelling"), "attack"),
]


@pytest.mark.parametrize(("kinds", "expected"), KINDS)
def test_the_kind_is_the_narrowest_on_which_most_tellers_agree(kinds, expected):
    claims = [report(str(i), claim(f"c{i}", kind=kind)) for i, kind in enumerate(kinds)]
    assert merge(*claims).kind == expected


def where(*places):
    claims = [claim(f"c{i}", place=say(place, place.name)) for i, place in enumerate(places)]
    found = merge(report("a", *claims)).place
    return None if found is None else (found.name, found.precision.value)


CATALONIA = town("Catalonia", precision=PlacePrecision.PROVINCE)
SPAIN = town("Spain", admin1=None, precision=PlacePrecision.COUNTRY)
NEAR = town("Portbou", precision=PlacePrecision.NEAR)
LOST = town("Vall Perduda", admin1=None, country=None, precision=PlacePrecision.UNKNOWN)
PLACES = [
    ((town(),), ("Portbou", "exact")),
    ((town(), CATALONIA, SPAIN), ("Portbou", "exact")),
    ((town(), NEAR), ("Portbou", "near")),
    ((town(), town("Llansa")), ("Catalonia", "province")),
    ((town(), town("Burgos", admin1="Castile")), ("Spain", "country")),
    ((town(), town("Burgos", admin1="Castile"), SPAIN), ("Spain", "country")),
    ((town(), town("Pau", admin1="Aquitaine", country="FR")), None),
    ((town(), LOST), ("Portbou", "exact")),
    ((LOST,), ("Vall Perduda", "unknown")),
]


@pytest.mark.parametrize(("places", "expected"), PLACES)
def test_the_place_is_the_finest_on_which_all_agree(places, expected):
    assert where(*places) == where(*reversed(places)) == expected


def name_places(**articles):
    """The place of an event whose articles name these towns."""
    told = [
        report(
            name, *(claim(f"{name}{i}", place=say(town(place), place)) for i, place in enumerate(places))
        )
        for name, places in articles.items()
    ]
    return merge(*told).place.name


def test_one_article_that_names_the_next_village_does_not_move_an_event():
    assert name_places(a=["Portbou"], b=["Portbou"], d=["Llansa"]) == "Portbou"
    assert name_places(a=["Portbou"], b=["Portbou", "Llansa"]) == "Portbou"
    assert name_places(a=["Portbou"], b=["Llansa"]) == "Catalonia"


def test_an_area_that_no_claim_names_itself_has_no_coordinates():
    claims = [
        claim(f"c{i}", place=say(town(name), name)) for i, name in enumerate(("Portbou", "Llansa"))
    ]
    place = merge(report("a", *claims)).place
    assert (place.lat, place.lon, place.geonames, place.country) == (None, None, None, "ES")


PERIODS = [
    ((on(FIRST),), (FIRST, FIRST, "day")),
    ((on(FIRST), on(FIRST, THIRD, TimePrecision.WEEK)), (FIRST, FIRST, "day")),
    ((on(FIRST), on(NEXT)), (FIRST, NEXT, "range")),
    ((on(FIRST), on(FIRST, precision=TimePrecision.HOUR)), (FIRST, FIRST, "day")),
    ((on(None, precision=TimePrecision.RELATIVE),), None),
]


@pytest.mark.parametrize(("periods", "expected"), PERIODS)
def test_the_time_is_the_finest_on_which_all_agree(periods, expected):
    claims = [claim(f"c{i}", when=say(period, "then")) for i, period in enumerate(periods)]
    when = merge(report("a", *claims)).when
    assert (when and (when.start, when.end, when.precision.value)) == expected


def test_the_whole_of_an_event_is_the_event_that_holds_most_of_its_wholes():
    claims = [claim("c", part_of="w1"), claim("d", part_of="w2"), claim("e", part_of="w3"), claim("f")]
    event_of = {"w1": "big", "w2": "big", "w3": "other", "c": "own"}
    assert find_whole("own", claims, event_of) == "big"
    assert find_whole("own", claims[2:], event_of) == "other"


def test_an_event_is_no_part_of_itself_or_of_what_is_not_known():
    assert find_whole("own", [claim("c", part_of="d"), claim("e", part_of="gone")], {"d": "own"}) is None
