"""What all parts of a watch share."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from khabar.record.store import Record
from khabar.watch.meter import Meter


class Log(Protocol):
    """Where a watch tells what it does: an event with its facts."""

    def info(self, event: str, **facts: object) -> object:
        """Tells of something as it should be."""
        ...

    def warning(self, event: str, **facts: object) -> object:
        """Tells of something that went wrong outside, and will be tried again or was given up."""
        ...

    def error(self, event: str, **facts: object) -> object:
        """Tells of a fault in khabar."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The record, the clock (in UTC), chance, the log and the meter."""

    record: Record
    now: Callable[[], datetime]
    chance: random.Random
    log: Log
    meter: Meter
