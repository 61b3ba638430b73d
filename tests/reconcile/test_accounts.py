"""Dead whom a report tells of far from its lead, and what other reports of the event make of them."""

import pytest
from invented import bounds, claim, figure, find, report

from khabar.reconcile.merge import build_event

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
