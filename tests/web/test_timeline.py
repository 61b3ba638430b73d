from hypothesis import given
from hypothesis import strategies as st

from khabar.record.looking.overviews import Share
from khabar.web.asking import read_asked
from khabar.web.timeline import bound, draw_timeline

DAYS = st.dates().map(lambda day: day.isoformat())


def count(words):
    return tuple(Share(word=word, events=words.count(word)) for word in sorted(set(words)))


@given(st.lists(DAYS, max_size=40))
def test_every_event_is_in_one_bar_and_bars_are_few(days):
    drawn = draw_timeline(count(days), read_asked({}))
    assert sum(bar.events for bar in drawn.bars) == len(days)
    assert len(drawn.bars) <= max(120, len({day[:4] for day in days}))
    assert all(0 < bar.height <= drawn.height and bar.x + bar.width <= drawn.width for bar in drawn.bars)


@given(DAYS, st.sampled_from([4, 7, 10]))
def test_a_stretch_holds_its_days(day, length):
    first, last = bound(day[:length])
    assert first.isoformat()[:length] == last.isoformat()[:length] == day[:length]
    assert first.isoformat() <= day <= last.isoformat()


def test_a_bar_leads_to_its_days_with_all_else_that_was_asked_for():
    asked = read_asked({"kind": "attack", "since": "1936-01-01"})
    drawn = draw_timeline(count(["1937-02-08", "1937-09-01"]), asked)
    assert drawn.bars[0].address == "/?since=1937-02-01&kind=attack&until=1937-02-28"
    assert (drawn.unit, drawn.marks) == ("month", ("1937-02", "1937-09"))


def test_events_without_a_day_are_counted_and_not_drawn():
    drawn = draw_timeline((Share(word=None, events=7),), read_asked({}))
    assert (drawn.bars, drawn.undated) == ((), 7)
