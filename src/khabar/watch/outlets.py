"""Who speaks at a source: by what its list says, else by the table of publishers."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from khabar import vocab
from khabar.pages.outlets import Outlets, find_house_by_address, index_outlets
from khabar.vocabulary.entries import Publisher
from khabar.watch.plan import Kind, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The class of an outlet and who owns it, None where that is not known."""

    outlet_class: str | None
    owner: str | None


def find_facts(source: Source) -> Facts:
    """Who speaks at a source. A service that passes on what others say is nobody's outlet."""
    outlets, houses = _load()
    name = source.publisher
    if name is None and source.kind not in (Kind.CONNECTOR, Kind.ADDRESSES):
        name = find_house_by_address(source.address, outlets)
    house = houses.get(name or "")
    known = house.outlet_class if house else None
    outlet_class = source.outlet_class or known
    return Facts(
        outlet_class=outlet_class.value if outlet_class else None,
        owner=source.owner or (house.owner if house else None),
    )


@functools.cache
def _load() -> tuple[Outlets, Mapping[str, Publisher]]:
    publishers = vocab.load().publishers
    return index_outlets(publishers), {house.name: house for house in publishers}
