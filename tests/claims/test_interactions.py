"""Who does or says what to whom: the table `interactions.toml`, and what holds of any text."""

import tomllib
from pathlib import Path

import pytest
from claim_words import make_article

import khabar

TABLE = tomllib.loads((Path(__file__).parent / "interactions.toml").read_text("utf-8"))
CASES = {case["name"]: case for case in TABLE["case"]}


def write(one, text):
    source, target = (", ".join(span.cut(text) for span in side) for side in (one.source, one.target))
    return f"{'' if one.sure else '? '}{one.event}: {source} > {target}"


@pytest.mark.parametrize("name", CASES)
def test_each_sentence_has_its_interaction(name):
    article = make_article(CASES[name]["text"])
    found = khabar.interactions(article)
    assert [write(one, article.text) for one in found] == CASES[name]["reads"]


def test_what_is_promised_asked_for_or_refused_has_its_own_class():
    article = make_article(
        "The rebels agreed to free the hostages. Rome urged Paris to lift the embargo."
    )
    assert [(one.event, one.about) for one in khabar.interactions(article)] == [
        ("AGREE", "RETREAT"),
        ("DEMAND", "CONCEDE"),
    ]


def test_there_is_one_for_a_sentence_at_most_and_its_words_are_in_it():
    text = " ".join(case["text"] for case in TABLE["case"])
    found = khabar.interactions(make_article(text))
    assert len({text[: one.words.start].count(". ") for one in found}) == len(found)
    for one in found:
        stop = text.find(". ", one.words.start) + 1 or len(text)
        assert all(span.end <= stop for span in (*one.source, *one.target))


def swap(text):
    return text.replace("Rome", "-").replace("Burgos", "Rome").replace("-", "Burgos")


@pytest.mark.parametrize(
    "text",
    [
        "Rome accused Burgos of arming the rebels.",
        "Rome shelled Burgos on Monday.",
        "Burgos was praised by Rome.",
        "Rome vowed to expel the envoys of Burgos.",
    ],
)
def test_the_sides_may_change_their_names(text):
    (one,), (other,) = (khabar.interactions(make_article(words)) for words in (text, swap(text)))
    assert (one.event, one.about, one.sure) == (other.event, other.about, other.sure)
    for side in ("source", "target"):
        names = [span.cut(text) for span in getattr(one, side)]
        assert list(map(swap, names)) == [span.cut(swap(text)) for span in getattr(other, side)]
