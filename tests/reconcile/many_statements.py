"""Hypothesis strategies for statements of one event: cheap to draw, wide in what they combine."""

from dataclasses import dataclass, replace
from datetime import timedelta

from hypothesis import strategies as st
from invented import FIRST, actor, claim, figure, on, report, say, source, town

from khabar.model.claims import Modality, Role, Scope, Stance
from khabar.model.values import PlacePrecision
from khabar.reconcile.merging.rules import RULES, Rule

WORDS = ("0", "1", "2", "5", "12", "17", "at least 2", "at least 14", "up to 9", "about 10", "3-7")
WHO = ("people", "people", "civilians", "children", "soldiers", "women")
SPEAKERS = (None, "The council", "Headquarters", "Radio Valencia", "Doctor Puig")
FACTS = (Modality.HAPPENED,) * 4 + (Modality.SUSPECTED, Modality.DENIED, Modality.NOT_HAPPENED)
SCOPES = (Scope.INCIDENT,) * 4 + (Scope.BACKGROUND, Scope.CUMULATIVE)
PLACES = (
    None,
    town(),
    town("Llansa"),
    town("Catalonia", precision=PlacePrecision.PROVINCE),
    town("Burgos", admin1="Castile"),
)
SPANS = (None, on(FIRST), on(FIRST + timedelta(1)))
KINDS = ("attack", "air_strike", "shelling", "toll", "armed_clash")
MEASURES = ("killed", "killed", "wounded", "casualties")


class Picker:
    """Picks from lists by the digits of one number: a hundred times cheaper than a draw for each."""

    def __init__(self, digits):
        self.number = int.from_bytes(digits)

    def pick(self, choices):
        self.number, place = divmod(self.number, len(choices))
        return choices[place]

    def some(self, build, most):
        return tuple(build() for _ in range(self.pick(range(most + 1))))


def build_claim(pick, id_, place):
    where, when = pick.pick(PLACES), pick.pick(SPANS)
    return claim(
        id_,
        *pick.some(
            lambda: figure(
                pick.pick(WORDS), pick.pick(WHO), measure=pick.pick(MEASURES), start=pick.pick((0, 1))
            ),
            2,
        ),
        at=place * 10,
        kind=pick.pick(KINDS),
        place=where and say(where, where.name),
        when=when and say(when, "Monday"),
        sources=pick.some(lambda: source(pick.pick(SPEAKERS[1:]), pick.pick(tuple(Stance))), 2),
        actors=pick.some(
            lambda: actor(pick.pick(SPEAKERS[1:]), pick.pick((Role.PERPETRATOR, Role.TARGET))), 1
        ),
        modality=pick.pick(FACTS),
        scope=pick.pick(SCOPES),
    )


def build_article(number, digits):
    """The statements of one article: one or two claims, the second perhaps part of the first."""
    head, *parts = (digits[start : start + CHOICES] for start in range(0, len(digits), CHOICES))
    pick = Picker(head)
    told = FIRST + timedelta(pick.pick(range(4)))
    house = pick.pick((None, "Havas", "The Post", "The Star"))
    agencies, wire = pick.pick(((), (), ("Havas",))), pick.pick((None, None, "a0"))
    superseded = pick.pick((None, None, told + timedelta(1)))
    is_part = pick.pick((False, True))
    claims = [
        build_claim(Picker(part), f"c{number}-{place}", place)
        for place, part in enumerate(parts[: pick.pick((1, 2))])
    ]
    if is_part:
        claims[1:] = [replace(one, part_of=claims[0].id) for one in claims[1:]]
    return report(
        f"a{number}",
        *claims,
        told=told,
        publisher=house,
        agencies=agencies,
        wire=wire,
        superseded=superseded,
    )


# Bytes that choose what one claim is, or what an article is but for its claims: 2**64 of each.
CHOICES = 8
ARTICLE = 3 * CHOICES
MOST = 4


@dataclass(frozen=True)
class Case:
    """What one article after the other tells of an event, another article, and how it is built."""

    parts: list
    more: tuple
    rule: Rule
    order: int

    @property
    def statements(self):
        return tuple(statement for part in self.parts for statement in part)


def cases():
    """Events of one to four articles, in the order in which they were recorded.

    One draw: each further one costs a third of building an event, and hypothesis compares them all.
    """
    size = 3 + (1 + MOST) * ARTICLE
    return st.binary(min_size=size, max_size=size).map(build_case)


def build_case(digits):
    """As many articles as the first byte says."""
    size, rule, order, *_ = digits
    more, *articles = (digits[start:][:ARTICLE] for start in range(3, len(digits), ARTICLE))
    return Case(
        parts=[
            build_article(number, article) for number, article in enumerate(articles[: 1 + size % MOST])
        ],
        more=build_article(99, more),
        rule=RULES[rule % len(RULES)],
        order=order,
    )
