"""The order in which events are listed."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from khabar.record.looking.order import Listed, arrange

MAY = date(1938, 5, 1)
IDS = "abcdefgh"


def event(id_, day=None, part_of=None, told=20):
    first = None if day is None else MAY + timedelta(day)
    return Listed(id=id_, part_of=part_of, day=first, told=MAY + timedelta(told))


events = st.lists(
    st.builds(
        event,
        st.sampled_from(IDS),
        st.none() | st.integers(0, 3),
        st.none() | st.sampled_from(IDS),
        st.integers(3, 5),
    ),
    unique_by=lambda one: one.id,
)


@given(events, st.randoms())
def test_each_event_is_listed_once_in_the_same_order_whichever_order_they_come_in(some, chance):
    listed = list(arrange(some))
    assert sorted(listed) == sorted(one.id for one in some)
    chance.shuffle(some)
    assert list(arrange(some)) == listed


@given(events)
def test_wholes_are_in_the_order_of_their_days_and_undated_ones_last(some):
    by_id = {one.id: one for one in some}
    wholes = [by_id[id_] for id_ in arrange(one for one in some if one.part_of is None)]
    keys = [(one.day is None, one.day or MAY, one.told) for one in wholes]
    assert keys == sorted(keys)


@given(events)
def test_between_a_whole_and_its_part_there_are_parts_of_it_only(some):
    by_id = {one.id: one for one in some if one.part_of != one.id}
    listed = list(arrange(by_id.values()))
    for id_ in listed:
        whole = by_id[id_].part_of
        chain = list_wholes(by_id, id_)
        if whole in by_id and id_ not in chain:
            between = listed[listed.index(whole) + 1 : listed.index(id_)]
            assert all(whole in list_wholes(by_id, one) for one in between)


def list_wholes(by_id, id_):
    """The wholes of an event in the list, and theirs; itself among them where they go in a circle."""
    wholes: list[str] = []
    here = by_id[id_].part_of
    while here in by_id and here not in wholes:
        wholes.append(here)
        here = by_id[here].part_of
    return wholes


def test_a_part_follows_its_whole_though_another_event_is_earlier():
    some = [
        event("a", 0),
        event("part", 3, "c"),
        event("b", 2),
        event("c", 1),
        event("undated", None, "c"),
    ]
    assert list(arrange(some)) == ["a", "c", "part", "undated", "b"]


def test_a_part_whose_whole_is_not_in_the_list_stands_at_its_own_day():
    assert list(arrange([event("part", 2, "elsewhere"), event("b", 3), event("a", 1)])) == [
        "a",
        "part",
        "b",
    ]


def test_of_two_events_that_hold_parts_of_each_other_the_earlier_is_first():
    assert list(arrange([event("b", 1, "a"), event("a", 2, "b"), event("c", 3)])) == ["c", "b", "a"]


def test_parts_of_parts_as_deep_as_may_be_are_listed():
    chain = [event(str(number), 0, str(number - 1)) for number in range(5000)]
    assert list(arrange(reversed(chain))) == [str(number) for number in range(5000)]
