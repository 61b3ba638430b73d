"""How tests of this room open an archive that stands in the test."""

from pathlib import Path

from khabar.errors import InputError
from khabar.model.claims import Rejected
from khabar.pages.archives.kinds import Key, unpack
from khabar.pages.finds import Found, Passed
from khabar.settings import Settings

REPORT = "Aircraft bombed the market of Granollers on Tuesday and killed 12 people, the mayor said."
KEY = Key(settings=Settings())


def open_all(
    tmp_path: Path, name: str, content: bytes, key: Key = KEY
) -> tuple[list, InputError | None]:
    """What is in an archive, and what ended it early, if anything."""
    path = tmp_path / name
    path.write_bytes(content)
    finds = []
    try:
        for find in unpack(str(path), key):
            finds.append(find)  # noqa: PERF402  # what comes before an error counts
    except InputError as error:
        return finds, error
    return finds, None


def addresses(finds: list) -> list:
    return [find.hints.url for find in finds if isinstance(find, Found)]


def told(finds: list) -> list[str]:
    """The kind of each find in a word."""
    return [
        find.what
        if isinstance(find, Passed)
        else find.reason
        if isinstance(find, Rejected)
        else find.page.content_type
        for find in finds
    ]
