"""`khabar users` as a shell sees it."""

import pytest
from click.testing import CliRunner

from khabar.cli import cli, main
from khabar.record.people.accounts import find_known
from khabar.record.people.passwords import is_right
from khabar.record.store import Record


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Record.open("khabar.db", create=True).close()


def users(*arguments, given=""):
    return CliRunner().invoke(cli, ["users", *arguments], input=given, standalone_mode=False)


def test_accounts_are_made_listed_changed_and_disabled():
    assert users("add", "Ana Puig", "--role", "reviewer", given="a long password\n").return_value == 0
    assert users("list").stdout.startswith("Ana Puig\treviewer\tsince 20")
    assert "moderator" in users("set-role", "ana  puig", "--role", "moderator").stdout
    assert "disabled" in users("disable", "Ana Puig").stdout
    assert "since" in users("disable", "Ana Puig", "--undo").stdout
    assert users("set-password", "Ana Puig", given="another password\n").return_value == 0
    with Record.open("khabar.db", create=False) as record:
        assert is_right("another password", find_known(record, "ANA PUIG").password)


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        (("add", "Ana", "--role", "reader"), "short\n", "expected a password of 12 signs or more"),
        (("add", "...", "--role", "reader"), "a long password\n", "expected a name of letters"),
        (("add", "a" * 61, "--role", "reader"), "a long password\n", "expected a name of letters"),
        (("set-role", "Nobody", "--role", "reader"), "", "expected the name of an account"),
    ],
)
def test_what_cannot_be_an_account_is_told(arguments, given, said):
    with pytest.raises(Exception, match=said):
        raise users(*arguments, given=given).exception


def test_nobody_has_an_account_at_first(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["users", "list"])
    assert ended.value.code == 4
    assert "nobody has an account" in capsys.readouterr().err
