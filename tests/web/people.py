"""People in tests of the face: a clock that is set, cheap hashes, browsers that signed in."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from argon2 import PasswordHasher
from starlette.testclient import TestClient

from khabar.record.people.accounts import Role, add_account
from khabar.record.people.passwords import hash_password
from khabar.record.store import Record
from khabar.web.app import Face, build_app
from khabar.web.people.house import House

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "a long password"  # noqa: S105  # of invented people


@dataclass
class Clock:
    now: datetime = datetime(2026, 5, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **how: float) -> None:
        self.now += timedelta(**how)


@dataclass
class Door:
    """A face on a copy of a record, and browsers in front of it."""

    record: Record
    app: object
    clock: Clock
    accounts: dict = field(default_factory=dict)

    def knock(self, address="192.0.2.1", scheme="http") -> TestClient:
        """A browser that nobody has used yet."""
        base = f"{scheme}://khabar.example"
        return TestClient(self.app, base_url=base, client=(address, 50000), follow_redirects=False)

    def enter(self, role: str, name: str | None = None, **where: str) -> TestClient:
        """A browser in which somebody of that role has signed in."""
        name = name or f"Ana {role}"
        if name not in self.accounts:
            self.accounts[name] = add_account(
                self.record, name, Role(role), hash_password(PASSWORD, CHEAP)
            )
        browser = self.knock(**where)
        answer = sign_in(browser, name)
        assert answer.status_code == 303, answer.text
        return browser


@contextmanager
def open_door(source, folder, **rules) -> Iterator[Door]:
    """A door to a copy of the record at `source`, which may be written to."""
    copy = folder / "copy.db"
    if source is not None:
        shutil.copy(source, copy)
    clock = Clock()
    house = House(clock=clock, hasher=CHEAP, puzzle_bits=6, **rules)
    with Record.open(copy, create=source is None) as record:
        yield Door(
            record=record, app=build_app(Face(record=record, version="0", house=house)), clock=clock
        )


def find_token(page: str) -> str:
    return re.search(r'name="token" value="([0-9a-f]+)"', page)[1]


def send(browser, address, fields=None, *, page=None, **how):
    """The answer to the form on `page`, filled with `fields`."""
    token = find_token(browser.get(page or address).text)
    return browser.post(address, data={"token": token, **(fields or {})}, **how)


def sign_in(browser, name, password=PASSWORD, **more):
    return send(browser, "/sign-in", {"name": name, "password": password, **more})
