"""The commands of a record as a shell sees them: what they print, where, and how they end."""

import json
import os
import subprocess
import sys
from pathlib import Path

import papers
import pytest
from books import RAID, page, put
from click.testing import CliRunner

from khabar.cli import cli, main
from khabar.record.looking.filters import FILTER_TEXTS
from khabar.record.store import Record

LERIDA = "air_strike; Lerida; 1937-11-02; 210; the governor"
LATE = RAID.replace("; 12;", "; 17;").replace("the mayor", "the doctor")
LOOKING = (["events"], ["claims"], ["show", "abcdef"], ["stats"], ["decide"])
DECIDING = (["link", "abcdef", "abcdee"], ["split", "abcdef", "abcdee"], ["decide", "--undo", "1"])


@pytest.fixture(autouse=True)
def _importable(monkeypatch):
    """The processes that read pages find the reader of the tests."""
    monkeypatch.setenv("PYTHONPATH", str(Path(papers.__file__).parent), prepend=os.pathsep)
    monkeypatch.setenv("COLUMNS", "160")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def shelf(folder):
    """A folder with a record: a raid told twice, and an older one in another town."""
    with Record.open("khabar.db", create=True) as record:
        put(record, page(RAID, LERIDA), page(LATE, publisher="Coast Post", published="1938-06-03"))
    return folder


def run(*arguments):
    return CliRunner().invoke(cli, arguments, obj=papers.stages, standalone_mode=False)


def end(*arguments):
    """The exit code of the whole program."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return ended.value.code


def lines(*arguments):
    return [json.loads(line) for line in run(*arguments, "--json").stdout.splitlines()]


def find_id(place):
    return lines("events", "--place", place)[0]["id"]


def test_pages_that_were_added_can_be_looked_into(folder):
    (folder / "a.txt").write_text(page(RAID))
    added = run("add", "a.txt")
    assert added.return_value == 0
    assert "1 page: 1 added, 0 known already, 0 rejected; 1 claim" in added.stderr
    assert [event["kind"] for event in lines("events")] == ["air_strike"]
    again = run("add", "a.txt")
    assert "1 page: 0 added, 1 known already" in again.stderr


def test_what_was_added_is_json_on_demand(folder):
    (folder / "a.txt").write_text(page(RAID))
    assert [line["type"] for line in lines("add", "a.txt")] == ["article", "claim"]


def test_a_page_that_was_not_read_ends_with_3(folder):
    (folder / "a.txt").write_text(page())
    result = run("add", "a.txt")
    assert result.return_value == 3
    assert "not read: a.txt: no_report" in result.stderr


def test_pages_are_read_again_on_demand(folder):
    (folder / "a.txt").write_text(page(RAID))
    run("add", "a.txt")
    assert "0 pages: 0 added" in run("reread").stderr
    assert "1 page: 0 added, 1 known already" in run("reread", "--all").stderr


@pytest.mark.usefixtures("shelf")
def test_events_are_a_table_or_lines():
    drawn = run("events").stdout
    assert "Granollers" in drawn
    assert drawn.splitlines()[-1] == "2 events"
    assert [line["type"] for line in lines("events")] == ["event", "event"]


@pytest.mark.usefixtures("shelf")
def test_claims_are_a_table_or_lines():
    assert run("claims", "--source", "coast").stdout.splitlines()[-1] == "1 claim"
    assert [line["quote"] for line in lines("claims", "--source", "coast")] == [LATE]


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("asked", "places"),
    [
        (["--since", "1938-01-01"], ["Granollers"]),
        (["--until", "1938-01-01"], ["Lerida"]),
        (["--kind", "attack", "--country", "Spain"], ["Lerida", "Granollers"]),
        (["--within", "41.6,2.3,30"], ["Granollers"]),
        (["--min-killed", "200"], ["Lerida"]),
        (["--source", "doctor"], ["Granollers"]),
        (["--source", "officials", "--text", "granollers 1938"], ["Lerida", "Granollers"]),
    ],
)
def test_filters_are_given_as_in_the_contract(asked, places):
    assert [line["place"]["name"] for line in lines("events", *asked)] == places


def test_each_filter_is_an_option_of_events_and_of_claims():
    for command in ("events", "claims"):
        options = {name for option in cli.commands[command].params for name in option.opts}
        assert {f"--{text.name.replace('_', '-')}" for text in FILTER_TEXTS} <= options


@pytest.mark.usefixtures("shelf")
def test_rule_and_day_choose_what_is_told():
    def killed(*asked):
        (event,) = lines("events", "--place", "Granollers", *asked)
        return event["figures"]["killed"]

    assert killed("--rule", "conservative")["best"] == 12
    assert killed("--rule", "latest")["best"] == 17
    assert killed("--rule", "latest", "--as-of", "1938-06-01")["best"] == 12


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["events", "--kind", "raid"], "--kind: expected a kind, one of attack"),
        (["claims", "--since", "May"], "--since: expected a day as YYYY-MM-DD"),
        (["events", "--as-of", "May"], "expected a day as YYYY-MM-DD"),
        (["events", "--rule", "loudest"], "expected a rule, one of reliable"),
        (["show", "123"], "expected 6 signs of an id or more, got '123'"),
        (["link", "zzzzzz", "yyyyyy"], "nothing in the record begins with zzzzzz"),
        (["decide", "--undo", "5"], "expected the number of a decision, there is none yet; got 5"),
        (["decide", "--undo", "9" * 30], "expected the number of a decision"),
        (["split", "zzzzzz"], "CLAIM..."),
    ],
)
def test_a_wrong_call_ends_with_2_and_says_what_was_expected(capsys, arguments, said):
    assert end(*arguments) == 2
    assert said in capsys.readouterr().err


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    "arguments",
    [
        ["events", "--place", "Nowhere"],
        ["claims", "--text", "zeppelin"],
        ["events", "--text", '"'],
        ["show", "zzzzzzzz"],
        ["decide"],
    ],
)
def test_where_nothing_matches_stdout_is_empty_and_the_end_is_4(capsys, arguments):
    assert end(*arguments) == 4
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("khabar: nothing matched")


@pytest.mark.parametrize("arguments", [*LOOKING, *DECIDING], ids=" ".join)
def test_without_a_record_the_end_is_7_and_none_is_made(folder, capsys, arguments):
    assert end(*arguments) == 7
    assert "expected a record, found nothing at khabar.db" in capsys.readouterr().err
    assert list(folder.iterdir()) == []


def test_a_file_that_is_no_record_ends_with_7(folder, capsys):
    (folder / "khabar.db").write_text("Dear diary, today nothing happened at all." * 20)
    assert end("events") == 7
    assert "expected a record of khabar" in capsys.readouterr().err


@pytest.mark.usefixtures("shelf")
def test_one_event_is_shown_with_its_accounts_and_reasons():
    drawn = run("show", find_id("Granollers")[:8]).stdout
    for part in ("Air strike, Granollers", "the mayor", "the doctor", "What was said", "Why one event"):
        assert part in drawn


@pytest.mark.usefixtures("shelf")
def test_one_event_is_shown_in_lines_that_belong_together():
    told = lines("show", find_id("Granollers"))
    assert [line["type"] for line in told] == ["event", "article", "claim", "article", "claim", "link"]


@pytest.mark.usefixtures("shelf")
def test_an_event_of_which_nothing_was_told_by_that_day_is_no_match(capsys):
    assert end("show", find_id("Granollers"), "--as-of", "1930-01-01") == 4
    assert "by 1930-01-01" in capsys.readouterr().err


@pytest.mark.usefixtures("shelf")
def test_stats_are_lines_for_people_or_one_for_programs():
    assert "claims    3" in run("stats").stdout
    (stats,) = lines("stats")
    assert (stats["type"], stats["events"], stats["articles"]) == ("stats", 2, 2)


@pytest.mark.usefixtures("shelf")
def test_people_link_and_split_and_undo_it_with_a_name_and_a_reason():
    one, other = find_id("Granollers"), find_id("Lerida")
    linked = run("link", one[:7], other, "--by", "rosa", "--reason", "one squadron")
    assert linked.stdout.rstrip().endswith(": one squadron")
    assert "  rosa  link " in linked.stdout
    (event,) = lines("events")
    split = lines("split", event["id"], other[:8], "--by", "rosa")
    assert [line["action"] for line in split] == ["split"]
    assert len(lines("events")) == 2
    run("decide", "--undo", "2", "--by", "juan")
    assert len(lines("events")) == 1
    listed = lines("decide")
    assert [(line["number"], line["action"], line["by"]) for line in listed] == [
        (1, "link", "rosa"),
        (2, "split", "rosa"),
        (3, "undo", "juan"),
    ]


@pytest.mark.usefixtures("shelf")
def test_an_id_that_an_event_had_leads_to_what_became_of_it():
    ids = {line["id"] for line in lines("events")}
    run("link", *sorted(ids))
    (event,) = lines("events")
    (gone,) = ids - {event["id"]}
    assert f"event {gone} is now {event['id']}" in run("show", gone).stdout


@pytest.mark.usefixtures("shelf")
def test_who_decides_is_the_name_one_is_logged_in_by(monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "amparo")
    run("link", find_id("Granollers"), find_id("Lerida"))
    assert [line["by"] for line in lines("decide")] == ["amparo"]


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("width", [30, 60, 80, 120, 200])
@pytest.mark.parametrize("command", ["events", "claims", "show", "stats"])
def test_no_line_is_wider_than_the_terminal(monkeypatch, width, command):
    arguments = [command, find_id("Granollers")] if command == "show" else [command]
    monkeypatch.setenv("COLUMNS", str(width))
    assert max(map(len, run(*arguments).stdout.splitlines())) <= width


def test_help_loads_no_heavy_library():
    heavy = "sqlalchemy spacy rich numpy marisa_trie lxml jinja2"
    program = f"""
import sys
from khabar.cli import cli
for name, command in cli.commands.items():
    try:
        cli.main([name, "--help"], standalone_mode=False)
    except SystemExit:
        pass
print(sorted(set("{heavy}".split()) & set(sys.modules)), file=sys.stderr)
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stderr.strip() == "[]"
