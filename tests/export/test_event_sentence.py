from datetime import date

import pytest

from khabar.export.event_sentence import tell_days
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
