"""Filters: what people write, what it means, and that the database finds exactly what it means."""

import math
from datetime import date, timedelta
from functools import cache

import pytest
import shelf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khabar.errors import UsageError
from khabar.model.values import PlacePrecision
from khabar.record.looking.conditions import read_phrases
from khabar.record.looking.filters import (
    FILTER_TEXTS,
    Circle,
    Filter,
    list_names,
    list_narrower,
    read_filter,
)
from khabar.record.looking.views import find_claims, find_events, load_members
from khabar.record.words import fold, split_words

TEXTS = {report.article.id: report.article for report in shelf.build_reports(7, 60)}
POINTS = {PlacePrecision.EXACT, PlacePrecision.NEAR, PlacePrecision.DISTRICT}

filters = st.builds(
    Filter,
    since=st.none() | st.integers(0, 20).map(lambda days: shelf.MAY + timedelta(days)),
    until=st.none() | st.integers(0, 20).map(lambda days: shelf.MAY + timedelta(days)),
    kind=st.none() | st.sampled_from(shelf.KINDS),
    country=st.none() | st.sampled_from(("ES", "FR", "SY")),
    place=st.none() | st.sampled_from(("tarrenz", "CATALONIA", "Nowhere", "Porquera", "valencia")),
    within=st.none()
    | st.builds(Circle, lat=st.just(41.6), lon=st.just(2.3), km=st.sampled_from((1.0, 60.0, 20_100.0))),
    actor=st.none()
    | st.sampled_from(("fleet", "air fl", "leet", "n column", "state_forces", "State forces", "civil")),
    source=st.none()
    | st.sampled_from(("valley", "wire", "area libre", "north", "mayor p", "medics", "uig", "post")),
    min_killed=st.none() | st.sampled_from((0, 1, 5, 12, 13, 100)),
    contested=st.booleans(),
    text=st.none()
    | st.sampled_from(
        ("market", '"stone bridge"', "brid*", "market bridge", "zeppelin", '"', "Raids mill")
    ),
)
lean = st.builds(
    lambda wanted, keep: Filter(**{name: getattr(wanted, name) for name in keep}),
    filters,
    st.sets(st.sampled_from([text.name for text in FILTER_TEXTS]), max_size=3),
)


def holds_place(wanted, place):
    if wanted.country and (place is None or place.country != wanted.country):
        return False
    if wanted.place and (
        place is None or fold(wanted.place) not in {fold(place.name), fold(place.admin1 or "")}
    ):
        return False
    return not wanted.within or (place is not None and is_inside(wanted.within, place))


def is_inside(circle, place):
    if place.precision not in POINTS or place.lat is None:
        return False
    here, there = math.radians(circle.lat), math.radians(place.lat)
    turn = math.radians(place.lon - circle.lon)
    cosine = math.sin(here) * math.sin(there) + math.cos(here) * math.cos(there) * math.cos(turn)
    return math.acos(min(1.0, cosine)) * 6371.0 <= circle.km


def holds_days(wanted, when):
    asked = wanted.since or wanted.until
    if asked and (when is None or when.start is None):
        return False
    if wanted.since and when.end < wanted.since:
        return False
    return not (wanted.until and when.start > wanted.until)


def is_named(asked, names, classes):
    starts = any(f" {fold(asked)}" in f" {fold(name)}" for name in names)
    return starts or fold(asked).replace(" ", "_") in classes


def name(who, text):
    return who.name or text


def list_houses(statements):
    return [
        house
        for one in statements
        for house in (one.telling.publisher, *one.telling.agencies)
        if house is not None
    ]


def holds_source(wanted, statements):
    sources = [source for one in statements for source in one.claim.sources]
    names = [name(source.who.value, source.who.text) for source in sources]
    classes = {source.who.value.actor_class for source in sources}
    return not wanted.source or is_named(wanted.source, [*names, *list_houses(statements)], classes)


def holds_words(wanted, texts):
    if wanted.text is None:
        return True
    phrases = read_phrases(wanted.text)
    return bool(phrases) and any(
        all(has_phrase(phrase, split_words(text)) for phrase in phrases) for text in texts
    )


def has_phrase(phrase, words):
    length = len(phrase.words)
    windows = [words[start : start + length] for start in range(len(words) - length + 1)]
    *first, last = phrase.words
    return any(
        list(window[:-1]) == first
        and (window[-1].startswith(last) if phrase.is_open else window[-1] == last)
        for window in windows
    )


def holds_event(wanted, event, statements):
    articles = [TEXTS[one.claim.article] for one in statements]
    killed = next((tally.bounds for tally in event.figures if tally.measure == "killed"), None)
    least = None if killed is None else (killed.low if killed.best is None else killed.best)
    names = [name(actor.who, actor.text) for actor in event.actors]
    classes = {actor.who.actor_class for actor in event.actors}
    return (
        holds_days(wanted, event.when)
        and holds_place(wanted, event.place)
        and (wanted.kind is None or event.kind in list_narrower(wanted.kind))
        and (not wanted.actor or is_named(wanted.actor, names, classes))
        and holds_source(wanted, statements)
        and (wanted.min_killed is None or (least is not None and least >= wanted.min_killed))
        and (not wanted.contested or bool(event.disputes))
        and holds_words(wanted, [f"{one.title or ''}\n{one.text}" for one in articles])
    )


def holds_claim(wanted, statement, is_contested):
    claim = statement.claim
    killed = [figure.count.value for figure in claim.figures if figure.measure == "killed"]
    least = max((count.low for count in killed if count.low is not None), default=None)
    names = [name(actor.who.value, actor.who.text) for actor in claim.actors]
    classes = {actor.who.value.actor_class for actor in claim.actors}
    return (
        holds_days(wanted, claim.when and claim.when.value)
        and holds_place(wanted, claim.place and claim.place.value)
        and (wanted.kind is None or claim.kind in list_narrower(wanted.kind))
        and (not wanted.actor or is_named(wanted.actor, names, classes))
        and holds_source(wanted, [statement])
        and (wanted.min_killed is None or (least is not None and least >= wanted.min_killed))
        and (not wanted.contested or is_contested)
        and holds_words(wanted, [claim.quote])
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_events_and_claims_found_are_those_for_which_the_words_of_the_filter_hold(shelves, data):
    events, members, claims, contested = load_everything(shelves)
    wanted = data.draw(lean | filters)
    found = [event.id for event in find_events(shelves, wanted)]
    expected = [event.id for event in events if holds_event(wanted, event, members[event.id])]
    assert sorted(found) == sorted(expected)
    told = [one.claim.id for one in find_claims(shelves, wanted)]
    matching = [one for one in claims if holds_claim(wanted, one, one.claim.id in contested)]
    assert told == [one.claim.id for one in matching]


@cache
def load_everything(record):
    events = list(find_events(record, Filter()))
    with record.reading() as connection:
        members = load_members(connection, [event.id for event in events])
    contested = {claim for event in events if event.disputes for claim in event.claims}
    return events, members, list(find_claims(record, Filter())), contested


def test_the_shelf_has_something_for_each_filter(shelves):
    events, members, claims, contested = load_everything(shelves)
    assert len(claims) > 80
    assert contested
    assert len(events) < len(claims)
    assert any(event.place is None for event in events)
    assert any(len(members[event.id]) > 1 for event in events)


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ({"since": "1937-04-26"}, Filter(since=date(1937, 4, 26))),
        ({"kind": "Air strike"}, Filter(kind="air_strike")),
        ({"country": "es"}, Filter(country="ES")),
        ({"country": "Spain"}, Filter(country="ES")),
        ({"country": "UK"}, Filter(country="GB")),
        ({"country": "Bosnia"}, Filter(country="BA")),
        ({"within": "41.6,-2.3,20"}, Filter(within=Circle(lat=41.6, lon=-2.3, km=20.0))),
        ({"min_killed": "10"}, Filter(min_killed=10)),
        ({"text": '"'}, Filter(text='"')),
    ],
)
def test_a_filter_is_read_from_what_people_write(given_text, expected):
    assert read_filter(given_text) == expected


@pytest.mark.parametrize(
    ("given_text", "said"),
    [
        ({"since": "May 1937"}, "--since: expected a day as YYYY-MM-DD"),
        ({"until": "19370426"}, "--until: expected a day as YYYY-MM-DD"),
        ({"kind": "raid"}, "--kind: expected a kind, one of attack, "),
        ({"country": "Ruritania"}, "--country: expected a country"),
        ({"country": "ZZ"}, "--country: expected a country"),
        ({"country": "Congo"}, "--country: expected one country, 'Congo' may be any of CD, CG"),
        ({"country": ""}, "--country: expected a country"),
        ({"place": "!?"}, "--place: expected a name"),
        ({"actor": ""}, "--actor: expected a name"),
        ({"within": "41.6,2.3"}, "--within: expected LAT,LON,KM, such as 43.31,-2.68,20"),
        ({"within": "91,2,20"}, "--within: expected LAT,LON,KM"),
        ({"within": "41,2,nan"}, "--within: expected LAT,LON,KM"),
        ({"within": "41,2,-1"}, "--within: expected LAT,LON,KM"),
        ({"since": "\u0661\u0669\u0663\u0667-04-26"}, "--since: expected a day as YYYY-MM-DD"),
        ({"since": "1937-02-30"}, "--since: expected a day as YYYY-MM-DD"),
        ({"min_killed": "-1"}, "--min-killed: expected a whole number"),
        ({"min_killed": "many"}, "--min-killed: expected a whole number"),
        ({"min_killed": "9" * 500}, "--min-killed: expected a whole number"),
        ({"text": "raid " * 300}, "--text: expected 1000 signs at most, got 1,500"),
        ({"actor": "x" * 60_000}, "--actor: expected 1000 signs at most, got 60,000"),
    ],
)
def test_a_filter_that_cannot_be_says_what_was_expected(given_text, said):
    with pytest.raises(UsageError) as caught:
        read_filter(given_text)
    assert str(caught.value).startswith(said)


def test_each_filter_has_a_help_text():
    assert all(text.help.endswith(".") for text in FILTER_TEXTS)
    assert [text.name for text in FILTER_TEXTS if text.metavar is None] == ["contested"]


def test_a_kind_includes_the_narrower_ones():
    narrower = list_narrower("attack")
    assert {"attack", "air_strike"} < set(narrower)
    assert "protest" not in narrower
    assert "attack" not in list_narrower("air_strike")


def test_a_place_is_found_by_any_of_its_names():
    assert fold("Lleida") in list_names("Lérida")
    assert list_names("Tárrenz") == ("tarrenz",)


@given(st.text(max_size=30))
def test_no_words_are_wrong_and_phrases_hold_folded_words_only(text):
    for phrase in read_phrases(text):
        assert phrase.words
        assert all(fold(word).replace(" ", "") == word for word in phrase.words)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=20)
    | st.sampled_from(('" OR *', "NEAR(a b)", "a:b", "'; --", "\x00", "market NOT"))
)
def test_no_words_make_the_database_complain(shelves, text):
    events = list(find_events(shelves, Filter(text=text)))
    claims = list(find_claims(shelves, Filter(text=text)))
    assert bool(events) >= bool(claims)


@pytest.mark.parametrize("field", ["actor", "source", "place", "text"])
def test_a_filter_without_a_word_matches_nothing(shelves, field):
    wanted = Filter(**{field: "'!"})
    assert list(find_events(shelves, wanted)) == list(find_claims(shelves, wanted)) == []


def test_thousands_of_words_may_be_asked_for(shelves):
    many = " ".join(["market", *(f"word{number}" for number in range(4000))])
    long_phrase = f'"{many}"'
    for text in (many, long_phrase):
        assert list(find_events(shelves, Filter(text=text))) == []
    assert list(find_events(shelves, Filter(text=" ".join(["market"] * 4000))))


def test_a_circle_reaches_over_the_day_line_and_the_pole(shelves):
    around = [Circle(lat=lat, lon=lon, km=20_016.0) for lat in (-90, 0, 90) for lon in (-180, 0, 180)]
    sizes = {len(list(find_claims(shelves, Filter(within=circle)))) for circle in around}
    assert len(sizes) == 1
    assert sizes != {0}
