"""Short words for people about links: why two claims are one event, or may be."""

from khabar.export.phrases import show, spell
from khabar.model.links import Link, Verdict

_SETTLES = 99.0  # the score of what rules out or settles


def phrase_link(link: Link) -> str:
    """Why two claims are held to be one event: `both in durango (+1.5)`."""
    unsure = "" if link.verdict is Verdict.SAME else f"{spell(link.verdict)}: "
    return f"{unsure}{weigh(link)}"


def weigh(link: Link) -> str:
    """The reasons, the weightiest first, each with its log odds."""
    reasons = sorted(link.reasons, key=lambda reason: (-abs(reason.score), reason.feature))
    return "; ".join(show(reason.why) + _weigh_one(reason.score) for reason in reasons)


def _weigh_one(score: float) -> str:
    """The log odds; what settles it alone has none that say anything."""
    return f" ({score:+.1f})" if abs(score) < _SETTLES else ""
