from dataclasses import replace

import strategies as some
from hypothesis import given
from hypothesis import strategies as st
from sample import REPORT, WIRE

from khabar.export.books import Books, Words
from khabar.model.claims import Rejected
from khabar.model.reports import Report

reports = st.builds(Report, article=some.articles, claims=st.just(()), rejected=st.just(()))


@given(st.lists(reports | some.rejections))
def test_every_outcome_is_in_the_books(outcomes):
    books = Books.of(outcomes)
    assert books.pages == len(outcomes) == books.read + sum(books.reasons.values())


def test_the_books_of_a_run_fit_one_line():
    gone = Rejected(source="x", reason="missing", detail="no such file")
    line = Books.of((REPORT, gone, gone)).sum_up()
    words = Words.of(WIRE)
    assert line == (
        "3 pages: 1 read, 2 rejected (missing 2); "
        f"words in {words.taken} = {words.kept} kept + 9 dropped; 2 claims; parts not read (too_long 1)"
    )


def test_lost_words_are_named():
    lossy = Report(article=replace(WIRE, words_in=WIRE.words_in + 3), claims=())
    assert "+ 3 unaccounted for" in Books.of((lossy,)).sum_up()


def test_words_with_wide_gaps_are_counted_all_the_same():
    wide = replace(WIRE, text=WIRE.text.replace(" ", " \t "))
    assert Words.of(wide) == Words.of(WIRE)
