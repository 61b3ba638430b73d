"""The parts of a watch that stand between it and strangers: the desk, couriers, feeds, the meter."""

import random
from datetime import timedelta
from urllib.request import urlopen
from xml.etree import ElementTree as ET

import pytest
from books import NOON
from watching import FEED, Web, write_feed

from khabar.errors import InputError
from khabar.pages.capture import build_page
from khabar.record.watching.outbox import Notice
from khabar.record.watching.watched import Backlog, Health
from khabar.settings import Settings
from khabar.watch.atom import build_feed
from khabar.watch.couriers import Couriers, Errand, Failure, carry_out, read_list
from khabar.watch.desk import BoxedDesk
from khabar.watch.listing import Listing, ToList
from khabar.watch.meter import Meter
from khabar.watch.plan import Kind
from khabar.watch.rhythm import wait_after_failure, wait_after_success

FACTS = (
    '{"kind": "air_strike", "modality": "happened", "scope": "incident", "place": "Lerida \\u0007",'
    ' "country": "ES", "start": "1937-11-02", "end": "1937-11-02", "status": "contested",'
    ' "contested": true, "figures": [{"measure": "killed", "unit": "persons", "who": null, "low": 120,'
    ' "best": 210, "high": null, "contested": true}]}'
)


def to_list(content, kind=Kind.FEED, connector=None):
    return ToList(source="coast", kind=kind, connector=connector, page=build_page(FEED, content))


@pytest.fixture
def desk():
    desk = BoxedDesk(Settings(page_seconds=0.5, page_memory=256))
    yield desk
    desk.close()


def test_an_answer_that_breaks_the_desk_costs_itself_alone(desk):
    bomb = b"<rss><channel><item><title>" + b"<![CDATA[" * 200_000 + b"</title></item></channel></rss>"
    nested = b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 2_000_000
    answers = [write_feed("a"), nested, bomb, b"\x00" * 3_000_000, write_feed("a", "b")]
    for answer in answers:
        desk.give(to_list(answer))
    listed = [desk.collect().listing for _ in answers]
    assert isinstance(listed[0], Listing)
    assert isinstance(listed[-1], Listing)
    assert [one.address for one in listed[-1].found] == [
        "https://coast.example/a",
        "https://coast.example/b",
    ]
    assert any(isinstance(one, Failure) for one in listed[1:-1])
    assert desk.collect() is None
    assert desk.lines == ()


def test_a_courier_that_meets_a_fault_goes_on():
    web = Web(pages={FEED: [ZeroDivisionError("odd"), write_feed("a")]})
    couriers = Couriers(web, 1, 1000)
    brought = []
    for _ in range(2):
        couriers.send(Errand(key=None, address=FEED))
        assert (couriers.free, couriers.busy) == (0, {"coast.example"})
        while not (came := tuple(couriers.receive())):
            pass
        brought += came
    couriers.close()
    first, second = brought
    assert (first.failure.reason, first.failure.is_passing) == ("fault", True)
    assert second.page.content == write_feed("a")
    assert couriers.free == 1


@pytest.mark.parametrize(
    ("status", "is_passing", "is_of_site"),
    [(404, False, False), (401, False, False), (500, True, False), (503, True, True), (429, True, True)],
)
def test_what_a_status_means_for_the_next_try(status, is_passing, is_of_site):
    failure = carry_out(Errand(key=None, address=FEED), Web(pages={FEED: status}), 1000).failure
    assert (failure.is_passing, failure.is_of_site) == (is_passing, is_of_site)


def test_a_list_of_addresses_that_is_too_long_is_refused(tmp_path):
    (tmp_path / "long.txt").write_text("x" * 2000)
    with pytest.raises(InputError, match="at most 1,000 bytes"):
        read_list(str(tmp_path / "long.txt"), 1000)


def test_pauses_are_as_long_as_a_site_asks_and_never_endless():
    chance = random.Random(1)  # noqa: S311
    for failures in (1, 5, 50, 5000):
        pause = wait_after_failure(timedelta(minutes=1), failures, chance.random(), 90.0)
        assert timedelta(seconds=90) <= pause <= timedelta(hours=6.6)
    assert wait_after_success(timedelta(hours=1), 0.0) == timedelta(minutes=54)


def test_a_feed_of_notices_can_be_read_whatever_pages_say():
    head = '{"type": "notice", "id": "n1", "rule": "raids", "event": "e1", "change": "contested", '
    notice = Notice(
        number=1,
        id="n1",
        rule="raids <b>",
        event="e1",
        written=head + f'"before": null, "now": {FACTS}, "disputes": ["<script>1 or 2</script>"]}}',
        at=NOON,
        tries=0,
    )
    feed = ET.fromstring(build_feed("raids <b>", (notice,)))  # noqa: S314  # our own
    texts = [element.text for element in feed.iter() if element.text]
    assert "contested: air strike at Lerida \ufffd, 1937-11-02: killed 210 (≥ 120) (contested)" in texts
    assert any("disputed: <script>1 or 2</script>" in text for text in texts)
    assert b"<script>" not in build_feed("raids", (notice,))
    assert ET.fromstring(build_feed("raids", ())) is not None  # noqa: S314


def test_prometheus_is_answered():
    meter = Meter()
    health = Health(name='co"ast', kind="feed", address=FEED, due=NOON, good_at=NOON, failures=2)
    meter.count_round(health, is_good=False)
    meter.count_article('co"ast', 3)
    meter.show_backlog('co"ast', Backlog(waiting=7))
    port = meter.serve("127.0.0.1", 0)
    with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        told = answer.read().decode()
    assert 'khabar_source_failures_in_a_row{source="co\\"ast"} 2.0' in told
    assert 'khabar_claims_total{source="co\\"ast"} 3.0' in told
    assert 'khabar_addresses_waiting{source="co\\"ast"} 7.0' in told
    assert "process_resident_memory_bytes" in told
