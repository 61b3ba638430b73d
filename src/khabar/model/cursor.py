"""A place in a JSON value that knows its path, so that an error can say where it is."""

import enum
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, TypeVar

from khabar.errors import InputError
from khabar.model.values import Span

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
E = TypeVar("E", bound=enum.StrEnum)


@dataclass(frozen=True, slots=True)
class Cursor:
    """A JSON value and its path from the root; the methods read it or raise InputError `bad_json`.

    >>> Cursor({"when": [3]}).at("when").each()[0].path
    '$.when[0]'
    """

    value: Json
    path: str = "$"

    def refuse(self, expected: str) -> InputError:
        """The error that says what was expected here, and what came."""
        came = repr(self.value)
        came = came if len(came) <= 60 else came[:57] + "..."
        return InputError("bad_json", f"{self.path}: expected {expected}, got {came}")

    def at(self, key: str) -> "Cursor":
        """The field `key` of an object."""
        if not isinstance(self.value, dict):
            raise self.refuse("an object")
        if key not in self.value:
            raise InputError("bad_json", f"{self.path}.{key}: expected a value, the field is missing")
        return Cursor(self.value[key], f"{self.path}.{key}")

    def find(self, key: str) -> "Cursor | None":
        """The field `key` of an object, or None where it is null or, from an older version, missing."""
        if isinstance(self.value, dict) and key not in self.value:
            return None
        return self.at(key).known()

    def each(self) -> tuple["Cursor", ...]:
        """The elements of a list."""
        if not isinstance(self.value, list):
            raise self.refuse("a list")
        return tuple(Cursor(item, f"{self.path}[{i}]") for i, item in enumerate(self.value))

    def items(self) -> tuple[tuple[str, "Cursor"], ...]:
        """The fields of an object, by name, in their order."""
        if not isinstance(self.value, dict):
            raise self.refuse("an object")
        return tuple((key, Cursor(item, f"{self.path}.{key}")) for key, item in self.value.items())

    def known(self) -> "Cursor | None":
        """The same place, or None where the value is null."""
        return None if self.value is None else self

    def text(self) -> str:
        """A string."""
        if not isinstance(self.value, str):
            raise self.refuse("a string")
        return self.value

    def flag(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            raise self.refuse("true or false")
        return self.value

    def whole(self) -> int:
        """A whole number."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise self.refuse("a whole number")
        return self.value

    def number(self) -> float:
        """A number, whole or not."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.refuse("a number")
        return float(self.value)

    def day(self) -> date:
        """A day in the form YYYY-MM-DD."""
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            raise self.refuse("a day as YYYY-MM-DD") from None

    def choice(self, choices: type[E]) -> E:
        """A member of the enum `choices`."""
        try:
            return choices(self.text())
        except ValueError:
            raise self.refuse("one of " + ", ".join(choices)) from None

    def span(self) -> Span:
        """A pair [start, end], half-open."""
        ends = self.each()
        if len(ends) != 2:
            raise self.refuse("a pair [start, end]")
        with self.checking():
            return Span(ends[0].whole(), ends[1].whole())

    @contextmanager
    def checking(self) -> Iterator[None]:
        """Turns the complaint of a type's own check into an error that names this place."""
        try:
            yield
        except ValueError as complaint:
            raise InputError("bad_json", f"{self.path}: {complaint}") from complaint


def text_or_none(cursor: Cursor) -> str | None:
    """A string, or None for null."""
    return None if cursor.value is None else cursor.text()


def number_or_none(cursor: Cursor) -> float | None:
    """A number, or None for null."""
    return None if cursor.value is None else cursor.number()


def day_or_none(cursor: Cursor) -> date | None:
    """A day, or None for null."""
    return None if cursor.value is None else cursor.day()
