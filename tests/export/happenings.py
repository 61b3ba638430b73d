"""An event built by hand: an invented raid on a town, told with two tolls, a denial and a part."""

from dataclasses import replace
from datetime import UTC, date, datetime

from sample import BRIDGE, MAYOR, WIRE

from khabar.model.claims import ActorClass, Certainty, Modality, Party, Role, Scope
from khabar.model.events import (
    About,
    Account,
    Bounds,
    Dispute,
    Event,
    EventActor,
    Statement,
    Status,
    Step,
    Tally,
    Telling,
)
from khabar.model.links import Action, Decision, Evidence, Link, Verdict
from khabar.model.values import Period, Place, PlacePrecision, TimePrecision
from khabar.reconcile.merging.rules import RELIABLE
from khabar.record.finding import Found, Sort
from khabar.record.looking.showing import ArticleShowing, Near, Showing

FIRST, LATER = date(1938, 6, 1), date(1938, 6, 4)
ESCAPE = "\x1b[2J"


def bounds(low, best, high):
    return Bounds(low=low, best=best, high=high)


def account(low, high, said_by, **fields):
    given = {
        "who": None,
        "low": low,
        "high": high,
        "claims": ("c1",),
        "said_by": said_by,
        "publishers": ("Valley Wire",),
        "denied_by": (),
        "first": FIRST,
        "last": FIRST,
    }
    return Account(**(given | fields))


CHILDREN = Tally(
    measure="killed",
    unit="persons",
    who="children",
    bounds=bounds(5.0, 5.0, 5.0),
    rule="reliable",
    accounts=(account(5.0, 5.0, ("a nurse",), who="children"),),
    contested=False,
    of_whom=(),
    history=(Step(day=FIRST, bounds=bounds(5.0, 5.0, 5.0)),),
)
KILLED = Tally(
    measure="killed",
    unit="persons",
    who=None,
    bounds=bounds(12.0, 31.0, None),
    rule="reliable",
    accounts=(
        account(12.0, None, ("a hospital doctor",), denied_by=("General Headquarters",)),
        account(31.0, 31.0, ("Mayor Puig",), last=LATER, superseded=True),
    ),
    contested=True,
    of_whom=(CHILDREN,),
    history=(
        Step(day=FIRST, bounds=bounds(12.0, 12.0, None)),
        Step(day=LATER, bounds=bounds(12.0, 31.0, None)),
    ),
)
RAID = Event(
    id="0123456789abcdef",
    kind="air_strike",
    modality=Modality.HAPPENED,
    scope=Scope.INCIDENT,
    actors=(
        EventActor(
            role=Role.PERPETRATOR,
            who=Party(name="General Headquarters", actor_class=ActorClass.STATE_FORCES),
            text="its guns",
            certainty=Certainty.ACCUSED,
            claims=("c1",),
            said_by=("Mayor Puig",),
            denied_by=("General Headquarters",),
        ),
        EventActor(
            role=Role.TARGET,
            who=Party(name=None, actor_class=ActorClass.CIVILIANS),
            text=f"market{ESCAPE} women",
            certainty=Certainty.STATED,
            claims=("c1",),
            said_by=("a hospital doctor",),
            denied_by=(),
        ),
    ),
    place=Place(
        name="Granollers",
        admin1="Catalonia",
        country="ES",
        lat=41.6,
        lon=2.3,
        precision=PlacePrecision.EXACT,
        geonames=3121581,
    ),
    when=Period(start=date(1938, 5, 31), end=date(1938, 5, 31), precision=TimePrecision.DAY),
    figures=(KILLED,),
    status=Status.CONTESTED,
    disputes=(Dispute(about=About.FIGURE, why=f"killed: 12 or more; 31{ESCAPE}", claims=("c1", "c2")),),
    independent_sources=2,
    claims=("c1", "c2"),
    articles=(WIRE.id,),
    first_reported=FIRST,
    last_reported=LATER,
    part_of=None,
)
PART = replace(RAID, id="fedcba9876543210", part_of=RAID.id, figures=(), disputes=(), actors=())
RUMOUR = replace(
    RAID,
    id="00112233445566778",
    modality=Modality.SUSPECTED,
    scope=Scope.CUMULATIVE,
    place=None,
    when=None,
    figures=(),
    actors=(),
    disputes=(),
    status=Status.SINGLE_SOURCE,
    independent_sources=1,
    last_reported=FIRST,
)
TELLING = Telling(
    article=WIRE.id,
    title=f"Shells{ESCAPE} hit Granollers bridge",
    url="https://valley-wire.example/bridge-and-a-very-long-address-that-has-no-space-to-break-at",
    publisher="Valley Wire",
    owner=None,
    agencies=("North Press",),
    published=FIRST,
    told=FIRST,
    wire="b" * 16,
    superseded=LATER,
)
STATEMENTS = tuple(Statement(claim=claim, telling=TELLING) for claim in (BRIDGE, MAYOR))
SAME = Link(
    left="c1",
    right="c2",
    verdict=Verdict.SAME,
    score=2.5,
    reasons=(
        Evidence(feature="day", score=0.5, why="both on 31 May 1938"),
        Evidence(feature="place", score=2.0, why="both at Granollers"),
    ),
)
UNSURE = replace(SAME, right="c9", verdict=Verdict.UNSURE)
DECISION = Decision(
    number=3,
    action=Action.SPLIT,
    claims=("c1c1c1c1c1c1",),
    others=("c2", "c3"),
    undoes=None,
    by="rosa",
    reason="another day",
    at=datetime(2026, 5, 1, 12, 30, tzinfo=UTC),
)
UNDOING = replace(DECISION, number=4, action=Action.UNDO, claims=(), others=(), undoes=3, reason=None)
SHOWING = Showing(
    found=Found(id=RAID.id, sort=Sort.EVENT, event=RAID.id),
    rule=RELIABLE,
    as_of=None,
    event=RAID,
    statements=STATEMENTS,
    articles=(WIRE,),
    links=(SAME,),
    decisions=(DECISION, UNDOING),
    whole=None,
    parts=(PART,),
    near=(Near(event=RUMOUR, links=(UNSURE,)),),
)
ARTICLE = ArticleShowing(
    found=Found(id=WIRE.id, sort=Sort.ARTICLE, event=None),
    article=WIRE,
    telling=TELLING,
    claims=(BRIDGE, MAYOR),
    events=(RAID,),
    main=RAID,
    event_of={"c1": RAID.id, "c2": RAID.id},
)
