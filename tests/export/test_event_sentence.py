from dataclasses import replace
from datetime import date

import pytest
from happenings import RAID

from khabar.export.event_sentence import tell_days, tell_event
from khabar.model.bounds import Bounds
from khabar.model.values import Period, TimePrecision


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        (date(1937, 3, 31), date(1937, 3, 31), TimePrecision.DAY, "on 31 March 1937"),
        (date(1937, 3, 1), date(1937, 3, 31), TimePrecision.MONTH, "in March 1937"),
        (date(1937, 1, 1), date(1937, 12, 31), TimePrecision.YEAR, "in 1937"),
        (
            date(1937, 3, 29),
            date(1937, 4, 4),
            TimePrecision.WEEK,
            "between 29 March 1937 and 4 April 1937",
        ),
        (date(1937, 3, 29), None, TimePrecision.RANGE, "since 29 March 1937"),
        (None, date(1937, 4, 4), TimePrecision.RANGE, "until 4 April 1937"),
        (None, None, TimePrecision.RELATIVE, ""),
    ],
)
def test_a_period_is_told_as_finely_as_it_is_known(start, end, precision, words):
    assert tell_days(Period(start=start, end=end, precision=precision)) == words


@pytest.mark.parametrize(
    ("bounds", "how", "words"),
    [
        ((12, 12, 12), {}, "12 killed"),
        ((46, 46, None), {}, "at least 46 killed"),
        ((127, 250, 336), {}, "250 killed (127 to 336)"),
        ((24, 200, None), {"contested": True}, "200 killed (at least 24, contested)"),
        ((None, None, 20), {"who": "children"}, "at most 20 children killed"),
        ((4, 4, 4), {"measure": "destroyed", "unit": "buildings"}, "4 buildings destroyed"),
        ((4, 4, 4), {"measure": "aid", "unit": "tonnes"}, "aid 4 tonnes"),
    ],
)
def test_a_figure_is_said_in_words(bounds, how, words):
    low, best, high = bounds
    plain = {"measure": "killed", "unit": "persons", "who": None, "contested": False}
    tally = replace(RAID.figures[0], bounds=Bounds(low=low, best=best, high=high), **(plain | how))
    assert tell_event(replace(RAID, figures=(tally,))).endswith(f": {words}.")
