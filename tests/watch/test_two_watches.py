"""Two watches on one record."""

from books import RAID, page
from watching import FEED, Watcher, Web, write_feed

from khabar.record.store import Record

HOOK = "https://desk.example/hook"
PLAN = (
    f'[[source]]\nname = "coast"\nkind = "feed"\naddress = "{FEED}"\n'
    f'[[notice]]\nname = "all"\nwebhook = "{HOOK}"\n'
)


class SlowHook(Web):
    """A receiver that takes long: another watch goes to work before it has answered."""

    def post(self, address, content, content_type):
        answer = super().post(address, content, content_type)
        if len(self.posted) == 1:
            self.others.run()
        return answer


def test_two_watches_send_a_notice_once(tmp_path):
    web = SlowHook(
        pages={
            FEED: write_feed("a"),
            "https://coast.example/a": page(RAID).encode(),
            HOOK: 204,
        }
    )
    with Record.open(tmp_path / "khabar.db", create=True) as record:
        web.others = Watcher(record, web, tmp_path, PLAN)
        Watcher(record, web, tmp_path, PLAN).run(hours=1)
    assert len(web.posted) == 1
