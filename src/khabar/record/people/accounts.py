"""Accounts: who may sign in to a record's face, and what each may do there."""

import enum
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, select, update

from khabar.errors import UsageError
from khabar.record.people.tables import account, session
from khabar.record.rows import AnyRow, find_next
from khabar.record.store import Record
from khabar.record.times import write_time
from khabar.record.words import fold, make_storable

_ACCOUNT, _SESSION = account.c, session.c
_LONGEST_NAME = 60


class Role(enum.StrEnum):
    """What somebody who signed in may do; each may do what those before it may."""

    READER = "reader"
    REVIEWER = "reviewer"
    MODERATOR = "moderator"
    ADMIN = "admin"

    def covers(self, least: "Role") -> bool:
        """True where this role may do what `least` may.

        >>> Role.ADMIN.covers(Role.REVIEWER), Role.READER.covers(Role.REVIEWER)
        (True, False)
        """
        order = tuple(Role)
        return order.index(self) >= order.index(least)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may sign in, unless they are disabled."""

    number: int
    name: str
    role: Role
    is_disabled: bool
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An account with the hash of its password."""

    account: Account
    password: str


def add_account(record: Record, name: str, role: Role, password: str) -> Account:
    """A new account, whose password is given as a hash; raises UsageError where the name is taken."""
    shown = _check_name(name)
    with record.writing() as connection:
        if _find(connection, shown) is not None:
            raise UsageError(f"expected the name of nobody yet, {shown!r} has an account")
        row = {
            "number": find_next(connection, _ACCOUNT.number),
            "name": shown,
            "folded": fold(shown),
            "role": role.value,
            "password": password,
            "is_disabled": False,
            "made_at": write_time(datetime.now(UTC)),
        }
        connection.execute(account.insert(), row)
        return read_account(_load(connection, shown))


def list_accounts(record: Record) -> tuple[Account, ...]:
    """All accounts, in the order in which they were made."""
    with record.reading() as connection:
        rows = connection.execute(select(account).order_by(_ACCOUNT.number)).all()
        return tuple(map(read_account, rows))


def find_known(record: Record, name: str) -> Known | None:
    """The account of that name, however it is written; None where there is none."""
    with record.reading() as connection:
        row = _find(connection, name)
        return None if row is None else Known(account=read_account(row), password=row.password)


def set_role(record: Record, name: str, role: Role) -> Account:
    """The account with another role, its sessions ended; raises UsageError for an unknown name."""
    return _change(record, name, {"role": role.value})


def set_password(record: Record, name: str, password: str) -> Account:
    """The account, after it has another password, given as a hash; its sessions end."""
    return _change(record, name, {"password": password})


def set_disabled(record: Record, name: str, *, is_disabled: bool) -> Account:
    """The account, after it may no longer sign in, or may again; its sessions end."""
    return _change(record, name, {"is_disabled": is_disabled})


def renew_hash(record: Record, known: Known, password: str) -> None:
    """Keeps the same password as another hash, unless it was changed meanwhile; sessions go on."""
    condition = (_ACCOUNT.number == known.account.number, _ACCOUNT.password == known.password)
    with record.writing() as connection:
        connection.execute(update(account).where(*condition).values(password=password))


def read_account(row: AnyRow) -> Account:
    """The account in a row that holds the columns of `account`."""
    return Account(
        number=row.number,
        name=row.name,
        role=Role(row.role),
        is_disabled=row.is_disabled,
        made_at=datetime.fromisoformat(row.made_at),
    )


def _check_name(name: str) -> str:
    shown = make_storable(" ".join(unicodedata.normalize("NFC", name).split()))
    if not shown.isprintable() or not fold(shown) or len(shown) > _LONGEST_NAME:
        raise UsageError(f"expected a name of letters, {_LONGEST_NAME} signs at most, got {name!r}")
    return shown


def _find(connection: Connection, name: str) -> AnyRow | None:
    return connection.execute(select(account).where(_ACCOUNT.folded == fold(name))).first()


def _load(connection: Connection, name: str) -> AnyRow:
    row = _find(connection, name)
    if row is None:
        raise UsageError(f"expected the name of an account, {name!r} has none")
    return row


def _change(record: Record, name: str, values: dict[str, object]) -> Account:
    with record.writing() as connection:
        number = _load(connection, name).number
        connection.execute(update(account).where(_ACCOUNT.number == number).values(values))
        connection.execute(delete(session).where(_SESSION.account == number))
        return read_account(_load(connection, name))
