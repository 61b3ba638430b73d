"""Hypothesis strategies for the types of `khabar.model`; every value they build is a valid one."""

from datetime import date, timedelta

from hypothesis import strategies as st

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

words = st.text(min_size=1, max_size=12)
maybe_words = st.none() | words
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
counts = st.integers(0, 10**9).map(float) | st.floats(0, 1e6, allow_nan=False)
offsets = st.integers(0, 10_000)


def readings(values):
    return st.builds(_reading, values, words, offsets, words)


def _reading(value, text, start, rule):
    return Reading(value=value, span=Span(start, start + len(text)), text=text, rule=rule)


@st.composite
def quantities(draw):
    qualifier = draw(st.sampled_from(Qualifier))
    low = draw(counts)
    high = low
    if qualifier in {Qualifier.AT_LEAST, Qualifier.MORE_THAN, Qualifier.VAGUE}:
        high = None
    elif qualifier in {Qualifier.AT_MOST, Qualifier.UP_TO, Qualifier.AS_MANY_AS}:
        low, high = None, low
    elif qualifier is Qualifier.BETWEEN:
        high = low + draw(counts)
    return Quantity(low=low, high=high, qualifier=qualifier, percent=draw(st.booleans()))


@st.composite
def periods(draw):
    precision = draw(st.sampled_from(TimePrecision))
    if precision is TimePrecision.RELATIVE:
        return Period(start=None, end=None, precision=precision)
    start = draw(days)
    return Period(start=start, end=start + timedelta(draw(st.integers(0, 400))), precision=precision)


places = st.builds(
    Place,
    name=words,
    admin1=maybe_words,
    country=st.none() | st.sampled_from(["SY", "ES"]),
    lat=st.none() | st.floats(-90, 90),
    lon=st.none() | st.floats(-180, 180),
    precision=st.sampled_from(PlacePrecision),
    geonames=st.none() | st.integers(1, 10**8),
)
parties = st.builds(Party, name=maybe_words, actor_class=st.sampled_from(ActorClass))
actors = st.builds(
    Actor, role=st.sampled_from(Role), who=readings(parties), certainty=st.sampled_from(Certainty)
)
figures = st.builds(Figure, measure=words, count=readings(quantities()), unit=words, who=maybe_words)
sources = st.builds(
    Source,
    who=readings(parties),
    stance=st.sampled_from(Stance),
    cue=st.none() | readings(words),
)


def tuples(values):
    return st.lists(values, max_size=3).map(tuple)


spans = st.builds(lambda start, length: Span(start, start + length), offsets, st.integers(0, 50))
claims = st.builds(
    Claim,
    id=words,
    article=words,
    kind=words,
    quote=words,
    span=spans,
    actors=tuples(actors),
    place=st.none() | readings(places),
    when=st.none() | readings(periods()),
    figures=tuples(figures),
    sources=tuples(sources),
    modality=st.sampled_from(Modality),
    scope=st.sampled_from(Scope),
    part_of=maybe_words,
    rule=words,
    cause=st.none() | readings(words),
)
articles = st.builds(
    Article,
    id=words,
    url=maybe_words,
    title=maybe_words,
    publisher=maybe_words,
    agencies=tuples(words),
    author=maybe_words,
    published=st.none() | days,
    language=maybe_words,
    sha256=words,
    text=st.text(max_size=80),
    headings=tuples(spans),
    related=tuples(st.builds(Related, title=words, published=st.none() | days)),
    dropped=tuples(st.builds(Dropped, text=words, reason=words, at=offsets)),
    words_in=offsets,
)
rejections = st.builds(Rejected, source=words, reason=words, detail=words)
