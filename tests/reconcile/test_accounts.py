"""Dead whom a report tells of far from its lead, and what other reports of the event make of them."""

import pytest
from invented import bounds, claim, figure, find, report

from khabar.reconcile.merging.merge import build_event

FAR = 900  # code points behind the lead


def lead(article, *, killed=None, at=FAR, title=None):
    """A report that leads with three wounded; the dead, if any, stand at `at`."""
    hurt = claim(f"h-{article}", figure("3", measure="wounded"))
    dead = () if killed is None else (claim(f"d-{article}", figure(killed), at=at),)
    return report(article, hurt, *dead, title=title)


def merge(*articles):
    return build_event([each for some in articles for each in some])


def test_dead_far_from_a_lead_of_wounded_have_an_account_and_no_part_in_the_figure():
    killed = find(merge(lead("a", killed="2"), lead("b")))
    assert bounds(killed) == (None, None, None)
    assert [(one.low, one.said_by) for one in killed.accounts] == [(2, ("The a Post",))]
    assert not killed.contested


@pytest.mark.parametrize(
    "articles",
    [
        (lead("a", killed="2"),),
        (lead("a", killed="2"), lead("b", killed="2", at=50)),
        (lead("a", killed="2", title="Two dead in the raid on Portbou"), lead("b")),
        (lead("a", killed="2", at=50), lead("b")),
    ],
    ids=["no other report", "another leads with dead", "the title tells it", "near the lead"],
)
def test_dead_count_where_nothing_speaks_against_them(articles):
    assert bounds(find(merge(*articles))) == (2, 2, 2)


def test_the_number_of_a_title_is_an_account_of_its_own_in_the_event_that_a_report_leads_with():
    killed = find(merge(lead("a", killed="1", at=50, title="Two dead, three hurt in Portbou")))
    assert [(one.low, one.titled) for one in killed.accounts] == [(1, False), (2, True)]
    assert bounds(killed) == (2, 2, 2)


def test_the_number_of_a_title_is_not_that_of_another_event_of_the_report():
    other = report("a", claim("d", figure("1"), at=FAR), title="Two dead, three hurt in Portbou")
    assert bounds(find(merge(other))) == (1, 1, 1)


def test_the_number_of_a_title_is_given_to_one_event_of_a_report_however_near_the_others_are():
    title = "Eleven dead in Portbou"
    shells = claim("s", figure("11"))
    bomb = claim("b", figure("2", measure="wounded"), at=60)
    fire = claim("f", at=120, kind="arson")
    by_lead = report("a", shells, bomb, fire, title=title)
    assert bounds(find(merge(by_lead[:1]))) == (11, 11, 11)
    assert merge(by_lead[2:]).figures == ()
    assert {tally.measure for tally in merge(by_lead[1:2]).figures} == {"wounded"}


def test_the_one_hurt_whom_the_title_tells_dead_is_in_no_group_of_the_hurt_either():
    hurt = claim("h", figure("1", "men", measure="wounded", text="a man"))
    event = merge(report("a", hurt, title="Man shot, killed at Portbou"))
    assert {tally.measure for tally in event.figures} == {"killed"}
