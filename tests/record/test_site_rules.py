"""What sites ask of robots, as a record keeps it."""

from datetime import timedelta

import pytest
from books import NOON

from khabar.model.retrievals import KeptRules
from khabar.record.site_rules import find_rules, keep_rules
from khabar.record.store import Record

SITE, OTHER = "https://a.example", "https://b.example:8443"
DAY = timedelta(days=1)


@pytest.mark.parametrize("content", [b"User-agent: *\nDisallow: /\xff", None])
def test_rules_hold_until_their_time(tmp_path, content):
    rules = KeptRules(content=content, until=NOON + DAY)
    with Record.open(tmp_path / "khabar.db", create=True) as record, record.writing() as connection:
        keep_rules(connection, SITE, KeptRules(content=b"old", until=NOON + DAY), NOON)
        keep_rules(connection, SITE, rules, NOON)
        keep_rules(connection, OTHER, KeptRules(content=b"", until=NOON + 2 * DAY), NOON)
        assert find_rules(connection, SITE, NOON) == rules
        assert find_rules(connection, SITE, NOON + DAY) is None
        assert find_rules(connection, OTHER, NOON + DAY).content == b""
        assert find_rules(connection, "https://c.example", NOON) is None
