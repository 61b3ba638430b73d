import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from khabar import vocab
from khabar.errors import UsageError

RIVERTOWN = """
[[publisher]]
name = "Rivertown Mercury"
aliases = ["The Mercury of Rivertown"]
domains = ["rivertown-mercury.example"]
owner = "Upstream Press"
class = "paper"
"""


def add(tmp_path: Path, text: str) -> dict:
    own = tmp_path / "own.toml"
    own.write_text(text, "utf-8")
    return {house.name: house for house in vocab.add_publishers(vocab.read_publishers_shipped(), own)}


def test_own_publishers_stand_beside_those_shipped(tmp_path: Path) -> None:
    houses = add(tmp_path, RIVERTOWN)
    assert houses["Rivertown Mercury"].owner == "Upstream Press"
    assert len(houses) == len(vocab.read_publishers_shipped()) + 1


def test_a_row_of_the_same_name_takes_the_place_of_the_one_shipped(tmp_path: Path) -> None:
    houses = add(tmp_path, '[[publisher]]\nname = "Reuters"\nclass = "agency"\nowner = "Somebody"')
    assert houses["Reuters"].owner == "Somebody"
    assert houses["Reuters"].domains == ()
    assert len(houses) == len(vocab.read_publishers_shipped())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", r"at least one \[\[publisher\]\]"),
        ("[[publisher]", "own.toml: "),
        (RIVERTOWN + RIVERTOWN, "two publishers share"),
        (RIVERTOWN.replace("The Mercury of Rivertown", "Thomson Reuters"), "two publishers share"),
        (RIVERTOWN.replace("rivertown-mercury.example", "reuters.com"), "two publishers share"),
        (RIVERTOWN.replace('"rivertown', '"https://rivertown'), "publisher 1: expected a domain"),
        (RIVERTOWN.replace('"rivertown', '"www.rivertown'), "publisher 1: expected a domain"),
        (RIVERTOWN.replace('"paper"', '"rag"'), "publisher 1: expected class = one of agency, paper"),
        (RIVERTOWN + 'country = "Britain"', "publisher 1: expected country = two capital letters"),
        (RIVERTOWN + "trust = 0.5", "publisher 1: expected the keys"),
        (RIVERTOWN.replace('name = "Rivertown Mercury"', ""), "publisher 1: expected a key 'name'"),
    ],
)
def test_a_wrong_file_is_refused_with_its_row(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        add(tmp_path, text)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="found none at"):
        vocab.add_publishers((), tmp_path / "none.toml")


def test_the_command_line_reads_by_own_publishers_in_all_its_processes(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(RIVERTOWN, "utf-8")
    rows = (
        {"text": "The ferries sailed on time all week, the harbour master said.", "url": url}
        for url in ("https://www.rivertown-mercury.example/1", "https://unknown.example/1")
    )
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    program = "import sys; from khabar.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", program, "--publishers", "own.toml", "read", "rows.jsonl", "--json"]
    environment = {name: value for name, value in os.environ.items() if name != "KHABAR_PUBLISHERS"}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, check=False, text=True
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["publisher"] for line in lines] == ["Rivertown Mercury", None]
