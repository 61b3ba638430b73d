"""Sentences composed of a deed, a voice, a count and an attribution, with what they state."""

from dataclasses import dataclass
from itertools import product

# words, kind
DEEDS = (
    ("an air strike", "air_strike"),
    ("a drone strike", "drone_strike"),
    ("a mortar attack", "shelling"),
    ("a rocket attack", "missile_strike"),
    ("a car bomb", "bombing"),
    ("a suicide bombing", "suicide_bombing"),
    ("a grenade attack", "grenade_attack"),
    ("a raid", "attack"),
)
VOICES = (
    "{deed} killed {count} {who} in {place}",
    "{count} {who} were killed in {deed} in {place}",
    "{count} {who} have been killed by {deed} in {place}",
    "{count} {who} died in {deed} in {place}",
    "{count} {who} lost their lives in {deed} in {place}",
    "{deed} left {count} {who} dead in {place}",
    "{deed} in {place} has claimed the lives of {count} {who}",
    "{deed} shook {place}, killing {count} {who}",
)
# words, as written in the tables of cases
COUNTS = (
    ("nine", "exactly 9"),
    ("27", "exactly 27"),
    ("at least 12", "at_least 12"),
    ("more than thirty", "more_than 30"),
    ("about 60", "about 60"),
    ("dozens of", "vague 24"),
)
ATTRIBUTIONS = (
    ("{told}.", []),
    ("{told}, officials said.", ["officials asserts"]),
    ("Officials said {told}.", ["Officials asserts"]),
    ("Officials said that {told}.", ["Officials asserts"]),
    ("{told}, according to officials.", ["officials asserts"]),
    ("According to officials, {told}.", ["officials asserts"]),
)
PEOPLE = ("civilians", "soldiers", "children", "fighters", "police")
PLACES = ("Kunduz", "Taiz", "Mopti", "Homs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A sentence, and the kind, figure, place and sources that it states."""

    text: str
    kind: str
    figure: str
    place: str
    sources: tuple[str, ...]


def tell(deed, voice, count, attribution, at):
    """The sentence of the four choices; `at` turns the wheel of peoples and places."""
    who, place = PEOPLE[at % len(PEOPLE)], PLACES[at % len(PLACES)]
    told = voice.format(deed=deed[0], count=count[0], who=who, place=place)
    text = attribution[0].format(told=told)
    return Telling(
        text=text[0].upper() + text[1:],
        kind=deed[1],
        figure=f"killed {count[1]} {who}",
        place=place,
        sources=tuple(attribution[1]),
    )


TELLINGS = tuple(
    tell(*choice, at=at) for at, choice in enumerate(product(DEEDS, VOICES, COUNTS, ATTRIBUTIONS))
)
