from hypothesis import given
from hypothesis import strategies as st

from khabar.web.axis import draw_axis

NUMBERS = st.lists(st.integers(0, 10**9), max_size=8)


@given(NUMBERS)
def test_every_number_lies_on_the_axis_in_its_order(values):
    axis = draw_axis(values)
    places = [axis.at(value) for value in sorted(values)]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)


@given(NUMBERS)
def test_an_open_end_has_room_behind_the_highest_number(values):
    axis = draw_axis(values)
    assert all(axis.at(value) < 96 for value in values)


@given(NUMBERS)
def test_an_axis_has_a_few_whole_numbers(values):
    ticks = draw_axis(values).ticks
    assert 1 <= len(ticks) <= 12
    assert all(float(tick).is_integer() for tick in ticks)
