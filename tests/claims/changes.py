"""Reports, and the same reports changed in one respect: a change of words, or a known one of meaning."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations, product

PLACES = ("Mogadishu", "Kandahar", "Mariupol")
NUMBERS = (
    ("two", "2"),
    ("three", "3"),
    ("nine", "9"),
    ("twelve", "12"),
    ("fifteen", "15"),
    ("twenty-six", "26"),
    ("forty", "40"),
    ("ninety", "90"),
)
# {n} is a number in the midst of a sentence, {N} at its beginning, {p} a place.
FORMS = (
    ("Shells killed {n} civilians in {p}.", "{N} civilians were killed by shells in {p}."),
    ("A car bomb wounded {n} people in {p}.", "{N} people were wounded by a car bomb in {p}."),
    ("Gunmen abducted {n} teachers in {p}.", "{N} teachers were abducted by gunmen in {p}."),
    ("Police arrested {n} students in {p}.", "{N} students were arrested by police in {p}."),
    ("An air strike killed {n} children in {p}.", "{N} children were killed in an air strike in {p}."),
    ("Rebels shot dead {n} villagers near {p}.", "{N} villagers were shot dead by rebels near {p}."),
    (
        "A suicide bomber killed {n} soldiers in {p}.",
        "{N} soldiers were killed by a suicide bomber in {p}.",
    ),
    ("Rockets injured {n} women in {p}.", "{N} women were injured by rockets in {p}."),
    ("The army executed {n} prisoners in {p}.", "{N} prisoners were executed by the army in {p}."),
    ("A landmine killed {n} farmers near {p}.", "{N} farmers were killed by a landmine near {p}."),
    ("Rebels have wounded {n} policemen in {p}.", "{N} policemen have been wounded by rebels in {p}."),
    ("Soldiers tortured {n} miners in {p}.", "{N} miners were tortured by soldiers in {p}."),
)
SPEAKERS = ("", "a doctor said", "the mayor told Reuters", "according to witnesses")
NEGATED = (
    ("Shells killed the {n} civilians in {p}.", "Shells did not kill the {n} civilians in {p}."),
    ("The {n} teachers were abducted in {p}.", "The {n} teachers were not abducted in {p}."),
    ("Police arrested the {n} students in {p}.", "Police did not arrest the {n} students in {p}."),
    ("The army executed {n} prisoners in {p}.", "The army did not execute {n} prisoners in {p}."),
    ("The {n} villagers were shot dead in {p}.", "The {n} villagers were not shot dead in {p}."),
)
FURNITURE = (
    "Home | News | World | Sport | Business",
    "Share this article on Facebook, Twitter or WhatsApp",
    "Read more: Two killed in bomb blast in Baghdad",
    "Advertisement",
    "Sign up for our daily newsletter",
    "All rights reserved. This material may not be published, broadcast or rewritten.",
    "Follow us on Twitter",
    "Related: Air strike kills 30 in Aleppo",
)
PARAGRAPHS = (
    "Shells killed {n} civilians in Kandahar on 4 May 2014, a doctor said.",
    "In Mogadishu a car bomb wounded {n} people on 11 June 2014, the police said.",
    "Rebels abducted {n} teachers near Mariupol on 20 August 2014, officials said.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A report before and after a change; `name` says which."""

    name: str
    before: str
    after: str

    @property
    def texts(self) -> tuple[str, str]:
        """Both reports."""
        return self.before, self.after


def list_voices() -> Iterator[Change]:
    """Active and passive voice."""
    for (active, passive), place, number, speaker in product(FORMS, PLACES, NUMBERS, SPEAKERS[:2]):
        forms = (_write(form, number[1], place, speaker) for form in (active, passive))
        yield Change(name="voice", before=next(forms), after=next(forms))


def list_numerals() -> Iterator[Change]:
    """Numbers in words and in digits."""
    for form, place, (words, digits) in product(_each_form(), PLACES, NUMBERS):
        before, after = _write(form, words, place), _write(form, digits, place)
        yield Change(name="numerals", before=before, after=after)


def list_hedges() -> Iterator[Change]:
    """Exact numbers, and the same with "at least" before them."""
    for form, place, (_, digits) in product(_each_form(), PLACES, NUMBERS):
        hedged = _write(form, f"at least {digits}", place)
        yield Change(name="at least", before=_write(form, digits, place), after=hedged)


def list_negations() -> Iterator[Change]:
    """What is told, and that it is not so."""
    for (told, negated), place, (words, _) in product(NEGATED, PLACES, NUMBERS):
        yield Change(name="not", before=_write(told, words, place), after=_write(negated, words, place))


def list_furnished() -> Iterator[Change]:
    """A report alone, and with what stands around it on a page."""
    for form, line, (words, _) in product(_each_form(), FURNITURE, NUMBERS[:2]):
        report = f"{_write(form, words, PLACES[0], 'a doctor said')}\n\nThe town was quiet on Sunday."
        yield Change(name="furniture", before=report, after=f"{line}\n\n{report}\n\n{line}")


def list_moved() -> Iterator[Change]:
    """Paragraphs that tell of different days and towns, in two orders."""
    for words, _ in NUMBERS:
        paragraphs = [paragraph.format(n=words) for paragraph in PARAGRAPHS]
        for order in permutations(paragraphs):
            yield Change(name="order", before="\n\n".join(paragraphs), after="\n\n".join(order))


def _each_form() -> tuple[str, ...]:
    return tuple(form for forms in FORMS for form in forms)


def _write(form: str, number: str, place: str, speaker: str = "") -> str:
    text = form.format(n=number, N=number[0].upper() + number[1:], p=place)
    return f"{text[:-1]}, {speaker}." if speaker else text
