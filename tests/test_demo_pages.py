"""The pages of the demonstration say what they are and come in the manners that the readers know."""

import re
from pathlib import Path

import pytest

DEMO = Path(__file__).parents[1] / "demo"
NOTICE = (
    "Composed for the khabar demonstration; events are historical, "
    "the site and its sentences are invented."
)
SITES = ("ebro-today", "evening-register", "harbour-gazette", "meridian-courier")
# The Harbour Gazette declares windows-1252, as old archives do; the others are UTF-8.
ENCODINGS = {"harbour-gazette": "windows-1252"}


def find_pages() -> list[Path]:
    return sorted(path for path in (DEMO / "pages").rglob("*") if path.is_file())


def decode(page: Path) -> str:
    return page.read_bytes().decode(ENCODINGS.get(page.parent.name, "utf-8"))


def name_page(page: Path) -> str:
    return f"{page.parent.name}/{page.name}"


def test_there_are_at_least_twelve_pages_of_four_sites_in_both_formats() -> None:
    pages = find_pages()
    assert len(pages) >= 12
    assert tuple(sorted({page.parent.name for page in pages})) == SITES
    assert {page.suffix for page in pages} == {".html", ".txt"}


@pytest.mark.parametrize("page", find_pages(), ids=name_page)
def test_each_page_says_that_it_was_composed_for_the_demonstration(page: Path) -> None:
    assert decode(page).count(NOTICE) == 1


@pytest.mark.parametrize("page", find_pages(), ids=name_page)
def test_each_page_is_short_enough_to_be_read_by_a_person_beside_its_claims(page: Path) -> None:
    words = re.sub(r"<script.*?</script>|<style.*?</style>|<[^>]+>", " ", decode(page), flags=re.DOTALL)
    assert 120 <= len(words.split()) <= 600


@pytest.mark.parametrize("page", find_pages(), ids=name_page)
def test_no_page_points_to_a_site_that_could_exist(page: Path) -> None:
    hosts = re.findall(r"https?://([^/\"'<>\s]+)", decode(page))
    assert {host for host in hosts if not host.endswith(".example")} <= {"schema.org"}


def test_one_page_carries_no_publication_day_on_purpose() -> None:
    report, _, _ = decode(DEMO / "pages/ebro-today/barcelona-third-day.txt").partition("Source:")
    assert re.search(r"\b(19|20)\d\d\b", report) is None


def test_one_wire_text_stands_on_two_sites_with_cuts() -> None:
    cut = decode(DEMO / "pages/evening-register/alicante-market.txt")
    whole = decode(DEMO / "pages/meridian-courier/alicante-market-raid.html")
    lead = "About 250 people were killed on Wednesday when planes bombed the central market of Alicante"
    assert lead in cut
    assert lead in whole
    assert "British consul" in whole
    assert "British consul" not in cut


def test_the_readme_of_the_demonstration_names_each_page() -> None:
    readme = (DEMO / "README.md").read_text(encoding="utf-8")
    assert [name_page(page) for page in find_pages() if page.stem not in readme] == []
