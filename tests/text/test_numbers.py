"""Counts in words: what is one, with which bounds, and what is none."""

from importlib import resources
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.errors import DataError
from khabar.model.values import Qualifier, Quantity, Reading, Span
from khabar.text.number_words import load_number_words, read_cardinal, read_digits, read_number_words
from khabar.text.numbers.quantities import find_quantities

ONES_SPELLED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
ONES = ONES_SPELLED.split()
TENS_SPELLED = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS = TENS_SPELLED.split()

# text, words of the reading, low, high, qualifier
COUNTS = [
    ("The raid killed 46 people.", "46", 46, 46, "exactly"),
    ("The raid killed at least 46 people.", "at least 46", 46, None, "at_least"),
    ("The raid killed no fewer than 46.", "no fewer than 46", 46, None, "at_least"),
    ("Not less than 46 were buried.", "Not less than 46", 46, None, "at_least"),
    ("A minimum of 46 were buried.", "A minimum of 46", 46, None, "at_least"),
    ("They buried 46 or more.", "46 or more", 46, None, "at_least"),
    ("They buried 46+ people.", "46+", 46, None, "at_least"),
    ("More than 30,000 fled.", "More than 30,000", 30000, None, "more_than"),
    ("Over 30,000 fled.", "Over 30,000", 30000, None, "more_than"),
    ("Upwards of 30 000 fled.", "Upwards of 30 000", 30000, None, "more_than"),
    ("In excess of 1,250,000 fled.", "In excess of 1,250,000", 1250000, None, "more_than"),
    ("Well over a thousand fled.", "Well over a thousand", 1000, None, "more_than"),
    ("Close to 30,000 fled.", "Close to 30,000", 30000, 30000, "nearly"),
    ("Nearly a hundred fled.", "Nearly a hundred", 100, 100, "nearly"),
    ("Just under 40 fled.", "Just under 40", 40, 40, "nearly"),
    ("As many as 200,000 remain.", "As many as 200,000", None, 200000, "as_many_as"),
    ("Up to 600 shells fell.", "Up to 600", None, 600, "up_to"),
    ("No more than 12 were hurt.", "No more than 12", None, 12, "at_most"),
    ("Fewer than 12 were hurt.", "Fewer than 12", None, 12, "at_most"),
    ("12 or fewer were hurt.", "12 or fewer", None, 12, "at_most"),
    ("Some 40 houses burned.", "Some 40", 40, 40, "about"),
    ("An estimated 40 died.", "An estimated 40", 40, 40, "about"),
    ("Around forty houses burned.", "Around forty", 40, 40, "about"),
    ("40-odd houses burned.", "40-odd", 40, 40, "about"),
    ("Forty or so houses burned.", "Forty or so", 40, 40, "about"),
    ("Between 10 and 15 men were taken.", "Between 10 and 15", 10, 15, "between"),
    ("They took 10 to 15 men.", "10 to 15", 10, 15, "between"),
    ("They took 10-15 men.", "10-15", 10, 15, "between"),
    ("They took 10–15 men.", "10–15", 10, 15, "between"),
    ("They took 46 or 47 men.", "46 or 47", 46, 47, "between"),
    ("They took 46, or perhaps 47, men.", "46, or perhaps 47", 46, 47, "between"),
    ("They took 46, possibly 50.", "46, possibly 50", 46, 50, "between"),
    ("One or two men were taken.", "One or two", 1, 2, "between"),
    ("Two to three million were displaced.", "Two to three million", 2e6, 3e6, "between"),
    ("Between one and two hundred died.", "Between one and two hundred", 100, 200, "between"),
    ("Several dozen students chanted.", "Several dozen", 36, None, "vague"),
    ("Tens of thousands fled.", "Tens of thousands", 20000, None, "vague"),
    ("Hundreds of thousands fled.", "Hundreds of thousands", 200000, None, "vague"),
    ("Dozens more were hurt.", "Dozens", 24, None, "vague"),
    ("Scores were hurt.", "Scores", 40, None, "vague"),
    ("A few hundred marched.", "A few hundred", 200, None, "vague"),
    ("A couple of shops burned.", "A couple", 2, None, "vague"),
    ("A handful of shops burned.", "A handful", 2, None, "vague"),
    ("Several shops burned.", "Several", 3, None, "vague"),
    ("A few shops burned.", "A few", 2, None, "vague"),
    ("About several hundred marched.", "About several hundred", 300, None, "vague"),
    ("At least several hundred marched.", "At least several hundred", 300, None, "at_least"),
    ("More than a dozen died.", "More than a dozen", 12, None, "more_than"),
    ("Up to several hundred died.", "Up to several hundred", 300, None, "vague"),
    ("At least about 40 died.", "At least about 40", 40, None, "at_least"),
    ("No more than about 40 died.", "No more than about 40", None, 40, "at_most"),
    ("Between 12 and some men it was calm.", "12", 12, 12, "exactly"),
    ("The other 12 died.", "12", 12, 12, "exactly"),
    ("Half a dozen died.", "Half a dozen", 6, 6, "exactly"),
    ("Nearly two dozen died.", "Nearly two dozen", 24, 24, "nearly"),
    ("Half a million fled.", "Half a million", 500000, 500000, "exactly"),
    ("Two and a half million fled.", "Two and a half million", 2.5e6, 2.5e6, "exactly"),
    ("About 1.5 million fled.", "About 1.5 million", 1.5e6, 1.5e6, "about"),
    ("Forty-six were buried.", "Forty-six", 46, 46, "exactly"),
    ("A hundred and twelve were buried.", "A hundred and twelve", 112, 112, "exactly"),
    ("ABOUT 50 PEASANTS MARCHED.", "ABOUT 50", 50, 50, "about"),
    ("TROOPS KILLED THREE SUBVERSIVES.", "THREE", 3, 3, "exactly"),
    ("No one was hurt.", "No one", 0, 0, "exactly"),
    ("Nobody was hurt.", "Nobody", 0, 0, "exactly"),
    ("There were no casualties.", "no", 0, 0, "exactly"),
    ("None were hurt.", "None", 0, 0, "exactly"),
    ("Another 12 were hurt.", "12", 12, 12, "exactly"),
    ("12 others were hurt.", "12", 12, 12, "exactly"),
    ("A further 8,500 left.", "8,500", 8500, 8500, "exactly"),
    ("At least another 12 were hurt.", "At least another 12", 12, None, "at_least"),
    ("One woman died.", "One", 1, 1, "exactly"),
    ("The toll rose from 12 to 15.", "15", 15, 15, "exactly"),
    ("The toll is 15, up from 12.", "15", 15, 15, "exactly"),
    ("2000 people fled the town.", "2000", 2000, 2000, "exactly"),
    ("On May 4 they killed 2011 goats.", "2011", 2011, 2011, "exactly"),
    ("In May 15 people were killed.", "15", 15, 15, "exactly"),
    ("'Seven men fell,' he said.", "Seven", 7, 7, "exactly"),
    ("It is calm now.Two witnesses spoke.", "Two", 2, 2, "exactly"),
    ("TWO SECOND LIEUTENANTS FELL.", "TWO", 2, 2, "exactly"),
    ("11 SEGMENTS OF THE ROAD WERE CUT.", "11", 11, 11, "exactly"),
    ("A total of 2000 fled.", "2000", 2000, 2000, "exactly"),
    ("A total of 2\u2009000 fled.", "2\u2009000", 2000, 2000, "exactly"),
    ("A total of 2’000 fled.", "2’000", 2000, 2000, "exactly"),
    ("All 40* who fled are back.", "40", 40, 40, "exactly"),
    ("\u200e40\u200b people fled.", "40", 40, 40, "exactly"),
    ("The army, 300 strong, left.", "300", 300, 300, "exactly"),
    ("A group of 100 men marched.", "100", 100, 100, "exactly"),
    ("At 8 p.m. on Friday 20 died.", "20", 20, 20, "exactly"),
    ("Guards fired at a crowd,\nkilling\nseven.", "seven", 7, 7, "exactly"),
]

NOT_COUNTS = [
    *(f"The raid killed 4{sign}0 people." for sign in "\ufffd\u200b\xad\ufeff\u2060*_·⁄\x7f\ue000"),
    "The raid killed 4\u200b\u200d0 people.",
    "The raid killed 4\ufffd people.",
    "The raid killed \ufffd40 people.",
    "The raid killed four\ufffdteen people.",
    "The raid killed \u202e04\u202c people.",
    "It began in 2016.",
    "The war since 2011 goes on.",
    "The 1936 rising failed.",
    "It fell on Dec. 4.",
    "It fell on 4 December.",
    "BOGOTA, 3 JAN 90",
    "It fell on 2016-12-04.",
    "It fell on 13/12/2016.",
    "At 20:04 the bells rang.",
    "At 11:40 p.m. the bells rang.",
    "It rang at 7 am.",
    "It rang at 0800 GMT.",
    "A 27 year old was hurt.",
    "A 27-year-old was hurt.",
    "A woman aged 27 was hurt.",
    "Anna Mason, 35, was hurt.",
    "A man, 21, was hurt.",
    "ANA PULIDO, 42; was hurt.",
    "Anna Mason (35) was hurt.",
    "Sisters, ages 2, 6 and 7, were spared.",
    "A 12- and a 16-year-old were hurt.",
    "They were 12 to 33 years old.",
    "He lives at 709 Gordon Smith Boulevard.",
    "The 2000 block of Elm Street.",
    "Children under 12 were spared.",
    "Men over 18 were taken.",
    "The 3rd column left.",
    "The second city fell.",
    "The first column left.",
    "It cost $5 million.",
    "It cost €300.",
    "It cost 200 dollars.",
    "Two million pesetas were taken.",
    "Hundreds of dollars were taken.",
    "It lies 40 km away.",
    "It lies 15 square kilometres away.",
    "It lies hundreds of miles away.",
    "A 155mm shell fell.",
    "A 155-mm shell fell.",
    "It was 40 degrees.",
    "It took three days.",
    "It took 10 to 15 minutes.",
    "A six-month siege.",
    "It took several weeks.",
    "It took three more days.",
    "Telephone: tel 555-1234.",
    "Call 555-123-4567.",
    "Version 2.1.1 is out.",
    "He held an AK-47.",
    "An F-16 crashed.",
    "M-16 rifles were found.",
    "Flight 370 vanished.",
    "Route 9 is closed.",
    "Resolution 2254 passed.",
    "Clinic No. 4 was hit.",
    "The assault on Division 17 failed.",
    "It dates back to 1992.",
    "World War Two ended.",
    "The Group of 20 met.",
    "The 1200 block of Elm Street.",
    "He lives at 4th Place.",
    "They won 3-1.",
    "Open 24/7.",
    "After 9/11 it changed.",
    "The quake measured 3.4.",
    "Two-thirds of it burned.",
    "One third of it burned.",
    "It is three times larger.",
    "1. The town",
    "[3 January]",
    "One of the men spoke.",
    "They helped one another.",
    "He is the one.",
    "One can only wait.",
    "One by one they left.",
    "He could no longer stay.",
    "There is no doubt.",
    "No, he said.",
    "A 12-member family.",
    "A four-storey house.",
    "A 2,000-strong crowd.",
    "Agent 007 left.",
    "Between 1.2.3 and 4.5.6 it changed.",
    "Points rose by 5 percentage points.",
    "Few remain.",
    "Many remain.",
    "A town and a river.",
    "",
]


def find(text: str) -> tuple[Reading[Quantity], ...]:
    return find_quantities(text, Span(0, len(text)))


@pytest.mark.parametrize(("text", "words", "low", "high", "qualifier"), COUNTS)
def test_words_that_count_are_read(
    text: str, words: str, low: float | None, high: float | None, qualifier: str
) -> None:
    (reading,) = find(text)
    assert reading.text == words
    assert reading.value == Quantity(low=low, high=high, qualifier=Qualifier(qualifier))


@pytest.mark.parametrize("text", NOT_COUNTS)
def test_words_that_look_like_a_count_are_left(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize("words", ["50 percent", "50 per cent", "50%", "50 %"])
def test_percent_is_kept_with_its_sign(words: str) -> None:
    (reading,) = find(f"They hold more than {words} of the city.")
    assert reading.text == f"more than {words}"
    assert reading.value == Quantity(low=50, high=None, qualifier=Qualifier.MORE_THAN, percent=True)


def test_a_decimal_percentage_is_a_count() -> None:
    (reading,) = find("They hold 12.5 percent of it.")
    assert reading.value.low == 12.5


def test_only_the_window_is_read_and_offsets_stay_absolute() -> None:
    text = "Five died. At least seven were hurt. Nine fled."
    (reading,) = find_quantities(text, Span(11, 36))
    assert (reading.span, reading.text) == (Span(11, 25), "At least seven")


def test_counts_of_a_sentence_come_in_order() -> None:
    found = find("The raid killed 46 people, among them 26 civilians, and hurt dozens.")
    assert [reading.value.low for reading in found] == [46, 26, 24]


def below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    small = ONES[rest] if rest < 20 else TENS[tens - 2] + (f"-{ONES[ones]}" if ones else "")
    if not hundreds:
        return small
    return f"{ONES[hundreds]} hundred" + (f" and {small}" if rest else "")


def spell(number: int) -> str:
    parts = []
    for scale, name in ((10**6, " million"), (1000, " thousand")):
        count, number = divmod(number, scale)
        if count:
            parts.append(below_thousand(count) + name)
    if number or not parts:
        parts.append(below_thousand(number))
    return " ".join(parts)


@given(st.integers(0, 10**7))
def test_spelled_numbers_are_read_back(number: int) -> None:
    (reading,) = find(f"They counted {spell(number)} shells.")
    assert (reading.text, reading.value.low) == (spell(number), number)


@given(st.integers(0, 10**9).filter(lambda number: not 1800 <= number <= 2100))
def test_digits_with_separators_are_read_back(number: int) -> None:
    for written in (f"{number:,}", f"{number:,}".replace(",", " ")):
        (reading,) = find(f"They counted {written} shells.")
        assert (reading.text, reading.value.high) == (written, number)


PIECES = (
    "at least more than 12 46 , . - to and or between a half hundred dozen of one no forty "
    "million % per cent 2016 May $ km days \n 1.5 12,000 ( ) up several dozens"
)
WORDS = st.sampled_from(PIECES.split(" "))


@given(st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=80))
def test_readings_quote_their_words_and_never_overlap(text: str) -> None:
    found = find(text)
    assert found == find(text)
    for reading in found:
        assert reading.text == text[reading.span.start : reading.span.end]
    for left, right in pairwise(found):
        assert left.span.end <= right.span.start


@pytest.mark.parametrize(
    "piece",
    ["9", "\n", "May 3, ", "one hundred ", "12,345,", "1 234 ", "between 1 and ", "a half ", "-1"],
)
def test_long_runs_of_numbers_are_read_in_one_pass(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    for reading in find(text):
        assert reading.text


def test_a_number_too_long_to_count_is_no_number() -> None:
    assert read_digits("9" * 5000) is None


def test_a_word_that_is_no_number_gives_none() -> None:
    assert read_cardinal(["twelve", "men"]) is None


@pytest.mark.parametrize("word", ["٣", "²"])
def test_digits_of_other_scripts_are_not_guessed(word: str) -> None:
    assert find(f"They counted {word} shells.") == ()


def test_the_lowest_vague_counts_are_those_of_the_table() -> None:
    assert load_number_words().vague["dozens"] == 24


@pytest.mark.parametrize(
    ("entry", "wrong", "complaint"),
    [
        ("[cardinals]", "[others]", "[cardinals]"),
        ("two = 2", "two = 'two'", "[cardinals] two: expected a whole number"),
        ("up_to = ", "roughly = ", "[qualifiers] roughly: expected one of"),
        ('["up to"]', '["up to", "some"]', "'some' is listed twice"),
        ('["up to"]', "[]", "[qualifiers] up_to: expected a list of words"),
        ('["up to"]', '"up to"', "[qualifiers] up_to: expected a list of words"),
    ],
)
def test_a_wrong_table_is_refused_with_its_entry(entry: str, wrong: str, complaint: str) -> None:
    toml = resources.files("khabar").joinpath("data", "numbers.toml").read_text("utf-8")
    assert entry in toml
    with pytest.raises(DataError) as error:
        read_number_words(toml.replace(entry, wrong, 1))
    assert complaint in str(error.value)
