"""Pairs of texts that differ in one respect: the claims must differ in that respect and in no other."""

from itertools import permutations

import pytest
from claim_words import read_claims, read_written
from telling import TELLINGS

pytestmark = pytest.mark.no_cover
GROUPS = ("Islamic State", "Hezbollah", "Hamas")
SIDED = (
    "{a} attacked a post of {b} near Homs and killed nine people.",
    "Nine men were killed by {a} in an ambush in Homs, {b} said.",
    "{b} accused {a} of shelling a school in Homs and killing nine children.",
    "{a} clashed with {b} near Homs, and nine people were killed.",
    "According to {a}, a mine killed nine civilians in Homs. {b} denied the accusation.",
)
NUMBERS = (("two", "2"), ("nine", "9"), ("fifteen", "15"), ("twenty-six", "26"), ("ninety", "90"))
COUNTING = (
    "A car bomb killed {n} people in Basra.",
    "{n} civilians died when shells hit a market in Taiz.",
    "Police arrested {n} students in Minsk, a lawyer said.",
    "Gunmen abducted {n} villagers near Obo.",
    "{n} fighters were wounded in clashes near Sirte, according to medics.",
    "Fighting has displaced {n} people in Ituri.",
)
# verb as stated, as denied by "not"
NEGATIONS = (
    ("A shell killed the two farmers in Homs.", "A shell did not kill the two farmers in Homs."),
    ("The two farmers were killed in Homs.", "The two farmers were not killed in Homs."),
    ("The two farmers died in Homs.", "The two farmers did not die in Homs."),
    ("Police arrested the two men in Minsk.", "Police did not arrest the two men in Minsk."),
    ("Rebels have shelled the port of Aden.", "Rebels have not shelled the port of Aden."),
    ("Russian planes bombed the hospital.", "Russian planes did not bomb the hospital."),
    ("The army has withdrawn from Jenin.", "The army has not withdrawn from Jenin."),
)


def without(claims, *keys):
    return [{key: value for key, value in claim.items() if key not in keys} for claim in claims]


def rename(claims, renamed):
    """The claims with names changed in actors and sources; the order of actors is that of the text."""
    return [
        {
            **claim,
            "actors": [swap_words(words, renamed) for words in claim["actors"]],
            "sources": [swap_words(words, renamed) for words in claim["sources"]],
        }
        for claim in claims
    ]


def swap_words(words, renamed):
    for old, new in renamed.items():
        if old in words:
            return words.replace(old, new)
    return words


@pytest.mark.parametrize("template", SIDED)
@pytest.mark.parametrize(("left", "right"), list(permutations(GROUPS, 2)))
def test_swapping_two_sides_changes_nothing_but_their_names(template, left, right):
    claims = read_written(template.format(a=left, b=right))
    swapped = read_written(template.format(a=right, b=left))
    assert rename(claims, {left: right, right: left}) == swapped


@pytest.mark.parametrize("template", COUNTING)
@pytest.mark.parametrize(("spelled", "digits"), NUMBERS)
def test_numbers_in_words_and_in_digits_are_the_same_figures(template, spelled, digits):
    in_words = read_written(template.format(n=spelled))
    assert in_words
    assert without(in_words, "actors") == without(read_written(template.format(n=digits)), "actors")


@pytest.mark.parametrize("template", COUNTING)
@pytest.mark.parametrize(
    ("hedge", "qualifier"),
    [("at least", "at_least"), ("more than", "more_than"), ("about", "about"), ("up to", "up_to")],
)
def test_a_hedge_changes_only_the_qualifier(template, hedge, qualifier):
    plain = read_written(template.format(n="12"))
    hedged = read_written(template.format(n=f"{hedge} 12"))
    assert without(plain, "figures", "actors") == without(hedged, "figures", "actors")
    assert [f.replace("exactly", qualifier) for c in plain for f in c["figures"]] == [
        figure for claim in hedged for figure in claim["figures"]
    ]


@pytest.mark.parametrize(("stated", "negated"), NEGATIONS)
def test_not_makes_it_not_happened_and_changes_nothing_else(stated, negated):
    claims, denied = read_written(stated), read_written(negated)
    assert {claim["modality"] for claim in claims} == {"happened"}
    assert {claim["modality"] for claim in denied} == {"not_happened"}
    assert without(claims, "modality", "scope") == without(denied, "modality", "scope")


@pytest.mark.parametrize("place", ["Kunduz", "Bujumbura", "Quetta", "Mogadishu", "Grozny"])
def test_another_town_changes_only_the_place(place):
    text = "Shells killed nine people in {} on Friday, a doctor said."
    there, here = read_written(text.format(place)), read_written(text.format("Homs"))
    keys = ("place", "country", "precision")
    assert without(there, *keys) == without(here, *keys)
    assert place in there[0]["place"]


@pytest.mark.parametrize("speaker", ["officials", "a doctor", "Hezbollah", "the army", "witnesses"])
@pytest.mark.parametrize(
    "form", ["{told}, {speaker} said.", "{told}, according to {speaker}.", "{Speaker} said {told}."]
)
def test_the_place_of_the_speaker_in_the_sentence_changes_no_claim(speaker, form):
    told = "air strikes killed nine people in Homs"
    text = form.format(told=told, speaker=speaker, Speaker=speaker[0].upper() + speaker[1:])
    claims = read_written(text[0].upper() + text[1:])
    unsaid = read_written("Air strikes killed nine people in Homs.")
    assert without(claims, "sources") == without(unsaid, "sources")
    assert [len(claim["sources"]) for claim in claims] == [1]


@pytest.mark.parametrize("at", range(0, len(TELLINGS), 200))
def test_upper_case_copy_is_read_as_other_copy(at):
    plain = read_written(TELLINGS[at].text)
    shouted = read_written(TELLINGS[at].text.upper())
    keys = ("kind", "figures", "modality", "scope", "country")
    assert [[claim[key] for key in keys] for claim in plain] == [
        [claim[key] for key in keys] for claim in shouted
    ]


@pytest.mark.parametrize("prefix", ["🔴 ", "e\u0301 ", "\u200e", "Ελλάδα: "])
def test_characters_of_any_width_before_a_report_only_move_its_spans(prefix):
    text = "A mine killed nine people in Homs, a doctor said."
    plain, moved = read_claims(text), read_claims(f"{prefix}\n{text}")
    assert [claim.id for claim in plain] == [claim.id for claim in moved]
    shift = len(prefix) + 1
    assert [claim.span.start + shift for claim in plain] == [claim.span.start for claim in moved]
