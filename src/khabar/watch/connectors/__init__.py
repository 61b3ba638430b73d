"""Services that name articles or give them, by an interface of their own."""

from collections.abc import Mapping
from typing import Protocol

from khabar.record.watching.leads import Found
from khabar.watch.connectors.gdelt import Gdelt
from khabar.watch.connectors.reliefweb import ReliefWeb

__all__ = ["CONNECTORS", "Connector", "find_connector"]


class Connector(Protocol):
    """One service: what to ask it, and what its answer means. It opens no connection itself."""

    @property
    def name(self) -> str:
        """What `connector` in a list of sources calls it."""
        ...

    @property
    def required(self) -> frozenset[str]:
        """The options that it cannot do without."""
        ...

    @property
    def optional(self) -> frozenset[str]:
        """The other options that it has."""
        ...

    def build_address(self, options: Mapping[str, str]) -> str:
        """The address to ask. Raises UsageError that names an option with a wrong value."""
        ...

    def read(self, content: bytes) -> tuple[Found, ...]:
        """The articles that an answer names; their `text` where it holds them.

        Raises InputError `bad_answer` where it is no answer of that service.
        """
        ...


CONNECTORS: tuple[Connector, ...] = (ReliefWeb(), Gdelt())


def find_connector(name: str) -> Connector | None:
    """The connector of that name, None where there is none."""
    return next((one for one in CONNECTORS if one.name == name), None)
