"""What is one event and what is not: the wrong merges seen in other systems, and what people decide."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.reconcile.press import report_war
from benchmarks.reconcile.world import wage_war
from khabar.model.claims import Modality, Scope
from khabar.model.links import Action, Verdict
from khabar.model.values import TimePrecision
from khabar.reconcile.comparing.cluster import cluster
from khabar.reconcile.comparing.compare import compare, weigh
from khabar.reconcile.comparing.judgements import Judgements
from khabar.reconcile.digests.families import find_family, may_be_one
from khabar.reconcile.digests.mentions import Mention, describe
from khabar.vocab import load
from tests.reconcile.invented import actor, figure, on, say, town
from tests.reconcile.many_mentions import decide
from tests.reconcile.raids import DAY, NEXT, article, events, raid

HILL = replace(town("Vilarrasa"), lat=42.1, lon=3.0)


def test_a_risen_toll_is_the_same_event():
    first = article("Early", raid("a", "19"))
    second = article("Late", raid("b", "31"), told=NEXT + timedelta(days=3))
    assert events(first, second) == (("a", "b"),)


def test_raids_within_fifty_kilometres_and_a_week_are_apart():
    near = replace(town("Palafosca"), lat=42.2, lon=3.0)
    raids = (
        article("One", raid("a", "12")),
        article("Two", raid("b", "12", place=near)),
        article("Three", raid("c", "12", day=DAY + timedelta(days=4))),
    )
    assert events(*raids) == (("a",), ("b",), ("c",))


def test_yesterdays_and_todays_raid_on_one_town_are_apart():
    assert events(article("One", raid("a", "8")), article("Two", raid("b", "8", day=NEXT))) == (
        ("a",),
        ("b",),
    )


def test_a_vague_report_does_not_bring_two_days_together():
    week = say(on(DAY, DAY + timedelta(days=6), TimePrecision.WEEK), "this week")
    vague = article("Vague", replace(raid("c", "8"), when=week))
    found = events(article("One", raid("a", "8")), article("Two", raid("b", "8", day=NEXT)), vague)
    assert not any({"a", "b"} <= set(one) for one in found)


def test_an_anniversary_is_not_the_event_of_the_year_before():
    year = DAY.replace(year=1937)
    assert events(article("One", raid("a", "12")), article("Two", raid("b", "12", day=year))) == (
        ("a",),
        ("b",),
    )


def test_an_old_raid_told_again_links_with_reports_of_its_own_day():
    again = raid("b", "12", scope=Scope.BACKGROUND)
    found = events(
        article("One", raid("a", "12")),
        article(
            "Two", again, raid("c", "3", day=DAY + timedelta(days=60)), told=DAY + timedelta(days=61)
        ),
    )
    assert found == (("a", "b"), ("c",))


def test_other_actors_at_one_place_are_another_event():
    name, other = sorted(party.name for party in load().actors if party.actor_class == "state_forces")[
        :2
    ]
    one = raid("a", "12", actors=(actor(name),))
    two = raid("b", "12", actors=(actor(other),))
    assert events(article("One", one), article("Two", two)) == (("a",), ("b",))


@pytest.mark.parametrize("modality", [Modality.THREATENED, Modality.PLANNED, Modality.HYPOTHETICAL])
def test_what_has_not_happened_is_no_part_of_what_has(modality):
    planned = raid("b", modality=modality)
    assert events(article("One", raid("a", "12")), article("Two", planned)) == (("a",), ("b",))


def test_a_denial_is_about_the_event_that_it_denies():
    denial = raid("b", modality=Modality.DENIED)
    assert events(article("One", raid("a", "12")), article("Two", denial)) == (("a", "b"),)


def test_a_total_over_years_is_no_part_of_an_incident():
    total = raid("b", "5000", scope=Scope.CUMULATIVE)
    assert events(article("One", raid("a", "12")), article("Two", total)) == (("a",), ("b",))


def test_a_part_in_another_town_is_an_event_of_its_own():
    whole = raid("a", "40", place=None)
    mine, other = raid("b", "25", part_of="a"), raid("c", "15", place=HILL, part_of="a")
    found = events(article("One", whole, mine, other))
    assert not any({"b", "c"} <= set(one) for one in found)


def test_a_part_that_counts_a_group_of_the_same_victims_is_the_same_event():
    children = replace(raid("b", place=None, day=None), figures=(figure("4", "children"),), part_of="a")
    assert events(article("One", raid("a", "40"), children)) == (("a", "b"),)


def test_a_year_is_no_day_of_an_incident():
    long = say(on(date(1936, 7, 18), date(1939, 4, 1), TimePrecision.RANGE), "1936 to 1939")
    years = replace(raid("b", "10000", place=None), when=long)
    assert events(article("One", raid("a", "40"), years)) == (("a",), ("b",))


def test_four_days_later_begins_another_event():
    unknown = on(DAY)
    unknown = replace(unknown, start=None, end=None, precision=TimePrecision.RELATIVE)
    later = replace(raid("b", "9", place=None), when=say(unknown, "Four days later"))
    assert events(article("One", raid("a", "40"), later)) == (("a",), ("b",))


def test_a_claim_without_day_and_place_links_with_nothing_by_itself():
    bare = raid("b", "12", place=None, day=None)
    assert weigh(article("One", raid("a", "12"))[0], article("Two", bare, told=None)[0]).verdict is not (
        Verdict.SAME
    )


def test_a_link_of_a_person_beats_a_contradiction():
    two = (article("One", raid("a", "12")), article("Two", raid("b", "12", place=HILL)))
    assert events(*two) == (("a",), ("b",))
    assert events(*two, decisions=[decide(1, Action.LINK, ("a",), ("b",))]) == (("a", "b"),)


def test_a_split_by_a_person_beats_the_machine():
    two = (article("One", raid("a", "12")), article("Two", raid("b", "12")))
    assert events(*two) == (("a", "b"),)
    assert events(*two, decisions=[decide(1, Action.SPLIT, ("a",), ("b",))]) == (("a",), ("b",))


def test_a_split_can_part_what_one_article_tells_as_one_event():
    one = article("One", raid("a", "12"), raid("b", "5", place=None, day=None))
    assert events(one) == (("a", "b"),)
    assert events(one, decisions=[decide(1, Action.SPLIT, ("b",), ("a",))]) == (("a",), ("b",))


def test_split_undoes_link_and_undoing_undoes_both():
    two = (article("One", raid("a", "12")), article("Two", raid("b", "12", place=HILL)))
    link, split = decide(1, Action.LINK, ("a",), ("b",)), decide(2, Action.SPLIT, ("a",), ("b",))
    assert events(*two, decisions=[link, split]) == (("a",), ("b",))
    undone = decide(3, Action.UNDO, (), (), undoes=2)
    assert events(*two, decisions=[link, split, undone]) == (("a", "b"),)


def test_judgements_tell_what_holds():
    judgements = Judgements(
        [decide(1, Action.LINK, ("a", "b"), ("c",)), decide(2, Action.SPLIT, ("c",), ("a",))]
    )
    assert judgements.verdict("a", "b") is Verdict.SAME
    assert judgements.verdict("a", "c") is judgements.verdict("c", "a") is Verdict.DIFFERENT
    assert judgements.verdict("b", "c") is Verdict.SAME
    assert judgements.verdict("a", "d") is None
    assert judgements.touching(["a"]) == ("b", "c")


def test_each_link_says_why():
    link = compare(article("One", raid("a", "12"))[0], article("Two", raid("b", "12"))[0])
    reasons = {reason.feature: reason.why for reason in link.reasons}
    assert link.verdict is Verdict.SAME
    assert reasons["day"] == "1938-06-02; 1938-06-02"
    assert reasons["place"] == "both in portbou"
    assert sum(reason.score for reason in link.reasons) == pytest.approx(link.score)


def test_each_kind_has_a_family_and_goes_with_itself():
    for kind in load().kinds:
        assert find_family(find_family(kind)) == find_family(kind)
        assert may_be_one(kind, kind)


MENTIONS = tuple(
    one for told in report_war(wage_war(120, seed=7), seed=7) for one in describe(told.report)
)
SOME = st.sampled_from(MENTIONS)
DICE = st.integers(0, 2**63).map(random.Random)


@pytest.mark.no_cover
@settings(max_examples=1000)
@given(SOME, SOME)
def test_comparing_is_symmetric(left, right):
    assert weigh(left, right) == weigh(right, left)
    if left.claim != right.claim:
        assert compare(left, right) == compare(right, left)


# Neighbours in place and time, so that few of them hang together.
NEAR = tuple(sorted(MENTIONS, key=lambda one: (one.facts.town or 0, one.facts.start or 0, one.claim)))


def draw_members(dice, most):
    """So many neighbours at most, and some from elsewhere, in any order."""
    start = dice.randrange(len(NEAR))
    near = NEAR[start : start + dice.randint(1, most)]
    members = sorted({*near, *dice.sample(MENTIONS, dice.randint(0, 2))}, key=lambda one: one.claim)
    dice.shuffle(members)
    return members


def draw_decisions(dice, claims):
    """Up to four decisions on pairs of claims, where there are any."""
    if len(claims) < 2:
        return []
    return [
        decide(number, dice.choice([Action.LINK, Action.SPLIT]), (one,), (other,))
        for number in range(1, dice.randint(0, 4) + 1)
        for one, other in [dice.sample(claims, 2)]
    ]


@pytest.mark.no_cover
@settings(max_examples=2000)
@given(DICE)
def test_decisions_hold_can_be_undone_and_order_does_not_matter(dice):
    members = draw_members(dice, 4)
    claims = sorted(one.claim for one in members)
    decisions = draw_decisions(dice, claims)
    found = cluster(members, Judgements(decisions))
    of = {claim: one for one in found for claim in one}
    assert sorted(claim for one in found for claim in one) == claims
    if decisions:
        last = decisions[-1]
        together = of[last.claims[0]] == of[last.others[0]]
        assert together == (last.action is Action.LINK)
        undone = [*decisions, decide(len(decisions) + 1, Action.UNDO, (), undoes=last.number)]
        before = cluster(members, Judgements(decisions[:-1]))
        assert cluster(members, Judgements(undone)) == before
    dice.shuffle(members)
    assert cluster(members, Judgements(decisions)) == found


@pytest.mark.no_cover
@settings(max_examples=2000)
@given(DICE)
def test_what_an_article_tells_apart_never_meets_and_a_split_undoes_what_a_link_merged(dice):
    members = draw_members(dice, 5)
    before = cluster(members, Judgements())
    check_apart(members, before)
    if len(before) < 2:
        return
    one, other = dice.sample(before, 2)
    linked = decide(1, Action.LINK, one[:1], other[:1])
    split = decide(2, Action.SPLIT, one, other)
    after = cluster(members, Judgements([linked, split]))
    assert any(set(one) <= set(event) for event in after)
    assert all(set(one).isdisjoint(event) or set(other).isdisjoint(event) for event in after)


def check_apart(members, events):
    heads = {(one.article, one.claim): one.head for one in members}
    of = {one.claim: one for one in members}
    for event in events:
        by_article = {}
        for one in event:
            by_article.setdefault(of[one].article, set()).add(heads[of[one].article, one])
        assert all(len(some) == 1 for some in by_article.values())


@given(SOME)
def test_a_mention_is_packed_and_unpacked_unchanged(mention):
    assert Mention.unpack(mention.pack()) == mention
