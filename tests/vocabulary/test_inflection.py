"""Inflection: lemma to forms and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar import vocab
from khabar.vocabulary.entries import Pos

VOCAB = vocab.load()


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("kill", "kill kills killing killed"),
        ("strike", "strike strikes striking struck stricken"),
        ("flee", "flee flees fleeing fled"),
        ("die", "die dies dying died"),
        ("bury", "bury buries burying buried"),
        ("deploy", "deploy deploys deploying deployed"),
        ("ambush", "ambush ambushes ambushing ambushed"),
        ("veto", "veto vetoes vetoing vetoed"),
        ("stop", "stop stops stopping stopped"),
        ("bomb", "bomb bombs bombing bombed"),
        ("shell", "shell shells shelling shelled"),
        ("quit", "quit quits quitting quitted"),
        ("expel", "expel expels expelling expelled"),
        ("target", "target targets targeting targeted"),
        ("overrun", "overrun overruns overrunning overran"),
        ("kidnap", "kidnap kidnaps kidnapping kidnapped kidnaping kidnaped"),
        ("seize", "seize seizes seizing seized"),
        ("raise", "raise raises raising raised"),
        ("mobilise", "mobilise mobilises mobilising mobilised mobilize mobilizes mobilizing mobilized"),
    ],
)
def test_a_verb_has_these_forms(lemma: str, forms: str) -> None:
    assert VOCAB.inflect(lemma, Pos.VERB) == tuple(forms.split())


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("body", ("body", "bodies")),
        ("gunman", ("gunman", "gunmen")),
        ("human", ("human", "humans")),
        ("schoolchild", ("schoolchild", "schoolchildren")),
        ("person", ("person", "persons")),
        ("police", ("police",)),
        ("labourer", ("labourer", "labourers", "laborer", "laborers")),
        ("air strike", ("air strike", "air strikes")),
        ("exchange of fire", ("exchange of fire", "exchange of fires")),
    ],
)
def test_a_noun_has_these_forms(lemma: str, forms: tuple[str, ...]) -> None:
    assert VOCAB.inflect(lemma, Pos.NOUN) == forms


def test_only_the_first_word_of_a_verb_of_several_words_changes() -> None:
    assert VOCAB.inflect("open fire", Pos.VERB) == (
        "open fire",
        "opens fire",
        "opening fire",
        "opened fire",
    )


def test_an_adjective_keeps_its_form() -> None:
    assert VOCAB.inflect("missing", Pos.ADJ) == ("missing",)


@pytest.mark.parametrize(
    ("word", "tag", "lemma"),
    [
        ("Killed", "VBN", "kill"),
        ("said", "VBD", "say"),
        ("was", "VBD", "be"),
        ("'re", "VBP", "be"),
        ("left", "VBD", "leave"),
        ("lay", "VBD", "lie"),
        ("lay", "VB", "lay"),
        ("found", "VBD", "find"),
        ("wounded", "VBD", "wound"),
        ("wounded", "NN", "wounded"),
        ("wounded", "JJ", "wounded"),
        ("strikes", "NNS", "strike"),
        ("strikes", "VBZ", "strike"),
        ("Troops", "NNP", "troop"),
        ("people", "NNS", "people"),
        ("policemen", "NNS", "policeman"),
        ("mujahideen", "NNS", "mujahid"),
        ("organized", "VBN", "organise"),
        ("villages", "NNS", "village"),
        ("cities", "NNS", "city"),
        ("ties", "NNS", "tie"),
        ("crosses", "VBZ", "cross"),
        ("crisis", "NNS", "crisis"),
        ("bus", "NNS", "bus"),
        ("Aleppo", "NNP", "aleppo"),
        ("us", "PRP", "us"),
        ("Defense", "NNP", "defence"),
        ("organizations", "NNS", "organisation"),
        ("rights", "NNS", "rights"),
    ],
)
def test_a_word_has_this_lemma(word: str, tag: str, lemma: str) -> None:
    assert VOCAB.lemma(word, tag) == lemma


def test_every_form_of_a_single_trigger_leads_to_a_lemma_that_inflects_to_it() -> None:
    tags = {Pos.VERB: "VBD", Pos.NOUN: "NNS"}
    for trigger in VOCAB.triggers:
        if trigger.pos in tags and len(trigger.words) == 1:
            for form in VOCAB.inflect(trigger.lemma, trigger.pos):
                lemma = VOCAB.lemma(form, tags[trigger.pos])
                assert form in VOCAB.inflect(lemma, trigger.pos), (trigger.lemma, form, lemma)


@given(st.text(max_size=12), st.sampled_from(["VBD", "VBZ", "NNS", "NN", "NNP", "JJ", "VBG", ""]))
def test_any_text_has_a_lemma(word: str, tag: str) -> None:
    assert bool(VOCAB.lemma(word, tag)) == bool(word)


@given(st.from_regex(r"[a-z]{1,10}", fullmatch=True), st.sampled_from(list(Pos)))
def test_the_lemma_comes_first_and_no_form_twice(lemma: str, pos: Pos) -> None:
    forms = VOCAB.inflect(lemma, pos)
    assert forms[0] == lemma
    assert len(set(forms)) == len(forms)
