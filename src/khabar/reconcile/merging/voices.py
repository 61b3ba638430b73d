"""The voices that a rule chooses from: who gave a count, as it stood on a day."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from khabar.model.events import Telling
from khabar.reconcile.articles.counts import Count
from khabar.reconcile.merging.accounts import UNHEARD, Footing, Told
from khabar.reconcile.merging.rules import Voice


class Heard(NamedTuple):
    """A count with all that does not hang on the day for which is asked.

    `telling` says when it was told and when another version stood in its place; `stays` is true where
    none ever did. Of one teller's counts,
    alike in `key`, the one of the highest `rank` is the last word: it speaks as `last`, the others as
    `earlier`; what another count of its article tops never stands. From `overtaken` on it says nothing
    of the least that it was.
    """

    telling: Telling
    stays: bool
    overtaken: date | None
    key: tuple[str, bool]
    rank: tuple[object, ...]
    earlier: Voice
    last: Voice


def hear(
    told: Iterable[Told], sides: frozenset[str], is_complete: Callable[[Count], bool]
) -> tuple[Heard, ...]:
    """The counts that are heard, by teller; `list_voices` says how they stood on a day.

    `sides` are the names of the event's actors; `is_complete` says of a count that it is no mere lower
    bound.
    """
    said = [one for one in told if one.footing not in UNHEARD]
    if len(said) == 1:  # as mostly
        return (_hear(said[0], sides, (said[0].teller.name, is_complete(said[0].count)), alone=True),)
    keys = [(one.teller.name, is_complete(one.count)) for one in said]
    often = Counter(keys)
    heard = [_hear(one, sides, key, alone=often[key] == 1) for one, key in zip(said, keys, strict=True)]
    return tuple(sorted(heard, key=lambda one: one.key))


def list_voices(heard: Sequence[Heard], day: date) -> tuple[Voice, ...]:
    """Who gives a count, as it stood on `day`: told until then, and not replaced by then.

    Where every article that gave it has been replaced, what they gave still stands: that a page was
    cut does not bring back the dead.
    """
    until = [one for one in heard if one.telling.told <= day]
    if len(until) == 1:
        return (_speak(until[0], standing=True, day=day),)
    current = until
    if not all(one.stays for one in until):
        current = [one for one in until if one.telling.stands_on(day)] or until
    last: dict[tuple[str, bool], Heard] = {}
    for one in current:
        before = last.get(one.key)
        if before is None or one.rank > before.rank:
            last[one.key] = one
    return tuple(_speak(one, standing=last[one.key] is one, day=day) for one in current)


def follow_voices(heard: Sequence[Heard], days: Iterable[date]) -> Iterator[Sequence[Voice]]:
    """The voices of `list_voices` on each of some days, which are sorted, in an order of their own.

    What one day yields changes when the next is asked for.
    """
    if not all(one.stays and one.overtaken is None for one in heard):
        yield from (list_voices(heard, day) for day in days)
        return
    ahead = sorted(heard, key=lambda one: one.telling.told)[::-1]
    voices: list[Voice] = []
    last: dict[tuple[str, bool], tuple[int, Heard]] = {}
    for day in days:
        while ahead and ahead[-1].telling.told <= day:
            one = ahead.pop()
            place, before = last.get(one.key, (0, None))
            if before is None or one.rank > before.rank:
                last[one.key] = len(voices), one
                if before is not None:
                    voices[place] = before.earlier
                voices.append(one.last)
            else:
                voices.append(one.earlier)
        yield voices


def _hear(one: Told, sides: frozenset[str], key: tuple[str, bool], *, alone: bool) -> Heard:
    """`alone`: the teller says nothing else that counts as this does."""
    _, complete = key
    last = Voice(
        teller=one.teller.name,
        day=one.telling.told,
        low=one.count.low,
        high=one.count.high,
        standing=one.count.leading,
        complete=complete,
        firm=one.footing is Footing.TOLD,
        apart=one.teller.name not in sides,
        hedged=one.count.hedged,
        claims=one.count.claims,
    )
    return Heard(
        telling=one.telling,
        stays=one.telling.superseded is None and not one.telling.lapses,
        overtaken=one.overtaken,
        key=key,
        rank=_rank(one, complete),
        earlier=last if alone or not last.standing else last._replace(standing=False),
        last=last,
    )


def _rank(one: Told, complete: bool) -> tuple[object, ...]:
    """The last word of one teller: the latest; of those who happen to be told of, the most."""
    number, day = one.count.number, one.telling.told
    when = (day, number) if complete else (number, day)
    return (one.count.leading, when, one.count.high is not None, one.telling.article)


def _speak(one: Heard, *, standing: bool, day: date) -> Voice:
    voice = one.last if standing else one.earlier
    if one.overtaken is not None and one.overtaken <= day:
        return voice._replace(low=0.0)
    return voice
