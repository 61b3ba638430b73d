"""What is wrong in the vocabulary is refused, with the file and the entry."""

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from khabar import vocab
from khabar.errors import DataError

VOCAB = vocab.load()
DATA = Path(str(files("khabar").joinpath("data")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the data folder's lists, to be spoilt."""
    for path in (*DATA.glob("*.toml"), *DATA.glob("*.txt")):
        shutil.copy(path, tmp_path)
    return tmp_path


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "triggers.toml",
            '[[trigger]]\nwords = ["kill"]\npos = "verb"\n',
            "('kill', 'verb') comes twice",
        ),
        ("triggers.toml", '[[trigger]]\nwords = []\npos = "verb"\n', "at least one text"),
        ("triggers.toml", '[[trigger]]\nwords = ["zap"]\npos = "verb"\nkind = "zapping"\n', "'zapping'"),
        (
            "triggers.toml",
            '[[trigger]]\nwords = ["zap"]\npos = "verb"\nmeasure = "zapped"\n',
            "'zapped'",
        ),
        ("triggers.toml", '[[trigger]]\nwords = ["zap"]\npos = "verb"\nobject = "victim"\n', "'victim'"),
        ("triggers.toml", '[[trigger]]\nwords = ["zap"]\npos = "gerund"\n', "one of verb, noun, adj"),
        ("triggers.toml", '[[trigger]]\nwords = ["zap"]\npos = "verb"\nheavy = true\n', "heavy"),
        ("triggers.toml", '[[trigger]]\nwords = ["zap"]\npos = "verb"\nweak = "yes"\n', "true or false"),
        ("triggers.toml", '[[trigger]]\nwords = [" zap"]\npos = "verb"\n', "without outer space"),
        ("triggers.toml", '[[trigger]]\nwords = ["zap", "zap"]\npos = "verb"\n', "names 'zap' twice"),
        ("triggers.toml", '[[trigger]]\nwords = ["zap"]\n', "expected a key 'pos'"),
        (
            "reporting.toml",
            '[[cue]]\nwords = ["say"]\npos = "verb"\nstance = "asserts"\n',
            "comes twice",
        ),
        ("reporting.toml", '[[cue]]\nwords = ["zap"]\npos = "verb"\nstance = "zaps"\n', "'zaps'"),
        (
            "people.toml",
            '[[people]]\nnouns = ["soldier"]\nclass = "civilians"\n',
            "'soldier' comes twice",
        ),
        ("people.toml", '[[people]]\nnouns = ["zapper"]\nclass = "zappers"\n', "'zappers'"),
        (
            "people.toml",
            '[[people]]\nnouns = ["zapper"]\nclass = "unknown"\nwho = "zappers"\n',
            "'zappers'",
        ),
        (
            "people.toml",
            '[[speaker]]\nnouns = ["witness"]\nclass = "unknown"\n',
            "'witness' comes twice",
        ),
        ("actors.toml", '[[group]]\nclass = "rebel"\nnames = [["Hamas"]]\n', "'Hamas' comes twice"),
        ("actors.toml", '[[group]]\nclass = "rebel"\nnames = [["Zap Front", "ISIL"]]\n', "'ISIL'"),
        ("actors.toml", '[[group]]\nclass = "rebel"\nnames = []\n', "at least one"),
        ("actors.toml", '[[group]]\nclass = "rebel"\ncountry = "QQ"\nnames = [["Zap Front"]]\n', "'QQ'"),
        ("actors.toml", '[[seat]]\nname = "Zap Front"\ncities = ["Zapville"]\n', "'Zap Front'"),
        (
            "countries.toml",
            '[[former]]\ncode = "SYR"\nname = "Zap"\nadjectives = ["Zappish"]\n',
            "'SYR'",
        ),
        (
            "countries.toml",
            '[[former]]\ncode = "SY"\nname = "Syria"\nadjectives = ["Syrian"]\n',
            "'Syria' comes twice",
        ),
        (
            "publishers.toml",
            '[[publisher]]\nname = "Zap"\ndomains = ["reuters.com"]\nclass = "paper"\n',
            "reuters.com",
        ),
        ("publishers.toml", '[[publisher]]\nname = "Zap"\nowner = ""\nclass = "paper"\n', "some text"),
        ("measures.toml", '[measures.zapped]\nunit = "zaps"\nhelp = "Zapped."\n', "'zaps'"),
        ("kinds.toml", '[kinds.zapping]\nparent = "zap"\nhelp = "Zapping."\n', "'zap'"),
        ("kinds.toml", '[kinds.zapping]\nparent = "zapping"\nhelp = "Zapping."\n', "its own ancestor"),
        ("kinds.toml", '[kinds.zapping]\nacled = "Zap"\nhelp = "Zapping."\n', "'Zap'"),
        ("kinds.toml", '[kinds.zapping]\nplover = "ASSAULT/zap"\nhelp = "Zapping."\n', "ASSAULT/zap"),
        ("kinds.toml", '[kinds.zapping]\nucdp = [4]\nhelp = "Zapping."\n', "1, 2, 3"),
        ("kinds.toml", '[kinds.zapping]\nucdp = "1"\nhelp = "Zapping."\n', "whole numbers"),
        ("kinds.toml", "[kinds.zapping]\n", "'help'"),
        ("kinds.toml", "[kinds.zapping\n", "kinds.toml"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_file(
    folder: Path, name: str, text: str, message: str
) -> None:
    append(folder / name, "\n" + text)
    with pytest.raises(DataError) as caught:
        vocab.read_folder(folder)
    assert str(caught.value).startswith(f"{name}: ")
    assert message in str(caught.value)


def test_a_name_in_shared_that_only_one_actor_has_is_refused(folder: Path) -> None:
    spoil(folder / "actors.toml", '"SLA"]', '"SLA", "FARC"]')
    with pytest.raises(DataError, match="'FARC'"):
        vocab.read_folder(folder)


def test_an_ordinary_word_that_names_no_actor_is_refused(folder: Path) -> None:
    spoil(folder / "actors.toml", '"ANA", ', '"ZAP", ')
    with pytest.raises(DataError, match="ZAP"):
        vocab.read_folder(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "people.toml").unlink()
    with pytest.raises(DataError, match=r"people\.toml: expected this file"):
        vocab.read_folder(folder)


@pytest.mark.parametrize("name", ["triggers.toml", "measures.toml", "inflections.toml"])
def test_an_empty_file_is_refused(folder: Path, name: str) -> None:
    (folder / name).write_text("", "utf-8")
    with pytest.raises(DataError, match=name):
        vocab.read_folder(folder)


def test_an_unknown_place_of_what_is_told_is_refused(folder: Path) -> None:
    append(
        folder / "attributions.toml",
        '[[construction]]\npos = "verb"\ntakes = ["zap"]\nwords = ["zap"]\n',
    )
    with pytest.raises(DataError, match=r"attributions\.toml: construction \d+: expected takes"):
        vocab.read_tellings(folder, VOCAB)


def test_an_unknown_class_or_set_of_what_is_done_to_whom_is_refused(folder: Path) -> None:
    append(
        folder / "interactions.toml",
        '[[verb]]\nevent = "FIGHT"\non = ["zaps"]\nby = { talks = "FIGHT" }\nwords = ["zap"]\n',
    )
    with pytest.raises(DataError, match=r"interactions\.toml: verb \d+: .*got \['zaps'\]"):
        vocab.read_interactions(folder, VOCAB)


@pytest.mark.parametrize(
    ("known", "unknown"),
    [('classes = ["PROTEST"', 'classes = ["ZAP"'), ('event = "CONSULT"', 'event = "ZAP"')],
)
def test_an_unknown_class_of_what_is_done_to_whom_is_refused(
    folder: Path, known: str, unknown: str
) -> None:
    table = folder / "interactions.toml"
    table.write_text(table.read_text("utf-8").replace(known, unknown, 1), "utf-8")
    with pytest.raises(DataError, match=r"interactions\.toml: .*FIGHT, got \[?'ZAP'"):
        vocab.read_interactions(folder, VOCAB)


def test_a_set_of_doers_without_a_class_is_refused(folder: Path) -> None:
    append(folder / "interactions.toml", '[[verb]]\nevent = "FIGHT"\nby = "talks"\nwords = ["zap"]\n')
    with pytest.raises(DataError, match=r"expected by = sets with classes"):
        vocab.read_interactions(folder, VOCAB)
