"""Linking in columns gives the events of linking pair by pair, to the last bit of each score."""

from collections import Counter
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from many_mentions import Dice, decide, draw_facts, draw_mentions

from benchmarks.reconcile.press import report_war
from benchmarks.reconcile.world import wage_war
from khabar.model.links import Action
from khabar.reconcile.columnar import lineups
from khabar.reconcile.columnar.bulk import cluster_crowd, cluster_many, find_ties
from khabar.reconcile.columnar.lineups import Crowd, line_up
from khabar.reconcile.columnar.lookups import READS
from khabar.reconcile.columnar.weighing import Weigher
from khabar.reconcile.comparing.cluster import cluster, list_atoms, list_ties
from khabar.reconcile.comparing.compare import CLEAR
from khabar.reconcile.comparing.features import FEATURES
from khabar.reconcile.comparing.judgements import Judgements
from khabar.reconcile.digests.facts import BLANK, Facts
from khabar.reconcile.digests.mentions import Mention, describe

NOBODY = Judgements()
FIELDS = tuple(field.name for field in fields(Facts))


def list_fast(atoms):
    lineup = line_up(atoms)
    ties = find_ties(lineup, Weigher(lineup.table))
    rows = zip(ties.left.tolist(), ties.right.tolist(), ties.score.tolist(), strict=True)
    return Counter((-score, min(left, right), max(left, right)) for left, right, score in rows)


def tell(claims, seed):
    return [one for told in report_war(wage_war(claims, seed), seed) for one in describe(told.report)]


@pytest.mark.parametrize("seed", [1, 2])
def test_invented_wars_have_the_same_ties_and_events(seed):
    mentions = tell(400, seed)
    atoms = list_atoms(mentions, NOBODY)
    assert list_fast(atoms) == Counter(map(tuple, list_ties(atoms)))
    assert cluster_many(mentions, NOBODY) == cluster(mentions, NOBODY)


def crowd(mentions):
    found = Crowd()
    for start in range(0, len(mentions), 7):
        found.take(mentions[start : start + 7])
    return found


def test_a_crowd_of_several_portions_has_the_same_events_and_facts(monkeypatch):
    monkeypatch.setattr(lineups, "_AT_ONCE", 20)
    mentions = [*tell(200, 5), *draw_mentions(150, 6)]
    Dice("crowd").shuffle(mentions)
    assert cluster_crowd(crowd(mentions), NOBODY) == cluster(mentions, NOBODY)
    lineup, atoms = crowd(mentions).line_up(NOBODY), list_atoms(mentions, NOBODY)
    read = [name for name in FIELDS if name not in {"figures", "tellers"}]
    assert lineup.atoms[-2:] == (lineup.atoms[len(atoms) - 2], lineup.atoms[-1])
    for one, other in zip(lineup.atoms, atoms, strict=True):
        assert (one.claims, one.mention.head) == (other.claims, other.mention.head)
        for name in read:
            assert getattr(one.mention.facts, name) == getattr(other.mention.facts, name)


@pytest.mark.parametrize("workers", [2, 3])
def test_work_in_parts_gives_the_same_events(workers):
    mentions = [*tell(300, 3), *draw_mentions(200, 4)]
    assert cluster_many(mentions, NOBODY, workers) == cluster(mentions, NOBODY)


@pytest.mark.parametrize("seed", range(3))
def test_mentions_at_random_have_the_same_ties_and_events(seed):
    mentions = draw_mentions(300, seed)
    atoms = list_atoms(mentions, NOBODY)
    plain = Counter(map(tuple, list_ties(atoms)))
    assert list_fast(atoms) == plain
    assert len(plain) > 100
    assert cluster_many(mentions, NOBODY) == cluster(mentions, NOBODY)


def test_versions_of_pages_have_the_same_ties_and_events():
    dice = Dice("pages")
    mentions = [
        replace(one, facts=replace(one.facts, pages=dice.some(range(25), 1)))
        for one in draw_mentions(200, 5)
    ]
    atoms = list_atoms(mentions, NOBODY)
    assert list_fast(atoms) == Counter(map(tuple, list_ties(atoms)))
    assert cluster_many(mentions, NOBODY) == cluster(mentions, NOBODY)


@settings(max_examples=60)
@given(st.integers(2, 30), st.integers(0, 2**30))
def test_few_mentions_with_decisions_have_the_same_events(size, seed):
    dice = Dice(seed)
    mentions = draw_mentions(size, seed)
    claims = sorted(one.claim for one in mentions)
    decisions = [
        decide(
            number,
            dice.choice((Action.LINK, Action.SPLIT)),
            (dice.choice(claims),),
            (dice.choice(claims),),
        )
        for number in range(1, dice.randint(1, 4))
    ]
    judgements = Judgements(decisions)
    assert cluster_many(mentions, judgements) == cluster(mentions, judgements)
    assert cluster_crowd(crowd(mentions), judgements) == cluster(mentions, judgements)


def test_what_a_claim_is_split_from_stays_together_without_day_and_place():
    mentions = [Mention(claim=one, article="a", head="c1", facts=BLANK) for one in ("c1", "c2", "c3")]
    apart = decide(1, Action.SPLIT, ("c1",), ("c2", "c3"))
    for link in (cluster, cluster_many, lambda some, who: cluster_crowd(crowd(some), who)):
        assert link(mentions, Judgements([apart])) == (("c1",), ("c2", "c3"))


def test_no_mentions_are_no_events():
    assert cluster_many((), NOBODY) == cluster_crowd(Crowd(), NOBODY) == ()


class Reader:
    """Facts that note what is read of them."""

    def __init__(self, facts):
        self.facts, self.read = facts, set()

    def __getattr__(self, name):
        self.read.add(name)
        return getattr(self.facts, name)


@pytest.fixture(scope="module")
def drawn():
    dice = Dice("facts")
    return [draw_facts(dice) for _ in range(80)]


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_a_feature_reads_what_is_known_of_it_and_nothing_else(feature, drawn):
    reads = READS[feature.name]
    known = {*reads.parts, *reads.shared, *reads.days, *reads.named}
    assert known <= {field.name for field in fields(Facts)}
    seen = set()
    for one in drawn:
        for two in drawn:
            left, right = Reader(one), Reader(two)
            feature.weigh(left, right)
            seen |= left.read | right.read
    assert seen == known


def test_each_feature_is_known():
    assert set(READS) == {feature.name for feature in FEATURES}


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_what_two_sets_share_is_never_a_clear_contradiction(feature, drawn):
    if READS[feature.name].shared:
        assert all(feature.weigh(one, two) > CLEAR for one in drawn for two in drawn)


@given(st.integers(0, 2**30), st.integers(-9999, 9999))
def test_days_weigh_the_same_in_any_year(seed, far):
    dice = Dice(seed)
    pair = draw_facts(dice), draw_facts(dice)
    for feature in FEATURES:
        names = READS[feature.name].days
        moved = [
            replace(
                one, **{name: day + far for name in names if (day := getattr(one, name)) is not None}
            )
            for one in pair
        ]
        assert feature.weigh(*moved) == feature.weigh(*pair)
