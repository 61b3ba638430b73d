"""Reads reports of armed conflict and keeps what happened, how many were harmed, and who said so.

    import khabar

    report = khabar.read("page.html", published=date(1937, 4, 27))
    for claim in report.claims:
        print(claim.kind, [figure.count.text for figure in claim.figures])

Importing khabar loads nothing; a name is fetched from its module when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.5.0"

__all__ = [
    "Actor",
    "ActorClass",
    "Article",
    "Attribution",
    "BudgetError",
    "Certainty",
    "Claim",
    "DataError",
    "DeedClass",
    "Dropped",
    "EventPlace",
    "EventPlaces",
    "Figure",
    "Hints",
    "InputError",
    "Interaction",
    "KhabarError",
    "Modality",
    "Page",
    "Party",
    "Period",
    "Place",
    "PlacePrecision",
    "Qualifier",
    "Quantity",
    "Reading",
    "Rejected",
    "Related",
    "Report",
    "Role",
    "Scope",
    "Settings",
    "Source",
    "Span",
    "Stance",
    "TimePrecision",
    "UsageError",
    "__version__",
    "attributions",
    "decode",
    "encode",
    "event_places",
    "incidents",
    "interactions",
    "read",
]

# Where the public names live, the quickest to load first.
_HOMES = (
    "khabar.errors",
    "khabar.settings",
    "khabar.model.values",
    "khabar.model.documents",
    "khabar.model.claims",
    "khabar.model.attributions",
    "khabar.model.event_places",
    "khabar.model.interactions",
    "khabar.model.reports",
    "khabar.model.codec",
    "khabar.model.decode",
    "khabar.pipeline",
)

if TYPE_CHECKING:  # what a type checker sees of the names that are fetched when asked for
    from khabar.errors import BudgetError, DataError, InputError, KhabarError, UsageError
    from khabar.model.attributions import Attribution
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
    from khabar.model.codec import encode
    from khabar.model.decode import decode
    from khabar.model.documents import Article, Dropped, Hints, Page, Related
    from khabar.model.event_places import EventPlace, EventPlaces
    from khabar.model.interactions import DeedClass, Interaction
    from khabar.model.reports import Report
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
    from khabar.pipeline import attributions, event_places, incidents, interactions, read
    from khabar.settings import Settings


def __getattr__(name: str) -> object:
    """The public name, from the module where it lives."""
    if name in __all__:
        for home in map(import_module, _HOMES):
            if hasattr(home, name):
                return getattr(home, name)
    raise AttributeError(f"module 'khabar' has no attribute {name!r}")


def __dir__() -> list[str]:
    """The public names."""
    return __all__
