"""Adapter for `polnear`: who tells what by which word, over all sentences of a text.

The content of an attribution is what stands under it: the words of which khabar says that somebody
tells them.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.accuracy.articles import Row
from benchmarks.accuracy.trees import read_trees
from khabar.claims.context import Context
from khabar.claims.sources import Attribution, attributions
from khabar.claims.tree import Tree
from khabar.model.values import Span


def predict(row: Row) -> dict[str, Any]:
    """The prediction for a blind row."""
    trees, context = read_trees(row)
    return {"id": row["id"], "attributions": [told for tree in trees for told in _tell(tree, context)]}


def _tell(tree: Tree, context: Context) -> Iterator[dict[str, list[list[int]]]]:
    found: dict[int, Attribution] = {}
    below: dict[int, list[int]] = {}
    for token in tree.tokens:
        for attribution in attributions(tree, token.i, context):
            found.setdefault(attribution.token, attribution)
            below.setdefault(attribution.token, []).append(token.i)
    for at, attribution in found.items():
        who = [source.who.span for source in attribution.sources]
        cues = {source.cue.span for source in attribution.sources if source.cue}
        cue = sorted(cues) or [tree.tokens[at].span]
        outside = {i for span in (*who, *cue) for i in tree.at(span)}
        yield {
            "source": _pairs(who),
            "cue": _pairs(cue),
            "content": _pairs(_runs(tree, (i for i in below[at] if i not in outside))),
        }


def _runs(tree: Tree, tokens: Iterable[int]) -> Iterator[Span]:
    """The stretches of text of tokens that follow one another."""
    run: list[int] = []
    for i in sorted(tokens):
        if run and i != run[-1] + 1:
            yield tree.span(tuple(run))
            run = []
        run.append(i)
    if run:
        yield tree.span(tuple(run))


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
