"""Claims written in short words, so that tables of cases can be read and compared."""

from dataclasses import replace

from sample import WIRE

from khabar.pipeline import find_report
from khabar.settings import Settings

WAR = "Two soldiers were killed by rebels in an ambush.\nThe army shelled positions of the rebels."


def make_article(text, published=None):
    """An article of which only the text and, perhaps, the day are known; all have one id."""
    nobody = replace(WIRE, url=None, title=None, publisher=None, agencies=(), author=None)
    return replace(nobody, text=text, published=published, headings=(), related=(), dropped=())


def read_article(text, published=None):
    """The report of a text."""
    return find_report(make_article(text, published), "case", Settings())


def read_claims(text, published=None):
    """The claims of a text."""
    return read_article(text, published).claims


def put_beside_war(text):
    """A text as it would stand in a report of a conflict."""
    return f"{text}\n{WAR}"


def read_beside_war(text, published=None):
    """The claims of a text that stands in a report of a conflict, as most sentences do that tell of one.

    Words that sport and business use as well are heard only there.
    """
    claims = read_claims(put_beside_war(text), published)
    return tuple(claim for claim in claims if claim.span.end <= len(text))


def read_written(text, published=None):
    """The claims of a text in a report of a conflict, each in the words of the tables."""
    return [write_claim(claim) for claim in read_beside_war(text, published)]


def readings_of(claim):
    """All the readings of a claim."""
    yield from (actor.who for actor in claim.actors)
    yield from (figure.count for figure in claim.figures)
    for source in claim.sources:
        yield source.who
        if source.cue:
            yield source.cue
    yield from (reading for reading in (claim.place, claim.when, claim.cause) if reading)


def write_figure(figure):
    """`killed at_least 46 civilians`; a unit other than persons stands where nobody is counted."""
    count = figure.count.value
    number = f"{count.low:g}-{count.high:g}" if count.qualifier == "between" else f"{count.stated:.0f}"
    unit = "" if figure.unit == "persons" else figure.unit
    return f"{figure.measure} {count.qualifier} {number} {figure.who or unit}".strip()


def write_party(reading):
    """The name, or the words where there is no name."""
    return reading.value.name or reading.text


def write_claim(claim):
    """A claim by key, each value in the words of the tables of cases."""
    place, when = claim.place, claim.when
    return {
        "kind": claim.kind,
        "figures": [write_figure(figure) for figure in claim.figures],
        "actors": [f"{a.role} {write_party(a.who)} {a.certainty}" for a in claim.actors],
        "sources": [f"{write_party(s.who)} {s.stance}" for s in claim.sources],
        "place": [place.value.name, place.text] if place else [],
        "country": (place.value.country or "") if place else "",
        "precision": place.value.precision.value if place else "",
        "when": write_period(when.value) if when else "",
        "modality": claim.modality.value,
        "scope": claim.scope.value,
        "cause": claim.cause.value if claim.cause else "",
    }


def write_period(period):
    """`2016-12-04..2016-12-04 day`; the precision alone where the days are not known."""
    return f"{period.start}..{period.end} {period.precision}" if period.start else str(period.precision)
