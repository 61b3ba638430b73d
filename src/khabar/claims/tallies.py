"""Words that stand for a count, be it of the dead or of others."""

from typing import Final

NUMBERS: Final = frozenset({"number", "figure", "total", "count", "tally", "estimate"})
"""Nouns for a count of whomever the words say."""
TALLIES: Final = NUMBERS | {"toll"}
"""These and the noun for a count of dead."""
