"""Who tells what: the table `attributions.toml`, and what holds of the attributions of any text."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from claim_words import make_article
from hypothesis import given, settings
from hypothesis import strategies as st

import khabar
from khabar.text.quotations import find_quotations

TABLE = tomllib.loads((Path(__file__).parent / "attributions.toml").read_text("utf-8"))
CASES = {case["name"]: case for case in TABLE["case"]}
SENTENCES = st.sampled_from([case["text"] for case in TABLE["case"]])
MARKS = st.text(alphabet="“”\"'. ,:\nabA", max_size=40)
TEXTS = st.lists(st.one_of(SENTENCES, MARKS), min_size=1, max_size=4).map(" ".join)


def write(told, text):
    source = " … ".join(span.cut(text) for span in told.source) or "-"
    content = " … ".join(span.cut(text) for span in told.content)
    inside = "> " if told.within is not None else "“ " if told.quoted else ""
    return f"{inside}{source} | {told.cue.cut(text)} | {content}"


@pytest.mark.parametrize("name", CASES)
def test_all_that_is_told_in_a_text_is_found(name):
    text = CASES[name]["text"]
    assert [write(told, text) for told in khabar.attributions(make_article(text))] == CASES[name]["told"]


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(TEXTS)
def test_parts_lie_in_the_text_and_share_no_words(text):
    article = make_article(text)
    found = khabar.attributions(article)
    for told in found:
        parts = sorted([told.cue, *told.source, *told.content])
        assert told.content
        assert parts[-1].end <= len(article.text)
        assert all(one.start < one.end for one in parts)
        assert not any(one.overlaps(other) for one, other in pairwise(parts))
        if told.within is not None:
            assert any(span.overlaps(told.cue) for span in found[told.within].content)


@given(MARKS)
def test_quotations_are_in_order_and_each_lies_in_one_line(text):
    found = find_quotations(text)
    assert all("\n" not in span.cut(text) for span in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_settings_bound_how_much_of_an_article_is_read():
    article = make_article("A baker said the roof fell. A nurse said the street burned.")
    few = khabar.Settings(parsed_words=7)
    assert [told.cue.cut(article.text) for told in khabar.attributions(article, few)] == ["said"]
