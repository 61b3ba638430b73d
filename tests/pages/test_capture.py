import io
import os
import sys
from pathlib import Path

import pytest

from khabar.errors import BudgetError, InputError
from khabar.model.documents import Hints
from khabar.pages import READERS, read_page
from khabar.pages.capture import build_page, capture
from khabar.pages.sources import find_sources
from khabar.settings import Settings

SETTINGS = Settings()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("c.txt", "a.html", "b/d.htm", "b/notes.pdf", ".e.txt", ".hidden/f.txt"):
        (tmp_path / name).write_text("Words.", "utf-8")
    return tmp_path


def test_a_folder_gives_its_pages_sorted_without_hidden_and_foreign_files(folder: Path) -> None:
    found = [str(Path(source).relative_to(folder)) for source in find_sources([str(folder)]).pages]
    assert found == ["a.html", "c.txt", "b/d.htm"]


def test_a_link_out_of_a_folder_is_not_followed(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.txt"
    outside.write_text("Secret.", "utf-8")
    (folder / "z.txt").symlink_to(outside)
    (folder / "y.txt").symlink_to(folder / "c.txt")
    (folder / "x").symlink_to(outside.parent)
    names = [Path(source).name for source in find_sources([str(folder)]).pages]
    assert names == ["a.html", "c.txt", "y.txt", "d.htm"]


def test_what_a_folder_holds_beside_pages_is_counted(folder: Path) -> None:
    for name in ("b/more.PDF", "README", "b/.DS_Store"):
        (folder / name).write_text("Words.", "utf-8")
    passed = find_sources([str(folder), str(folder / "b" / "notes.pdf")]).passed
    assert passed == {".pdf": 2, "no suffix": 1, "hidden": 2}


def test_a_name_that_is_no_utf_8_is_told_by_its_bytes(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"report\xff.txt")).write_bytes(b"Words.")
    (source,) = find_sources([str(tmp_path)]).pages
    assert capture(source, SETTINGS).source == f"{tmp_path}/report\\xff.txt"
    with pytest.raises(InputError, match=r"at gone\\xff\.txt"):
        capture("gone\udcff.txt", SETTINGS)


def test_what_is_no_folder_is_given_back_as_it_came() -> None:
    assert find_sources(["-", "missing.txt"]).pages == ("-", "missing.txt")


def test_a_folder_without_pages_is_refused_by_name(tmp_path: Path) -> None:
    assert find_sources([str(tmp_path)]).pages == (str(tmp_path),)
    with pytest.raises(InputError, match="no_pages"):
        capture(str(tmp_path), SETTINGS)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.xml", b"<rss>", "unknown_format"),
        ("a.pdf", b"x", "unknown_format"),
        ("a", b"x", "unknown_format"),
    ],
)
def test_a_file_that_cannot_be_a_page_is_refused(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        capture(str(path), SETTINGS)
    assert caught.value.reason == reason
    assert str(path) in caught.value.detail


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b" \r\n\t ", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 99, "binary"),
        (b"PK\x03\x04" + b"x" * 99, "binary"),
        (bytes(range(32)) * 9, "binary"),
        (b"\x00" * 200, "binary"),
        (b"%PDF-1.7 words", "binary"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_bytes_that_are_no_text_are_refused(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        read_page(build_page(name, content), Hints(), SETTINGS)
    assert caught.value.reason == reason


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(SETTINGS.page_bytes + 1)
    with pytest.raises(BudgetError, match="too_large"):
        capture(str(path), SETTINGS)


def test_a_missing_file_and_a_pipe_are_told_apart(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    for source, reason in (
        (str(tmp_path / "none.txt"), "missing"),
        (str(pipe), "not_a_file"),
        ("ftp://a.example/x", "forbidden_address"),
        ("https://a.example/x", "forbidden_address"),
    ):
        with pytest.raises(InputError) as caught:
            capture(source, SETTINGS)
        assert caught.value.reason == reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "locked.txt"
    path.write_text("Words.", "utf-8")
    path.chmod(0)
    with pytest.raises(InputError, match="unreadable"):
        capture(str(path), SETTINGS)


@pytest.mark.parametrize("source", ["x" * 5_000, "a\x00b.txt"])
def test_a_name_that_no_file_can_have_is_refused_like_any_other(source: str) -> None:
    assert find_sources([source]).pages == (source,)
    with pytest.raises(InputError):
        capture(source, SETTINGS)


def test_a_folder_that_cannot_be_listed_is_not_passed_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = os.scandir

    def scan(path: str) -> object:
        if Path(path).name == "b":
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", scan)
    names = [Path(source).name for source in find_sources([str(folder)]).pages]
    assert names == ["a.html", "c.txt", "b"]


def test_standard_input_is_told_from_its_first_words(monkeypatch: pytest.MonkeyPatch) -> None:
    for content, content_type in ((b"<!DOCTYPE html><p>Words", "text/html"), (b"Words", "text/plain")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        page = capture("-", SETTINGS)
        assert (page.content_type, page.content) == (content_type, content)


def test_standard_input_is_read_no_further_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 100)))
    with pytest.raises(BudgetError):
        capture("-", Settings(page_bytes=99))


def test_a_type_without_a_reader_lists_those_that_have_one() -> None:
    page = build_page("a.txt", b"Words.")
    with pytest.raises(InputError, match="text/html"):
        read_page(page, Hints(), SETTINGS, readers=READERS[:1])
