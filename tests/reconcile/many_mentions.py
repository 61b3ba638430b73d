"""Mentions drawn at random from few days, places, names and words: all that linking looks at occurs."""

import random
from datetime import UTC, datetime

from khabar.model.links import Decision
from khabar.model.values import PlacePrecision
from khabar.reconcile.comparing.candidates import find_own_name
from khabar.reconcile.digests.facts import Facts, Spot
from khabar.reconcile.digests.mentions import Mention
from khabar.reconcile.digests.wording import hash_text

DAY = 707_000
POINTS = (PlacePrecision.EXACT, PlacePrecision.EXACT, PlacePrecision.NEAR, PlacePrecision.DISTRICT)
TOWNS = ("valmora", "sarrena", "costa alta", "the mill", "porto")
PROVINCES = ("costa alta", "montes", None)
KINDS = ("air_strike", "shelling", "attack", "toll", "shooting", "drone_strike")
DOERS = ("the guard", "the banner", "highlanders")


class Dice(random.Random):
    """Draws what facts are made of."""

    def some(self, pool, most):
        return frozenset(self.choices(pool, k=self.randint(0, most)))

    def place(self):
        if self.random() < 0.1:
            return None
        town = self.randrange(len(TOWNS))
        at = (40 + 0.12 * town, 1 + 0.1 * self.randrange(3)) if self.random() < 0.9 else (None, None)
        kind = self.choice(POINTS) if self.random() < 0.8 else self.choice(tuple(PlacePrecision))
        return Spot(
            name=self.choice(("costa alta", "montes"))
            if kind is PlacePrecision.PROVINCE
            else TOWNS[town],
            admin1=self.choice(PROVINCES),
            country=self.choice(("ES", "ES", "ES", "PT", None)),
            lat=at[0],
            lon=at[1],
            precision=kind,
        )

    def days(self):
        """Start, end and day of the report."""
        start = self.choice((None, *range(DAY, DAY + 9)))
        length = self.choice((0, 0, 0, 0, 6, 30, 900))
        told = self.choice((None, *range(DAY, DAY + 20)))
        return start, None if start is None else start + length, told


def draw_facts(dice):
    start, end, told = dice.days()
    spot, words = dice.place(), dice.choice((range(14), range(400)))
    return Facts(
        family=dice.choice(("attack",) * 9 + ("protest",)),
        kinds=frozenset(dice.choices(KINDS, k=dice.randint(1, 2))),
        group=dice.choice(("real",) * 9 + ("planned",)),
        cumulative=dice.random() < 0.05,
        start=start,
        end=end,
        is_day=start is not None and start == end and dice.random() < 0.9,
        is_edge=dice.random() < 0.1,
        told=told,
        spot=spot,
        town=find_own_name(spot),
        figures=(),
        counted=dice.some(range(3), 2),
        counts=dice.some(range(9), 2),
        doers=dice.some(DOERS, 2),
        is_sure=dice.random() < 0.7,
        people=dice.some(range(9), 2),
        names=dice.some((*range(30), *map(hash_text, TOWNS)), dice.choice((4, 20))),
        caps=dice.some((*range(99), *map(hash_text, TOWNS)), 9),
        numbers=dice.some(range(20), 2),
        ages=dice.some(range(9), 2),
        persons=dice.some(range(99), 2),
        quotes=dice.some(range(99), dice.choice((0, 9))),
        words=dice.some(words, dice.choice((9, 20, 60))),
        tellers=frozenset(),
    )


def draw_mentions(size, seed):
    """So many claims of articles that tell of up to three events, in up to three claims each."""
    dice = Dice(seed)
    mentions = []
    while len(mentions) < size:
        article = f"a{len(mentions)}"
        for _strand in range(dice.choice((1, 1, 1, 2, 3))):
            facts = draw_facts(dice)
            ids = [f"c{dice.getrandbits(40):010x}" for _ in range(dice.choice((1, 1, 1, 2, 3)))]
            mentions += [Mention(claim=id_, article=article, head=ids[0], facts=facts) for id_ in ids]
    return mentions


def decide(number, action, claims, others=(), undoes=None):
    return Decision(
        number=number,
        action=action,
        claims=claims,
        others=others,
        undoes=undoes,
        by="editor",
        reason=None,
        at=datetime(1938, 7, 1, tzinfo=UTC),
    )
