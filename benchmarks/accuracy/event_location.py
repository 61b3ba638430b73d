"""Adapter for `event_location`: the place that khabar gives to the clause of the marked verb."""

from collections.abc import Iterator
from typing import Any

from benchmarks.accuracy.articles import Row
from benchmarks.accuracy.trees import read_trees
from khabar.claims.context import Context
from khabar.claims.grouping import clause_root, group
from khabar.claims.setting import Scene, find_place
from khabar.claims.tree import Tree
from khabar.claims.triggers import find_hits
from khabar.model.values import Span
from khabar.text.gazetteer import Gazetteer
from khabar.text.places import find_mentions


class VerbRow(Row):
    """A row with the span of the verb that is asked about."""

    verb: tuple[int, int]


def predict(row: VerbRow) -> dict[str, Any]:
    """The prediction for a blind row: the names inside the words of the verb's place."""
    trees, context = read_trees(row)
    verb = Span(*row["verb"])
    found = [place for tree in trees for place in _places_of(tree, verb, context)]
    mentions = find_mentions(row["text"], Gazetteer.load())
    names = [m.toponym.span for m in mentions if any(place.covers(m.toponym.span) for place in found)]
    return {"id": row["id"], "locations": [[name.start, name.end] for name in names]}


def _places_of(tree: Tree, verb: Span, context: Context) -> Iterator[Span]:
    """The words of the place of a verb, found as for an event that this verb tells of."""
    at = tree.at(verb)
    if not at:
        return
    hits = find_hits(tree, context.vocab)
    events = frozenset({at[0], *(hit.token for hit in hits)})
    told = [{hit.token for hit in mention.hits} for mention in group(tree, hits, context.vocab.kinds)]
    own = frozenset({at[0]}.union(*(tokens for tokens in told if at[0] in tokens)))
    root = clause_root(tree, at[0], events)
    place = find_place(Scene(tree=tree, anchor=at[0], root=root, events=events, own=own), context)
    if place:
        yield place.span
