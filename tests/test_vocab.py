"""The vocabulary that ships: it is whole, and its words are told apart."""

from importlib.resources import files
from pathlib import Path

import pytest

from khabar import vocab
from khabar.model.claims import ActorClass, Modality, Stance
from khabar.vocabulary.entries import NounSort, Pos

VOCAB = vocab.load()
DATA = Path(str(files("khabar").joinpath("data")))

CONTRACT_KINDS = """
armed_clash air_strike drone_strike shelling missile_strike bombing suicide_bombing grenade_attack
chemical_attack shooting attack execution torture sexual_violence abduction arrest release protest riot
protest_crackdown siege territory_change deployment withdrawal weapons_transfer displacement return
evacuation aid_delivery aid_obstruction property_destruction ceasefire agreement talks offer demand
threat refusal sanction toll situation
"""
ADDED_KINDS = """
arson disaster weapons_seized base_established group_change surrender mob_violence prisoner_exchange
diplomatic_step
"""
CONTRACT_MEASURES = """
killed wounded missing detained abducted released displaced returned evacuated trapped participants
share_of_territory
"""


# --- what ships -----------------------------------------------------------------------------------
def test_the_kinds_are_those_of_the_contract_and_those_added_since() -> None:
    assert set(VOCAB.kinds) == set(CONTRACT_KINDS.split()) | set(ADDED_KINDS.split())


def test_the_measures_of_the_contract_are_there() -> None:
    assert set(CONTRACT_MEASURES.split()) <= set(VOCAB.measures)


def test_the_lists_are_as_large_as_promised() -> None:
    assert (
        len([actor for actor in VOCAB.actors if not actor.name.startswith(("Government", "Armed"))])
        >= 350
    )
    assert len(VOCAB.people) >= 250
    assert len(VOCAB.cues) >= 150
    assert len(VOCAB.publishers) >= 120
    assert len({country.code for country in VOCAB.countries}) >= 195


def test_loading_twice_gives_the_same_object() -> None:
    assert vocab.load() is VOCAB


def test_definitions_are_sentences() -> None:
    definitions = [kind.help for kind in VOCAB.kinds.values()]
    definitions += [measure.help for measure in VOCAB.measures.values()]
    definitions += [term.help for term in (*VOCAB.units, *VOCAB.who)]
    assert [text for text in definitions if not (text[0].isupper() and text.endswith("."))] == []


def test_noun_entries_are_singular() -> None:
    lemmas = [*VOCAB.people, *VOCAB.speakers]
    lemmas += [cue.lemma for cue in VOCAB.cues if cue.pos is Pos.NOUN]
    last = [lemma.split()[-1] for lemma in lemmas]
    assert [word for word in last if VOCAB.lemma(word, "NNS") != word] == []


def test_words_are_in_lower_case() -> None:
    words = [*VOCAB.people, *VOCAB.speakers]
    words += [trigger.lemma for trigger in VOCAB.triggers]
    words += [cue.lemma for cue in VOCAB.cues]
    assert [word for word in words if word != word.lower()] == []


def test_domains_are_bare() -> None:
    domains = [domain for house in VOCAB.publishers for domain in house.domains]
    assert [
        d for d in domains if d != d.lower() or d.startswith("www.") or "/" in d or "." not in d
    ] == []


def test_every_country_of_a_publisher_or_an_actor_is_listed() -> None:
    codes = {country.code for country in VOCAB.countries} | {None, "HK"}
    assert {house.country for house in VOCAB.publishers} <= codes
    assert {actor.country for actor in VOCAB.actors} <= codes


def test_an_actor_has_no_alias_equal_to_its_name() -> None:
    assert [actor.name for actor in VOCAB.actors if actor.name in actor.aliases] == []


def test_the_reading_of_a_kind_in_other_codebooks() -> None:
    kind = VOCAB.kinds["air_strike"]
    assert kind.parent == "attack"
    assert kind.acled is not None
    assert (kind.acled.event, kind.acled.sub_event) == ("Explosions/Remote violence", "Air/drone strike")
    assert kind.plover is not None
    assert (kind.plover.event, kind.plover.mode) == ("ASSAULT", "aerial")
    assert kind.ucdp == (1, 2, 3)
    assert VOCAB.kinds["situation"].acled is None


@pytest.mark.parametrize(
    ("words", "name", "actor_class", "country"),
    [
        ("the Observatory", "Syrian Observatory for Human Rights", ActorClass.MONITOR, "SY"),
        ("SOHR", "Syrian Observatory for Human Rights", ActorClass.MONITOR, "SY"),
        ("ISIL", "Islamic State", ActorClass.JIHADIST, None),
        ("Daesh", "Islamic State", ActorClass.JIHADIST, None),
        ("FARC", "Revolutionary Armed Forces of Colombia", ActorClass.REBEL, "CO"),
        ("Turkish army", "Armed forces of Turkey", ActorClass.STATE_FORCES, "TR"),
        ("the IDF", "Armed forces of Israel", ActorClass.STATE_FORCES, "IL"),
        ("the Kremlin", "Government of Russia", ActorClass.STATE, "RU"),
        ("the Nigerian government", "Government of Nigeria", ActorClass.STATE, "NG"),
        ("Sendero Luminoso", "Communist Party of Peru - Shining Path", ActorClass.REBEL, "PE"),
        ("Legion Condor", "Condor Legion", ActorClass.FOREIGN_FORCES, "DE"),
        ("The Associated Press", "Associated Press", ActorClass.MEDIA, "US"),
        ("UNAMA", "UN Assistance Mission in Afghanistan", ActorClass.INTERNATIONAL_ORGANISATION, None),
    ],
)
def test_a_name_finds_its_actor(
    words: str, name: str, actor_class: ActorClass, country: str | None
) -> None:
    (actor,) = VOCAB.find_actors(words)
    assert (actor.name, actor.actor_class, actor.country) == (name, actor_class, country)
    assert not actor.is_capital_metonym


@pytest.mark.parametrize("words", ["observatory", "the", "", "army", "Kafr Nabel", "the Turkish", "is"])
def test_what_is_no_name_finds_no_actor(words: str) -> None:
    assert VOCAB.find_actors(words) == ()


@pytest.mark.parametrize(
    ("city", "name"),
    [
        ("Moscow", "Government of Russia"),
        ("Ankara", "Government of Turkey"),
        ("Kiev", "Government of Ukraine"),
        ("Burgos", "Nationalist government in Spain"),
        ("Valencia", "Spanish Republic"),
    ],
)
def test_a_seat_of_government_is_marked_as_a_metonym(city: str, name: str) -> None:
    (actor,) = VOCAB.find_actors(city)
    assert (actor.name, actor.is_capital_metonym) == (name, True)


def test_names_that_are_words_in_capitals_are_marked() -> None:
    assert {"WHO", "IS"} <= VOCAB.ordinary
    assert "FARC" not in VOCAB.ordinary


def test_a_shared_name_gives_all_its_actors() -> None:
    assert {actor.country for actor in VOCAB.find_actors("SLA")} == {"LK", "LB", "SD"}


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Turkish", "TR"),
        ("Syrians", "SY"),
        ("Spaniards", "ES"),
        ("Soviet", "RU"),
        ("Niger", "NE"),
        ("turkish", None),
    ],
)
def test_a_word_belongs_to_a_country(word: str, code: str | None) -> None:
    assert VOCAB.find_country(word) == code


@pytest.mark.parametrize(
    ("lemma", "pos", "stance", "hedged", "modality"),
    [
        ("say", Pos.VERB, Stance.ASSERTS, False, None),
        ("claim", Pos.VERB, Stance.ASSERTS, True, None),
        ("estimate", Pos.NOUN, Stance.ESTIMATES, False, None),
        ("deny", Pos.VERB, Stance.DENIES, False, Modality.DENIED),
        ("accuse", Pos.VERB, Stance.ACCUSES, False, None),
        ("acknowledge", Pos.VERB, Stance.CONFIRMS, False, None),
        ("dispute", Pos.VERB, Stance.DENIES, False, Modality.DENIED),
        ("question", Pos.VERB, Stance.DOUBTS, True, None),
        ("vow", Pos.VERB, Stance.ASSERTS, False, Modality.THREATENED),
        ("pledge", Pos.VERB, Stance.ASSERTS, False, Modality.PLANNED),
        ("refuse", Pos.VERB, Stance.ASSERTS, False, Modality.NOT_HAPPENED),
        ("according to", Pos.PREPOSITION, Stance.ASSERTS, False, None),
    ],
)
def test_a_cue_takes_this_stance(
    lemma: str, pos: Pos, stance: Stance, hedged: bool, modality: Modality | None
) -> None:
    (cue,) = [
        c for c in VOCAB.cues_by_first[lemma.split(maxsplit=1)[0]] if c.lemma == lemma and c.pos is pos
    ]
    assert (cue.stance, cue.hedged, cue.modality) == (stance, hedged, modality)


@pytest.mark.parametrize(
    ("lemma", "actor_class", "who", "sort"),
    [
        ("toddler", ActorClass.CIVILIANS, "children", NounSort.PERSON),
        ("gunman", ActorClass.UNKNOWN, "fighters", NounSort.PERSON),
        ("family", ActorClass.RESIDENTS, "households", NounSort.PERSON),
        ("army", ActorClass.STATE_FORCES, None, NounSort.COLLECTIVE),
        ("warplane", ActorClass.UNKNOWN, None, NounSort.MEANS),
    ],
)
def test_a_noun_is_classed(lemma: str, actor_class: ActorClass, who: str | None, sort: NounSort) -> None:
    noun = VOCAB.people[lemma]
    assert (noun.actor_class, noun.who, noun.sort) == (actor_class, who, sort)


def test_a_noun_with_a_participle_stands_under_its_lemmas_too() -> None:
    assert VOCAB.people["displace person"] is VOCAB.people["displaced person"]


def test_a_noun_of_two_words_is_also_written_with_a_hyphen() -> None:
    (trigger,) = [trigger for trigger in VOCAB.triggers if trigger.words == ("air", "strike")]
    assert set(VOCAB.surface_forms(trigger)) == {
        "air strike",
        "air strikes",
        "air-strike",
        "air-strikes",
    }


# --- telling words --------------------------------------------------------------------------------
def test_every_form_of_a_telling_word_is_known() -> None:
    tellings = vocab.load_tellings()
    assert all(form in tellings for form in ("say", "says", "said", "criticised", "criticized", "pleas"))


@pytest.mark.parametrize(
    ("words", "lemma"),
    [
        ("two hooded men with rifles", "man"),
        ("MEMBERS OF THE CIVIL GUARD", "member"),
        ("the death squads", "death squad"),
        ("the harvest", None),
    ],
)
def test_the_noun_that_heads_a_phrase_is_found(words: str, lemma: str | None) -> None:
    noun = VOCAB.find_noun(words)
    assert (noun and noun.lemma) == lemma
