"""Which mentions are compared: asking is symmetric, near ones find each other, few keys are stored."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.reconcile.press import report_war
from benchmarks.reconcile.world import wage_war
from khabar.model.values import PlacePrecision
from khabar.reconcile.comparing.candidates import find_asked, find_keys, list_own
from khabar.reconcile.digests.facts import Spot
from khabar.reconcile.digests.mentions import describe
from khabar.reconcile.digests.spots import Relation, relate
from khabar.reconcile.digests.wording import hash_text

MENTIONS = [one for told in report_war(wage_war(40, seed=1), seed=1) for one in describe(told.report)]
MENTION = next(one for one in MENTIONS if one.claim == one.head and one.facts.spot)
DAY = date(1938, 3, 17).toordinal()
NAMES = st.sampled_from(["valmora", "sarrena", "costa alta"])


@st.composite
def spots(draw):
    at = draw(st.none() | st.tuples(st.floats(39.2, 41.1), st.floats(-0.9, 1.1)))
    return Spot(
        name=draw(NAMES),
        admin1=draw(st.none() | NAMES),
        country=draw(st.none() | st.just("ES")),
        lat=at and at[0],
        lon=at and at[1],
        precision=draw(st.sampled_from(PlacePrecision)),
    )


@st.composite
def mentions(draw):
    start = draw(st.none() | st.integers(DAY - 40, DAY))
    length = draw(st.integers(0, 20) | st.integers(0, 900))
    facts = replace(
        MENTION.facts,
        spot=draw(st.none() | spots()),
        start=start,
        end=None if start is None else start + length,
        told=draw(st.none() | st.integers(DAY, DAY + 30)),
        people=frozenset(draw(st.sets(st.integers(0, 3)))),
        names=frozenset(draw(st.sets(st.integers(0, 3)))),
        persons=frozenset(draw(st.sets(st.integers(0, 3)))),
    )
    return replace(MENTION, facts=facts)


def asks(left, right):
    return not set(find_asked(left)).isdisjoint(list_own(right))


@given(mentions(), mentions())
def test_who_asks_for_another_is_asked_for_by_it(left, right):
    assert asks(left, right) == asks(right, left)


def place(mention, spot, start):
    return replace(mention, facts=replace(mention.facts, spot=spot, start=start, end=start))


@given(spots(), spots(), st.integers(DAY - 9, DAY + 9), st.integers(-2, 2))
def test_points_that_are_the_same_or_near_within_two_days_find_each_other(left, right, day, gap):
    points = (PlacePrecision.EXACT, PlacePrecision.NEAR, PlacePrecision.DISTRICT)
    known = left.country == right.country and None not in (left.lat, right.lat)
    if known and {left.precision, right.precision} <= set(points):
        near = relate(left, right) in (Relation.SAME, Relation.NEAR)
        assert not near or asks(place(MENTION, left, day), place(MENTION, right, day + gap))


def make_town(name="valmora", lat=40.2, lon=0.3):
    return Spot(
        name=name, admin1="costa alta", country="ES", lat=lat, lon=lon, precision=PlacePrecision.EXACT
    )


def make_province(name):
    return Spot(
        name=name, admin1=None, country="ES", lat=None, lon=None, precision=PlacePrecision.PROVINCE
    )


TOWN = make_town()


def undress(mention):
    """The mention without a name."""
    bare = replace(mention.facts, people=frozenset(), names=frozenset(), persons=frozenset())
    return replace(mention, facts=bare)


def nameless(spot, day):
    return place(undress(MENTION), spot, day)


@pytest.mark.parametrize(
    ("left", "right", "gap", "wanted"),
    [
        (TOWN, make_province("costa alta"), 0, True),
        (TOWN, make_town(lat=None, lon=None), 1, True),
        (TOWN, make_town("sarrena", lat=40.35), 0, True),
        (TOWN, make_town("sarrena", lat=42.0), 0, False),
        (TOWN, TOWN, 5, False),
        (TOWN, make_province("costa baja"), 0, False),
        (TOWN, None, 0, False),
    ],
)
def test_place_and_day_decide_who_is_compared(left, right, gap, wanted):
    assert asks(nameless(left, DAY), nameless(right, DAY + gap)) is wanted


def test_rare_name_brings_together_what_has_no_place():
    named = replace(undress(MENTION).facts, spot=None, people=frozenset({7}))
    one, two = (
        replace(MENTION, facts=replace(named, start=DAY, end=DAY, told=told)) for told in (DAY, None)
    )
    assert asks(one, two)


def test_a_person_brings_together_what_is_months_apart():
    person = replace(undress(MENTION).facts, spot=None, persons=frozenset({7}), start=None, end=None)
    deed, trial, memorial = (
        replace(MENTION, facts=replace(person, told=DAY + days)) for days in (0, 150, 800)
    )
    assert asks(deed, trial)
    assert not asks(deed, memorial)


def test_name_of_the_own_town_brings_together_only_what_has_no_place():
    named = replace(undress(MENTION).facts, people=frozenset({hash_text("costa alta")}))
    town = make_town("costa alta")
    one, later = (place(replace(MENTION, facts=named), town, day) for day in (DAY, DAY + 6))
    placeless = place(replace(MENTION, facts=named), None, DAY + 6)
    assert not asks(one, later)
    assert asks(one, placeless)


def test_only_the_head_of_a_strand_is_stored():
    assert find_keys(MENTION) == list_own(MENTION)
    assert find_keys(replace(MENTION, claim="another")) == ()


def test_few_keys_are_stored():
    bare = [undress(one) for one in MENTIONS]
    stored = [len(find_keys(one)) for one in bare if one.claim == one.head]
    assert sum(stored) / len(stored) < 8


@pytest.mark.parametrize(
    "precision", [PlacePrecision.UNKNOWN, PlacePrecision.REGION, PlacePrecision.EXACT]
)
def test_a_place_that_no_gazetteer_knows_is_found_by_its_name(precision):
    unknown = Spot(
        name="valmora", admin1=None, country=None, lat=None, lon=None, precision=PlacePrecision.UNKNOWN
    )
    left, right = (
        place(MENTION, unknown, DAY),
        place(MENTION, unknown._replace(precision=precision), DAY),
    )
    other = place(MENTION, unknown._replace(name="sarrena"), DAY)
    bare = [undress(one) for one in (left, right, other)]
    assert asks(bare[0], bare[1])
    assert not asks(bare[0], bare[2])
