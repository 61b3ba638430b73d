import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import khabar

SOURCE = Path(khabar.__file__)
HEAVY = frozenset({"spacy", "numpy", "marisa_trie", "py3langid", "rich", "jinja2", "selectolax"})


def loaded_after(code):
    """The modules that a fresh interpreter has loaded after `code`."""
    script = f"{code}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("name", khabar.__all__)
def test_each_public_name_is_there(name):
    assert getattr(khabar, name) is not None
    assert name in dir(khabar)


@pytest.mark.parametrize("name", [name for name in khabar.__all__ if not name.startswith("_")])
def test_each_public_name_is_documented(name):
    assert getattr(khabar, name).__doc__


def test_a_type_checker_sees_the_same_names():
    block = next(node for node in ast.parse(SOURCE.read_text("utf-8")).body if isinstance(node, ast.If))
    seen = {alias.name: node.module for node in block.body for alias in node.names}
    assert set(seen) == set(khabar.__all__) - {"__version__"}
    for name, home in seen.items():
        assert getattr(import_module(home), name) is getattr(khabar, name)


def test_an_unknown_name_is_refused():
    with pytest.raises(AttributeError, match="module 'khabar' has no attribute 'Khabar'"):
        khabar.Khabar  # noqa: B018


def test_the_package_says_that_it_is_typed():
    assert SOURCE.with_name("py.typed").exists()


def test_importing_khabar_loads_no_other_part_of_it():
    assert {name for name in loaded_after("import khabar") if name.startswith("khabar")} == {"khabar"}


def test_the_command_line_loads_no_command_before_one_is_asked_for():
    program = "import sys; from khabar.cli import cli; cli.main(['--version'], standalone_mode=False)"
    loaded = loaded_after(program)
    assert loaded.isdisjoint(HEAVY)
    assert {name for name in loaded if name.startswith("khabar.")} == {
        *("khabar.cli", "khabar.cli.options", "khabar.cli.program", "khabar.errors"),
    }


def test_the_help_of_the_command_line_loads_no_types_of_events():
    program = "import sys; from khabar.cli import cli; cli.main(['--help'], standalone_mode=False)"
    assert loaded_after(program).isdisjoint({*HEAVY, "khabar.model.claims", "sqlalchemy"})


def test_the_modules_that_a_page_passes_load_nothing_heavy_by_themselves():
    loaded = loaded_after("import khabar.pipeline, khabar.export.exporters, khabar.engine.box")
    assert loaded.isdisjoint(HEAVY)
