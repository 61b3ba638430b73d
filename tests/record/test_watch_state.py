"""What a watch keeps from one run to the next, on both kinds of database."""

from books import RAID, list_events, page
from watching import FEED, Watcher, Web, write_feed

from khabar.record.store import Record
from khabar.record.watching.watched import Backlog, count_backlogs, load_health

A, HOOK = "https://coast.example/a", "https://desk.example/hook"
PLAN = (
    f'[[source]]\nname = "coast"\nkind = "feed"\naddress = "{FEED}"\n'
    f'[[notice]]\nname = "all"\nwebhook = "{HOOK}"\n'
)


def test_a_second_run_goes_on_where_the_first_one_ended(where, tmp_path):
    feed = write_feed("a", "b")
    web = Web(pages={FEED: feed, A: page(RAID).encode(), HOOK: [503, 204]})
    for _ in range(2):
        with Record.open(where, create=True) as record:
            Watcher(record, web, tmp_path, PLAN).run(hours=0.2)
    with Record.open(where, create=False) as record:
        assert list_events(record) == [[RAID]]
        with record.reading() as connection:
            health = load_health(connection)["coast"]
            assert count_backlogs(connection) == {"coast": Backlog(read=1, failed=1)}
    assert (health.articles, health.claims, health.failures) == (1, 1, 0)
    assert web.asked.count(A) == 1
    assert len(web.posted) == 2
