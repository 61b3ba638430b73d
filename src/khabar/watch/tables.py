"""Tables of a file that a person wrote; what is not as expected is told with its line and key."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from khabar.errors import UsageError

_SPAN = re.compile(r"(\d{1,6}) ?(s|m|h|d)")
# Tables that stand in a file but once.
_ONCE = frozenset({"watch"})
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One table of the file: its name, its number among those of that name from 0, and its values."""

    path: Path
    lines: tuple[str, ...]
    name: str
    number: int
    values: Mapping[str, object]

    def error(self, key: str | None, message: str) -> UsageError:
        """The error that names the file, the line, the table and the key."""
        label = _spell(self.name) if self.name in _ONCE else f"{_spell(self.name)} {self.number + 1}"
        where = f"{label}: {key}" if key else label
        return UsageError(f"{self.path}:{self._find_line(key)}: {where}: {message}")

    def check_keys(self, known: frozenset[str]) -> None:
        """Raises UsageError where there is a key that nobody reads."""
        for key in self.values:
            if key not in known:
                raise self.error(key, f"expected one of {', '.join(sorted(known))}")

    def maybe_text(self, key: str) -> str | None:
        """The text under `key`, None where there is none."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self.error(key, f"expected some text, got {value!r}")
        return value.strip()

    def text(self, key: str) -> str:
        """The text under `key`."""
        value = self.maybe_text(key)
        if value is None:
            raise self.error(None, f"expected a key {key!r}, got {', '.join(self.values) or 'none'}")
        return value

    def texts(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """The list of texts under `key`."""
        value = self.values.get(key)
        if value is None:
            return default
        if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
            raise self.error(key, f"expected a list of texts with at least one, got {value!r}")
        return tuple(value)

    def span(self, key: str, default: timedelta) -> timedelta:
        """How long something takes: `30s`, `15m`, `6h`, `1d`."""
        value = self.values.get(key)
        if value is None:
            return default
        match = _SPAN.fullmatch(value) if isinstance(value, str) else None
        span = timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else timedelta(0)
        if not timedelta(0) < span <= timedelta(days=366):
            raise self.error(key, f"expected a time such as 30s, 15m, 6h or 1d, got {value!r}")
        return span

    def number_as_text(self, key: str) -> str | None:
        """The whole number under `key` as text; a text stays as it is. None where there is none."""
        value = self.values.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self.maybe_text(key)

    def flag(self, key: str) -> bool:
        """The truth value under `key`, False where there is none."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.error(key, f"expected true or false, got {value!r}")
        return value

    def _find_line(self, key: str | None) -> int:
        """The line of `key` in this table, or of the table's head, from 1."""
        head = re.compile(rf"\s*\[\[?\s*{re.escape(self.name)}\s*\]\]?")
        heads = [at for at, line in enumerate(self.lines) if head.match(line)]
        start = heads[self.number] if self.number < len(heads) else 0
        for at in range(start + 1, len(self.lines)):
            if key is None or self.lines[at].lstrip().startswith("["):
                break
            if re.match(rf"""\s*["']?{re.escape(key)}["']?\s*[=.]""", self.lines[at]):
                return at + 1
        return start + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A parsed file."""

    path: Path
    lines: tuple[str, ...]
    values: Mapping[str, object]

    def entries(self, name: str) -> tuple[Entry, ...]:
        """The tables `[[name]]`, or the one `[name]`."""
        found = self.values.get(name, [])
        tables = [found] if isinstance(found, dict) else found
        if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
            raise UsageError(f"{self.path}: expected tables [[{name}]], got {name} = {found!r}")
        return tuple(
            Entry(path=self.path, lines=self.lines, name=name, number=number, values=values)
            for number, values in enumerate(tables)
        )


def read_sheet(path: Path, known: tuple[str, ...]) -> Sheet:
    """The tables of a TOML file, which may only have the names that are `known`. Raises UsageError."""
    try:
        text = path.read_text("utf-8")
    except (OSError, ValueError) as error:
        what = getattr(error, "strerror", None) or error
        raise UsageError(f"expected a file of sources that can be read, got {what}: {path}") from error
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"{path}: expected TOML: {error}") from error
    for name in values:
        if name not in known:
            raise UsageError(f"{path}: expected {', '.join(map(_spell, known))}, got {name}")
    return Sheet(path=path, lines=tuple(text.splitlines()), values=values)


def _spell(name: str) -> str:
    """The head of a table, as it is written in the file."""
    return f"[{name}]" if name in _ONCE else f"[[{name}]]"
