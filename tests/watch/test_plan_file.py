"""What a list of sources may say, and how it is told what is wrong in it."""

from datetime import timedelta

import pytest

from khabar.errors import UsageError
from khabar.record.watching.notice_facts import Change
from khabar.settings import Settings
from khabar.vocabulary.entries import OutletClass
from khabar.watch.plan import Kind
from khabar.watch.plan_file import read_plan

WHOLE = """
[watch]
every = "30m"
retry = "2m"
contact = "desk@khabar.example"

[[source]]
name = "Coast Post"
kind = "feed"
address = "https://coast.example/feed.xml"
class = "paper"
owner = "Coast Group"

[[source]]
name = "Valley Wire"
kind = "sitemap"
address = "https://valley.example/news.xml"
every = "1d"

[[source]]
name = "by hand"
kind = "addresses"
address = "lists/mine.txt"

[[source]]
name = "aid"
kind = "connector"
connector = "reliefweb"
appname = "khabar-tests"
limit = 20

[[notice]]
name = "raids"
kind = "air_strike"
min_killed = 10
on = ["appears", "contested"]
days = 30
webhook = "https://desk.example/hook"
atom = "raids.atom"
"""
FEED = '[[source]]\nname = "a"\nkind = "feed"\naddress = "https://coast.example/feed"\n'
NOTICE = '[[notice]]\nname = "n"\natom = "n.atom"\n'
INSIDE = "http://10.0.0.7/hook"


@pytest.fixture
def write(tmp_path):
    def write_plan(text):
        path = tmp_path / "sources.toml"
        path.write_text(text)
        return path

    return write_plan


def test_a_list_is_read_as_it_is_written(write, tmp_path):
    plan = read_plan(write(WHOLE))
    coast, valley, mine, aid = plan.sources
    assert (plan.retry, plan.contact) == (timedelta(minutes=2), "desk@khabar.example")
    assert (coast.every, coast.outlet_class) == (timedelta(minutes=30), OutletClass.PAPER)
    assert (valley.every, valley.kind, valley.owner) == (timedelta(days=1), Kind.SITEMAP, None)
    assert mine.address == str(tmp_path / "lists" / "mine.txt")
    assert aid.address.startswith("https://api.reliefweb.int/v2/reports?appname=khabar-tests&limit=20&")
    (raids,) = plan.subscriptions
    assert raids.rule.changes == {Change.APPEARS, Change.CONTESTED}
    assert (raids.rule.wanted.kind, raids.rule.wanted.min_killed, raids.rule.days) == (
        "air_strike",
        10,
        30,
    )
    assert (raids.webhook, raids.atom) == ("https://desk.example/hook", tmp_path / "raids.atom")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "expected at least one [[source]]"),
        ("x = 1", "expected [watch], [[source]], [[notice]], got x"),
        ("[[source]\n", "expected TOML: "),
        ("source = 3", "expected tables [[source]], got source = 3"),
        ('[[source]]\nname = "a"\nkind = "rss"\n', ":3: [[source]] 1: kind: expected one of feed, site"),
        (FEED + 'evry = "1h"\n', ":5: [[source]] 1: evry: expected one of address, "),
        (FEED + 'every = "soon"\n', ":5: [[source]] 1: every: expected a time such as 30s"),
        (FEED + 'every = "0m"\n', ":5: [[source]] 1: every: expected a time"),
        (FEED + "every = 15\n", ":5: [[source]] 1: every: expected a time"),
        (FEED + 'class = "good"\n', ":5: [[source]] 1: class: expected one of agency, "),
        (FEED + FEED, ":6: [[source]] 2: name: expected names that differ, got 'a' twice"),
        (FEED + FEED.replace('"a"', '"b"'), ":8: [[source]] 2: address: is that of 'a', too"),
        (FEED.replace("https", "ftp"), ":4: [[source]] 1: address: expected an http(s) address"),
        (FEED.replace("https://coast.example", "/etc"), ":4: [[source]] 1: address: expected an http"),
        (FEED.replace('"a"', '" "'), ":2: [[source]] 1: name: expected some text"),
        ('[[source]]\nkind = "feed"\n', ":1: [[source]] 1: expected a key 'address', got kind"),
        (
            '[[source]]\nname = "a"\nkind = "connector"\nconnector = "reliefweb"\n',
            ":1: [[source]] 1: reliefweb needs appname, which is not given",
        ),
        (
            '[[source]]\nname = "a"\nkind = "connector"\nconnector = "wires"\n',
            ":4: [[source]] 1: connector: expected one of reliefweb, gdelt, got 'wires'",
        ),
        (
            '[[source]]\nname = "a"\nkind = "connector"\nconnector = "gdelt"\nquery = "x"\n'
            'timespan = "soon"\n',
            ":1: [[source]] 1: expected timespan = a number and a unit",
        ),
        (FEED + NOTICE + 'kind = "party"\n', ":5: [[notice]] 1: --kind: expected a kind, one of"),
        (FEED + NOTICE + 'on = ["vanishes"]\n', ":8: [[notice]] 1: on: expected some of appears"),
        (FEED + NOTICE + "min_killed = -1\n", ":5: [[notice]] 1: --min-killed: expected a whole"),
        (FEED + NOTICE + "contested = 1\n", ":8: [[notice]] 1: contested: expected true or false"),
        (FEED + NOTICE + 'webhook = "desk"\n', ":8: [[notice]] 1: webhook: expected an http"),
        (FEED + NOTICE + f'webhook = "{INSIDE}"\n', ":8: [[notice]] 1: webhook: expected a public"),
        (FEED + '[[notice]]\nname = "n"\n', ":5: [[notice]] 1: expected webhook = an address"),
        (FEED + NOTICE + NOTICE, ":9: [[notice]] 2: name: expected names that differ"),
        (FEED + '[watch]\nspeed = "1s"\n', ":6: [watch]: speed: expected one of contact, every, retry"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_key(write, text, message):
    path = write(text)
    with pytest.raises(UsageError) as caught:
        read_plan(path)
    assert str(caught.value).startswith(str(path))
    assert message in str(caught.value)


def test_notices_may_go_inside_where_that_is_allowed(write):
    path = write(FEED + NOTICE + f'webhook = "{INSIDE}"\n')
    (told,) = read_plan(path, Settings(allow_private=True)).subscriptions
    assert told.webhook == INSIDE


def test_a_list_that_is_not_there_or_no_text_is_told(tmp_path):
    with pytest.raises(UsageError, match="No such file"):
        read_plan(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="can be read, got"):
        read_plan(tmp_path / "bytes.toml")
