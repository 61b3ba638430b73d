"""All sides are read alike, and a change that keeps the meaning of a report keeps its claims."""

import functools
from collections.abc import Iterable

import changes
import pytest
from claim_words import read_claims, write_claim
from kept_parser import parse_ahead
from sides import list_pairs

from khabar import pipeline
from khabar.model.documents import Hints
from khabar.pages import capture
from khabar.settings import Settings

pytestmark = pytest.mark.no_cover


@functools.cache
def read(text):
    return [write_claim(claim) for claim in read_claims(text)]


def read_page(text):
    page = capture.build_page("bytes", text.encode())
    return [write_claim(one) for one in pipeline.read_article(page, Hints(), Settings()).claims]


def without(claims, *keys):
    return [{key: value for key, value in claim.items() if key not in keys} for claim in claims]


def order(claims):
    return sorted(map(repr, claims))


def expect(cases: Iterable, is_right, least):
    """Fails with the first cases that are wrong; `least` is how many cases there are to be."""
    cases = list(cases)
    parse_ahead(text for case in cases for text in case.texts)
    wrong = [case for case in cases if not is_right(case)]
    assert len(cases) >= least
    assert not wrong, f"{len(wrong)} of {len(cases)}: {wrong[:5]}"


def test_exchanging_two_sides_changes_nothing_but_their_names():
    pairs = list(list_pairs())
    expect(
        pairs, lambda pair: read(pair.told) and pair.is_even(read(pair.told), read(pair.exchanged)), 500
    )


def test_each_side_that_does_something_is_read_as_doing_it():
    done = [pair for pair in list_pairs() if " attacked a post of " in pair.told]
    expect(done, lambda pair: any(a.startswith("perpetrator") for a in read(pair.told)[0]["actors"]), 20)


def test_active_and_passive_voice_tell_the_same():
    def is_same(change):
        before, after = read(change.before), read(change.after)
        return (
            bool(before)
            and without(before, "actors") == without(after, "actors")
            and (_doers(before) == _doers(after))
        )

    expect(changes.list_voices(), is_same, 450)


def _doers(claims):
    return [{actor.lower() for actor in claim["actors"] if "perpetrator" in actor} for claim in claims]


def test_numbers_in_words_and_in_digits_are_the_same():
    def is_same(change):
        before, after = read(change.before), read(change.after)
        return bool(before) and without(before, "actors") == without(after, "actors")

    expect(changes.list_numerals(), is_same, 450)


def test_at_least_changes_the_qualifier_alone():
    def is_hedged(change):
        before, after = read(change.before), read(change.after)
        hedged = [[f.replace("exactly", "at_least") for f in claim["figures"]] for claim in before]
        return hedged == [claim["figures"] for claim in after] and (
            without(before, "figures", "actors") == without(after, "figures", "actors")
        )

    expect(changes.list_hedges(), is_hedged, 450)


def test_not_makes_of_what_happened_what_did_not():
    def is_negated(change):
        before, after = read(change.before), read(change.after)
        return (
            {claim["modality"] for claim in before} == {"happened"}
            and {claim["modality"] for claim in after} == {"not_happened"}
            and without(before, "modality", "scope") == without(after, "modality", "scope")
        )

    expect(changes.list_negations(), is_negated, 100)


def test_what_stands_around_a_report_changes_no_claim():
    alone = functools.cache(read_page)
    expect(
        changes.list_furnished(),
        lambda change: alone(change.before) and alone(change.before) == read_page(change.after),
        300,
    )


def test_moved_paragraphs_keep_their_claims():
    expect(
        changes.list_moved(),
        lambda change: (
            len(read(change.before)) == 3 and order(read(change.before)) == order(read(change.after))
        ),
        48,
    )
