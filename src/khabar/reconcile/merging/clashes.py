"""Figures that cannot both hold.

Two accounts clash where their ranges have no number in common, different tellers stand by them, and
the lower one is not merely the older: a toll that somebody tells higher on a later day has risen, and
is history, unless the teller of the lower one tells it again.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations

from khabar.model.events import About, Dispute
from khabar.reconcile.merging.rules import Voice


def dispute_figures(name: str, voices: Sequence[Voice], shown: Mapping[str, str]) -> tuple[Dispute, ...]:
    """The one dispute about a figure with who says what, or none; `name` is what is counted."""
    if len(voices) < 2:
        return ()
    standing = sorted((voice for voice in voices if voice.standing and voice.firm), key=_order)
    ends = [find_ends(voice) for voice in standing]
    clashing: set[int] = set()
    for left, right in combinations(range(len(standing)), 2):
        top, bottom = ends[left][1], ends[right][0]
        apart = top is not None and bottom is not None and top < bottom
        if apart and _is_lasting(standing[left], standing[right]):
            clashing |= {left, right}
    if not clashing:
        return ()
    sides: dict[str, set[str]] = {}
    for voice in (standing[place] for place in sorted(clashing)):
        sides.setdefault(show_range(voice.low, voice.high), set()).add(shown[voice.teller])
    says = "; ".join(f"{count} ({', '.join(sorted(who))})" for count, who in sides.items())
    claims = tuple(sorted({id_ for place in clashing for id_ in standing[place].claims}))
    return (Dispute(about=About.FIGURE, why=f"{name}: {says}", claims=claims),)


def _is_lasting(lower: Voice, upper: Voice) -> bool:
    """True where two tellers differ, and the lower figure has not merely been overtaken."""
    return lower.teller != upper.teller and lower.day >= upper.day


def find_ends(voice: Voice) -> tuple[float | None, float | None]:
    """The lowest and the highest number that a voice admits; None is an open end.

    "About 1,200" admits what rounds to it: 1,150 to 1,250, as its last digit that is not 0 is the
    hundreds'. A lower bound admits all that is above.
    """
    high = voice.high if voice.complete else None
    if not voice.hedged or voice.low is None or voice.low != voice.high:
        return voice.low, high
    half = _last_place(voice.low) / 2
    return voice.low - half, None if high is None else high + half


def show_range(low: float | None, high: float | None) -> str:
    """A range in words: "12", "12 to 17", "at least 12", "at most 17"."""
    if low is None:
        return "unknown" if high is None else f"at most {show_number(high)}"
    if high is None:
        return f"at least {show_number(low)}"
    return show_number(low) if low == high else f"{show_number(low)} to {show_number(high)}"


def show_number(number: float) -> str:
    """A number as people write it: "1,200", "2.5"."""
    return f"{int(number):,}" if float(number).is_integer() else f"{number:,}"


def _order(voice: Voice) -> tuple[float, float, str, str]:
    low = -1.0 if voice.low is None else voice.low
    high = float("inf") if voice.high is None else voice.high
    return (low, high, voice.day.isoformat(), voice.teller)


def _last_place(number: float) -> float:
    """The worth of the last digit that is not 0: 100 for 1,200; 0 where there is a fraction, or 1s."""
    place = 1.0
    while number and number % (place * 10) == 0:
        place *= 10
    return place if place > 1 else 0.0
