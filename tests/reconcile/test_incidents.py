"""The incidents of an article: each with all its values, and none for what is no event of its own."""

from dataclasses import replace
from datetime import date

import pytest
from sample import WIRE

from khabar.pipeline import find_report, incidents
from khabar.settings import Settings

MONDAY = date(1937, 6, 14)


def find(text):
    nobody = replace(WIRE, url=None, title=None, publisher=None, agencies=(), author=None)
    article = replace(nobody, text=text, published=MONDAY, headings=(), related=(), dropped=())
    return incidents(find_report(article, "case", Settings()))


def test_claims_of_one_event_share_their_day_and_place():
    (incident,) = find(
        "A bomb exploded in Oviedo on Sunday. Two bakers were killed. The blast also wounded a nun."
    )
    assert len(incident.claims) == 3
    assert incident.kinds[0] == "bombing"
    assert (incident.place.value.name, incident.country.value) == ("Oviedo", "ES")
    assert incident.when.value.start == date(1937, 6, 13)


def test_two_events_are_two_incidents():
    text = "Gunmen shot a baker in Oviedo on Sunday. On Friday a teacher was kidnapped in Lugo."
    assert [(one.kinds[0], one.place.value.name) for one in find(text)] == [
        ("shooting", "Oviedo"),
        ("abduction", "Lugo"),
    ]


def test_an_incident_without_a_place_is_in_the_country_that_the_article_is_about():
    (incident,) = find("OVIEDO, June 14 - Spanish officials spoke of the harvest. Gunmen shot a miller.")
    assert incident.place is None
    assert (incident.country.value, incident.country.rule) == ("ES", "dateline")


def test_an_incident_without_a_day_has_that_of_the_one_told_before():
    text = "Gunmen shot a baker in Oviedo on Sunday. In Lugo a teacher was kidnapped."
    first, second = find(text)
    assert second.when.value == first.when.value
    assert second.when.rule == "beside"


@pytest.mark.parametrize(
    "text",
    [
        "Troops and rebels clashed near Teruel on Sunday; six soldiers and two rebels were killed.",
        "The army attacked the rebels near Teruel on Sunday.",
        "More than 400 people have been killed in Oviedo since March.",
        "The union spoke of murders of teachers in Lugo.",
        "The rebels threatened to bomb a bridge in Oviedo.",
        "The town is quiet. The mayor spoke of the harvest and of the attack on the mill.",
    ],
)
def test_combat_totals_and_what_is_told_in_general_are_no_incident(text):
    assert find(text) == ()


def test_soldiers_who_shoot_farmers_are_an_incident():
    (incident,) = find("Soldiers shot three farmers near Teruel on Sunday.")
    assert incident.kinds[0] == "shooting"


def test_members_of_an_army_are_soldiers_and_what_they_do_to_farmers_is_an_incident():
    (incident,) = find("Three members of the armed forces shot six farmers in Lugo on Sunday.")
    (doer,) = (
        actor for claim in incident.claims for actor in claim.actors if actor.role == "perpetrator"
    )
    assert doer.who.value.actor_class == "state_forces"


def test_a_count_that_is_told_again_is_given_once():
    (incident,) = find(
        "A bomb killed two bakers in Oviedo on Sunday. The two bakers died in their shop. "
        "Two more people were killed by the fire. The blast killed Maria Puig. Puig died at once."
    )
    told = [figure.count.text for claim in incident.counted for figure in claim.figures]
    assert told == ["two bakers", "Two more people", "Maria Puig"]


def test_a_murder_by_soldiers_is_no_combat_whoever_was_murdered():
    (incident,) = find("Soldiers murdered Juan Soler in Lugo on Sunday.")
    assert incident.place.value.name == "Lugo"


def test_those_told_of_one_by_one_are_not_counted_again_and_parts_stand_beside():
    text = (
        "Gunmen shot dead Pere Roig, 40, and Marc Mas, 51, in Olot on Sunday. They shot the two priests"
        " dead. On Sunday bombs killed six bakers in Lugo, including the mayor."
    )
    first, second = find(text)
    assert [f.count.value.low for claim in first.counted for f in claim.figures] == [1, 1]
    assert [f.count.text for part in second.parts for f in part.figures] == ["the mayor"]
