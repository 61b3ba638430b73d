"""The fast fixed sample: reports of our own making, the facts of their main event, and floors.

The whole measure is `make accuracy`, on gold data made by others, which is not part of the project.
This sample is small and its makers are those of the rules: it tells that something broke, not how
good khabar is.
"""

import tomllib
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from khabar import read
from khabar.model.claims import Modality, Role, Scope
from khabar.model.values import Qualifier

pytestmark = pytest.mark.no_cover
FILE = tomllib.loads(Path(__file__).with_name("reports.toml").read_text("utf-8"))
REPORTS = FILE["report"]
FLOORS = FILE["floors"]
HARM = ("killed", "wounded")
NOISE = 1  # answers: what a right change may cost by a doubtful report
TOLD = {Modality.HAPPENED, Modality.SUSPECTED, Modality.DENIED}
DOERS = {Role.PERPETRATOR, Role.ORGANISER, Role.PARTY}


def count(claims, measure):
    """The number in the first claim that counts it; "open" where its words are vague."""
    for claim in claims:
        found = [figure.count.value for figure in claim.figures if figure.measure == measure]
        if found:
            vague = all(value.qualifier is Qualifier.VAGUE for value in found)
            return "open" if vague else int(sum(value.stated for value in found))
    return None


def find_main(claims):
    """The first claim that counts people harmed, else the first."""
    harm = [c for c in claims if any(figure.measure in HARM for figure in c.figures)]
    return next(iter(harm or claims), None)


def read_facts(report):
    """What khabar says of a report's main event, by the keys of the table."""
    claims = read(report["text"].encode(), published=report["published"]).claims
    wholes = [c for c in claims if c.part_of is None and c.modality in TOLD]
    told = [c for c in wholes if c.scope in (Scope.INCIDENT, Scope.ONGOING)] or list(claims)
    main = find_main(told)
    doers = [a.who for a in main.actors if a.role in DOERS] if main else []
    period = main.when.value if main and main.when else None
    return {
        **{measure: count(told, measure) for measure in HARM},
        "kind": main.kind if main else "none",
        "place": f"{main.place.value.name} {main.place.text}" if main and main.place else "",
        "day": period.start if period and period.start == period.end else None,
        "actor": " ".join(f"{who.value.name or ''} {who.text}" for who in doers).strip(),
    }


def is_right(key, report, facts):
    expected, found = report.get(key), facts[key]
    if key == "place":
        return expected in found
    if key == "actor":
        return any(word in expected.lower() for word in found.lower().split())
    return found == expected


def keys_of(report):
    """What is compared: who was harmed and the kind always, the rest where the table says it."""
    return ("kind", *HARM, *(key for key in ("place", "day", "actor") if key in report))


@cache
def score():
    """For each key how many answers are compared, and which reports are wrong."""
    compared, wrong = Counter(), {key: [] for key in FLOORS}
    for report in REPORTS:
        facts = read_facts(report)
        for key in keys_of(report):
            compared[key] += 1
            if not is_right(key, report, facts):
                wrong[key].append(f"{report['name']}: {facts[key]!r}, not {report.get(key)!r}")
    return compared, wrong


@pytest.mark.parametrize("key", FLOORS)
def test_the_facts_of_main_events_do_not_fall_below_their_floor(key):
    compared, wrong = score()
    share = 1 - (len(wrong[key]) - NOISE) / compared[key]
    assert share >= FLOORS[key], "\n".join(wrong[key])


def test_the_sample_is_large_and_names_each_report_once():
    assert len({report["name"] for report in REPORTS}) == len(REPORTS) >= 60


def test_each_report_says_what_is_compared_and_nothing_else():
    keys = {"name", "text", "published", "kind", *HARM, "place", "day", "actor"}
    for report in REPORTS:
        assert set(report) <= keys, report["name"]
        assert isinstance(report["published"], date)


def test_every_place_and_actor_stands_in_its_text():
    for report in REPORTS:
        assert report.get("place", "") in report["text"], report["name"]
        assert report.get("actor", "").lower() in report["text"].lower(), report["name"]
