"""How figures are chosen, and as of which day: what every face lets people switch."""

from dataclasses import dataclass
from datetime import date

from khabar.reconcile.merging.rules import RELIABLE, RULES, Rule, find_rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """The rule that chooses low, best and high, and the day at whose end things stand; None is today."""

    rule: Rule = RELIABLE
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleText:
    """What people read of a rule: its name, what it chooses, and after whom."""

    name: str
    help: str
    source: str


RULE_TEXTS: tuple[RuleText, ...] = tuple(
    RuleText(name=rule.name, help=rule.help, source=rule.source) for rule in RULES
)
"""All rules, the default one first."""

RULE_NAMES: tuple[str, ...] = tuple(text.name for text in RULE_TEXTS)
"""Their names."""


def name_opinion(rule: str | None, as_of: date | None = None) -> Opinion:
    """The opinion of the rule of that name, the default one for None; raises UsageError."""
    return Opinion(rule=RELIABLE if rule is None else find_rule(rule), as_of=as_of)
