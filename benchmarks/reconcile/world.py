"""An invented war: towns, parties, and what happened when, skewed in time and place as wars are.

The same seed gives the same war. `Happening.number` is the truth that a partition of claims is held
against.
"""

import itertools
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from khabar.model.claims import ActorClass, Party
from khabar.model.values import Place, PlacePrecision

BEGIN = date(2009, 1, 1)
_COUNTRIES = ("ZA", "ZB", "ZC")  # given to no country
_PROVINCES, _TOWNS = 40, 2_000
_SKEW = 0.8  # exponent of Zipf: the first town has a twentieth of all that happens
_HOT = 0.35  # of what happens, happens in an offensive
_MOST_REPORTS = 300
_TAIL = 1.25  # exponent of the reports of an event: 4.4 in the mean, 49 for one in a hundred
_CLAIMS_OF_A_REPORT = 1.25  # as `stories` writes them
# In one word each: names of two are rare names to khabar, unless its vocabulary has them as it has
# those of real parties.
_SIDES = (
    ("government forces", ActorClass.STATE_FORCES),
    ("the air force", ActorClass.STATE_FORCES),
    ("the Highlanders", ActorClass.REBEL),
    ("the Riverines", ActorClass.REBEL),
    ("the Guard", ActorClass.MILITIA),
    ("the Banner", ActorClass.JIHADIST),
    ("the Expedition", ActorClass.FOREIGN_FORCES),
)
_SITES = tuple(f"the {site}" for site in ("market", "school", "bridge", "mosque", "bakery", "harbour"))
_SITES += ("the bus station", "the tram depot", "a checkpoint", "a wedding hall", "the lower quarter")
_KINDS = {
    "air_strike": 24,
    "shelling": 20,
    "shooting": 14,
    "bombing": 12,
    "armed_clash": 10,
    "drone_strike": 6,
    "missile_strike": 5,
    "suicide_bombing": 4,
    "abduction": 3,
    "execution": 2,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town and the province and country that it lies in."""

    exact: Place
    province: Place
    country: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that happened, as nobody knows it: `killed` is the final toll.

    `reports` is how many reports will tell of it; `victims` are the names of some of the dead with
    their ages; `site` is where in the town it was.
    """

    number: int
    kind: str
    town: Town
    day: date
    perpetrator: Party
    killed: int
    wounded: int
    children: int
    victims: tuple[tuple[str, int], ...]
    site: str
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class War:
    """All that happened, and for each happening an earlier one of its town, where there is one."""

    happenings: tuple[Happening, ...]
    earlier: tuple[int | None, ...]


def wage_war(claims: int, seed: int) -> War:
    """A war that will be told in about so many claims.

    A record grows both ways: ten times the claims are three times the days and three times the
    events of a day.
    """
    dice = random.Random(f"war {seed}")  # noqa: S311  # a benchmark, no secret
    days = max(30, round(3650 * math.sqrt(claims / 1_000_000)))
    towns = _found_towns(dice)
    chances = list(itertools.accumulate(rank**-_SKEW for rank in range(1, len(towns) + 1)))
    hot = _choose_hot_days(dice, days)
    names = _Names(dice)
    happenings: list[Happening] = []
    earlier: list[int | None] = []
    last: dict[str, int] = {}
    told = 0
    dates = _choose_days(dice, hot, days)
    while told * _CLAIMS_OF_A_REPORT < claims:
        town = dice.choices(towns, cum_weights=chances)[0]
        happening = _happen(dice, names, len(happenings), town, next(dates))
        earlier.append(last.get(town.exact.name))
        last[town.exact.name] = happening.number
        happenings.append(happening)
        told += happening.reports
    return War(happenings=tuple(happenings), earlier=tuple(earlier))


class _Names:
    """Makes names that sound like one language."""

    _FIRST = (
        "Al",
        "Bar",
        "Cas",
        "Dor",
        "El",
        "Far",
        "Gal",
        "Hor",
        "Il",
        "Jun",
        "Kal",
        "Lor",
        "Mon",
        "Nar",
    )
    _MIDDLE = ("a", "e", "i", "o", "u", "ara", "eni", "olo", "umi", "esta")
    _LAST = ("ba", "co", "dal", "fa", "gra", "ja", "lla", "mar", "nte", "ra", "sa", "ta", "vez", "zon")

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice

    def make(self) -> str:
        """A name of one word, of about 28,000."""
        choose = self._dice.choice
        return (
            choose(self._FIRST)
            + choose(self._MIDDLE)
            + choose(self._LAST)
            + choose(("", "n", "s", *self._LAST))
        )


def _found_towns(dice: random.Random) -> Sequence[Town]:
    names = _Names(dice)
    countries = [
        _place(code, code, None, (10.0 + 12 * row, 20.0), PlacePrecision.COUNTRY)
        for row, code in enumerate(_COUNTRIES)
    ]
    provinces = [
        (
            country,
            _place(
                names.make(),
                str(country.country),
                None,
                _near(dice, country, 5),
                PlacePrecision.PROVINCE,
            ),
        )
        for country in dice.choices(countries, k=_PROVINCES)
    ]
    towns: dict[str, Town] = {}
    while len(towns) < _TOWNS:
        country, province = dice.choice(provinces)
        name = names.make() if dice.random() < 0.8 else f"{names.make()} {names.make()}"
        exact = _place(
            name, str(country.country), province.name, _near(dice, province, 0.8), PlacePrecision.EXACT
        )
        towns.setdefault(name, Town(exact=exact, province=province, country=country))
    return tuple(towns.values())


def _near(dice: random.Random, place: Place, degrees: float) -> tuple[float, float]:
    assert place.lat is not None and place.lon is not None  # noqa: S101, PT018  # all have been set
    spread = (dice.uniform(-degrees, degrees) for _ in range(2))
    return place.lat + next(spread), place.lon + next(spread)


def _place(
    name: str, country: str, admin1: str | None, at: tuple[float, float], precision: PlacePrecision
) -> Place:
    return Place(
        name=name,
        admin1=admin1,
        country=country,
        lat=round(at[0], 4),
        lon=round(at[1], 4),
        precision=precision,
        geonames=None,
    )


def _choose_hot_days(dice: random.Random, days: int) -> Sequence[int]:
    """The first days of offensives, about one in six weeks."""
    return [dice.randrange(days) for _ in range(max(1, days // 42))]


def _choose_days(dice: random.Random, hot: Sequence[int], days: int) -> "itertools.chain[date]":
    """Days without end, some of them in the two weeks of an offensive."""

    def choose() -> date:
        offset = dice.choice(hot) + min(13, int(dice.expovariate(0.25)))
        return BEGIN + timedelta(days=offset if dice.random() < _HOT else dice.randrange(days))

    return itertools.chain.from_iterable(iter(lambda: (choose(),), None))


def _happen(dice: random.Random, names: _Names, number: int, town: Town, day: date) -> Happening:
    kind = dice.choices(list(_KINDS), weights=list(_KINDS.values()))[0]
    killed = min(400, int(dice.paretovariate(1.1)) if dice.random() < 0.8 else 0)
    name, side = dice.choice(_SIDES)
    weight = 1 + math.log1p(killed)
    return Happening(
        number=number,
        kind=kind,
        town=town,
        day=day,
        perpetrator=Party(name=name, actor_class=side),
        killed=killed,
        wounded=int(killed * dice.uniform(0.3, 4)) + dice.randrange(4),
        children=dice.randrange(killed // 2 + 1) if killed > 3 else 0,
        victims=tuple(
            (f"{names.make()} {names.make()}", dice.randint(4, 80)) for _ in range(min(3, killed))
        ),
        site=dice.choice(_SITES),
        reports=min(_MOST_REPORTS, max(1, int(dice.paretovariate(_TAIL) * weight / 1.6))),
    )
