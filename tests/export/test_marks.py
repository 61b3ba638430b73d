from hypothesis import given
from hypothesis import strategies as st

from khabar.export.marks import Act, Mark, walk
from khabar.model.values import Span

TEXT = "abcdefghij"


def draw(spans, window=None):
    marks = [Mark(span=Span(*span), roles=("x",)) for span in spans]
    shown = {Act.OPEN: "[", Act.CLOSE: "]"}
    return "".join(s.text or shown[s.act] for s in walk(TEXT, window or Span(0, 10), marks))


def test_marks_nest_by_length():
    assert draw([(2, 4), (0, 6)]) == "[ab[cd]ef]ghij"


def test_marks_that_cross_are_set_down_and_taken_up():
    assert draw([(0, 4), (2, 6)]) == "[ab[cd]][ef]ghij"


def test_marks_side_by_side_do_not_touch():
    assert draw([(0, 2), (2, 4)]) == "[ab][cd]efghij"


def test_a_mark_is_cut_to_the_window():
    assert draw([(0, 10)], Span(3, 5)) == "[de]"


def test_an_empty_window_gives_nothing():
    assert draw([(0, 10)], Span(3, 3)) == ""


spans = st.tuples(st.integers(0, 10), st.integers(0, 10)).map(sorted).filter(lambda s: s[0] < s[1])


@given(st.sets(spans.map(tuple)), spans)
def test_steps_balance_and_add_up_to_the_text(drawn, window):
    marks = [Mark(span=Span(*span), roles=("x",)) for span in drawn]
    steps = tuple(walk(TEXT, Span(*window), marks))
    assert "".join(step.text for step in steps) == TEXT[window[0] : window[1]]
    stack = []
    for step in steps:
        if step.act is Act.OPEN:
            stack.append(step.mark)
        elif step.act is Act.CLOSE:
            assert stack.pop() is step.mark
    assert stack == []


@given(st.sets(spans.map(tuple)))
def test_each_mark_begins_once_and_finishes_once_and_covers_its_words(drawn):
    marks = [Mark(span=Span(*span), roles=("x",)) for span in drawn]
    covered = dict.fromkeys(marks, "")
    begun, finished, stack = [], [], []
    for step in walk(TEXT, Span(0, 10), marks):
        if step.act is Act.OPEN:
            stack.append(step.mark)
            begun += [step.mark] * step.begins
        elif step.act is Act.CLOSE:
            stack.pop()
            finished += [step.mark] * step.finishes
        else:
            for mark in stack:
                covered[mark] += step.text
    assert sorted(m.span for m in begun) == sorted(m.span for m in finished)
    assert len(begun) == len(marks)
    assert all(mark.span.cut(TEXT) == words for mark, words in covered.items())
