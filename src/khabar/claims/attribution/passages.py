"""The attributions of a text: those of its sentences, with quotations that go on over several."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from khabar.claims.attribution.extents import find_run, find_runs, join, widen
from khabar.claims.attribution.quoting import NEAR, complete
from khabar.claims.attribution.sentence import read_sentence
from khabar.claims.attribution.told import Told
from khabar.claims.tree import Tree
from khabar.model.attributions import Attribution
from khabar.model.values import Span
from khabar.text.quotations import find_quotations
from khabar.vocabulary.constructions import Tellings


def find_attributions(trees: Iterable[Tree], text: str, tellings: Tellings) -> tuple[Attribution, ...]:
    """The attributions of a text in the order of their cues; nested ones name the one around them."""
    quotations = find_quotations(text)
    found = [
        _build(tree, told, quotations, text) for tree in trees for told in read_sentence(tree, tellings)
    ]
    told = complete(sorted(found, key=lambda one: one.cue), quotations, text)
    return tuple(_nest([one for one in told if one.content]))


def _build(tree: Tree, told: Told, quotations: Sequence[Span], text: str) -> Attribution:
    cue = find_run(tree, told.cue, told.head)
    source = find_runs(tree, told.source, told.cue | told.content)
    runs = find_runs(tree, told.content, told.cue | told.source)
    content = join(widen(span, quotations, (cue, *source)) for span in runs)
    if told.rule == "headline":
        content = _turn(source, content, text)
    return Attribution(
        source=source,
        cue=cue,
        content=content,
        within=None,
        quoted=any(quotation.covers(cue) for quotation in quotations),
        rule=told.rule,
    )


def _turn(source: tuple[Span, ...], content: tuple[Span, ...], text: str) -> tuple[Span, ...]:
    """What is told behind a speaker's name that begins a line: all of the line, as in a transcript."""
    if source[0].start > 0 and text[source[0].start - 1] != "\n":
        return content
    line, _, _ = text[content[0].start :].partition("\n")
    told = Span(content[0].start, content[0].start + len(line.rstrip(" .\xa0")))
    return join((*content, told))


def _nest(found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Each attribution with the index of the first one whose content holds its cue."""
    for i, one in enumerate(found):
        around = (
            k
            for k in range(max(0, i - NEAR), min(len(found), i + NEAR))
            if k != i and any(span.overlaps(one.cue) for span in found[k].content)
        )
        yield replace(one, within=next(around, None))
