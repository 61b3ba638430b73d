"""All claims of a record at once: their events, and the strongest links that hold them together."""

from collections.abc import Iterator, Sequence

import numpy as np

from khabar.model.links import Link
from khabar.reconcile.bulk import cluster_scene, look
from khabar.reconcile.cluster import Atom, list_atoms
from khabar.reconcile.columns import Numbers
from khabar.reconcile.compare import compare
from khabar.reconcile.judgements import Judgements
from khabar.reconcile.linking import Change, link_all
from khabar.reconcile.mentions import Mention
from khabar.reconcile.weighing import Scored

_STRETCH = 1 << 12  # links looked at together at first, then twice as many each time


def link_together(members: Sequence[Mention], judgements: Judgements) -> Change:
    """What a record of these claims alone has to hold; the same as by any sequence of `relink`."""
    atoms = list_atoms(members, Judgements())
    if not atoms:
        return Change(links=(), dropped=(), clusters=())
    scene = look(atoms, workers=1)
    if judgements.latest:
        events = link_all(members, judgements)
    else:
        events = cluster_scene(atoms, scene, judgements, workers=1)
    links = (*_list_strands(members), *_list_links(atoms, scene.ties))
    return Change(links=links, dropped=(), clusters=events)


def _list_strands(members: Sequence[Mention]) -> Iterator[Link]:
    """The links that hold strands together: the head with each of the others."""
    heads = {mention.claim: mention for mention in members if mention.claim == mention.head}
    for mention in members:
        if mention.claim != mention.head:
            yield compare(heads[mention.head], mention)


def _list_links(atoms: Sequence[Atom], ties: Scored) -> Iterator[Link]:
    """The strongest links that hold strands together, between their heads: `forest.find_forest`."""
    heads = [atom.mention.head for atom in atoms]
    places = np.empty(len(heads), dtype=np.int64)
    order = sorted(range(len(heads)), key=heads.__getitem__)
    places[order] = np.arange(len(heads))
    left, right = places[ties.left], places[ties.right]
    low, high = np.minimum(left, right), np.maximum(left, right)
    scores, back = np.unique(ties.score, return_inverse=True)
    score = np.array([round(one, 3) for one in scores.tolist()])[back]
    ranked = np.lexsort((high, low, -score))
    low, high = low[ranked], high[ranked]
    for kept in _find_forest(low, high, len(heads)):
        one, two = (atoms[order[end[kept]]].mention for end in (low, high))
        yield compare(_speak_first(one), _speak_first(two))


def _speak_first(mention: Mention) -> Mention:
    """The head of a mention's strand: all of these say the same."""
    return Mention(claim=mention.head, article=mention.article, head=mention.head, facts=mention.facts)


def _find_forest(low: Numbers, high: Numbers, size: int) -> Iterator[int]:
    """The places of links, which are in their order, without which something would fall apart."""
    roots = np.arange(size)
    start, stretch = 0, _STRETCH
    while start < len(low):
        some = slice(start, start + stretch)
        ones, twos = roots[low[some]], roots[high[some]]
        open_ = np.flatnonzero(ones != twos)
        into: dict[int, int] = {}
        for place, one, two in zip(
            open_.tolist(), ones[open_].tolist(), twos[open_].tolist(), strict=True
        ):
            left, right = _follow(into, one), _follow(into, two)
            if left != right:
                into[right] = left
                yield start + place
        _rename(roots, into)
        start, stretch = start + stretch, 2 * stretch


def _follow(into: dict[int, int], node: int) -> int:
    while (further := into.get(node)) is not None:
        if (last := into.get(further)) is not None:
            into[node] = last
        node = further
    return node


def _rename(roots: Numbers, into: dict[int, int]) -> None:
    """Gives all that hangs together the root that it has now."""
    names = np.arange(len(roots))
    names[list(into)] = [_follow(into, node) for node in into]
    roots[:] = names[roots]
