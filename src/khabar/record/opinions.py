"""How figures are chosen, and as of which day: what every face lets people switch."""

from dataclasses import dataclass
from datetime import date

from khabar.reconcile.rules import RELIABLE, RULES, Rule, find_rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """The rule that chooses low, best and high, and the day at whose end things stand; None is today."""

    rule: Rule = RELIABLE
    as_of: date | None = None


RULE_NAMES: tuple[str, ...] = tuple(rule.name for rule in RULES)
"""The names of all rules, the default one first."""


def name_opinion(rule: str | None, as_of: date | None = None) -> Opinion:
    """The opinion of the rule of that name, the default one for None; raises UsageError."""
    return Opinion(rule=RELIABLE if rule is None else find_rule(rule), as_of=as_of)
