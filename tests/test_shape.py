"""The sizes that the conventions set, and the imports that no contract of import-linter can see."""

import ast
from collections import Counter
from functools import cache
from pathlib import Path

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


@cache
def parse(path):
    return ast.parse((ROOT / path).read_text("utf-8"), path)


def list_imports(path):
    """The modules that `path` imports, and what it takes from them by dotted name."""
    taken = set()
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            taken |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            taken |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return taken


def count_body(function):
    """The lines from the first statement after the docstring to the end."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def test_no_file_is_too_long_to_read_at_once():
    long = {
        path: lines
        for path in (*SOURCES, *TESTS)
        if (lines := len((ROOT / path).read_text("utf-8").splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_no_function_is_too_long():
    long = {
        (path, node.name): lines
        for path in SOURCES
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := count_body(node)) > LONGEST_BODY
    }
    assert long == {}


def test_no_class_is_too_long():
    long = {
        (path, node.name): lines
        for path in SOURCES
        for node in ast.walk(parse(path))
        if isinstance(node, ast.ClassDef)
        and (lines := node.end_lineno - node.lineno + 1) > LONGEST_CLASS
    }
    assert long == {}


def test_nobody_inside_imports_names_from_the_root():
    rooms = {child.stem for child in (ROOT / "src/khabar").iterdir()}
    taken = {
        path: {
            alias.name
            for node in ast.walk(parse(path))
            if isinstance(node, ast.ImportFrom) and node.module == "khabar"
            for alias in node.names
        }
        for path in MODULES
    }
    assert {path: names - rooms for path, names in taken.items() if names - rooms} == ASKS_THE_ROOT


def test_every_room_says_what_it_is_for():
    assert [path for path in MODULES if not ast.get_docstring(parse(path))] == []


def test_only_one_room_opens_connections():
    openers = {"httpx", "httpcore", "socket", "ssl", "urllib.request", "http.client.HTTPConnection"}
    others = (path for path in MODULES if not path.startswith("src/khabar/pages/fetching/"))
    open_any = {path for path in others if list_imports(path) & openers}
    assert open_any == {"src/khabar/web/serving.py"}, "serving listens, and asks nobody"


def test_there_is_something_to_measure():
    assert len(MODULES) > 20


def test_no_two_modules_of_tests_have_one_name():
    names = Counter(file.name for file in (ROOT / "tests").rglob("*.py"))
    assert {name for name, count in names.items() if count > 1} <= {"conftest.py"}
