"""A real browser, Debian's Chromium, on a record that is served on this machine.

Where there is none these tests are skipped, with the reason; `make test` installs it.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from people import CHEAP, PASSWORD
from playwright.sync_api import (
    Browser,
    StorageState,
    sync_playwright,
)
from serving_face import serve
from windows import Window, watch

from khabar.record.looking.filters import Filter
from khabar.record.looking.views import find_events
from khabar.record.people.accounts import Role, add_account
from khabar.record.people.passwords import hash_password
from khabar.record.store import Record

NAME = "Ana Mas"
_ABSENT = "Chromium is not installed here: no page was looked at in a browser (tools/ensure_packages.sh)"


@pytest.fixture(scope="session")
def demo_copy(demo_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the record of the demonstration, with an account for `NAME`."""
    copy = tmp_path_factory.mktemp("browser") / "demo.db"
    shutil.copy(demo_record, copy)
    with Record.open(copy, create=False) as record:
        add_account(record, NAME, Role.ADMIN, hash_password(PASSWORD, CHEAP))
    return copy


@pytest.fixture(scope="session")
def demo_address(demo_copy: Path) -> Iterator[str]:
    with serve(demo_copy) as address:
        yield address


@pytest.fixture(scope="session")
def demo_ids(demo_copy: Path) -> dict[str, str]:
    """An event told by many, and one of its articles."""
    with Record.open(demo_copy, create=False) as record:
        event = max(find_events(record, Filter(contested=True)), key=lambda event: len(event.articles))
    return {"event": event.id, "article": event.articles[0]}


@pytest.fixture(scope="session")
def signed_in(chromium: Browser, demo_address: str) -> StorageState:
    """What a browser keeps of somebody who signed in."""
    context = chromium.new_context(base_url=demo_address)
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: not url.endswith("/sign-in"))
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium")
    if program is None:
        pytest.skip(_ABSENT)
    with sync_playwright() as playwright:
        # root has no sandbox for it, and the pages are our own
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_window(chromium: Browser, demo_address: str):
    """Makes windows with options of playwright's contexts; what they complain of fails the test."""
    windows = []

    def make(**options) -> Window:
        context = chromium.new_context(base_url=demo_address, **options)
        windows.append((context, watch(context, demo_address)))
        return windows[-1][1]

    yield make
    complaints = [complaint for _, window in windows for complaint in window.complaints]
    for context, _ in windows:
        context.close()
    assert complaints == []
