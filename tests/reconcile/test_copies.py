"""Which texts are copies of one text, and which only tell of the same event."""

import hashlib
import itertools
import os
import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.reconcile.copies.finding import (
    SHORT,
    Credit,
    Likeness,
    Signature,
    compare_copies,
    find_bands,
    group_copies,
    sign,
)

WIRE = (
    "VALMORA, March 17 (Atlas) - Bombers flew over the harbour of Valmora twice on Thursday and dropped"
    " some forty bombs on the streets behind the fish market, killing at least 23 people.",
    "The first machines came in from the sea shortly after six in the morning, when the boats were being"
    " unloaded and the quays were full of porters and women who had come for the auction.",
    "A second wave followed within the hour and hit the tram depot, where rescuers had gathered around"
    " the wreck of a carriage. Two of the dead were firemen, the head of the brigade told Atlas.",
    "Doctors at the hospital of Santa Rita counted 61 wounded by noon, among them nine children from the"
    " school in Calle Mayor. Eleven of them were in danger of their lives.",
    "The town council ordered the shops to close and asked owners of lorries to bring them to the"
    " station, so that families from the lower quarters could leave before dark.",
    "It was the fourth raid on Valmora since the new year. The general staff of the insurgents has said"
    " in the past that it aims at ships which carry arms, and that no quarter of dwellings was marked.",
)
OWN = (
    "Our correspondent counted twelve houses without a front in the street of the rope makers yesterday"
    " evening, and in the last of them a table that was still laid for breakfast.",
    "People in Valmora have learnt to tell the engines apart. When they heard the deep ones on Thursday"
    " they ran for the tunnel of the old railway, and those who were slow did not reach it.",
    "At the morgue a clerk read names from a list, 23 of them by nightfall. A woman asked for her"
    " brother, who had gone to sell sardines; the clerk turned two pages and shook his head.",
    "The governor came at four o'clock in a car with drawn curtains. He walked past the tram depot"
    " without a word and was driven back along the coast before it was dark.",
)
STATEMENT = (
    "“We shall not leave our town to those who come from the air and cannot look into our eyes,” the"
    " mayor said. “Whoever counts our dead should count our living too, for there are many of us, and"
    " we shall mend each roof and each wall, and the boats will go out tonight as they went out"
    " yesterday.”"
)
FOOTER = (
    "Readers can order this newspaper at each post office for three pesetas a month or at the counters"
    " of our house in the Ronda. Letters to the editors are welcome where they are signed and bear an"
    " address; what is sent to us cannot be given back. Advertisements for the Sunday number are taken"
    " until Friday at noon. Printed by the cooperative of typesetters."
)


def write(*paragraphs):
    return "\n".join(paragraphs)


NOBODY = Credit()


def compare(left, right, left_credit=NOBODY, right_credit=NOBODY):
    """What two texts are to each other: the same both ways, and the keys find whatever is a copy."""
    signs = sign(left), sign(right)
    copy = compare_copies(*signs, left_credit, right_credit)
    assert compare_copies(*reversed(signs), right_credit, left_credit) == copy
    if copy:
        assert set(find_bands(signs[0])) & set(find_bands(signs[1]))
    return copy


def test_reprint_with_another_byline_is_a_copy():
    reprint = write("By our own staff", WIRE[0].split(" - ")[1], *WIRE[1:], "Editing by J. Soler")
    copy = compare(write(*WIRE), reprint)
    assert copy.likeness is Likeness.REPRINT
    assert copy.score > 0.9
    assert "stands in the other too" in copy.why


def test_text_cut_to_three_paragraphs_is_a_copy():
    copy = compare(write(*WIRE), write(*WIRE[:3]))
    assert copy.likeness is Likeness.CUT
    assert copy.score > 0.95


def test_text_without_two_paragraphs_of_its_middle_is_a_copy():
    assert compare(write(*WIRE), write(*WIRE[:2], *WIRE[4:])).score > 0.9


def test_wire_text_inside_an_own_story_is_a_copy():
    assert compare(write(*WIRE[:4]), write(*OWN[:2], *WIRE[:4], *OWN[2:])).likeness is Likeness.CUT


def test_punctuation_quotes_case_and_accents_make_no_other_text():
    plain = write(*WIRE, STATEMENT, "The señor Núñez thanked them.")
    typed = plain.upper().translate(str.maketrans("“”,-ÑÚ", "'';–NU"))
    assert compare(plain, typed) == compare(plain, plain)
    assert compare(plain, plain).likeness is Likeness.SAME_WORDS


def test_soft_hyphens_and_no_break_spaces_make_no_other_text():
    text = write(*WIRE)
    assert sign(text.replace("harbour", "har\xadbour").replace(" at ", "\xa0at\u2009")) == sign(text)


def test_own_report_of_the_same_event_is_no_copy():
    assert compare(write(*WIRE), write(*OWN)) is None


@pytest.mark.parametrize("marks", ["“”", '""', "«»"])
def test_two_reports_that_quote_one_statement_are_no_copies(marks):
    statement = STATEMENT.replace("“", marks[0]).replace("”", marks[1])
    assert compare(write(WIRE[0], statement, WIRE[1]), write(OWN[0], statement, OWN[1])) is None


def test_quotation_of_several_paragraphs_counts_as_quoted_though_it_closes_once():
    speech = write(*(f"“{paragraph}" for paragraph in WIRE[1:4]))
    assert compare(write(OWN[0], OWN[1], speech + "”"), write(OWN[2], OWN[3], speech + "”")) is None


def test_quotation_marks_that_a_reprint_leaves_out_do_not_hide_the_copy():
    bare = STATEMENT.replace("“", "").replace("”", "")
    assert compare(write(*WIRE[:3], STATEMENT), write(*WIRE[:3], bare))


def test_reprinted_speech_without_other_words_is_a_copy():
    speech = f"The mayor spoke. {STATEMENT}"
    assert compare(speech, f"In the evening the mayor spoke. {STATEMENT} He left.")
    assert compare(speech, f"{write(*WIRE[:4])} {STATEMENT}")


def test_footer_of_a_page_makes_no_copy():
    assert compare(write(*WIRE[:3], FOOTER), write(*OWN[:3], FOOTER)) is None


def test_texts_of_one_publisher_are_versions_and_no_copies():
    house = Credit(publisher="valmora post")
    assert compare(write(*WIRE), write(*WIRE[:4]), house, house) is None
    assert compare(write(*WIRE), write(*WIRE), house, house) is None
    assert compare(write(*WIRE), write(*WIRE[:4]), house, Credit(publisher="el faro"))


def test_unknown_publishers_are_not_taken_for_one_publisher():
    assert compare(write(*WIRE), write(*WIRE))


HALF = write(*WIRE[:2], *OWN[:2])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (Credit(told_by=("atlas",)), Credit(told_by=("atlas", "havas"))),
        (Credit(publisher="atlas"), Credit(publisher="el faro", told_by=("atlas",))),
    ],
)
def test_text_of_which_half_was_kept_is_a_copy_where_an_agency_is_credited(left, right):
    assert compare(write(*WIRE), HALF) is None
    assert "both name atlas" in compare(write(*WIRE), HALF, left, right).why


def test_other_agencies_are_no_evidence():
    assert compare(write(*WIRE), HALF, Credit(told_by=("atlas",)), Credit(told_by=("havas",))) is None


def test_one_agency_makes_no_copies_of_other_words():
    credit = Credit(told_by=("atlas",))
    assert compare(write(*WIRE), write(*OWN), credit, credit) is None


BRIEF = "Bombers killed 23 people in Valmora on Thursday, the town council said."


def test_brief_is_a_copy_of_the_same_words_only():
    assert compare(BRIEF, BRIEF.upper().replace(",", " -")).likeness is Likeness.SAME_WORDS
    assert compare(BRIEF, BRIEF.replace("23", "24")) is None
    assert compare(BRIEF, write(*WIRE, BRIEF)) is None


def test_short_text_that_differs_in_a_word_is_found():
    short = " ".join(write(*WIRE).split()[: SHORT + 5])
    assert compare(short, short.replace("twice", "again"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" ", 0),
        ("one", 1),
        ("one two", 2),
        ("a b c", 3),
        ("“", 0),
        ("\n", 0),
        ("…", 0),
        ("\ud800", 0),
    ],
)
def test_hardly_any_text_is_signed_too(text, words):
    signature = sign(text)
    assert signature.words == words
    assert Signature.unpack(signature.pack()) == signature
    assert len(find_bands(signature)) == 1


def test_empty_texts_are_no_copies():
    assert compare("", "") is None


@given(st.text())
def test_signature_survives_packing(text):
    assert Signature.unpack(sign(text).pack()) == sign(text)


PACKED = sign("one two").pack()


@pytest.mark.parametrize("packed", [b"", b"\x01", b"\x09" * 40, PACKED[:-1], PACKED + b"\0"])
def test_bytes_that_are_no_signature_are_refused(packed):
    with pytest.raises(ValueError, match="expected"):
        Signature.unpack(packed)


def compose(seed, words):
    """A text of so many words in which hardly three words come twice."""
    rng = random.Random(seed)  # noqa: S311  # invented words, no secret
    return " ".join(f"w{rng.randrange(3000)}" for _ in range(words))


@given(st.integers(0, 10_000), st.integers(60, 3000))
def test_signature_and_keys_stay_small(seed, words):
    signature = sign(compose(seed, words))
    assert len(signature.pack()) <= 1200 + len(signature.keys)
    assert len(find_bands(signature)) <= words / 12 + 8


@given(st.integers(0, 10_000), st.integers(90, 900), st.floats(0, 1))
def test_each_run_of_sixty_words_leads_from_one_text_to_the_other(seed, words, at):
    text = compose(seed, words).split()
    start = int(at * (len(text) - 60))
    shared = " ".join(text[start : start + 60])
    other = f"{compose(seed + 1, 200)} {shared} {compose(seed + 2, 200)}"
    assert set(find_bands(sign(" ".join(text)))) & set(find_bands(sign(other)))


@given(st.integers(0, 10_000), st.integers(150, 2000))
def test_words_changed_here_and_there_leave_a_copy(seed, words):
    text = compose(seed, words).split()
    rng = random.Random(seed)  # noqa: S311  # invented words, no secret
    changed = [word if rng.random() > 0.05 else "other" for word in text]
    assert compare_copies(sign(" ".join(text)), sign(" ".join(changed)))


ARTICLES = st.sampled_from("abcdefgh")


@given(st.lists(st.tuples(ARTICLES, ARTICLES), max_size=12), st.randoms())
def test_groups_do_not_depend_on_the_order_of_pairs(pairs, rng):
    turned = [pair if rng.random() < 0.5 else pair[::-1] for pair in pairs]
    rng.shuffle(turned)
    groups = group_copies(pairs)
    assert group_copies(turned) == groups
    members = list(itertools.chain(*groups))
    assert sorted(members) == sorted({article for pair in pairs for article in pair})
    for left, right in pairs:
        assert sum(left in group and right in group for group in groups) == 1


def test_signatures_are_the_same_in_each_process():
    code = (
        "import sys; from khabar.reconcile.copies.finding import sign; "
        "print(sign(sys.argv[1]).pack().hex())"
    )
    here = sign(write(*WIRE)).pack().hex()
    for seed in ("0", "1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", code, write(*WIRE)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.strip() == here


def test_signature_is_pinned_since_records_hold_it():
    packed = sign(write(*WIRE)).pack()
    assert hashlib.sha256(packed).hexdigest()[:16] == "f1652ff313732939"
