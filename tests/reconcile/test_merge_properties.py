import random
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import find as search
from hypothesis import strategies as st
from invented import find, source
from many_statements import cases

from khabar.model.bounds import Bounds
from khabar.model.claims import Modality, Stance
from khabar.model.codec import from_line, to_line
from khabar.model.event_codec import decode_event, encode_event
from khabar.reconcile.merging.accounts import ForgottenError, find_sides
from khabar.reconcile.merging.history import stand_at
from khabar.reconcile.merging.merge import build_event
from khabar.record.derived.portion_rows import read_portion, write_portion
from khabar.record.derived.portions import tell
from khabar.record.quick_events import read_event
from khabar.record.rows import Recorded

pytestmark = pytest.mark.no_cover
THOUSANDS = settings(max_examples=2000)
HUNDREDS = settings(max_examples=500)


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
@given(cases())
def test_an_event_is_in_order_depends_on_no_other_and_comes_back_from_its_line(case):
    event = build_event(case.statements, rule=case.rule, part_of="whole")
    check_bounds(event)
    check_parts(event)
    check_history(event)
    line = from_line(to_line(encode_event(event)))
    assert decode_event(line) == read_event(line) == event
    statements = list(case.statements)
    random.Random(case.order).shuffle(statements)  # noqa: S311
    again = build_event(statements, rule=case.rule, part_of="whole")
    assert again == replace(event, id=statements[0].claim.id), "the order settles nothing but the id"


def check_bounds(event):
    """Low, best and high are in order under each rule."""
    for tally in tallies(event):
        assert is_ordered(tally.bounds)
        for account in tally.accounts:
            assert is_ordered(Bounds(low=account.low, best=None, high=account.high))
            assert min(value for value in (account.low, account.high) if value is not None) >= 0
        assert all(is_ordered(step.bounds) for step in tally.history)


def check_parts(event):
    """No part is above its whole without a mark."""
    for whole in event.figures:
        for part in whole.of_whom:
            low, high = part.bounds.low, whole.bounds.high
            if low is not None and high is not None and low > high:
                assert whole.contested
                assert part.contested


def check_history(event):
    """History ends with what stands."""
    for tally in tallies(event):
        if tally.history:
            assert tally.history[-1].bounds == tally.bounds
        days = [step.day for step in tally.history]
        assert days == sorted(set(days))


@THOUSANDS
@given(cases())
def test_one_more_article_takes_no_account_away_and_one_that_denies_lowers_nothing(case):
    scope = case.statements[0].claim.scope
    told = alter(case.statements, scope=scope)
    before = build_event(told, rule=case.rule)
    after = build_event((*told, *alter(case.more, scope=scope)), rule=case.rule)
    assert counts(before) <= counts(after)
    denial = alter(case.more, scope=scope, modality=Modality.DENIED)
    denied = build_event((*told, *denial), rule=case.rule)
    for tally in before.figures:
        assert find(denied, tally.measure).bounds == tally.bounds
    assert build_event(told, rule=case.rule) == before, "without it all is as before"


def alter(statements, **changes):
    return tuple(replace(one, claim=replace(one.claim, **changes)) for one in statements)


@HUNDREDS
@given(cases())
def test_an_event_of_which_it_is_remembered_what_its_articles_tell_is_the_same(case):
    told = {}
    for number, each in enumerate(sorted(case.statements, key=lambda each: each.claim.span)):
        recorded = Recorded(place=number, statement=each)
        told.setdefault(each.telling.article, {})[each.claim.id] = recorded
    portions = [read_portion(write_portion(tell(held.values()))) for held in told.values()]
    brief = {id_: one.statement for portion in portions for id_, one in portion.recorded.items()}
    statements = [brief[each.claim.id] for each in case.statements]
    known = {portion.article: portion.known for portion in portions}
    with suppress(ForgottenError):
        assert build_event(statements, rule=case.rule, known=known) == build_event(
            case.statements, rule=case.rule
        )


@HUNDREDS
@given(cases(), st.data())
def test_somebody_who_denies_a_claim_lowers_none_of_its_figures(case, data):
    told = case.statements
    chosen = data.draw(st.sampled_from(told))
    denier = replace(
        data.draw(st.sampled_from([*chosen.claim.sources, None])) or source("Salamanca"),
        stance=Stance.DENIES,
    )
    denied = replace(chosen, claim=replace(chosen.claim, sources=(*chosen.claim.sources, denier)))
    before = build_event(told)
    after = build_event(tuple(denied if one is chosen else one for one in told))
    assert [tally.bounds for tally in tallies(after)] == [tally.bounds for tally in tallies(before)]


@HUNDREDS
@given(cases())
def test_what_stood_on_the_last_day_is_what_stands(case):
    statements = case.statements
    days = [each.telling.told for each in statements]
    days += [each.telling.superseded for each in statements if each.telling.superseded]
    assert build_event(stand_at(statements, max(days))) == build_event(statements)


@HUNDREDS
@given(cases(), st.data())
def test_history_says_what_the_event_of_that_day_says(case, data):
    statements = case.statements
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
        found = lambda case: condition(build_event(case.statements))  # noqa: E731
        return search(cases(), found, settings=settings(phases=[Phase.generate]))

    assert reaches(lambda event: event.disputes)
    assert reaches(lambda event: any(tally.of_whom for tally in event.figures))
    assert reaches(lambda event: any(len(tally.history) > 2 for tally in event.figures))
