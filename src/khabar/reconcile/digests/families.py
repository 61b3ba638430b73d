"""Which kinds of claims can tell of one event, and which rule each other out."""

import functools

from khabar import vocab
from khabar.errors import DataError

# Kinds without a parent that tell of the same events as another root: a toll and a house that was
# destroyed are told of an attack or of a clash; a protest turns into a riot and is broken up.
_SHARED = {
    "armed_clash": "attack",
    "toll": "attack",
    "property_destruction": "attack",
    "protest_crackdown": "protest",
    "riot": "protest",
    "return": "displacement",
    "evacuation": "displacement",
}
_OPEN = frozenset({"attack", "armed_clash", "toll", "property_destruction"})
"""Kinds that leave open by what means: they go with any other of their family."""

# Means that witnesses mistake for each other, so that two reports of one event may name either.
_MISTAKEN = (
    frozenset({"air_strike", "drone_strike", "missile_strike"}),
    frozenset({"shelling", "missile_strike", "air_strike"}),
    frozenset({"bombing", "suicide_bombing", "grenade_attack", "missile_strike"}),
    frozenset({"shooting", "execution", "grenade_attack"}),
    frozenset({"air_strike", "shelling", "missile_strike", "chemical_attack"}),
    frozenset({"execution", "torture"}),
    frozenset({"protest", "riot", "protest_crackdown"}),
    frozenset({"displacement", "evacuation"}),
    frozenset({"agreement", "ceasefire"}),
)


@functools.cache
def find_family(kind: str) -> str:
    """The root of the kind's branch of the tree, or the root that it is told together with.

    Raises DataError for a kind that the vocabulary does not have.
    """
    kinds = vocab.load().kinds
    if kind not in kinds:
        raise DataError(f"expected a kind of kinds.toml, got {kind!r}")
    while parent := kinds[kind].parent:
        kind = parent
    return _SHARED.get(kind, kind)


@functools.cache
def may_be_one(left: str, right: str) -> bool:
    """True where two kinds of one family can tell of the same event.

    >>> may_be_one("air_strike", "toll"), may_be_one("air_strike", "shooting")
    (True, False)
    """
    if left == right or left in _OPEN or right in _OPEN:
        return True
    return any(left in group and right in group for group in _MISTAKEN)
