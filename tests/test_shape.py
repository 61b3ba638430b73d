"""The sizes that the conventions set, and the imports that no contract of import-linter can see."""

import ast
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST_FILE, LONGEST_BODY, LONGEST_CLASS = 350, 40, 200
SOURCES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("src", "benchmarks", "tools", "training")
    for path in (ROOT / folder).rglob("*.py")
)
TESTS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("*.py"))
MODULES = [path for path in SOURCES if path.startswith("src/")]
# The command line tells the version, and the root package imports nothing by itself.
ASKS_THE_ROOT = {
    "src/khabar/cli/adding.py": {"__version__"},
    "src/khabar/cli/exporting.py": {"__version__"},
    "src/khabar/cli/reading.py": {"__version__"},
    "src/khabar/cli/program.py": {"__version__"},
    "src/khabar/cli/serving.py": {"__version__"},
    "src/khabar/cli/watching.py": {"__version__"},
}


def parse(path):
    return ast.parse((ROOT / path).read_text("utf-8"), path)


def count_body(function):
    """The lines from the first statement after the docstring to the end."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("path", [*SOURCES, *TESTS])
def test_no_file_is_too_long_to_read_at_once(path):
    assert len((ROOT / path).read_text("utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", SOURCES)
def test_no_function_and_no_class_is_too_long(path):
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert count_body(node) <= LONGEST_BODY, node.name
        if isinstance(node, ast.ClassDef):
            assert node.end_lineno - node.lineno + 1 <= LONGEST_CLASS, node.name


@pytest.mark.parametrize("path", MODULES)
def test_nobody_inside_imports_names_from_the_root(path):
    rooms = {child.stem for child in (ROOT / "src/khabar").iterdir()}
    taken = {
        alias.name
        for node in ast.walk(parse(path))
        if isinstance(node, ast.ImportFrom) and node.module == "khabar"
        for alias in node.names
    }
    assert taken - rooms <= ASKS_THE_ROOT.get(path, set())


@pytest.mark.parametrize("path", MODULES)
def test_every_room_says_what_it_is_for(path):
    assert ast.get_docstring(parse(path))


@pytest.mark.parametrize("path", MODULES)
def test_only_one_room_opens_connections(path):
    openers = {"httpx", "httpcore", "socket", "ssl", "urllib.request", "http.client.HTTPConnection"}
    taken = set()
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            taken |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            taken |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    listens = path == "src/khabar/web/serving.py"  # and asks nobody
    assert listens or path.startswith("src/khabar/pages/fetching/") or not taken & openers


def test_there_is_something_to_measure():
    assert len(MODULES) > 20


def test_no_two_modules_of_tests_have_one_name():
    names = Counter(file.name for file in (ROOT / "tests").rglob("*.py"))
    assert {name for name, count in names.items() if count > 1} <= {"conftest.py"}
