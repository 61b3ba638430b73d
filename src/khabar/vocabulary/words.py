"""Words of the language: triggers, reporting cues, nouns for people and for those who speak."""

from collections.abc import Collection
from functools import partial
from importlib.resources.abc import Traversable

from khabar.model.claims import ActorClass, Modality, Role, Stance
from khabar.vocabulary.entries import (
    Deed,
    NounSort,
    PeopleNoun,
    Phrases,
    Pos,
    ReportingCue,
    SpeakerNoun,
    Trigger,
    Verdicts,
)
from khabar.vocabulary.tables import Entry, File, refuse_twice


def read_triggers(file: File, kinds: Collection[str], measures: Collection[str]) -> tuple[Trigger, ...]:
    """The triggers, one for each word; refuses unknown kinds and measures, and a word twice."""
    triggers = []
    for entry in file.entries(
        "trigger", "words common homely foes pos kind measure subject object weak"
    ):
        _check_reference(entry, "kind", kinds)
        _check_reference(entry, "measure", measures)
        triggers += _build_triggers(entry)
    refuse_twice(
        ((trigger.lemma, trigger.pos.value) for trigger in triggers),
        lambda key: file.error(f"the trigger {key} comes twice"),
    )
    return tuple(triggers)


def read_deeds(file: File, kinds: Collection[str], measures: Collection[str]) -> tuple[Deed, ...]:
    """The deeds that need their object; refuses an unknown kind or measure."""
    entries = file.entries("deed", "verbs objects acting kind measure subject object")
    for entry in entries:
        _check_reference(entry, "kind", kinds)
        _check_reference(entry, "measure", measures)
    return tuple(_build_deed(entry) for entry in entries)


def _build_deed(entry: Entry) -> Deed:
    trigger = Trigger(
        words=("(deed)",),
        pos=Pos.VERB,
        kind=entry.text("kind"),
        measure=entry.maybe_text("measure"),
        subject=entry.maybe_choice("subject", Role),
        object=entry.maybe_choice("object", Role),
        weak=False,
        common=False,
    )
    return Deed(
        verbs=entry.texts("verbs"),
        objects=frozenset(entry.texts("objects")),
        acting=entry.flag("acting"),
        trigger=trigger,
    )


def read_phrases(file: File) -> Phrases:
    """The phrases beside the triggers; refuses one that comes twice in its list."""
    parse, other, none = file.whole("also_parse"), file.whole("other_meaning"), file.whole("no_violence")
    homes = file.whole("homes")
    for phrases in (
        parse.texts("phrases"),
        (*homes.texts("dwellings"), *homes.texts("dwellers")),
        other.texts("phrases"),
        none.texts("shown"),
    ):
        refuse_twice(phrases, lambda key: file.error(f"the phrase {key!r} comes twice"))
    return Phrases(
        also_parse=parse.texts("phrases"),
        sure=parse.texts("sure"),
        armed=parse.texts("armed"),
        answers=parse.texts("answers"),
        dwellings=homes.texts("dwellings"),
        dwellers=homes.texts("dwellers"),
        other_meanings=other.texts("phrases"),
        accidents=frozenset(none.texts("accidents")),
        leaks=frozenset(none.texts("leaks")),
        things=frozenset(none.texts("things")),
        shown=frozenset(none.texts("shown")),
    )


def read_cues(file: File) -> tuple[ReportingCue, ...]:
    """The reporting cues, one for each word; refuses a word twice."""
    entries = file.entries("cue", "words pos stance hedged modality counting")
    cues = [cue for entry in entries for cue in _build_cues(entry)]
    refuse_twice(
        ((cue.lemma, cue.pos.value) for cue in cues),
        lambda key: file.error(f"the cue {key} comes twice"),
    )
    return tuple(cues)


def read_verdicts(file: File) -> Verdicts:
    """The words by which a report is called false or unproven."""
    entry = file.whole("verdict")
    words = {key: frozenset(entry.texts(key)) for key in ("falsehoods", "truths", "proofs")}
    return Verdicts(**words)


def read_people(file: File, who: Collection[str]) -> tuple[PeopleNoun, ...]:
    """The nouns for people; refuses a `who` that is not listed, and a noun twice."""
    nouns = []
    for entry in file.entries("people", "nouns class who sort"):
        _check_reference(entry, "who", who)
        nouns += _build_people(entry)
    refuse_twice((noun.lemma for noun in nouns), lambda key: file.error(f"the noun {key!r} comes twice"))
    return tuple(nouns)


def read_persons(folder: Traversable) -> frozenset[str]:
    """The further nouns for persons, one a line of `persons.txt`; lines with # are notes."""
    lines = folder.joinpath("persons.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def read_speakers(file: File) -> tuple[SpeakerNoun, ...]:
    """The nouns for those who speak to the press; refuses a noun twice."""
    entries = file.entries("speaker", "nouns class sort")
    speakers = [speaker for entry in entries for speaker in _build_speakers(entry)]
    refuse_twice(
        (speaker.lemma for speaker in speakers),
        lambda key: file.error(f"the speaker {key!r} comes twice"),
    )
    return tuple(speakers)


def _build_triggers(entry: Entry) -> list[Trigger]:
    build = partial(
        Trigger,
        pos=entry.choice("pos", Pos),
        kind=entry.maybe_text("kind"),
        measure=entry.maybe_text("measure"),
        subject=entry.maybe_choice("subject", Role),
        object=entry.maybe_choice("object", Role),
        weak=entry.flag("weak"),
    )
    words = entry.texts("words")
    common, homely, foes = (entry.maybe_texts(key) for key in ("common", "homely", "foes"))
    for marked in (common, homely, foes):
        if not set(marked) <= set(words):
            raise entry.error(f"expected marked words among {words}, got {marked}")
    return [
        build(words=tuple(word.split()), common=word in common, homely=word in homely, foes=word in foes)
        for word in words
    ]


def _build_cues(entry: Entry) -> list[ReportingCue]:
    build = partial(
        ReportingCue,
        pos=entry.choice("pos", Pos),
        stance=entry.choice("stance", Stance),
        hedged=entry.flag("hedged"),
        modality=entry.maybe_choice("modality", Modality),
        counting=entry.flag("counting"),
    )
    return [build(lemma=word) for word in entry.texts("words")]


def _build_people(entry: Entry) -> list[PeopleNoun]:
    build = partial(
        PeopleNoun,
        actor_class=entry.choice("class", ActorClass),
        who=entry.maybe_text("who"),
        sort=entry.maybe_choice("sort", NounSort) or NounSort.PERSON,
    )
    return [build(lemma=noun) for noun in entry.texts("nouns")]


def _build_speakers(entry: Entry) -> list[SpeakerNoun]:
    build = partial(
        SpeakerNoun,
        actor_class=entry.choice("class", ActorClass),
        sort=entry.maybe_choice("sort", NounSort) or NounSort.PERSON,
    )
    return [build(lemma=noun) for noun in entry.texts("nouns")]


def _check_reference(entry: Entry, key: str, known: Collection[str]) -> None:
    name = entry.maybe_text(key)
    if name is not None and name not in known:
        raise entry.error(f"expected {key} = one of {', '.join(sorted(known))}, got {name!r}")
