"""What comes strand by strand is what all of it at once is, whatever comes, goes and is decided."""

from collections import Counter
from dataclasses import replace

import pytest

from khabar.model.links import Action
from khabar.reconcile.columnar.lineups import Crowd
from khabar.reconcile.comparing.cluster import cluster, list_atoms, list_ties, settle
from khabar.reconcile.comparing.compare import compare
from khabar.reconcile.comparing.forest import Bond, find_forest
from khabar.reconcile.comparing.judgements import Judgements
from khabar.reconcile.linking.nearby import settle_near
from khabar.reconcile.linking.placing import Places
from khabar.reconcile.linking.together import link_together
from tests.reconcile.many_mentions import Dice, decide, draw_facts, draw_mentions
from tests.reconcile.memory import Memory

BATCHES = (1, 1, 1, 4, 15)


def group(mentions):
    articles = {}
    for mention in mentions:
        articles.setdefault(mention.article, []).append(mention)
    return list(articles.values())


def draw_decision(number, claims, dice):
    one, *others = dice.sample(claims, dice.choice((2, 3)))
    action = dice.choice((Action.LINK, Action.SPLIT))
    return decide(number, action, (one,), tuple(others))


def change(article, dice):
    """The same article read anew, one of its strands with other facts."""
    head, facts = dice.choice(article).head, draw_facts(dice)
    return [replace(one, facts=facts) if one.head == head else one for one in article]


def keep_all(mentions):
    """What a record has to hold: the forest of all links."""
    by_claim = {mention.claim: mention for mention in mentions}
    atoms = list_atoms((one for one in mentions if one.claim == one.head), Judgements())
    pairs = [(atoms[tie.left].mention, atoms[tie.right].mention) for tie in list_ties(atoms)]
    pairs += [(by_claim[one.head], one) for one in mentions if one.claim != one.head]
    links = [compare(left, right) for left, right in pairs]
    return {bond.pair for bond in find_forest(Bond(one.left, one.right, one.score) for one in links)}


def check(memory):
    mentions = tuple(memory.mentions.values())
    assert memory.partition() == cluster(mentions, Judgements(memory.decisions))
    assert set(memory.stored) == keep_all(mentions)


@pytest.mark.parametrize("seed", range(6))
def test_events_and_links_are_those_of_everything_settled_at_once(seed):
    dice, memory = Dice(seed), Memory()
    articles = group(draw_mentions(110, seed))
    while articles:
        batch, articles = articles[: (size := dice.choice(BATCHES))], articles[size:]
        memory.add([mention for article in batch for mention in article])
    check(memory)


@pytest.mark.parametrize("seed", range(6))
def test_what_goes_changes_or_is_decided_leaves_what_all_of_it_at_once_would_be(seed):
    dice, memory = Dice(seed), Memory()
    articles, there = group(draw_mentions(80, seed)), []
    while articles:
        new = [articles.pop() for _ in range(min(len(articles), dice.choice(BATCHES)))]
        old = [there.pop(dice.randrange(len(there))) for _ in range(2 * (len(there) > 9))]
        again = [change(article, dice) for article in old[:1]]
        same = {mention for article in again for mention in article}.intersection(*old[:1])
        moved = [mention for article in (*new, *again) for mention in article if mention not in same]
        gone = {mention.claim for article in old for mention in article if mention not in same}
        memory.add(moved, gone)
        there += new + again
        if dice.random() < 0.2 and len(memory.mentions) > 3:
            number = len(memory.decisions) + 1
            memory.decide(draw_decision(number, sorted(memory.mentions), dice))
    check(memory)


@pytest.mark.parametrize("seed", range(3))
def test_all_of_it_together_has_the_links_and_events_of_one_by_one(seed):
    dice, memory, mentions = Dice(seed), Memory(), draw_mentions(120, seed)
    for article in group(mentions):
        memory.add(article)
    if seed:
        memory.decide(draw_decision(1, sorted(memory.mentions), dice))
    crowd = Crowd()
    crowd.take(dice.sample(mentions, len(mentions)))
    change = link_together(crowd, Judgements(memory.decisions))
    assert change.clusters == memory.partition()
    assert {(link.left, link.right): link for link in change.links} == memory.stored


def test_most_strands_are_put_into_their_events_and_of_others_few_events_are_settled(monkeypatch):
    told = Counter()

    def count(name):
        ask = getattr(Places, name)

        def counted(*given):
            found = ask(*given)
            told[name, bool(found)] += 1
            return found

        monkeypatch.setattr(Places, name, counted)

    count("put")
    count("settle")
    memory = Memory()
    for article in group(draw_mentions(110, 1)):
        memory.add(article)
    assert told["put", True] > told["put", False] > 0
    assert told["settle", True] > 0


@pytest.mark.parametrize("seed", range(6))
def test_events_that_a_strand_breaks_up_are_told(seed):
    *atoms, strand = list_atoms(draw_mentions(60, seed), Judgements())
    before = settle(atoms, tuple(list_ties(atoms)), Judgements())
    of = {claim: atom for atom in atoms for claim in atom.claims}
    events = [tuple({id(of[claim]): of[claim] for claim in claims}.values()) for claims in before]
    found = settle_near(strand, events)
    after = {tuple(sorted(claim for atom in some for claim in atom.claims)) for some in found.sets}
    together = [*atoms, strand]
    assert after == set(settle(together, tuple(list_ties(together)), Judgements()))
    split = {
        number
        for number, claims in enumerate(before)
        if not any(set(claims) <= set(some) for some in after)
    }
    assert split <= found.broken
