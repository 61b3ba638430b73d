"""What takes comments in: how many of whom, and what they have to do for it."""

from dataclasses import dataclass
from datetime import timedelta

from starlette.requests import Request

from khabar.web.comments.puzzles import Puzzles
from khabar.web.people.house import Porter
from khabar.web.people.throttle import Pace, Throttle

WAIT = timedelta(seconds=20)
"""So long a form has to be open where no script solved its puzzle."""

# A person writes a few comments at a time. All together: what moderators may have to look through.
_OF_ONE = Pace(burst=6, seconds=60)
_OF_ALL = Pace(burst=60, seconds=1)
# Without a solved puzzle nothing but time stands against a machine.
_PLAIN_OF_ONE = Pace(burst=2, seconds=600)
_PLAIN_OF_ALL = Pace(burst=10, seconds=10)
_REPORTS = Pace(burst=5, seconds=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """The limits of comments and reports, in memory only."""

    puzzles: Puzzles
    plain_of_one: Throttle
    plain_of_all: Throttle


def open_counter(porter: Porter) -> Counter:
    """A counter that has taken in nothing yet; the porter turns away whoever sends too much."""
    clock = porter.house.clock
    porter.before["send_comment"] = (Throttle(_OF_ONE, clock), Throttle(_OF_ALL, clock))
    porter.before["send_own"] = porter.before["send_comment"]
    porter.before["send_report"] = (Throttle(_REPORTS, clock), Throttle(_OF_ALL, clock))
    return Counter(
        puzzles=Puzzles(porter.key, clock, porter.house.puzzle_bits),
        plain_of_one=Throttle(_PLAIN_OF_ONE, clock),
        plain_of_all=Throttle(_PLAIN_OF_ALL, clock),
    )


def find_counter(request: Request) -> Counter:
    """The counter of the face."""
    counter: Counter = request.app.state.counter
    return counter
