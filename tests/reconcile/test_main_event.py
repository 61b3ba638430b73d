"""The main event of an article, from its words to its figures."""

from dataclasses import replace
from datetime import date

import pytest
from sample import WIRE

from khabar.model.claims import Scope
from khabar.pipeline import find_report
from khabar.reconcile.articles.main_event import choose_event, find_main
from khabar.settings import Settings

MONDAY = date(1937, 6, 14)


def read(text, published=MONDAY):
    """The claims of a text."""
    nobody = replace(WIRE, url=None, title=None, publisher=None, agencies=(), author=None)
    article = replace(nobody, text=text, published=published, headings=(), related=(), dropped=())
    return find_report(article, "case", Settings()).claims


def find(text, title=None):
    return find_main(read(text), title)


def number(count):
    return None if count is None else count.number


# text, killed, wounded
TOLLS = (
    ("Rebels killed six bakers and wounded two in Oviedo on Sunday.", 6, 2),
    # told one by one
    ("A baker was shot and killed in Oviedo.\nAnother man was shot and wounded.", 1, 1),
    ("A man was shot in Oviedo on Sunday. He died in hospital.", 1, None),
    # casualties less the dead
    ("Five people were shot in Oviedo on Sunday. One of them died.", 1, 4),
    ("Five people were shot in Oviedo on Sunday.", None, 5),
    # a part is never added to its whole
    ("Rebels killed six people in Oviedo on Sunday, including two children.", 6, None),
    # the same man told twice
    ("A baker was shot in Oviedo on Sunday. The baker was shot in the head.", None, 1),
    # a mother is no child
    (
        "A 5-year-old girl was shot and killed in Oviedo on Sunday. Her father was shot in the leg.",
        1,
        1,
    ),
    # an older event told again, and a total over time
    (
        "Rebels wounded two men in Oviedo on Sunday. On May 3 rebels killed nine men in the square.",
        None,
        2,
    ),
    ("Rebels killed one man in Oviedo on Sunday. Some 900 people have died since 1936.", 1, None),
    # a number of wounded that another sentence parts into dead and wounded
    ("A man was killed and three others were wounded in Oviedo. Four people were wounded.", 1, 3),
    ("Four people were wounded by gunfire in Oviedo. One of them died.", 1, 3),
    # many times the first number of dead are of another event
    ("Guards killed two people in Oviedo on Sunday. In all 14 people were killed in raids.", 2, None),
    ("Guards killed two people in Oviedo on Sunday. In all five people were killed in raids.", 5, None),
    # the last of those hit says how many they are
    ("Two men were shot in Oviedo on Sunday. A fifth victim was grazed by a bullet.", None, 5),
    ("Two men were shot in Oviedo on Sunday. A second gunman was wounded by guards.", None, 2),
    # the wounds of the dead
    ("Two women were killed in Oviedo. Both victims had gunshot wounds.", 2, None),
    # others are besides those told before
    ("A baker was shot in Oviedo. Two others were also shot.", None, 3),
    ("A baker was killed in Oviedo. Two others were also shot.", 1, 2),
    # whole and parts in one list
    ("The five victims, three men and two women, had gunshot wounds in Oviedo.", None, 5),
    # the doer is another than his victim, and no other than himself
    ("A sergeant shot a nurse in Oviedo before shooting himself.", None, 2),
    ("A sergeant who accidentally shot himself in Oviedo is in stable condition.", None, 1),
    # who kills himself is one more of the dead
    ("A sergeant killed seven people in Oviedo before killing himself.", 8, None),
    ("One of five people shot in Oviedo has died.", 1, 4),
    ("One of five women wounded in a shooting in Oviedo has died.", 1, 4),
    # an open count of a deadly event, and the dead one by one
    ("A deadly raid shook Oviedo. A man was killed. A woman was killed as well.", 2, None),
)


def test_a_quarter_has_the_town_whose_police_tell_of_it():
    main = find("A baker was shot in the Triana district.\nAnother man was shot, Oviedo police said.")
    assert main.town is not None
    assert main.town.value.name == "Oviedo"


BESIDE = (
    ("The call for help came in late Friday.", date(1937, 6, 11)),
    ("The bakers were walking home about 9 p.m. on Friday.", date(1937, 6, 11)),
    ("A court heard the case on Friday.", None),
    ("Nurses said on Friday that both would live.", None),
    ("The funeral is on Wednesday.", None),
    ("It happened behind a mill late Friday, police said.", date(1937, 6, 11)),
    ("According to police, at 11 p.m. Friday guards were called to the mill.", date(1937, 6, 11)),
    ("A porter was charged over the June 11 shooting.", date(1937, 6, 11)),
    ("On Friday, police named a porter. He was indicted on Saturday for murder, police said.", None),
)


@pytest.mark.parametrize(("beside", "day"), BESIDE)
def test_violence_without_a_day_has_that_of_a_sentence_beside_it_that_tells_of_nothing_else(beside, day):
    main = find(f"Two bakers were shot by gunmen in Oviedo. {beside} Police came at once.")
    assert (main.when and main.when.value.start) == day


def test_a_shooting_that_police_look_into_needs_no_count():
    main = find("Oviedo police are looking into a shooting that hurt a number of people at the fair.")
    assert main is not None
    assert main.kind == "shooting"
    assert find("A shooting was on at the film studio in Oviedo, with a number of people.") is None


def test_a_trial_tells_of_the_day_of_an_older_killing():
    main = find(
        "A man is accused of killing two bakers in Oviedo. He killed the bakers on March 3, 1936."
    )
    assert main.when is not None
    assert main.when.value.start == date(1936, 3, 3)


@pytest.mark.parametrize(("text", "killed", "wounded"), TOLLS)
def test_the_main_event_has_the_figures_of_its_claims(text, killed, wounded):
    main = find(text)
    assert (number(main.killed), number(main.wounded)) == (killed, wounded)


def test_what_several_shootings_came_to_is_no_count_of_the_main_event():
    text = "A miner was shot and killed in Oviedo on Sunday. Nine died in shootings there."
    assert number(find(text).killed) == 1


def test_the_toll_of_a_title_stands_above_people_told_of_one_by_one():
    text = "A baker was shot and killed in Oviedo on Sunday. A miner was shot in the leg."
    main = find(text, "Two dead, five hurt in Oviedo")
    assert (number(main.killed), number(main.wounded)) == (2, 5)
    assert main.killed.titled


@pytest.mark.parametrize(
    ("title", "killed", "wounded"),
    [
        ("Deadly shooting in Oviedo", 1, None),
        ("Baker charged with attempted murder", None, 1),
        ("Baker shot in Oviedo", None, 1),
    ],
)
def test_who_is_hit_in_what_the_title_calls_deadly_has_died(title, killed, wounded):
    main = find("A baker was shot in Oviedo on Sunday.", title)
    assert (number(main.killed), number(main.wounded)) == (killed, wounded)


@pytest.mark.parametrize(
    ("title", "killed"),
    [("Two men shot dead in Oviedo", 2), ("Two men dead after fall in Oviedo", None)],
)
def test_a_title_alone_has_a_main_event_where_it_tells_of_arms(title, killed):
    main = find_main((), title)
    assert number(main and main.killed) == killed


def test_figures_name_the_claims_that_they_come_from():
    claims = read("Five people were shot in Oviedo on Sunday. One of them died.")
    main = find_main(claims)
    assert {*main.killed.claims, *main.wounded.claims} <= {claim.id for claim in claims}


def test_place_and_day_come_from_the_claims_that_tell_them():
    main = find("Rebels killed six bakers on Sunday. The attack in Oviedo lasted an hour.")
    assert main.when.value.start == date(1937, 6, 13)
    assert main.place.value.name == "Oviedo"


def test_another_raid_told_behind_the_lead_is_left_out():
    main = find(
        "Bombers killed six people in Oviedo on Sunday.\n"
        "On May 3 bombers killed forty people in Valencia."
    )
    assert main.killed.number == 6


def test_a_trial_tells_of_the_older_event_it_is_about():
    main = find("A guard was sentenced for a shooting on January 3 that killed two strikers in Oviedo.")
    assert main.killed.number == 2


def test_who_dies_days_later_dies_of_the_same_event():
    main = find("A baker was shot in Oviedo on June 3. The baker died of a gunshot wound on June 9.")
    assert main.killed.number == 1
    assert main.wounded is None


def test_dead_far_behind_a_lead_that_has_none_are_those_of_another_story():
    far = "The mayor spoke of the harvest and of the new road to the coast. " * 10
    text = f"Five people were shot in Oviedo.\n{far}\nA priest was shot and killed, a neighbour said."
    assert find(text).killed is None
    assert find(text, "Five shot, priest killed").killed.number == 1


@pytest.mark.parametrize("text", ["The harvest was good.", "Talks began in Geneva on Sunday."])
def test_an_article_without_violence_has_no_main_event(text):
    assert find(text) is None


# text, kind, the doer told first
DEEDS = (
    # the means is told in another sentence than the dead
    (
        "Nine people were killed in Durango on Sunday. Italian warplanes bombed it, the council said.",
        "air_strike",
        "Italian warplanes",
    ),
    # who is harmed in a clash did not do the harm
    (
        "Ten rebels were killed in clashes between the army and rebels near Oviedo.",
        "armed_clash",
        "army",
    ),
    ("Nine people were killed in Durango on Sunday.", "attack", None),
)


@pytest.mark.parametrize(("text", "kind", "doer"), DEEDS)
def test_the_leading_claims_say_what_it_was_and_whose_doing(text, kind, doer):
    main = find(text)
    assert main.kind == kind
    assert next((actor.who.text for actor in main.doers), None) == doer


@pytest.mark.parametrize(("day", "start"), [("May 3", date(1937, 5, 3)), ("March 3", date(1937, 5, 1))])
def test_a_month_gives_way_to_a_day_in_it_that_is_told_of_an_older_event(day, start):
    died, shot = read(
        f"A baker died in a shooting last month. The court heard that he was shot on {day}."
    )
    assert find_main((died, replace(shot, scope=Scope.BACKGROUND))).when.value.start == start


@pytest.mark.parametrize(
    ("homes", "reports", "event"),
    [
        ({"a": "raid", "b": "raid", "c": "rumour"}, {"raid": 1, "rumour": 1}, "raid"),
        ({"a": "raid", "b": "rumour", "c": "rumour"}, {"raid": 4, "rumour": 1}, "raid"),
        ({"a": "rumour", "c": "raid"}, {"raid": 2, "rumour": 2}, "rumour"),
        ({"z": "raid"}, {"raid": 2}, None),
    ],
)
def test_an_article_is_about_the_event_of_its_main_claims_that_most_articles_tell_of(
    homes, reports, event
):
    assert choose_event(("a", "b", "c"), homes, reports) == event


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A baker died on Sunday in Oviedo. He had been shot on Saturday night.", 12),
        ("A baker was in critical condition on Sunday in Oviedo. He was shot Saturday.", 12),
        (
            "Police looked into the shooting of a baker in Oviedo on Sunday. He was shot late Saturday.",
            12,
        ),
        ("A baker was shot on Saturday in Oviedo. A clerk was shot there on Sunday.", 12),
    ],
)
def test_the_day_of_the_main_event_is_that_of_its_deed(text, day):
    assert find(text).when.value.start == date(1937, 6, day)
