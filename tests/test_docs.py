"""The documentation against the program: generated parts, links, and the commands that it names."""

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import click
import pytest

from khabar.cli import cli
from khabar.settings import Settings

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "demo").glob("*.md"))
)
LINK = re.compile(r"(?<!!)!?\[[^\]]*\]\(([^)\s]+)\)")
MADE = {"demo/out/evidence.html"}


def read(path):
    return (ROOT / path).read_text("utf-8")


def find_code(text):
    """What a page gives as code: the lines of its code blocks, and its code spans."""
    blocks = re.findall(r"```[a-z]*\n(.*?)```", text, re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return [line.strip() for block in blocks for line in block.splitlines()] + spans


@pytest.mark.parametrize("script", ["tools/write_docs.py", "tools/cli_docs.py"])
def test_what_is_generated_is_up_to_date(script):
    done = subprocess.run(
        [sys.executable, ROOT / script, "--check"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr + done.stdout


@pytest.mark.parametrize("page", PAGES)
def test_each_link_inside_the_project_leads_somewhere(page):
    for target in LINK.findall(read(page)):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        place = (ROOT / page).parent / path if path else ROOT / page
        assert place.exists() or place.relative_to(ROOT).as_posix() in MADE, target
        if anchor and place.suffix == ".md":
            assert anchor in list_anchors(place.read_text("utf-8")), target


def list_anchors(text):
    """The anchors of a page's headings, as they are shown on the web."""
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head).strip().lower().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES)
def test_each_command_that_a_page_names_exists(page):
    for code in find_code(read(page)):
        words = code.removeprefix("$ ").split()
        if words[:1] == ["make"] and len(words) > 1:
            assert re.search(rf"^{re.escape(words[1])}:", read("Makefile"), re.MULTILINE), code
        if words[:1] in (["khabar"], [".venv/bin/khabar"]) and len(words) > 1 and words[1].isalpha():
            check_command(code, words[1:])


def check_command(code, words):
    command = cli.commands.get(words[0])
    if isinstance(command, click.Group) and words[1:] and re.fullmatch("[a-z-]+", words[1]):
        command = command.commands.get(words[1])
    assert command, code
    known = {option for parameter in command.params for option in parameter.opts} | {"--help", "-h"}
    assert {word.partition("=")[0] for word in words if word.startswith("--")} <= known, code


def list_commands(group):
    for command in group.commands.values():
        yield command
        if isinstance(command, click.Group):
            yield from list_commands(command)


def test_each_setting_has_its_unit_and_its_help():
    for field in fields(Settings):
        assert field.metadata["unit"]
        assert field.metadata["help"]


def test_each_option_of_the_command_line_has_its_help():
    for command in list_commands(cli):
        assert command.help
        options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
        assert all(option.help for option in options)
