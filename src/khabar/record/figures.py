"""What claims count besides the dead, whose bounds stand in `mention`: reviewers are asked about it."""

from collections.abc import Iterator

from sqlalchemy import Column, Float, ForeignKey, String, Table

from khabar.model.claims import Claim, Figure
from khabar.record.schema import METADATA

KILLED = "killed"

# The largest figure of a claim of each `aspect` (see `name_aspect`); `size` is the number that the words
# name.
claim_figure = Table(
    "claim_figure",
    METADATA,
    Column(
        "claim",
        String,
        ForeignKey("mention.claim", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    ),
    Column("aspect", String, primary_key=True),
    Column("size", Float, nullable=False, index=True),
    sqlite_with_rowid=False,
)


def list_figures(claim: Claim) -> Iterator[dict[str, object]]:
    """The rows of `claim_figure` for a claim."""
    sizes: dict[str, float] = {}
    for figure in claim.figures:
        if figure.measure != KILLED and figure.unit != "percent":
            aspect = name_aspect(figure)
            sizes[aspect] = max(figure.count.value.stated, sizes.get(aspect, 0.0))
    return ({"claim": claim.id, "aspect": aspect, "size": size} for aspect, size in sizes.items())


def name_aspect(figure: Figure) -> str:
    """What a figure counts, in words that outlive rereading: `wounded`, `destroyed buildings`."""
    return figure.measure if figure.unit == "persons" else f"{figure.measure} {figure.unit}"
