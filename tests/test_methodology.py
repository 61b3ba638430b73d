"""The methodology defines every word that the output can have."""

import enum
from pathlib import Path

import pytest

from khabar.model.claims import ActorClass, Certainty, Modality, Role, Scope, Stance
from khabar.model.values import PlacePrecision, Qualifier, TimePrecision

ROOT = Path(__file__).parents[1]
METHODOLOGY = (ROOT / "docs/methodology.md").read_text("utf-8")


@pytest.mark.parametrize(
    "words",
    [Role, ActorClass, Certainty, Stance, Modality, Scope, Qualifier, PlacePrecision, TimePrecision],
)
def test_every_word_has_a_row(words: type[enum.StrEnum]) -> None:
    assert [word for word in words if f"\n| `{word}` |" not in METHODOLOGY] == []
