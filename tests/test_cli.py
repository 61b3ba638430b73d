import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import readers
from click.testing import CliRunner

from khabar import __version__
from khabar.cli import cli, main
from khabar.export import evidence

PROGRAM = """
import sys, readers
from khabar import cli
code = cli.cli.main
cli.cli.main = lambda **given: code(obj=readers.obedient, **given)
cli.main()
"""
KHABAR = [sys.executable, "-c", PROGRAM]


@pytest.fixture(autouse=True)
def _importable(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)
    monkeypatch.setenv("COLUMNS", "120")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(folder, **pages):
    for name, order in pages.items():
        folder.joinpath(f"{name}.txt").write_text(order, "utf-8")


def run(*arguments, text=None):
    """What the command line does with pages that tell the reader what to do."""
    return CliRunner().invoke(
        cli, ["read", *arguments], input=text, obj=readers.obedient, standalone_mode=False
    )


def end(*arguments):
    """The exit code of the whole program."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return ended.value.code


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_page_becomes_a_table_and_the_books_go_to_stderr(folder):
    put(folder, a="one page")
    result = run("a.txt")
    assert result.return_value == 0
    assert "killed ≥ 12" in result.stdout
    assert "1 page: 1 read, 0 rejected; words in" in result.stderr
    assert "2 claims" in result.stderr


def test_json_lines_hold_the_article_and_its_claims(folder):
    put(folder, a="one page")
    result = run("a.txt", "--json")
    assert [line["type"] for line in lines(result)] == ["article", "claim", "claim"]


def test_a_folder_is_read_in_the_order_of_its_names(folder):
    put(folder, b="second", a="first", c="third")
    titles = [line["title"] for line in lines(run(".", "--json")) if line["type"] == "article"]
    assert titles == ["first", "second", "third"]


def test_standard_input_is_a_source():
    result = run("-", "--json", text="from a pipe")
    assert lines(result)[0]["title"] == "from a pipe"


def test_what_was_not_read_is_one_clear_line_and_the_rest_is_read(folder):
    put(folder, a="first", b="refuse", c="third")
    result = run("a.txt", "gone.txt", "b.txt", "c.txt")
    assert result.return_value == 3
    assert "not read: gone.txt: missing: expected a file" in result.stderr
    assert "not read: b.txt: no_report: expected a report, got a menu" in result.stderr
    assert "4 pages: 2 read, 2 rejected (missing 1, no_report 1)" in result.stderr
    assert "third" in result.stdout


def test_what_was_not_read_has_a_line_of_json(folder):
    put(folder, a="first")
    result = run("gone.txt", "a.txt", "--json")
    assert [line["type"] for line in lines(result)] == ["rejected", "article", "claim", "claim"]
    assert lines(result)[0]["source"] == "gone.txt"
    assert result.return_value == 3


def test_a_fault_is_told_in_one_line_and_traced_only_on_demand(folder):
    put(folder, a="stumble", b="second")
    quiet, loud = run("a.txt", "b.txt"), run("a.txt", "b.txt", "--debug")
    assert quiet.return_value == loud.return_value == 1
    assert "not read: a.txt: fault: KeyError in readers.py" in quiet.stderr
    assert "Traceback" not in quiet.stderr
    assert "Traceback" in loud.stderr
    assert "second" in quiet.stdout


def test_the_evidence_page_is_written_beside_the_table(folder):
    put(folder, a="one page")
    result = run("a.txt", "gone.txt", "--evidence", "out.html")
    page = folder.joinpath("out.html").read_text("utf-8")
    assert "2 claims in 1 report" in page
    assert "gone.txt" in page
    assert "killed ≥ 12" in result.stdout
    assert {path.name for path in folder.iterdir()} == {"a.txt", "out.html"}


def test_a_name_too_long_to_be_one_is_told_in_short():
    said = run("a" * 5000).stderr.splitlines()[0]
    assert said.startswith("not read: aaaa")
    assert len(said) < 600


def test_names_of_files_do_not_command_the_terminal():
    result = run("gone\x1b[2J.txt")
    assert "\x1b" not in result.stderr


@pytest.mark.parametrize("day", ["5 Dec 2016", "2016-13-01", "20161205", "2016-W49-1", "", "2016-12-5"])
def test_a_wrong_day_is_wrong_usage_and_says_what_was_expected(day, capsys):
    assert end("read", "-", "--published", day) == 2
    assert f"expected a day as YYYY-MM-DD, such as 1937-04-27, got '{day}'" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "-", "--fast"],
        ["sing"],
        ["read", "-", "--evidence", "."],
        ["read", "-", "--url"],
    ],
)
def test_wrong_usage_ends_with_2(arguments, capsys):
    assert end(*arguments) == 2
    assert "Error: " in capsys.readouterr().err


def test_a_folder_that_is_not_there_for_the_evidence_page_is_wrong_usage(capsys):
    assert end("read", "-", "--evidence", "absent/out.html") == 2
    assert "expected a folder that exists, got absent" in capsys.readouterr().err


def test_a_page_that_is_to_be_read_is_not_written_over(folder, capsys):
    put(folder, a="one page")
    assert end("read", ".", "--evidence", "a.txt") == 2
    assert "expected another name for the evidence page: a.txt is to be read" in capsys.readouterr().err
    assert folder.joinpath("a.txt").read_text("utf-8") == "one page"


def test_a_device_is_no_evidence_page(capsys):
    assert end("read", "-", "--evidence", "/dev/null") == 2
    assert (
        "expected the name of a file for the evidence page, /dev/null is none" in capsys.readouterr().err
    )


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["read", "--help"], ["read", "-h"]])
def test_asking_for_help_is_done(arguments):
    assert end(*arguments) == 0


def test_the_version_is_that_of_the_package(capsys):
    end("--version")
    assert capsys.readouterr().out == f"khabar {__version__}\n"


def test_an_unforeseen_error_is_one_line_and_ends_with_1(monkeypatch, capsys):
    def break_down(**_):
        raise ZeroDivisionError("no pages to divide by")

    monkeypatch.setattr(cli, "main", break_down)
    assert end("read", "-") == 1
    said = capsys.readouterr().err
    fault = "khabar: a fault in khabar: ZeroDivisionError: no pages to divide by"
    assert said == f"{fault}; --debug shows where it arose\n"
    assert end("read", "-", "--debug") == 1
    assert "Traceback" in capsys.readouterr().err


def heed_interrupts():
    """What a shell starts in the background ignores them, and all that it starts."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_ctrl_c_ends_with_130_and_without_a_trace(folder):
    put(folder, **{f"page{number}": "slow" for number in range(40)})
    started = subprocess.Popen(
        [*KHABAR, "read", "."],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed_interrupts,  # noqa: PLW1509  # before any thread
    )
    started.stdout.readline()
    started.send_signal(signal.SIGINT)
    _, said = started.communicate(timeout=20)
    assert started.returncode == 130
    assert said.strip() == "khabar: interrupted"


def test_a_reader_that_goes_away_is_no_error(folder):
    put(folder, **{f"page{number:03}": "words " * 2000 for number in range(40)})
    started = subprocess.Popen(
        [*KHABAR, "read", ".", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    started.stdout.readline()
    started.stdout.close()
    said = started.stderr.read().decode()
    started.stderr.close()
    assert started.wait(timeout=20) == 0
    assert said == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [("read", "a.txt", "--json"), ("--help",)])
def test_a_full_disk_is_no_fault_in_khabar(folder, arguments):
    put(folder, a="first")
    with Path("/dev/full").open("w") as full:
        how = {"stdout": full, "stderr": subprocess.PIPE, "text": True}
        ended = subprocess.run([*KHABAR, *arguments], check=False, **how)
    assert ended.returncode == 7
    assert ended.stderr == "khabar: expected room for the results, got: No space left on device\n"


def test_an_evidence_page_that_could_not_be_written_leaves_nothing(folder, monkeypatch):
    put(folder, a="first")
    monkeypatch.setattr(evidence, "write", _fill_up)
    assert run("a.txt", "--evidence", "page.html").return_value is None
    assert [path.name for path in folder.iterdir()] == ["a.txt"]


def _fill_up(_outcomes, stream):
    stream.write(b"half a page")
    raise OSError(errno.ENOSPC, "No space left on device")


def test_what_folders_hold_beside_pages_is_counted(folder):
    put(folder, a="first")
    (folder / "notes.pdf").write_bytes(b"x")
    assert "passed over in folders: 1 file (.pdf 1)" in run(".").stderr


def test_the_shipped_stages_read_a_page_and_quote_its_words(folder):
    first = "Shells killed at least 12 people in Granollers on Monday, the mayor of the town said."
    second = "The army denied that its guns had fired at the town, and said it would look into it."
    put(folder, a=f"{first}\n{second}")
    result = CliRunner().invoke(cli, ["read", "a.txt", "--published", "1938-06-01", "--json"])
    article, *claims = lines(result)
    assert article["published"] == "1938-06-01"
    assert claims
    for claim in claims:
        start, end = claim["span"]
        assert article["text"][start:end] == claim["quote"]


def test_a_terminal_shows_how_far_the_reading_is(folder):
    put(folder, **{f"page{number}": "slow" for number in range(4)})
    screen = watch([*KHABAR, "read", "."])
    assert "reading" in screen
    assert "\x1b[1m" in screen
    assert "4 pages: 4 read" in screen


def watch(command):
    """All that a command writes to a terminal."""
    import pty

    parent, child = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color"}
    started = subprocess.Popen(command, stdout=child, stderr=child, stdin=child, env=environment)
    os.close(child)
    seen = b""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            seen += os.read(parent, 65536)
        except OSError:  # the other end was closed
            break
    started.wait(timeout=10)
    os.close(parent)
    return seen.decode("utf-8", "replace")
