"""What an article tells as one event, and what is read of it for comparing."""

from dataclasses import replace

import pytest

from khabar.model.values import PlacePrecision
from khabar.reconcile.digests.wording import find_persons, hash_text
from tests.reconcile.invented import town
from tests.reconcile.raids import NEXT, PORT, article, events, raid

CATALONIA = town("Catalonia", precision=PlacePrecision.PROVINCE)
FAR = replace(town("Vilarrasa"), lat=41.1, lon=1.2)


def infer(claim, rule):
    """The claim with a place that a rule infers."""
    near = replace(claim.place.value, precision=PlacePrecision.NEAR)
    return replace(claim, place=replace(claim.place, value=near, rule=rule))


def test_another_town_begins_another_event():
    assert events(article("One", raid("a", "12"), raid("b", "5", place=FAR))) == (("a",), ("b",))


def test_a_part_with_a_place_of_its_own_is_an_event_of_its_own():
    whole = raid("a", "31", place=CATALONIA)
    assert events(article("One", whole, raid("b", "9", part_of="a"))) == (("a",), ("b",))
    group = raid("b", "9", place=CATALONIA, part_of="a")
    assert events(article("One", whole, group, raid("c", "9", place=None, part_of="a"))) == (
        ("a", "b", "c"),
    )


def test_parts_and_wholes_of_two_reports_stay_apart():
    told = [
        article(name, raid(f"{name}1", "31", place=CATALONIA), raid(f"{name}2", "9", part_of=f"{name}1"))
        for name in ("x", "y")
    ]
    assert events(*told) == (("x1", "y1"), ("x2", "y2"))


@pytest.mark.parametrize("rule", ["jurisdiction", "dateline", "site"])
def test_the_town_of_the_police_or_the_hospital_begins_none(rule):
    told = article("One", raid("a", "12"), infer(raid("b", "12", place=FAR), rule))
    assert events(told) == (("a", "b"),)


def test_the_town_that_most_claims_give_is_that_of_the_strand():
    places = (infer(raid("a", "12"), "jurisdiction"), infer(raid("b", day=None), "jurisdiction"))
    strayed = infer(raid("c", place=FAR, day=None), "site")
    (facts,) = {id(one.facts): one.facts for one in article("One", *places, strayed)}.values()
    assert facts.spot.name == PORT.name.casefold()


def test_the_title_is_about_what_the_article_tells_first():
    told = article(
        "One",
        raid("a", "12"),
        raid("b", "5", place=FAR),
        title="Dolores Ibarra, 34, dies at the harbour",
    )
    first, second = (one.facts for one in told)
    assert hash_text("dolores ibarra") in first.names
    assert first.ages == {34}
    assert not second.names & first.names


def test_a_person_in_both_is_a_reason():
    words = {"title": "Dolores Ibarra, 34, of the harbour"}
    early = article("Early", raid("a", place=None), **words)
    late = article("Late", raid("b", place=None, day=None), **words, told=NEXT)
    assert events(early, late) == (("a", "b"),)


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Antonio Mason, 34, and his son", {"mason 34"}),
        ("Antonio Mason (34) was found", {"mason 34"}),
        ("Antonio Mason Jr., 34, was found", {"mason 34"}),
        ("The 7-year-old Rosa Vidal Puig was hurt", {"puig 7"}),
        ("They met in March, 20, or so", set()),
        ("The Ministry, 14 officers said", set()),
        ("At Portbou, 34 people died", set()),
    ],
)
def test_persons_are_surnames_with_an_age(text, persons):
    assert set(find_persons(text)) == persons


def test_a_town_told_with_its_province_begins_another_event():
    told = article("One", raid("a", "12"), infer(raid("b", "5", place=FAR), "chain"))
    assert events(told) == (("a",), ("b",))
