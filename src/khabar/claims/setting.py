"""Where and when: the place and the time whose words belong to a mention's clause."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from khabar.claims.context import Context, within
from khabar.claims.grouping import Mention
from khabar.claims.tree import Tree
from khabar.model.values import Period, Place, PlacePrecision, Reading, Span, TimePrecision
from khabar.text.dates import resolve

_FINENESS = {
    PlacePrecision.EXACT: 0,
    PlacePrecision.NEAR: 0,
    PlacePrecision.DISTRICT: 0,
    PlacePrecision.PROVINCE: 1,
    PlacePrecision.REGION: 2,
    PlacePrecision.COUNTRY: 3,
    PlacePrecision.UNKNOWN: 4,
}
_COARSENESS = {
    TimePrecision.HOUR: 0,
    TimePrecision.DAY: 0,
    TimePrecision.WEEK: 1,
    TimePrecision.MONTH: 2,
    TimePrecision.RANGE: 3,
    TimePrecision.YEAR: 4,
    TimePrecision.RELATIVE: 0,
}
_AWAY = frozenset({"from", "to", "toward", "towards", "for", "by", "with", "than", "about", "of"})
_STATEMENTS = frozenset({"ccomp", "parataxis"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The tokens that speak of one mention: those under its clause, other mentions' clauses left out."""

    tree: Tree
    anchor: int
    root: int
    closed: frozenset[int]


def scene(tree: Tree, mention: Mention, root: int, others: Iterable[int]) -> Scene:
    """The scene of a mention in the clause under `root`; `others` are the roots of other clauses."""
    closed = frozenset(other for other in others if other != root and not tree.is_under(root, other))
    return Scene(tree=tree, anchor=mention.main.token, root=root, closed=closed)


def find_place(view: Scene, context: Context) -> Reading[Place] | None:
    """The place where it happened: the finest of those in the clause, the nearest of these.

    Names of governments' seats that act or speak are no places, nor where somebody comes from.
    """
    span = Span(view.tree.tokens[0].start, view.tree.tokens[-1].end)
    ranked = [
        ((_FINENESS[reading.value.precision], _is_away(view.tree, token), steps), reading)
        for reading in within(context.places, span)
        if "metonym" not in reading.rule and not _is_compounded(reading.span, context)
        for token in view.tree.at(reading.span)[-1:]
        for steps in _steps(view, token)
    ]
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None


def _is_compounded(span: Span, context: Context) -> bool:
    """True for the first half of a compound: "U.S.-led"."""
    return context.article.text[span.end : span.end + 1] == "-"


def _is_away(tree: Tree, token: int) -> bool:
    words = [
        tree.tokens[k].lemma
        for k in (token, *(head for _, head in tree.ascend(token)))
        if tree.tokens[k].dep == "prep"
    ]
    return (
        bool(words)
        and all(word in _AWAY for word in words[:1])
        and words[:2] not in (["of", "in"], ["of", "on"], ["of", "at"])
    )


def _steps(view: Scene, token: int) -> Iterator[int]:
    """How many arcs lie between a token and the anchor; nothing where it speaks of something else."""
    line = [token, *(head for _, head in view.tree.ascend(token))]
    if view.closed & set(line[: _index(line, view.root)]):
        return
    if view.root in line:
        upward = [view.anchor, *(head for _, head in view.tree.ascend(view.anchor))]
        meeting = next(k for k in line if k in upward)
        yield line.index(meeting) + upward.index(meeting)


def _index(line: Sequence[int], item: int) -> int:
    return line.index(item) if item in line else len(line)


def find_when(view: Scene, context: Context, *, future: bool) -> Reading[Period] | None:
    """The period that the clause names: the finest, the nearest of these.

    Relative words stay relative without a publication day.
    """
    span = Span(view.tree.tokens[0].start, view.tree.tokens[-1].end)
    return _best_period(view, span, context, future=future)


def _qualifies_other(view: Scene, token: int) -> bool:
    """True for the time in "the 2011 revolt", unless what it qualifies is the event itself."""
    word = view.tree.tokens[token]
    return word.dep in {"compound", "nummod", "amod", "poss", "nmod"} and word.head != view.anchor


def told_when(tree: Tree, cue: int, context: Context) -> Reading[Period] | None:
    """The period of the telling itself: "said on Saturday"."""
    below = frozenset(k for k in tree.children(cue, "ccomp", "advcl", "parataxis"))
    view = Scene(tree=tree, anchor=cue, root=cue, closed=below)
    return _best_period(view, Span(tree.tokens[0].start, tree.tokens[-1].end), context, future=False)


def _best_period(view: Scene, span: Span, context: Context, *, future: bool) -> Reading[Period] | None:
    ranked = []
    for reading in within(context.times, span):
        period = resolve(reading.value, context.article.published, future)
        if period.precision in _COARSENESS:
            ranked += [
                (
                    (_COARSENESS[period.precision], steps),
                    Reading.at(reading.span, context.article.text, period, reading.rule),
                )
                for token in view.tree.at(reading.span)[-1:]
                if not _qualifies_other(view, token)
                for steps in _steps(view, token)
            ]
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None
