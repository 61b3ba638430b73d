"""The commands that say who may sign in to a record's face."""

import sys
from typing import TYPE_CHECKING

import click

from khabar.cli.options import DONE, NO_MATCH, NO_RECORD, list_exits, miss, record

if TYPE_CHECKING:
    from khabar.record.people.accounts import Account

_ROLES = ("reader", "reviewer", "moderator", "admin")
_role = click.option(
    "--role",
    type=click.Choice(_ROLES),
    required=True,
    help="What they may do; each role may do what those before it may.",
)


@click.group()
def users() -> None:
    """Says who may sign in to `khabar serve`, and what each may do there.

    Reading needs no account. A reviewer answers questions about what was read, a moderator decides which
    comments are shown, an admin sees who has an account.
    """


@users.command(epilog=list_exits(NO_RECORD))
@click.argument("name")
@_role
@record
def add(name: str, role: str, record: str) -> int:
    """Makes an account; the password is asked for, or is the first line of standard input."""
    from khabar.record.people.accounts import Role, add_account
    from khabar.record.people.passwords import hash_password
    from khabar.record.store import Record

    with Record.open(record, create=False) as opened:
        made = add_account(opened, name, Role(role), hash_password(_ask_password()))
    return _tell(made)


@users.command(epilog=list_exits(NO_RECORD))
@click.argument("name")
@_role
@record
def set_role(name: str, role: str, record: str) -> int:
    """Gives an account another role; whoever is signed in with it has to sign in again."""
    from khabar.record.people import accounts
    from khabar.record.store import Record

    with Record.open(record, create=False) as opened:
        return _tell(accounts.set_role(opened, name, accounts.Role(role)))


@users.command(epilog=list_exits(NO_RECORD))
@click.argument("name")
@record
def set_password(name: str, record: str) -> int:
    """Gives an account another password; whoever is signed in with it has to sign in again."""
    from khabar.record.people import accounts
    from khabar.record.people.passwords import hash_password
    from khabar.record.store import Record

    with Record.open(record, create=False) as opened:
        return _tell(accounts.set_password(opened, name, hash_password(_ask_password())))


@users.command(epilog=list_exits(NO_RECORD))
@click.argument("name")
@click.option("--undo", is_flag=True, help="Let them sign in again.")
@record
def disable(name: str, undo: bool, record: str) -> int:
    """Lets an account sign in no more; what it wrote stays."""
    from khabar.record.people import accounts
    from khabar.record.store import Record

    with Record.open(record, create=False) as opened:
        return _tell(accounts.set_disabled(opened, name, is_disabled=not undo))


@users.command("list", epilog=list_exits(NO_MATCH, NO_RECORD))
@record
def list_(record: str) -> int:
    """Lists who may sign in: name, role, since when."""
    from khabar.record.people.accounts import list_accounts
    from khabar.record.store import Record

    with Record.open(record, create=False) as opened:
        known = list_accounts(opened)
    for account in known:
        _tell(account)
    return DONE if known else miss("nothing matched: nobody has an account")


def _ask_password() -> str:
    """The password, asked for twice without being shown, or the first line of what is piped in."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    asked: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return asked


def _tell(account: "Account") -> int:
    state = "disabled" if account.is_disabled else f"since {account.made_at:%Y-%m-%d}"
    click.echo(f"{account.name}\t{account.role}\t{state}")
    return DONE
