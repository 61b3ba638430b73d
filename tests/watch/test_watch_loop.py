"""What a watch does with what sources and sites answer; the web and the clock are the test's."""

import gzip
import json
from datetime import timedelta

import pytest
from books import NOON, RAID, list_events, page
from sqlalchemy import select
from watching import FEED, Watcher, Web, write_feed

from khabar.errors import InputError, UnreachableError
from khabar.record import schema
from khabar.record.store import Record
from khabar.record.watch_tables import lead
from khabar.record.watching.watched import load_health
from khabar.record.writer import enter

PLAN = f'[[source]]\nname = "coast"\nkind = "feed"\naddress = "{FEED}"\n'
LERIDA = "air_strike; Lerida; 1937-11-02; 210; the governor"
OTHER = RAID.replace("12", "97").replace("the mayor", "the general staff")
A, B = "https://coast.example/a", "https://coast.example/b"
HOOK = "https://desk.example/hook"
NOTICE = f'[[notice]]\nname = "all"\nwebhook = "{HOOK}"\natom = "all.atom"\n'


@pytest.fixture
def record(tmp_path):
    with Record.open(tmp_path / "khabar.db", create=True) as opened:
        yield opened


@pytest.fixture
def watch(record, tmp_path):
    def make(web, plan=PLAN):
        return Watcher(record, web, tmp_path, plan)

    return make


@pytest.fixture
def web():
    return Web(pages={FEED: write_feed("a", "b"), A: page(RAID).encode(), B: page(LERIDA).encode()})


def look(record, *columns):
    with record.reading() as connection:
        return connection.execute(select(*columns).order_by(lead.c.number)).all()


def list_leads(record):
    return [tuple(row) for row in look(record, lead.c.address, lead.c.state, lead.c.reason)]


def find_health(record):
    with record.reading() as connection:
        return load_health(connection)["coast"]


def test_each_page_that_a_source_names_is_read_once(watch, web, record):
    outturn = watch(web).run()
    assert (outturn.failed_sources, outturn.failed_pages) == (frozenset(), 0)
    assert list_events(record) == [[RAID], [LERIDA]]
    health = find_health(record)
    assert (health.articles, health.claims, health.failures, health.good_at) == (2, 2, 0, NOON)
    watch(web).run(hours=3)
    assert web.asked.count(A) == web.asked.count(B) == 1
    assert web.asked.count(FEED) > 10
    assert find_health(record).articles == 2


def test_a_source_is_asked_for_changes_only(watch, web, record):
    watch(web).run()
    assert find_health(record).etag
    web.pages[FEED] = [304, web.pages[FEED]]
    watch(web).run(hours=0.4)
    assert find_health(record).failures == 0


def test_what_its_source_says_has_changed_is_read_again_as_a_new_version(watch, web, record):
    web.pages[FEED] = write_feed(("a", "2026-05-01T08:00:00Z", ""))
    watch(web).run()
    web.pages |= {FEED: write_feed(("a", "2026-05-01T13:00:00Z", ""))}
    web.pages[A] = page(RAID.replace("12", "17"), published="1938-06-02").encode()
    watch(web).run(hours=3)
    assert web.asked.count(A) == 2
    assert find_health(record).articles == 1
    assert list_events(record) == [[RAID, RAID.replace("12", "17")]]


def test_a_page_that_did_not_change_after_all_adds_nothing(watch, web, record):
    web.pages[FEED] = write_feed(("a", "2026-05-01T08:00:00Z", ""))
    watch(web).run()
    web.pages[FEED] = write_feed(("a", "2026-05-01T13:00:00Z", ""))
    watch(web).run(hours=3)
    assert web.asked.count(A) == 2
    with record.reading() as connection:
        assert len(connection.execute(select(schema.capture)).all()) == 1


def test_a_source_that_fails_is_asked_again_after_pauses_that_double(watch, web, record):
    web.pages[FEED] = UnreachableError("timed_out", "no answer")
    outturn = watch(web).run(hours=1)
    assert outturn.failed_sources == {"coast"}
    health = find_health(record)
    assert health.failures in range(5, 8)  # after 1, 3, 7, 15, 31 minutes, within a tenth
    assert (health.reason, health.good_at) == ("timed_out", None)
    web.pages[FEED] = write_feed("a")
    watch(web).run(hours=2)
    assert (find_health(record).failures, find_health(record).articles) == (0, 1)


def test_what_falls_due_while_the_watch_is_at_work_is_not_slept_over(watch, web):
    web.tick = timedelta(seconds=11)
    watch(web, '[watch]\nevery = "1m"\n' + PLAN).run(hours=1)
    assert web.asked.count(FEED) > 15  # 11 where it sleeps five minutes instead


def test_what_a_source_answers_that_is_no_feed_is_a_failure(watch, web, record):
    web.pages[FEED] = b"<!DOCTYPE html><html><body>Under construction</body></html>"
    watch(web).run()
    assert find_health(record).reason == "no_feed"


@pytest.mark.parametrize("failure", [500, 503, 429, UnreachableError("timed_out", "no answer")])
def test_a_page_that_fails_for_a_while_is_tried_again(watch, web, record, failure):
    web.pages[A] = [failure, failure, web.pages[A]]
    watch(web).run(hours=8)
    assert list_leads(record) == [(A, "read", None), (B, "read", None)]
    assert web.asked.count(A) == 3


def test_a_site_that_asks_for_a_pause_gets_it_for_all_its_pages(watch, web):
    web.pages[A] = 429
    watch(web).run(hours=1.5)
    assert web.asked.count(A) == 1
    assert B not in web.asked


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (404, "http_error"),
        (403, "http_error"),
        (InputError("robots", "says no"), "robots"),
        (InputError("forbidden_address", "private"), "forbidden_address"),
    ],
)
def test_a_page_that_is_refused_is_given_up_with_the_reason(watch, web, record, failure, reason):
    web.pages[A] = failure
    outturn = watch(web).run()
    assert outturn.failed_pages == 1
    watch(web).run(hours=2)
    assert web.asked.count(A) == 1
    assert list_leads(record)[0] == (A, "failed", reason)
    with record.reading() as connection:
        assert schema.capture.c.reason is not None
        reasons = connection.scalars(select(schema.capture.c.reason)).all()
    assert sorted(filter(None, reasons)) == [reason]


def test_a_page_that_never_answers_is_given_up_in_the_end(watch, web, record):
    web.pages[A] = UnreachableError("timed_out", "no answer")
    watch(web, PLAN + 'every = "12h"\n').run(hours=12)
    assert list_leads(record) == [(A, "failed", "timed_out"), (B, "read", None)]
    assert web.asked.count(A) == 10


def test_the_text_of_a_feed_is_read_where_its_page_cannot_be(watch, web, record):
    text = f"\n{RAID}\n" + "The town was quiet. " * 20
    web.pages[FEED] = write_feed(("a", "1938-06-01T08:00:00Z", text))
    web.pages[A] = 403
    watch(web).run()
    assert list_leads(record) == [(A, "read", "http_error")]
    assert list_events(record) == [[RAID]]
    assert look(record, lead.c.text)[0].text is None


def test_the_text_of_a_feed_is_read_where_its_page_holds_no_report(watch, web, record):
    text = f"\n{RAID}\n" + "The town was quiet. " * 20
    web.pages[FEED] = write_feed(("a", "1938-06-01T08:00:00Z", text))
    web.pages[A] = b"Please log in."
    watch(web).run()
    assert list_leads(record) == [(A, "read", "no_report")]
    assert find_health(record).articles == 1


@pytest.mark.parametrize(
    ("address", "kept"), [(A, "coast.example/a"), ("https://agency.example/a", None)]
)
def test_a_feed_is_not_taken_at_its_word_for_the_page_of_another_house(
    watch, web, record, address, kept
):
    text = f"\n{RAID}\n" + "The town was quiet. " * 20
    web.pages[FEED] = write_feed(("a", "1938-06-01T08:00:00Z", text)).replace(
        A.encode(), address.encode()
    )
    web.pages[A] = 403
    watch(web).run()
    with record.reading() as connection:
        assert connection.scalars(select(schema.capture.c.address)).all() == [kept]


def test_a_feed_cannot_have_its_words_read_under_the_address_of_another_site(watch, web, record):
    text = f"\n{RAID}\n" + "The town was quiet. " * 20
    web.pages[FEED] = write_feed(("a", None, text)).replace(A.encode(), b"https://wire.example/gone")
    watch(web).run()
    assert list_leads(record) == [("https://wire.example/gone", "failed", "http_error")]
    assert list_events(record) == []


def test_addresses_that_lead_to_one_page_are_read_once(watch, web, record):
    raid = web.pages[A]
    web.pages |= {FEED: write_feed("short", "a"), "https://coast.example/short": (A, raid)}
    watch(web).run()
    assert find_health(record).articles == 1
    with record.reading() as connection:
        assert len(connection.execute(select(schema.reading)).all()) == 1


def test_tracking_parameters_make_no_second_address(watch, web, record):
    web.pages[FEED] = write_feed("a?utm_source=rss", "a#top", "a")
    watch(web).run()
    assert [address for address, *_ in list_leads(record)] == [A]


def test_a_site_is_asked_for_the_feeds_that_it_names(watch, web, record):
    front = (
        b"<!DOCTYPE html><html><head><title>Coast</title>"
        b'<link rel="alternate" type="application/atom+xml" href="/feed"></head><body></body></html>'
    )
    web.pages["https://coast.example/"] = front
    plan = PLAN.replace("feed", "site", 1).replace(FEED, "https://coast.example/")
    watch(web, plan).run()
    assert find_health(record).articles == 2


def test_a_sitemap_leads_to_others_and_to_pages(watch, web, record):
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    web.pages[FEED] = (
        f"<sitemapindex xmlns='{space}'>"
        + "".join(f"<sitemap><loc>https://coast.example/{name}.xml</loc></sitemap>" for name in "123456")
        + "</sitemapindex>"
    ).encode()
    web.pages["https://coast.example/2.xml"] = web.pages["https://coast.example/3.xml"] = 500
    web.pages["https://coast.example/1.xml"] = (
        f"<urlset xmlns='{space}'><url><loc>{A}</loc><lastmod>2026-05-01</lastmod></url></urlset>"
    ).encode()
    watch(web, PLAN.replace('kind = "feed"', 'kind = "sitemap"')).run()
    assert list_leads(record) == [(A, "read", None)]
    assert find_health(record).reason == "http_error"
    assert "https://coast.example/4.xml" not in web.asked


def test_a_sitemap_may_be_a_gzip_file(watch, web, record):
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    child = "https://coast.example/news.xml.gz"
    web.pages[FEED] = (
        f"<sitemapindex xmlns='{space}'><sitemap><loc>{child}</loc></sitemap></sitemapindex>".encode()
    )
    web.pages[child] = gzip.compress(
        f"<urlset xmlns='{space}'><url><loc>{A}</loc></url></urlset>".encode()
    )
    watch(web, PLAN.replace('kind = "feed"', 'kind = "sitemap"')).run()
    assert list_leads(record) == [(A, "read", None)]
    assert find_health(record).reason is None


def test_a_list_of_addresses_is_a_file_beside_the_plan(watch, web, record, tmp_path):
    (tmp_path / "mine.txt").write_text(f"# mine\n{A}\nnothing\n")
    plan = '[[source]]\nname = "coast"\nkind = "addresses"\naddress = "mine.txt"\n'
    watch(web, plan).run()
    assert list_leads(record) == [(A, "read", None)]
    (tmp_path / "mine.txt").unlink()
    web.now += (find_health(record).due - web.now) * 2
    assert watch(web, plan).run().failed_sources == {"coast"}
    assert find_health(record).reason == "unreadable"


def test_reports_that_a_connector_gives_whole_are_read_without_asking_for_their_pages(
    watch, web, record
):
    plan = (
        '[[source]]\nname = "coast"\nkind = "connector"\nconnector = "reliefweb"\nappname = "tests"\n'
        'address = "https://relief.example/v2/reports"\n'
    )
    fields = {"title": "Raid", "url": A, "body-html": f"\n{RAID}\n", "source": [{"name": "Relief"}]}
    web.pages = {watch(web, plan).plan.sources[0].address: json.dumps({"data": [{"fields": fields}]})}
    web.pages = {key: value.encode() for key, value in web.pages.items()}
    watch(web, plan).run()
    assert A not in web.asked
    assert list_events(record) == [[RAID]]


def test_a_notice_is_sent_once_and_again_only_for_a_change(watch, web, tmp_path):
    web.pages |= {FEED: write_feed("a"), HOOK: 204}
    plan = PLAN + NOTICE
    watch(web, plan).run()
    watch(web, plan).run(hours=1)
    (told,) = map(json.loads, web.posted)
    assert (told["type"], told["rule"], told["change"]) == ("notice", "all", "appears")
    assert "killed 12" in (tmp_path / "all.atom").read_text()
    web.pages[FEED] = write_feed("a", "b")
    web.pages[B] = page(OTHER, publisher="Coast Post").encode()
    watch(web, plan).run(hours=1)
    assert [json.loads(one)["change"] for one in web.posted] == ["appears", "contested"]


def test_a_notice_waits_for_a_receiver_that_is_down(watch, web):
    web.pages |= {HOOK: [UnreachableError("timed_out", "no answer"), 500, 204]}
    watch(web, PLAN + NOTICE).run(hours=1)
    ids = [json.loads(one)["id"] for one in web.posted]
    assert len(ids) == 4
    assert ids[0] == ids[1] == ids[2] != ids[3]


@pytest.mark.parametrize("status", [410, 304, 302])
def test_a_notice_that_is_refused_for_what_it_is_is_given_up(watch, web, status):
    web.pages |= {HOOK: status}
    watch(web, PLAN + NOTICE).run(hours=0.5)  # a fourth try would come four minutes after the third
    assert len(web.posted) == 6  # two events, three tries each


def test_a_page_that_the_record_cannot_take_stops_no_other(watch, web, record, monkeypatch):
    def enter_some(desk, batch):
        if any(taken.capture.source == A for taken in batch):
            raise ZeroDivisionError("odd page")
        return enter(desk, batch)

    monkeypatch.setattr("khabar.watch.ledger.enter", enter_some)
    watcher = watch(web)
    assert watcher.run().failed_pages == 1
    assert list_leads(record) == [(A, "failed", "fault"), (B, "read", None)]
    assert any("odd page" in str(facts.get("trace")) for _, facts in watcher.log.lines)


def test_a_stamp_that_no_clock_knows_stops_nothing(watch, web, record):
    web.pages[FEED] = write_feed(("a", "0001-01-01T00:00:00+14:00", ""))
    watch(web).run()
    assert find_health(record).articles == 1


def test_a_source_at_a_new_address_is_asked_at_once(watch, web, record):
    watch(web).run()
    other = FEED.replace("feed", "atom")
    web.pages[other] = write_feed("a")
    watch(web, PLAN.replace(FEED, other)).run()
    assert other in web.asked
    assert find_health(record).address == other
