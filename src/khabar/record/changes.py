"""How the claims of a page's new version differ from those of the one before, in lines for people."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from khabar.model.claims import Claim, Figure
from khabar.model.values import Quantity

_LONGEST = 100  # code points of a quote: with what stands before it, a line and a half of most terminals


def list_changes(before: Sequence[Claim], now: Sequence[Claim]) -> tuple[str, ...]:
    """What changed, first in claims that go on, then those that came and those that went.

    The id of a claim holds that of its article, which is another one in each version. A claim goes on in
    one of the same kind and words, else in one of the same kind and place whose figures count the same,
    or of which one has no place.
    """
    old, new = tuple(before), tuple(now)
    lines: list[str] = []
    for likeness in (_said, _counts_there, _counts):
        matched = _match(old, new, likeness)
        lines += [line for pair in matched for line in _compare(pair)]
        old = _without(old, [pair.before for pair in matched])
        new = _without(new, [pair.now for pair in matched])
    lines += [f"new: {_name(claim)}: “{_clip(claim.quote)}”" for claim in new]
    lines += [f"gone: {_name(claim)}: “{_clip(claim.quote)}”" for claim in old]
    return tuple(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """A claim of the older version, and the one that it goes on in."""

    before: Claim
    now: Claim


def _match(
    old: Sequence[Claim], new: Sequence[Claim], likeness: Callable[[Claim], Hashable]
) -> tuple[_Pair, ...]:
    """The claims that are alike, in their order; each is matched once."""
    waiting: dict[Hashable, list[Claim]] = {}
    for claim in old:
        waiting.setdefault(likeness(claim), []).append(claim)
    pairs: list[_Pair] = []
    for claim in new:
        alike = waiting.get(likeness(claim), [])
        before = next((one for one in alike if _may_be_there(one, claim)), None)
        if before is not None:
            alike.remove(before)
            pairs.append(_Pair(before=before, now=claim))
    return tuple(pairs)


def _may_be_there(one: Claim, other: Claim) -> bool:
    """True unless they name two places."""
    return None in (one.place, other.place) or _find_place(one) == _find_place(other)


def _without(claims: Sequence[Claim], taken: Sequence[Claim]) -> tuple[Claim, ...]:
    ids = {claim.id for claim in taken}
    return tuple(claim for claim in claims if claim.id not in ids)


def _said(claim: Claim) -> Hashable:
    return (claim.kind, claim.quote)


def _counts_there(claim: Claim) -> Hashable:
    return (*_counts(claim), _find_place(claim))


def _find_place(claim: Claim) -> str | None:
    return claim.place.value.name if claim.place else None


def _counts(claim: Claim) -> tuple[Hashable, ...]:
    return (claim.kind, tuple(sorted(map(_subject, claim.figures))))


def _compare(pair: _Pair) -> Iterator[str]:
    waiting = {_subject(figure): figure for figure in pair.before.figures}
    for figure in pair.now.figures:
        before = waiting.pop(_subject(figure), None)
        if before is None:
            yield f"{_put_figure(pair.now, figure)}, not told before"
        elif before.count.value != figure.count.value:
            yield f"{_put_figure(pair.now, before)} -> {_put(figure.count.value)}"
    for figure in waiting.values():
        yield f"{_put_figure(pair.now, figure)}, told no more"
    if pair.before.modality is not pair.now.modality:
        told = f"{_spell(pair.before.modality.value)} -> {_spell(pair.now.modality.value)}"
        yield f"{_name(pair.now)}: {told}"


def _put_figure(claim: Claim, figure: Figure) -> str:
    return f"{_name(claim)}: {' '.join(_subject(figure))} {_put(figure.count.value)}"


def _subject(figure: Figure) -> tuple[str, ...]:
    words = (figure.measure, figure.who if figure.who != "people" else None)
    return tuple(_spell(word) for word in words if word)


def _name(claim: Claim) -> str:
    place = f" at {claim.place.value.name}" if claim.place else ""
    return f"{_spell(claim.kind)}{place}"


def _spell(word: str) -> str:
    return word.replace("_", " ")


def _put(count: Quantity) -> str:
    if count.low is None:
        return f"{count.high:g} or fewer"
    if count.high is None:
        return f"{count.low:g} or more"
    return f"{count.low:g}" if count.low == count.high else f"{count.low:g} to {count.high:g}"


def _clip(quote: str) -> str:
    return quote if len(quote) <= _LONGEST else quote[:_LONGEST].rpartition(" ")[0] + " …"
