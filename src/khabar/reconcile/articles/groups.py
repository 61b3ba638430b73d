"""Which words for those who are counted can mean the same people.

Two groups are added up only where nobody can be in both.
"""

EVERYBODY = frozenset({None, "people"})
"""Words of `who` that set nobody apart."""

_SIDES = (
    frozenset({"soldiers", "police", "security_forces", "peacekeepers"}),
    frozenset({"fighters"}),
    frozenset(
        {
            *("civilians", "residents", "children", "elderly", "students", "teachers", "medics"),
            *("rescuers", "aid_workers", "journalists", "clergy", "displaced"),
        }
    ),
)
_BODIES = (frozenset({"children"}), frozenset({"women"}), frozenset({"men"}))
_FORCES = (frozenset({"soldiers"}), frozenset({"police"}), frozenset({"peacekeepers"}))


def may_overlap(left: str | None, right: str | None) -> bool:
    """True where one person can be in both groups, or where it cannot be ruled out.

    >>> may_overlap("soldiers", "civilians"), may_overlap("children", "civilians")
    (False, True)
    """
    return not any(_parts(left, right, division) for division in (_SIDES, _BODIES, _FORCES))


def _parts(left: str | None, right: str | None, division: tuple[frozenset[str], ...]) -> bool:
    places = [[i for i, group in enumerate(division) if who in group] for who in (left, right)]
    return all(places) and places[0] != places[1]
