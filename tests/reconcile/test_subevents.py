"""What ACLED calls a claim goes by the sides; what an article is about is its foremost claim."""

import pytest
from invented import claim, figure

from khabar.model.claims import Actor, ActorClass, Certainty, Modality, Party, Role
from khabar.model.values import Reading, Span
from khabar.reconcile.merging.subevents import find_foremost, find_sub_event


def actor(role, text, of):
    who = Reading(value=Party(name=None, actor_class=of), span=Span(0, len(text)), text=text, rule="r")
    return Actor(role=role, who=who, certainty=Certainty.STATED)


REBELS = actor(Role.PERPETRATOR, "rebels", ActorClass.REBEL)
ARMY = actor(Role.PERPETRATOR, "army", ActorClass.STATE_FORCES)
GUNMEN = actor(Role.PERPETRATOR, "unidentified gunmen", ActorClass.UNKNOWN)
MOB = actor(Role.PERPETRATOR, "mob", ActorClass.MILITIA)
SOLDIERS = actor(Role.TARGET, "soldiers", ActorClass.STATE_FORCES)
POST = actor(Role.TARGET, "police post", ActorClass.UNKNOWN)
FARMERS = actor(Role.TARGET, "farmers", ActorClass.CIVILIANS)
MARCHERS = actor(Role.TARGET, "marchers", ActorClass.PROTESTERS)


@pytest.mark.parametrize(
    ("kind", "actors", "sub_event"),
    [
        ("attack", (REBELS, SOLDIERS), "Armed clash"),
        ("attack", (GUNMEN, POST), "Armed clash"),
        ("attack", (REBELS, FARMERS), "Attack"),
        ("attack", (REBELS, SOLDIERS, FARMERS), "Attack"),
        ("shooting", (ARMY, MARCHERS), "Excessive force against protesters"),
        ("attack", (MOB, FARMERS), "Mob violence"),
        ("territory_change", (ARMY,), "Government regains territory"),
        ("territory_change", (REBELS,), "Non-state actor overtakes territory"),
        ("territory_change", (), "Non-state actor overtakes territory"),
        ("air_strike", (ARMY, SOLDIERS), "Air/drone strike"),
        ("protest", (), "Peaceful protest"),
        ("siege", (ARMY,), None),
    ],
)
def test_the_sides_settle_the_sub_event(kind, actors, sub_event):
    assert find_sub_event(claim("a", kind=kind, actors=actors)) == sub_event


@pytest.mark.parametrize(
    ("kind", "beside", "sub_event"),
    [
        ("protest", claim("b", kind="protest_crackdown"), "Protest with intervention"),
        (
            "protest",
            claim("b", figure("3"), kind="protest_crackdown"),
            "Excessive force against protesters",
        ),
        ("protest", claim("b", kind="arrest", actors=(ARMY,)), "Protest with intervention"),
        ("protest", claim("b", kind="arrest"), "Peaceful protest"),
        ("protest", claim("b", kind="riot"), "Violent demonstration"),
        ("territory_change", claim("b", kind="withdrawal"), "Non-violent transfer of territory"),
        ("arrest", claim("b", kind="talks"), "Arrests"),
    ],
)
def test_what_is_told_beside_a_claim_settles_its_sub_event(kind, beside, sub_event):
    assert find_sub_event(claim("a", kind=kind), [beside]) == sub_event


def test_the_means_told_in_the_next_sentence_says_more_than_an_attack():
    first, second = claim("a", kind="attack", quote="q1"), claim("b", kind="shelling", quote="q2")
    assert find_foremost([first, second]) is second


def test_ground_that_changes_hands_later_does_not_hide_an_attack():
    first, second = (
        claim("a", kind="attack", quote="q1"),
        claim("b", kind="territory_change", quote="q2"),
    )
    assert find_foremost([first, second]) is first


def test_what_is_only_planned_is_not_foremost():
    plan = claim("a", kind="bombing", modality=Modality.PLANNED)
    assert find_foremost([plan, claim("b", kind="arrest")]).kind == "arrest"
    assert find_foremost([plan]) is plan


def test_no_claim_is_foremost_of_none():
    assert find_foremost([]) is None
