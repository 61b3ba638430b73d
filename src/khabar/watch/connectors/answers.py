"""Answers in JSON that strangers wrote: taken apart without trust."""

import json
from collections.abc import Iterator, Mapping

from khabar.errors import InputError
from khabar.pages.addresses import is_web

# Longer addresses are refused: indexes of databases take no more, and no site needs them.
LONGEST_ADDRESS = 2_000


def read_object(content: bytes, service: str) -> Mapping[str, object]:
    """The JSON object of an answer. Raises InputError `bad_answer`."""
    try:
        # no number is of use here, and Python refuses whole ones of very many digits
        value = json.loads(content, parse_int=float)
    except (ValueError, RecursionError) as error:
        start = content[:120].decode("utf-8", "replace")
        raise InputError("bad_answer", f"expected JSON from {service}, got {start!r}") from error
    if not isinstance(value, dict):
        raise InputError(
            "bad_answer", f"expected a JSON object from {service}, got {type(value).__name__}"
        )
    return value


def list_objects(value: object) -> Iterator[Mapping[str, object]]:
    """The objects in a list; nothing where it is none."""
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, dict))


def get_text(record: Mapping[str, object], key: str) -> str | None:
    """The text under `key`, without outer space; None where there is none."""
    value = record.get(key)
    return value.strip() or None if isinstance(value, str) else None


def get_object(record: Mapping[str, object], key: str) -> Mapping[str, object]:
    """The object under `key`, an empty one where there is none."""
    value = record.get(key)
    return value if isinstance(value, dict) else {}


def get_address(record: Mapping[str, object], key: str) -> str | None:
    """The web address under `key`; None where there is none that could be asked."""
    address = get_text(record, key) or ""
    is_sound = is_web(address) and len(address) <= LONGEST_ADDRESS and address.isprintable()
    return address if is_sound else None
