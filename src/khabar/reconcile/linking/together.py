"""All claims of a record at once: their events, and the strongest links that hold them together."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from khabar.model.links import Link
from khabar.reconcile.columnar.bulk import cluster_crowd, cluster_scene, look
from khabar.reconcile.columnar.lineups import Crowd, Lineup
from khabar.reconcile.columnar.spanning import list_spanning
from khabar.reconcile.columnar.weighing import Scored
from khabar.reconcile.comparing.compare import compare
from khabar.reconcile.comparing.judgements import Judgements
from khabar.reconcile.digests.mentions import Mention
from khabar.reconcile.linking.rounds import Change


def link_together(crowd: Crowd, judgements: Judgements) -> Change:
    """What a record of these claims alone has to hold; the same as by any sequence of `relink`."""
    if not len(crowd):
        return Change(links=(), dropped=(), clusters=())
    lineup = crowd.line_up(Judgements())
    scene = look(lineup, workers=1)
    if judgements.latest:
        events = cluster_crowd(crowd, judgements)
    else:
        events = cluster_scene(lineup, scene, judgements, workers=1)
    links = (*_list_strands(lineup), *_list_links(lineup, scene.ties))
    return Change(links=links, dropped=(), clusters=events)


def _list_strands(lineup: Lineup) -> Iterator[Link]:
    """The links that hold strands together: the head with each of the others."""
    for number, claims in enumerate(lineup.claims):
        if len(claims) > 1:
            head = _speak_first(lineup.atoms[number].mention)
            for claim in claims:
                if claim != head.claim:
                    yield compare(head, replace(head, claim=claim))


def _list_links(lineup: Lineup, ties: Scored) -> Iterator[Link]:
    """The strongest links that hold strands together, between their heads: `forest.find_forest`."""
    heads = lineup.heads
    places = np.empty(len(heads), dtype=np.int64)
    order = sorted(range(len(heads)), key=heads.__getitem__)
    places[order] = np.arange(len(heads))
    left, right = places[ties.left], places[ties.right]
    low, high = np.minimum(left, right), np.maximum(left, right)
    scores, back = np.unique(ties.score, return_inverse=True)
    score = np.array([round(one, 3) for one in scores.tolist()])[back]
    ranked = np.lexsort((high, low, -score))
    low, high = low[ranked], high[ranked]
    for kept in list_spanning(low, high, len(heads)):
        one, two = (lineup.atoms[order[end[kept]]].mention for end in (low, high))
        yield compare(_speak_first(one), _speak_first(two))


def _speak_first(mention: Mention) -> Mention:
    """The head of a mention's strand: all of these say the same."""
    return Mention(claim=mention.head, article=mention.article, head=mention.head, facts=mention.facts)
