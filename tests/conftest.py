"""Makes `strategies` and `sample` importable from every folder of tests, and settles hypothesis."""

import os
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

from tracing import TRACED  # found by the line above

# They have no examples, and pytest would take two of one name for one module.
collect_ignore_glob = ["*conftest.py"]

# Of so many cases of a test one is traced for coverage, which doubles its time: others walk the same.
TRACED_EACH = 8

# The first example of a test loads models and tables: a deadline would time the loading. CI looks at the
# same examples every time; new ones are sought where somebody is there to see them.
settings.register_profile("khabar", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("khabar")


def pytest_make_parametrize_id(val, argname):
    """Bytes are named by their place: compressed ones carry the time, and workers would disagree."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_modifyitems(items):
    """Takes most cases of a test from coverage: its figure is the least that is covered."""
    cases = Counter()
    for item in items:
        test = item.nodeid.partition("[")[0]
        if cases[test] % TRACED_EACH:
            item.add_marker("no_cover")
        cases[test] += 1


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """Takes the processes that a test marked `no_cover` starts from coverage, too.

    Marked are those that walk through code that others cover, thousands of times: to trace them takes
    three times as long as they do.
    """
    kept = os.environ.pop(TRACED, None) if item.get_closest_marker("no_cover") else None
    try:
        return (yield)
    finally:
        if kept is not None:
            os.environ[TRACED] = kept


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item):
    """Takes a test marked `no_cover` from coverage: pytest-cov traces a worker twice and pauses once."""
    if not item.get_closest_marker("no_cover"):
        return (yield)
    here, in_threads = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(here)
        threading.settrace(in_threads)


@pytest.fixture
def site():
    """A site on this machine; see `site_server`."""
    from site_server import serving

    with serving() as one:
        yield one


@pytest.fixture
def fetcher():
    """What asks sites on this machine."""
    from khabar.pages.fetching.client import open_fetcher
    from khabar.settings import Settings

    intranet = Settings(allow_private=True, site_seconds=0.0, request_seconds=5.0, silence_seconds=2.0)
    with open_fetcher(intranet, "0") as one:
        yield one
