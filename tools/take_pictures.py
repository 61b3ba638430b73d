"""Takes the pictures of docs/images that show the web face, on the record of the demonstration.

python tools/take_pictures.py RECORD    a record made by `khabar add demo/pages`; needs Chromium

RECORD is copied: somebody signs in to review it.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from khabar.record.looking.filters import Filter
from khabar.record.looking.views import find_events
from khabar.record.people.accounts import Role, add_account
from khabar.record.people.passwords import hash_password
from khabar.record.store import Record

IMAGES = Path(__file__).parents[1] / "docs" / "images"
WIDE = ViewportSize(width=1280, height=860)
NAME, PASSWORD = "Ana Puig", "thirty-six geese"  # of an account that is gone at once


def main() -> None:
    """Writes one PNG for each page."""
    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder, "demo.db"))
        shutil.copy(sys.argv[1], place)
        with Record.open(place, create=False) as record:
            found = find_events(record, Filter(contested=True))
            event = max(found, key=lambda event: len(event.articles))
            add_account(record, NAME, Role.REVIEWER, hash_password(PASSWORD))
        pages = {
            "overview": "/?since=1936-07-01&until=1939-04-01",
            "event": f"/events/{event.id}",
            "article": f"/articles/{event.articles[0]}",
            "review": "/review",
        }
        _serve(place, pages)


def _serve(place: str, pages: dict[str, str]) -> None:
    command = [str(Path(sys.executable).with_name("khabar")), "serve", "--record", place, "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as serving:
        said = serving.stderr.readline() if serving.stderr else ""
        address = said.split("open ")[1].split("/ ")[0]
        try:
            _take(address, pages)
        finally:
            serving.terminate()


def _take(address: str, pages: dict[str, str]) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport=WIDE)
        for name, path in pages.items():
            page.goto(address + path, wait_until="networkidle")
            if "/sign-in" in page.url:
                _sign_in(page)
            page.screenshot(path=IMAGES / f"web-{name}.png")
            print(f"wrote docs/images/web-{name}.png")
        browser.close()


def _sign_in(page: Page) -> None:
    page.fill("#name", NAME)
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.wait_for_load_state("networkidle")


if __name__ == "__main__":
    main()
