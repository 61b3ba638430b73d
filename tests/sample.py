"""A report built by hand: an invented wire story with claims that nest, answer and overlap."""

from datetime import date

from khabar.model.claims import (
    Actor,
    ActorClass,
    Certainty,
    Claim,
    Figure,
    Modality,
    Party,
    Rejected,
    Role,
    Scope,
    Source,
    Stance,
)
from khabar.model.documents import Article, Dropped, Related
from khabar.model.reports import Report
from khabar.model.values import (
    Period,
    Place,
    PlacePrecision,
    Qualifier,
    Quantity,
    Reading,
    Span,
    TimePrecision,
)

TEXT = (
    "At least 12 people were killed on Monday when shells hit the bridge at Granollers, "
    "a hospital doctor said.\n"
    "What the sides say\n"
    "Headquarters denied that its guns had fired. The mayor warned that more shells could fall."
)


def words(phrase, value, rule="by_hand"):
    start = TEXT.index(phrase)
    return Reading.at(Span(start, start + len(phrase)), TEXT, value, rule)


def party(phrase, name, actor_class):
    return words(phrase, Party(name=name, actor_class=actor_class))


def quote(start, end):
    return Span(TEXT.index(start), TEXT.index(end) + len(end))


WIRE = Article(
    id="a" * 16,
    url="https://valley-wire.example/bridge",
    title="Shells hit Granollers bridge",
    publisher="Valley Wire",
    agencies=("North Press",),
    author="A. Reporter",
    published=date(1938, 6, 1),
    language="en",
    sha256="0" * 64,
    text=TEXT,
    headings=(quote("What the sides", "say\n").join(quote("What the sides", "sides say")),),
    related=(Related(title="Market reopens", published=date(1938, 5, 2)),),
    dropped=(
        Dropped(text="Home World Sport", reason="navigation", at=0),
        Dropped(text="Share this story", reason="share_buttons", at=107),
        Dropped(text="All rights reserved", reason="copyright", at=len(TEXT)),
    ),
    words_in=len(TEXT.split()) + 9,
)
_SAID = quote("At least", "doctor said.")
BRIDGE = Claim(
    id="c1",
    article=WIRE.id,
    kind="shelling",
    quote=_SAID.cut(TEXT),
    span=_SAID,
    actors=(
        Actor(
            role=Role.PERPETRATOR,
            who=party("Headquarters", None, ActorClass.STATE_FORCES),
            certainty=Certainty.ACCUSED,
        ),
        Actor(
            role=Role.TARGET,
            who=party("people", None, ActorClass.CIVILIANS),
            certainty=Certainty.STATED,
        ),
    ),
    place=words(
        "the bridge at Granollers",
        Place(
            name="Granollers",
            admin1="Catalonia",
            country="ES",
            lat=41.6,
            lon=2.0,
            precision=PlacePrecision.NEAR,
            geonames=3121581,
        ),
    ),
    when=words(
        "Monday",
        Period(start=date(1938, 5, 30), end=date(1938, 5, 30), precision=TimePrecision.DAY),
    ),
    figures=(
        Figure(
            measure="killed",
            count=words("At least 12", Quantity(low=12.0, high=None, qualifier=Qualifier.AT_LEAST)),
            unit="persons",
            who="people",
        ),
    ),
    sources=(
        Source(
            who=party("a hospital doctor", None, ActorClass.MEDICS),
            stance=Stance.ASSERTS,
            cue=words("said", "say"),
        ),
        Source(
            who=party("Headquarters", "General Headquarters", ActorClass.STATE_FORCES),
            stance=Stance.DENIES,
            cue=words("denied", "deny"),
        ),
    ),
    modality=Modality.HAPPENED,
    scope=Scope.INCIDENT,
    part_of=None,
    rule="trigger:shell",
)
_WARNED = quote("The mayor", "could fall.")
MAYOR = Claim(
    id="c2",
    article=WIRE.id,
    kind="threat",
    quote=_WARNED.cut(TEXT),
    span=_WARNED,
    actors=(),
    place=None,
    when=None,
    figures=(),
    sources=(
        Source(
            who=party("The mayor", None, ActorClass.OFFICIALS),
            stance=Stance.ASSERTS,
            cue=None,
        ),
    ),
    modality=Modality.HYPOTHETICAL,
    scope=Scope.INCIDENT,
    part_of="c1",
    rule="trigger:warn",
)
REPORT = Report(
    article=WIRE,
    claims=(BRIDGE, MAYOR),
    rejected=(Rejected(source="bridge.txt", reason="too_long", detail="3 sentences were not read"),),
)
