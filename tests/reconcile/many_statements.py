"""Hypothesis strategies for statements of one event: cheap to draw, wide in what they combine."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from invented import FIRST, actor, claim, figure, on, report, say, source, town

from khabar.model.claims import Modality, Role, Scope, Stance
from khabar.model.values import PlacePrecision

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

    def __init__(self, number):
        self.number = number

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
    pick = Picker(digits[0])
    told = FIRST + timedelta(pick.pick(range(4)))
    house = pick.pick((None, "Havas", "The Post", "The Star"))
    agencies, wire = pick.pick(((), (), ("Havas",))), pick.pick((None, None, "a0"))
    superseded = pick.pick((None, None, told + timedelta(1)))
    is_part = pick.pick((False, True))
    claims = [
        build_claim(Picker(digit), f"c{number}-{place}", place) for place, digit in enumerate(digits[1:])
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


# What one claim and one article can be, in digits; more than 2**63 choices each.
_digits = st.integers(0, 2**63)
_digit_lists = st.lists(_digits, min_size=2, max_size=3)


def articles(number):
    """The statements of one article."""
    return _digit_lists.map(lambda digits: build_article(number, digits))


def events(most=4):
    """The articles about one event, in the order in which they were recorded."""
    return st.lists(_digit_lists, min_size=1, max_size=most).map(
        lambda lists: [build_article(number, digits) for number, digits in enumerate(lists)]
    )
