"""The same reports give the same events: in any order and batches, with any hash seed."""

import hashlib
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.reconcile.press import report_war
from benchmarks.reconcile.world import wage_war
from khabar.model.event_codec import encode_event
from khabar.model.links import Verdict
from khabar.reconcile.comparing.judgements import Judgements
from khabar.reconcile.digests.mentions import Mention, describe
from khabar.reconcile.linking.rounds import link_all
from khabar.reconcile.merging.merge import build_event
from tests.reconcile.memory import Memory

pytestmark = pytest.mark.no_cover
CLAIMS = 2_000
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def told():
    return tuple(report_war(wage_war(CLAIMS, seed=4), seed=4))


@pytest.fixture(scope="module")
def mentions(told):
    return tuple(mention for one in told for mention in describe(one.report))


@pytest.fixture(scope="module")
def clusters(mentions):
    return link_all(mentions, Judgements(()))


def shuffle(members, seed):
    order = list(members)
    random.Random(seed).shuffle(order)  # noqa: S311  # an order, no secret
    return order


def test_there_is_something_to_settle(told, clusters):
    truths = {
        claim.id: truth
        for one in told
        for claim, truth in zip(one.report.claims, one.truths, strict=True)
    }
    assert sum(map(len, clusters)) == len(truths)
    assert 100 < len(clusters) < len(truths)
    assert max(map(len, clusters)) > 20
    assert any(len({truths[claim] for claim in cluster}) > 1 for cluster in clusters)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_order_of_mentions_does_not_change_events(mentions, clusters, seed):
    assert link_all(shuffle(mentions, seed), Judgements(())) == clusters


def test_mentions_that_were_packed_give_the_same_events(mentions, clusters):
    again = [Mention.unpack(mention.pack()) for mention in mentions]
    assert again == list(mentions)
    assert link_all(again, Judgements(())) == clusters


# An article is settled anew with all that hangs together with it: the square of their number.
FEW = 160


@pytest.mark.parametrize(("seed", "batch"), [(0, 1), (1, 7), (2, 90)])
def test_articles_that_come_one_by_one_or_in_batches_give_the_same_events(told, seed, batch):
    memory = Memory()
    order = shuffle(told[:FEW], seed)
    for start in range(0, len(order), batch):
        memory.add([mention for one in order[start : start + batch] for mention in describe(one.report)])
    mentions = [mention for one in told[:FEW] for mention in describe(one.report)]
    assert memory.partition() == link_all(mentions, Judgements(()))
    assert all(link.verdict is Verdict.SAME for link in memory.stored.values())


def test_stored_links_do_not_depend_on_the_order_of_arrival(told):
    stored = []
    for seed in (3, 4):
        memory = Memory()
        for one in shuffle(told[:FEW], seed):
            memory.add(describe(one.report))
        stored.append(memory.stored)
    assert stored[0] == stored[1]


def digest(told, clusters):
    """What a process makes of it all, in one number."""
    statements = {one.claim.id: one for report in told for one in report.statements()}
    found = hashlib.sha256()
    for cluster in clusters:
        event = build_event([statements[claim] for claim in cluster])
        found.update(json.dumps(encode_event(event), sort_keys=True).encode())
    return found.hexdigest()


def main():
    """Writes the digest of a war whose mentions come in the order of the hash seed."""
    told = tuple(report_war(wage_war(CLAIMS, seed=4), seed=4))
    mentions = {mention.claim: mention for one in told for mention in describe(one.report)}
    clusters = link_all([mentions[claim] for claim in set(mentions)], Judgements(()))
    sys.stdout.write(digest(told, clusters))


# The process of this test has a third one, by chance.
@pytest.mark.parametrize("seed", ["0", "1"])
def test_hash_seed_does_not_change_events(told, clusters, seed):
    run = subprocess.run(
        [sys.executable, __file__],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == digest(told, clusters)


if __name__ == "__main__":
    main()
