"""Tables of text and the claims in it: `tests/cases/*.toml`, one file per theme.

A case has a `name` that states the behaviour, a `text`, perhaps the day on which it was `published`,
and `expected` claims, each with those values that are compared: `figures` and `sources` as a whole,
`actors` as far as listed, `place` by its name or its words, `when` as in `write_period`, `part_of` as
the index of another expected claim. `absent` lists what no claim may have. `only`: there is no claim but
those expected, which is so as well where nothing is expected and nothing named as absent. `todo` is the
reason why the case fails today; the test announces itself when it no longer does.
"""

import functools
import tomllib
from pathlib import Path

import pytest
from claim_words import put_beside_war, read_beside_war, read_claims, readings_of, write_claim
from kept_parser import parse_ahead

TABLES = sorted((Path(__file__).parents[1] / "cases").glob("*.toml"))
KEYS = {"name", "text", "published", "expected", "absent", "only", "todo"}
CLAIM_KEYS = {
    *("kind", "figures", "actors", "sources", "place", "country", "precision"),
    *("when", "modality", "scope", "part_of", "cause"),
}


def load_cases():
    for table in TABLES:
        for case in tomllib.loads(table.read_text("utf-8"))["case"]:
            yield f"{table.stem}: {case['name']}", {"expected": [], **case}


CASES = dict(load_cases())
NAMES = tuple(CASES)
TODO = [name for name in NAMES if "todo" in CASES[name]]
# A process is given cases that stand by each other: of 24 to 128, it is all one.
AHEAD = 48


def mark_todo(name):
    todo = CASES[name].get("todo")
    marks = [pytest.mark.xfail(reason=todo, strict=True)] if todo else []
    return pytest.param(name, marks=marks)


def is_told(key, value, written):
    """True where a claim has the value; of actors it may have more."""
    if key == "actors":
        return set(value) <= set(written[key])
    if key == "place":
        return value in written["place"]
    return key == "part_of" or written[key] == value


def is_beside_war(case):
    """Where anything may be told, a text is read beside a war; where nothing is, alone."""
    return bool(case["expected"]) or "absent" in case


@functools.cache
def parse_part(part):
    """Parses the cases of a part of the tables at once."""
    cases = [CASES[name] for name in NAMES[part * AHEAD : (part + 1) * AHEAD]]
    parse_ahead(put_beside_war(case["text"]) if is_beside_war(case) else case["text"] for case in cases)


def read_case(name):
    """The claims of a case."""
    parse_part(NAMES.index(name) // AHEAD)
    case = CASES[name]
    read = read_beside_war if is_beside_war(case) else read_claims
    return read(case["text"], case.get("published"))


def find_match(expected, written, taken):
    """The index of the first claim not taken that has all that is expected."""
    for at, claim in enumerate(written):
        if at not in taken and all(is_told(key, value, claim) for key, value in expected.items()):
            return at
    return None


def match_all(case, written):
    """For each expected claim the index of the claim that it is, or None."""
    found = []
    for expected in case["expected"]:
        found.append(find_match(expected, written, found))
    return found


def list_told(written, key):
    """All values of a key in the claims: those of `kinds` are the claims' `kind`."""
    for claim in written:
        values = claim[key] if key in claim else claim[key.removesuffix("s")]
        yield from [values] if isinstance(values, str) else values


def check_parts(case, claims, found):
    for at, expected in zip(found, case["expected"], strict=True):
        if "part_of" in expected:
            assert claims[at].part_of == claims[found[expected["part_of"]]].id


def check_spans(case, claims):
    for claim in claims:
        assert claim.span.cut(case["text"]) == claim.quote
        for reading in readings_of(claim):
            assert reading.span.cut(case["text"]) == reading.text


@pytest.mark.parametrize("name", [mark_todo(name) for name in NAMES])
def test_words_give_the_claims_of_the_table_each_reading_cut_from_its_text(name):
    case, claims = CASES[name], read_case(name)
    written = [write_claim(claim) for claim in claims]
    found = match_all(case, written)
    assert None not in found, written
    check_parts(case, claims, found)
    assert len(claims) == len(found) or not case.get("only", not found and "absent" not in case), written
    for key, unwanted in case.get("absent", {}).items():
        assert not set(unwanted) & set(list_told(written, key)), written
    check_spans(case, claims)


@pytest.mark.parametrize("name", TODO)
def test_readings_are_cut_from_the_text_of_a_case_that_fails(name):
    check_spans(CASES[name], read_case(name))


def test_the_tables_are_many_and_a_third_of_them_say_what_is_no_claim():
    negative = [case for case in CASES.values() if "absent" in case or not case["expected"]]
    assert len(CASES) >= 200
    assert len(negative) * 3 >= len(CASES)


def test_the_tables_use_only_the_keys_that_are_compared():
    for name, case in CASES.items():
        assert set(case) <= KEYS, name
        assert all(set(expected) <= CLAIM_KEYS for expected in case["expected"]), name


def test_no_two_cases_of_a_table_have_one_name():
    rows = [row for table in TABLES for row in tomllib.loads(table.read_text("utf-8"))["case"]]
    assert len(rows) == len(CASES)
