"""Hundreds of inputs made to break khabar: each ends with a reason and takes no neighbour with it."""

import os
from collections import Counter
from pathlib import Path

import hostile_archives
import hostile_pages
import pytest

from khabar.engine.box import read_pages
from khabar.engine.jobs import Job, Stages, Task
from khabar.engine.unpacking import Unpacker
from khabar.errors import InputError
from khabar.model.claims import Rejected
from khabar.model.documents import Hints
from khabar.model.reports import Report
from khabar.pages import read_page
from khabar.pages.archives.kinds import Key
from khabar.pages.capture import look_at
from khabar.pages.feeds import syndication as feeds
from khabar.pages.finds import Found, make_page
from khabar.settings import Settings

pytestmark = pytest.mark.no_cover
SETTINGS = Settings(page_seconds=1.0)
# "fault" and "crashed" are not among them: those would be mistakes of khabar or of a library.
EXPECTED = {
    *("empty", "binary", "no_report", "too_deep", "too_large", "over_time", "over_memory", "damaged"),
    *("no_text", "not_json", "unsafe_name", "no_feed"),
}
FEED = "application/rss+xml"


def read_only(page, hints, settings, _checkpoint):
    """The article alone: no hostile page needs the parser to be told from a report."""
    if page.content_type == FEED:
        raise InputError(
            "no_report", f"a feed of {len(feeds.entries(page.content, 'https://a.example/'))}"
        )
    return Report(article=read_page(page, hints, settings), claims=())


def stages():
    return Stages(read=read_only, load_models=lambda: None)


@pytest.fixture(autouse=True)
def _importable(monkeypatch):
    folders = (Path(__file__).parent, Path(__file__).parents[1])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(map(str, folders)), prepend=os.pathsep)


def read_all(tasks):
    job = Job(hints=Hints(), settings=SETTINGS, stages=stages)
    return [answer.outcome for answer in read_pages(tasks, job, 2)]


def name_inputs(classes):
    return [
        (f"{make.__name__} {number}", one)
        for make in classes
        for number, one in enumerate(make(), start=1)
    ]


def to_task(name, content):
    content_type = FEED if name.startswith("feeds") else look_at(content)
    return Task(page=make_page(name, content, content_type), hints=Hints())


def list_tasks(inputs):
    """After each hostile page a page of the paper."""
    for name, content in inputs:
        yield to_task(name, content)
        yield to_task("neighbour", hostile_pages.SAFE.encode())


def test_a_hostile_page_ends_with_a_reason_and_takes_no_neighbour_with_it():
    inputs = name_inputs(hostile_pages.CLASSES)
    outcomes = read_all(list_tasks(inputs))
    pages, neighbours = outcomes[::2], outcomes[1::2]
    assert {outcome.article.text for outcome in neighbours} == {hostile_pages.SAFE}
    assert len(pages) == len(inputs) > 190
    reasons = {name: out.reason for (name, _), out in zip(inputs, pages, strict=True) if is_refused(out)}
    assert {n: r for n, r in reasons.items() if r not in EXPECTED} == {}
    for outcome in pages:
        if isinstance(outcome, Report):
            check_article(outcome.article)


def check_article(article):
    """What was made of a hostile page can be written, and its addresses are of the web or none."""
    words = (article.title, article.text, article.author, article.publisher)
    for word in words:
        assert "\x00" not in (word or "")
        (word or "").encode()
    assert (article.url or "https://").startswith(("https://", "http://"))


def is_refused(outcome):
    return isinstance(outcome, Rejected)


def test_a_hostile_archive_ends_with_a_reason_and_the_next_is_opened(tmp_path):
    inputs = name_inputs(hostile_archives.CLASSES)
    good = tmp_path / "good.warc"
    good.write_bytes(hostile_archives.make_page(7))
    found, reasons = [], Counter()
    with Unpacker(Key(settings=SETTINGS)) as unpacker:
        for name, (ending, content) in inputs:
            path = tmp_path / f"{name}{ending}"
            path.write_bytes(content)
            finds = list(unpacker.open(str(path)))
            assert finds or "cut" in name or "flipped" in name, name
            path.unlink()
            found += [find for find in finds if isinstance(find, Found)]
            refused = Counter((find.reason, name) for find in finds if isinstance(find, Rejected))
            reasons += refused
            assert len(list(unpacker.open(str(good)))) == 1
    assert len(inputs) > 230
    assert {key: count for key, count in reasons.items() if key[0] not in EXPECTED} == {}
    outcomes = read_all(Task(page=find.page, hints=find.hints) for find in found)
    assert {out.reason for out in outcomes if is_refused(out)} <= EXPECTED
    assert all((find.hints.url or "https://").startswith("https://") for find in found)
    assert not any(path.name != "good.warc" for path in tmp_path.iterdir())
