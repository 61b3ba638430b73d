"""JSON lines of schema 1: an article, its claims, what was rejected."""

from collections.abc import Iterable
from typing import BinaryIO

from khabar.model.codec import encode_outcome, to_line
from khabar.model.reports import Outcome


def write(outcomes: Iterable[Outcome], stream: BinaryIO) -> None:
    """Writes each outcome's lines as it comes; the lines of an article stand together."""
    for outcome in outcomes:
        stream.write(b"".join(to_line(record) for record in encode_outcome(outcome)))
        stream.flush()
