"""Statements in, events out: what several articles say of one event."""

from dataclasses import replace
from datetime import timedelta

import pytest
from invented import FIRST, actor, bounds, claim, figure, find, report, source, tell

from khabar.model.claims import ActorClass, Certainty, Modality, Role, Scope, Stance
from khabar.model.event_codec import decode_event, encode_event
from khabar.model.events import About, Status
from khabar.reconcile.merging.history import stand_at
from khabar.reconcile.merging.merge import build_event
from khabar.record.quick_events import read_event

NEXT, THIRD = FIRST + timedelta(1), FIRST + timedelta(2)


def merge(*articles):
    return build_event([statement for article in articles for statement in article])


def about(event, what):
    return [dispute for dispute in event.disputes if dispute.about is what]


def test_an_event_has_the_id_of_its_first_recorded_claim():
    late, early = tell("a", "12", told=NEXT), tell("b", "12")
    assert merge(late, early).id == "c-a"
    assert merge(early, late).id == "c-b"


def test_there_is_no_event_without_a_statement():
    with pytest.raises(ValueError, match="at least one statement"):
        build_event(())


def test_two_tellers_who_agree_make_one_account_and_corroborate():
    event = merge(tell("a", "12"), tell("b", "12"))
    (account,) = find(event).accounts
    assert account.said_by == ("The a Post", "The b Post")
    assert event.status is Status.CORROBORATED
    assert bounds(find(event)) == (12, 12, 12)


def test_three_papers_that_quote_one_monitor_are_one_source():
    event = merge(*(tell(name, "12", by="Coast Watch") for name in "abc"))
    (account,) = find(event).accounts
    assert account.said_by == ("Coast Watch",)
    assert account.publishers == ("The a Post", "The b Post", "The c Post")
    assert (event.independent_sources, event.status) == (1, Status.SINGLE_SOURCE)


def test_figures_that_cannot_both_hold_are_contested_with_who_says_what():
    event = merge(tell("a", "17", by="Valencia"), tell("b", "12", by="Salamanca"))
    (dispute,) = event.disputes
    assert dispute.why == "killed: 12 (Salamanca); 17 (Valencia)"
    assert dispute.claims == ("c-a", "c-b")
    assert find(event).contested
    assert event.status is Status.CONTESTED


NO_CONTEST = [
    (("12", 0), ("17", 1)),  # the toll rose
    (("at least 12", 0), ("17", 0)),
    (("up to 20", 0), ("17", 0)),
    (("10-20", 0), ("17", 0)),
    (("about 1200", 0), ("1180", 0)),
]
CONTEST = [
    (("12", 1), ("17", 0)),  # a lower figure told later answers the higher one
    (("at least 18", 0), ("17", 0)),
    (("up to 10", 0), ("17", 0)),
    (("about 1200", 0), ("1300", 0)),
]


@pytest.mark.parametrize(
    ("left", "right", "contested"),
    [
        *((left, right, False) for left, right in NO_CONTEST),
        *((left, right, True) for left, right in CONTEST),
    ],
)
def test_only_ranges_that_cannot_both_hold_are_contested(left, right, contested):
    days = [FIRST + timedelta(day) for _, day in (left, right)]
    event = merge(tell("a", left[0], told=days[0]), tell("b", right[0], told=days[1]))
    assert find(event).contested is contested


def test_the_risen_toll_of_one_teller_is_history_and_no_contest():
    event = merge(
        tell("a", "12", by="The council"),
        tell("b", "17", by="The council", told=NEXT),
        tell("d", "17", by="The council", told=THIRD),
    )
    tally = find(event)
    assert [(step.day, step.bounds.best) for step in tally.history] == [(FIRST, 12), (NEXT, 17)]
    assert [(one.low, one.first, one.last) for one in tally.accounts] == [
        (12, FIRST, FIRST),
        (17, NEXT, THIRD),
    ]
    assert bounds(tally) == (17, 17, 17)
    assert not tally.contested


def test_a_lower_toll_told_again_after_a_higher_one_is_contested():
    event = merge(
        tell("a", "12", by="Salamanca"),
        tell("b", "17", by="Valencia", told=NEXT),
        tell("d", "12", by="Salamanca", told=THIRD),
    )
    assert find(event).contested


def test_a_denial_is_shown_and_lowers_nothing():
    sources = (source("Valencia"), source("Salamanca", Stance.DENIES))
    event = merge(report("a", claim("c", figure("200"), sources=sources)))
    (account,) = find(event).accounts
    assert (account.said_by, account.denied_by) == (("Valencia",), ("Salamanca",))
    assert bounds(find(event)) == (200, 200, 200)
    (dispute,) = about(event, About.EXISTENCE)
    assert dispute.why == "said by Valencia; denied by Salamanca"
    assert event.status is Status.CONTESTED


def test_what_is_only_denied_is_denied_and_has_no_figure():
    denied = claim(
        "c", figure("200"), modality=Modality.DENIED, sources=(source("Salamanca", Stance.DENIES),)
    )
    event = merge(report("a", denied))
    assert event.status is Status.DENIED
    assert bounds(find(event)) == (None, None, None)
    (account,) = find(event).accounts
    assert (account.low, account.said_by, account.denied_by) == (200, (), ("Salamanca",))


def test_what_was_doubted_is_kept_with_the_doubter():
    sources = (source("Valencia"), source("London", Stance.DOUBTS))
    event = merge(report("a", claim("c", figure("200"), sources=sources)))
    assert [dispute.why for dispute in event.disputes] == ["said by Valencia; doubted by London"]


def test_a_denial_by_who_is_blamed_is_about_the_actor():
    blamed = actor("General Headquarters")
    sources = (
        source("Valencia"),
        source("General Headquarters", Stance.DENIES, actor_class=ActorClass.STATE_FORCES),
    )
    event = merge(report("a", claim("c", actors=(blamed,), sources=sources)))
    (dispute,) = event.disputes
    assert dispute.about is About.ACTOR
    assert dispute.why == (
        "General Headquarters as perpetrator: said by Valencia, denied by General Headquarters"
    )


def test_two_sides_that_are_blamed_by_different_tellers_are_rivals():
    def blame(article, who, by):
        return report(article, claim(f"c-{article}", actors=(actor(who),), sources=(source(by),)))

    event = merge(blame("a", "Legion Condor", "Valencia"), blame("b", "Red Column", "Salamanca"))
    (dispute,) = event.disputes
    assert dispute.why == "blamed: Legion Condor (Valencia); Red Column (Salamanca)"


def test_two_who_are_blamed_together_are_no_rivals():
    both = claim("c", actors=(actor("Legion Condor"), actor("Aviazione Legionaria")))
    assert merge(report("a", both)).disputes == ()


def test_an_actor_told_by_two_stands_once_with_the_firmer_certainty():
    suspected = replace(actor("Legion Condor"), certainty=Certainty.SUSPECTED)
    event = merge(
        report("a", claim("c", actors=(suspected,))),
        report("b", claim("d", actors=(actor("Legion Condor"),))),
    )
    (one,) = event.actors
    assert (one.certainty, one.claims) == (Certainty.STATED, ("c", "d"))
    assert one.said_by == ("The a Post", "The b Post")
    assert one.role is Role.PERPETRATOR


def test_an_actor_without_a_name_is_told_by_a_noun_rather_than_a_pronoun():
    it, docks = actor(None, text="it"), actor(None, text="docks")
    told = (("a", it), ("b", it), ("c", docks))
    event = merge(*(report(name, claim(name, actors=(one,))) for name, one in told))
    assert [one.text for one in event.actors] == ["docks"]
    assert [one.text for one in merge(report("a", claim("a", actors=(it,)))).actors] == ["it"]


def test_a_group_stands_under_the_whole_and_not_beside_it():
    whole, part = claim("c", figure("40")), claim("d", figure("15", "children"), at=9, part_of="c")
    tally = find(merge(report("a", whole, part)))
    assert bounds(tally) == (40, 40, 40)
    assert [(group.who, group.bounds.best) for group in tally.of_whom] == [("children", 15)]


def test_a_group_stands_for_everybody_where_nobody_counts_everybody():
    tally = find(merge(tell("a", "12"), report("b", claim("d", figure("9", "civilians")))))
    assert bounds(tally) == (12, 12, 12)
    only = find(merge(report("b", claim("d", figure("9", "civilians")))))
    assert bounds(only) == (9, 9, 9)
    assert [group.who for group in only.of_whom] == ["civilians"]


def test_a_part_above_its_whole_is_contested():
    event = merge(tell("a", "12"), report("b", claim("d", figure("20", "children")), told=NEXT))
    tally = find(event)
    assert tally.contested
    assert tally.of_whom[0].contested
    assert "killed children: 20, more than the whole of at least 12" in event.disputes[0].why


def test_somebody_told_of_as_hurt_and_then_as_dead_is_not_counted_among_both():
    hurt = figure("1", "children", measure="wounded", text="a boy")
    dead = figure("1", "children", text="the boy")
    event = merge(report("a", claim("c", hurt)), report("b", claim("d", dead), told=NEXT))
    assert bounds(find(event, "wounded")) == (0, 0, 1)
    assert [account.low for account in find(event, "wounded").accounts] == [1]
    assert bounds(find(event)) == (1, 1, 1)


def test_who_may_have_been_hit_is_not_wounded_where_the_article_tells_of_a_death():
    hit = figure("1", measure="casualties", text="a man")
    suspected = claim("d", hit, at=50, modality=Modality.SUSPECTED)
    event = merge(report("a", claim("c", figure("1", text="a man")), suspected))
    assert "wounded" not in [tally.measure for tally in event.figures]
    assert bounds(find(merge(report("a", suspected)), "wounded")) == (1, 1, 1)


def test_a_total_over_years_says_nothing_of_an_incident():
    total = claim("d", figure("20000"), scope=Scope.CUMULATIVE)
    assert bounds(find(merge(tell("a", "12"), report("b", total)))) == (12, 12, 12)


def test_a_running_total_is_a_series_of_its_own():
    series = [
        report(name, claim(f"c-{name}", figure(words), scope=Scope.CUMULATIVE), told=day)
        for name, words, day in (("a", "20000", FIRST), ("b", "21000", THIRD))
    ]
    event = merge(*series)
    assert event.scope is Scope.CUMULATIVE
    assert [step.bounds.best for step in find(event).history] == [20000, 21000]


def test_what_may_come_does_not_count_as_what_came():
    threat = claim("d", figure("500"), modality=Modality.THREATENED)
    event = merge(tell("a", "12"), report("b", threat))
    assert event.modality is Modality.HAPPENED
    assert bounds(find(event)) == (12, 12, 12)


def test_nobody_was_hurt_is_a_zero_that_counts():
    none = claim("c", figure("0", measure="wounded"), modality=Modality.NOT_HAPPENED)
    assert bounds(find(merge(report("a", none)), "wounded")) == (0, 0, 0)


def test_who_was_not_hurt_is_not_counted_as_hurt():
    spared = claim("c", figure("3", measure="wounded"), modality=Modality.NOT_HAPPENED)
    assert merge(report("a", spared)).figures == ()


def test_a_figure_of_a_page_that_was_replaced_no_longer_counts_beside_others():
    old = tell("a", "12", superseded=NEXT, publisher="The Post")
    new = tell("b", "17", told=NEXT, publisher="The Post")
    tally = find(merge(old, new))
    assert bounds(tally) == (17, 17, 17)
    assert [(one.low, one.superseded) for one in tally.accounts] == [(12, True), (17, False)]


def test_an_event_that_no_page_tells_any_more_is_retracted_and_keeps_its_dead():
    event = merge(tell("a", "12", superseded=NEXT))
    assert event.status is Status.RETRACTED
    assert bounds(find(event)) == (12, 12, 12)


def test_as_of_a_day_what_was_told_or_replaced_later_is_not_known():
    old, new = tell("a", "12", superseded=THIRD), tell("b", "17", told=NEXT)
    statements = (*old, *new)
    assert [each.claim.id for each in stand_at(statements, FIRST)] == ["c-a"]
    assert stand_at(statements, NEXT)[0].telling.superseded is None
    assert stand_at(statements, THIRD)[0].telling.superseded == THIRD
    assert stand_at(statements, FIRST - timedelta(1)) == ()


def test_a_figure_in_a_second_unit_is_a_tally_of_its_own():
    house = figure("30", None, measure="destroyed", unit="buildings")
    lorry = figure("4", None, measure="destroyed", unit="vehicles", start=20)
    event = merge(report("a", claim("c", lorry, house)))
    assert [(tally.measure, tally.unit) for tally in event.figures] == [
        ("destroyed", "buildings"),
        ("destroyed", "vehicles"),
    ]
    record = encode_event(event)
    assert list(record["figures"]) == ["destroyed", "destroyed vehicles"]
    assert decode_event(record) == read_event(record) == event


def test_an_article_does_not_contest_the_source_that_it_quotes():
    """ "The toll rose from 150 to 216, officials said": told by the article alone, it is 150."""
    own, quoted = (
        claim("c", figure("150")),
        claim("d", figure("216"), at=50, sources=(source("Officials"),)),
    )
    tally = find(merge(report("a", own, quoted)))
    assert not tally.contested
    assert bounds(tally) == (216, 216, 216)
    assert [account.low for account in tally.accounts] == [150, 216]


def test_an_article_contests_a_source_that_says_less():
    own, quoted = (
        claim("c", figure("216")),
        claim("d", figure("12"), at=50, sources=(source("Officials"),)),
    )
    assert find(merge(report("a", own, quoted))).contested


def test_who_tells_of_an_event_denies_it_by_no_detail_that_did_not_happen():
    spared = claim("d", modality=Modality.NOT_HAPPENED, at=50)
    assert merge(report("a", claim("c", figure("12")), spared)).disputes == ()
    event = merge(tell("a", "12"), report("b", spared))
    assert [dispute.why for dispute in event.disputes] == ["said by The a Post; denied by The b Post"]


def test_an_event_has_the_keys_of_schema_1_first_and_last_in_their_order():
    record = encode_event(merge(tell("a", "12")))
    assert " ".join(record) == (
        "type schema id kind modality scope actors place when figures status disputes "
        "independent_sources claims articles first_reported last_reported part_of"
    )
    assert " ".join(record["figures"]["killed"]) == (
        "low best high rule measure unit contested accounts of_whom history"
    )
    assert record["figures"]["killed"]["accounts"][0]["said_by"] == ["The a Post"]
