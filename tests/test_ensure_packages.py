"""The script that installs what tests need: what it does on machines that have it or have not."""

import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "tools" / "ensure_packages.sh"
WITHOUT = {
    "PostgreSQL": "the record is tested on SQLite alone",
    "Chromium": "pages are not looked at in a browser",
}


@pytest.fixture
def machine(tmp_path):
    """A machine whose programs are those that `put` puts there."""
    (tmp_path / "programs").mkdir()
    return tmp_path


def put(path, program="exit 0"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{program}\n")
    path.chmod(0o755)


def run(machine, user=0):
    """What the script says and does there."""
    put(machine / "programs/id", f"echo {user}")
    script = SCRIPT.read_text("utf-8").replace("/usr/lib/postgresql", str(machine / "debian"))
    ended = subprocess.run(
        ["/bin/sh", "-c", script],
        env={"PATH": str(machine / "programs")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (0, "")
    log = machine / "log"
    return ended.stderr.splitlines(), log.read_text().splitlines() if log.exists() else []


def put_all(machine, where="programs"):
    for name in ("initdb", "pg_ctl"):
        put(machine / where / name)
    put(machine / "programs/chromium")


def put_apt(machine, installs):
    """An apt-get that writes down what it is asked, and installs or does not."""
    programs = f"{machine}/programs"
    done = f"for name in initdb pg_ctl chromium; do /bin/cp {programs}/id {programs}/$name; done"
    then = f'[ "$1" = install ] && {{ {done}; }}; exit 0' if installs else "exit 100"
    put(machine / "programs/apt-get", f'echo "$@" >> {machine}/log\n{then}')


@pytest.mark.parametrize("where", ["debian/15/bin", "programs"])
def test_where_all_is_there_nothing_is_done_or_said(machine, where):
    put_apt(machine, installs=True)
    put_all(machine, where)
    assert run(machine) == ([], [])


@pytest.mark.parametrize(("name", "program"), [("PostgreSQL", "initdb"), ("Chromium", "chromium")])
def test_what_is_not_there_root_installs(machine, name, program):
    put_apt(machine, installs=True)
    put_all(machine)
    (machine / "programs" / program).unlink()
    said, asked = run(machine)
    assert said == [f"installing {name} for the tests"]
    assert asked == ["update -qq", f"install -qq -y --no-install-recommends {name.lower()}"]


def test_what_could_not_be_installed_is_said(machine):
    put_apt(machine, installs=False)
    said, asked = run(machine)
    expected = [f"{name} could not be installed: {so}." for name, so in WITHOUT.items()]
    assert [line for line in said if "could not" in line] == expected
    assert asked == ["update -qq", "update -qq"]


@pytest.mark.parametrize(("user", "has_apt"), [(1000, True), (0, False)])
def test_who_may_not_install_is_told_how(machine, user, has_apt):
    if has_apt:
        put_apt(machine, installs=True)
    said, asked = run(machine, user)
    assert said == [
        f"{name} is not installed: {so}. "
        f"To test all, install {name} (Debian: apt install {name.lower()})."
        for name, so in WITHOUT.items()
    ]
    assert asked == []
