import random
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import find as search
from hypothesis import strategies as st
from invented import find, source
from many_statements import articles, events

from khabar.model.bounds import Bounds
from khabar.model.claims import Modality, Stance
from khabar.model.codec import from_line, to_line
from khabar.model.event_codec import decode_event, encode_event
from khabar.reconcile.accounts import find_sides
from khabar.reconcile.history import stand_at
from khabar.reconcile.merge import build_event
from khabar.reconcile.rules import RULES
from khabar.record.quick_events import read_event

pytestmark = pytest.mark.no_cover
THOUSANDS = settings(max_examples=2000)
HUNDREDS = settings(max_examples=500)
rules = st.sampled_from(RULES)


def flatten(parts):
    return tuple(statement for part in parts for statement in part)


def tallies(event):
    return [tally for whole in event.figures for tally in (whole, *whole.of_whom)]


def counts(event):
    """Each count that anybody gives, with who gives it."""
    return {
        (tally.measure, tally.unit, tally.who, account.who, account.low, account.high, teller)
        for tally in tallies(event)
        for account in tally.accounts
        for teller in account.claims
    }


def is_ordered(bounds: Bounds):
    known = [value for value in (bounds.low, bounds.best, bounds.high) if value is not None]
    return known == sorted(known)


@THOUSANDS
@given(events(), rules)
def test_low_best_and_high_are_in_order_under_each_rule(parts, rule):
    event = build_event(flatten(parts), rule=rule)
    for tally in tallies(event):
        assert is_ordered(tally.bounds)
        for account in tally.accounts:
            assert is_ordered(Bounds(low=account.low, best=None, high=account.high))
            assert min(value for value in (account.low, account.high) if value is not None) >= 0
        assert all(is_ordered(step.bounds) for step in tally.history)


@THOUSANDS
@given(events(), articles(99))
def test_one_more_article_takes_no_account_away_and_without_it_all_is_as_before(parts, more):
    scopes = {one.claim.scope for one in flatten(parts)} | {one.claim.scope for one in more}
    before = build_event(flatten(parts))
    after = build_event((*flatten(parts), *more))
    if len(scopes) == 1:
        assert counts(before) <= counts(after)
    assert build_event(flatten(parts)) == before


@THOUSANDS
@given(events(), st.integers(0, 2**32), rules)
def test_the_order_of_the_record_settles_the_id_and_nothing_else(parts, order, rule):
    statements = list(flatten(parts))
    event = build_event(statements, rule=rule)
    random.Random(order).shuffle(statements)  # noqa: S311
    assert build_event(statements, rule=rule) == replace(event, id=statements[0].claim.id)


@THOUSANDS
@given(events())
def test_no_part_is_above_its_whole_without_a_mark(parts):
    for whole in build_event(flatten(parts)).figures:
        for part in whole.of_whom:
            low, high = part.bounds.low, whole.bounds.high
            if low is not None and high is not None and low > high:
                assert whole.contested
                assert part.contested


@THOUSANDS
@given(events(), articles(99), rules)
def test_a_denial_lowers_nothing_and_hides_nothing(parts, denial, rule):
    told = flatten(parts)
    scope = told[0].claim.scope
    told = tuple(replace(one, claim=replace(one.claim, scope=scope)) for one in told)
    denial = tuple(
        replace(one, claim=replace(one.claim, modality=Modality.DENIED, scope=scope)) for one in denial
    )
    before, after = build_event(told, rule=rule), build_event((*told, *denial), rule=rule)
    for tally in before.figures:
        assert find(after, tally.measure).bounds == tally.bounds


@HUNDREDS
@given(events(), st.data())
def test_somebody_who_denies_a_claim_lowers_none_of_its_figures(parts, data):
    told = flatten(parts)
    chosen = data.draw(st.sampled_from(told))
    denier = replace(
        data.draw(st.sampled_from([*chosen.claim.sources, None])) or source("Salamanca"),
        stance=Stance.DENIES,
    )
    denied = replace(chosen, claim=replace(chosen.claim, sources=(*chosen.claim.sources, denier)))
    before = build_event(told)
    after = build_event(tuple(denied if one is chosen else one for one in told))
    assert [tally.bounds for tally in tallies(after)] == [tally.bounds for tally in tallies(before)]


@THOUSANDS
@given(events(), rules)
def test_an_event_comes_back_from_its_line_as_it_went(parts, rule):
    event = build_event(flatten(parts), rule=rule, part_of="whole")
    line = from_line(to_line(encode_event(event)))
    assert decode_event(line) == event
    assert read_event(line) == event


@HUNDREDS
@given(events())
def test_what_stood_on_the_last_day_is_what_stands(parts):
    statements = flatten(parts)
    days = [each.telling.told for each in statements]
    days += [each.telling.superseded for each in statements if each.telling.superseded]
    assert build_event(stand_at(statements, max(days))) == build_event(statements)


@HUNDREDS
@given(events())
def test_history_ends_with_what_stands(parts):
    for tally in tallies(build_event(flatten(parts))):
        if tally.history:
            assert tally.history[-1].bounds == tally.bounds
        days = [step.day for step in tally.history]
        assert days == sorted(set(days))


@HUNDREDS
@given(events(), st.data())
def test_history_says_what_the_event_of_that_day_says(parts, data):
    statements = flatten(parts)
    tally = data.draw(st.sampled_from([*tallies(build_event(statements)), None]))
    if tally is None or not tally.history:
        return
    step = data.draw(st.sampled_from(tally.history))
    then = build_event(stand_at(statements, step.day))
    same = [
        each.bounds
        for each in tallies(then)
        if (each.measure, each.unit, each.who) == (tally.measure, tally.unit, tally.who)
    ]
    if _frame(stand_at(statements, step.day)) == _frame(statements):
        assert same == [step.bounds]


def _frame(statements):
    """What later statements can change of the whole event: its scope, its modality, its actors."""
    event = build_event(statements)
    return (event.scope, event.modality, find_sides(statements))


def test_the_generator_reaches_disputes_groups_and_risen_tolls():
    def reaches(condition):
        found = lambda parts: condition(build_event(flatten(parts)))  # noqa: E731
        return search(events(), found, settings=settings(phases=[Phase.generate]))

    assert reaches(lambda event: event.disputes)
    assert reaches(lambda event: any(tally.of_whom for tally in event.figures))
    assert reaches(lambda event: any(len(tally.history) > 2 for tally in event.figures))
