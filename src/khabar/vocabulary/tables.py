"""Tables of `data/*.toml` as typed entries; what is not as expected is a `DataError`."""

import enum
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import TypeVar

from khabar.errors import DataError

E = TypeVar("E", bound=enum.StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One table of a file; `label` is what an error calls it."""

    file: str
    label: str
    values: Mapping[str, object]

    def error(self, message: str) -> DataError:
        """The error that names the file and the entry."""
        return DataError(f"{self.file}: {self.label}: {message}")

    def maybe_text(self, key: str) -> str | None:
        """The text under `key`, None where the key is missing; refuses an empty one."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"expected {key} = some text, got {value!r}")
        return value

    def text(self, key: str) -> str:
        """The text under `key`."""
        value = self.maybe_text(key)
        if value is None:
            raise self.error(f"expected a key {key!r}, got {sorted(self.values)}")
        return value

    def flag(self, key: str) -> bool:
        """The truth value under `key`, False where the key is missing."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.error(f"expected {key} = true or false, got {value!r}")
        return value

    def maybe_texts(self, key: str) -> tuple[str, ...]:
        """The texts under `key`, none where the key is missing; refuses an empty list."""
        return self.texts(key) if key in self.values else ()

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts under `key`: at least one, none of them empty, none twice."""
        return self._checked(key, self.values.get(key))

    def rows(self, key: str) -> tuple[tuple[str, ...], ...]:
        """The lists of texts under `key`: at least one list, each as `texts` wants it."""
        value = self.values.get(key)
        if not isinstance(value, list) or not value:
            raise self.error(f"expected {key} = a list of lists with at least one, got {value!r}")
        return tuple(self._checked(key, row) for row in value)

    def numbers(self, key: str) -> tuple[int, ...]:
        """The whole numbers under `key`, none where the key is missing."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(number, int) for number in value):
            raise self.error(f"expected {key} = a list of whole numbers, got {value!r}")
        return tuple(value)

    def choice(self, key: str, choices: type[E]) -> E:
        """The member of `choices` that `key` names."""
        name = self.text(key)
        try:
            return choices(name)
        except ValueError:
            raise self.error(f"expected {key} = one of {', '.join(choices)}, got {name!r}") from None

    def maybe_choice(self, key: str, choices: type[E]) -> E | None:
        """The member of `choices` that `key` names, None where the key is missing."""
        return self.choice(key, choices) if key in self.values else None

    def choices(self, key: str, choices: type[E]) -> tuple[E, ...]:
        """The members of `choices` that the texts under `key` name."""
        names, known = self.texts(key), set(choices)
        if unknown := [name for name in names if name not in known]:
            raise self.error(f"expected {key} = some of {', '.join(choices)}, got {unknown}")
        return tuple(choices(name) for name in names)

    def _checked(self, key: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not value:
            raise self.error(f"expected {key} = a list with at least one text, got {value!r}")
        for text in value:
            if not isinstance(text, str) or not text or text != text.strip():
                raise self.error(f"expected texts without outer space in {key}, got {text!r}")
        refuse_twice(value, lambda text: self.error(f"{key} names {text!r} twice"))
        return tuple(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A parsed file of the data folder."""

    name: str
    tables: Mapping[str, object]

    def error(self, message: str) -> DataError:
        """The error that names the file."""
        return DataError(f"{self.name}: {message}")

    def entries(self, table: str, keys: str) -> tuple[Entry, ...]:
        """The entries `[[table]]`, which may have only `keys` (separated by spaces)."""
        found = self.tables.get(table)
        if not isinstance(found, list) or not found:
            raise DataError(f"{self.name}: expected at least one [[{table}]]")
        return tuple(
            self._entry(f"{table} {n}", values, keys) for n, values in enumerate(found, start=1)
        )

    def keyed_entries(self, table: str, keys: str) -> Mapping[str, Entry]:
        """The entries under `[table]` by their key; each may have only `keys`."""
        found = self.tables.get(table)
        if not isinstance(found, dict) or not found:
            raise DataError(f"{self.name}: expected a table [{table}] with at least one entry")
        return {key: self._entry(f"{table}.{key}", values, keys) for key, values in found.items()}

    def whole(self, table: str) -> Entry:
        """The table `[table]` as one entry, whatever its keys."""
        values = self.tables.get(table)
        if not isinstance(values, dict) or not values:
            raise DataError(f"{self.name}: expected a table [{table}] with at least one key")
        return Entry(file=self.name, label=table, values=values)

    def _entry(self, label: str, values: object, keys: str) -> Entry:
        entry = Entry(file=self.name, label=label, values=values if isinstance(values, dict) else {})
        unknown = sorted(set(entry.values) - set(keys.split()))
        if unknown:
            raise entry.error(f"expected the keys {keys}, got {', '.join(unknown)}")
        return entry


def read_file(folder: Traversable, name: str) -> File:
    """The file `name` of the data folder; raises DataError where it is missing or no TOML."""
    try:
        return File(name=name, tables=tomllib.loads(folder.joinpath(name).read_text("utf-8")))
    except FileNotFoundError:
        raise DataError(f"{name}: expected this file in the data folder") from None
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{name}: {error}") from error


def refuse_twice(keys: Iterable[object], error: Callable[[object], DataError]) -> None:
    """Raise `error(key)` for the first key that comes twice."""
    seen: set[object] = set()
    for key in keys:
        if key in seen:
            raise error(key)
        seen.add(key)
