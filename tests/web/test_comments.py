"""Visitors' comments: written, shown, changed, reported, moderated, and kept out when they flood."""

import hashlib
import re

import pytest
from people import find_token, open_door, send
from sqlalchemy import select

from khabar.errors import UsageError
from khabar.record.comments import tables, writing
from khabar.record.databases.backups import back_up
from khabar.record.decisions import Person, link
from khabar.record.looking.filters import Filter
from khabar.record.looking.views import find_events
from khabar.record.review.questions import Sort
from khabar.record.review.queue import list_queue
from khabar.web.people.house import Commenting

BITS = 6


@pytest.fixture
def event(door):
    return next(iter(find_events(door.record, Filter(kind="air_strike"))))


def solve(puzzle):
    number = 0
    while hashlib.sha256(f"{puzzle}:{number}".encode()).digest()[0] >> (8 - BITS):
        number += 1
    return str(number)


def write(browser, about, text="It was a market day.", *, is_solved=True, **fields):
    page = browser.get(f"/comments/write?about={about}").text
    puzzle = re.search(r'name="puzzle" value="([^"]+)"', page)[1]
    given = {"token": find_token(page), "about": about, "puzzle": puzzle, "text": text}
    number = {"number": solve(puzzle)} if is_solved else {}
    return browser.post("/comments/write", data=given | number | fields)


def list_rows(record, table):
    with record.reading() as connection:
        return connection.execute(select(table)).all()


def list_ids(record):
    return [row.id for row in list_rows(record, tables.comment)]


def moderate(browser, ids, act, state="waiting", **fields):
    given = {"comment": ids, "act": act, "state": state, **fields}
    return send(browser, "/moderation", given, page="/account")


def test_a_comment_is_shown_once_a_moderator_has_read_it(door, event):
    visitor, moderator = door.knock(), door.enter("moderator")
    assert write(visitor, event.id, name="Rosa").status_code == 303
    assert "market day" not in visitor.get(f"/events/{event.id}").text
    assert "market day" in moderator.get("/moderation").text
    moderate(moderator, list_ids(door.record), "show", reason="fine")
    page = visitor.get(f"/events/{event.id}").text
    assert "market day" in page
    assert "Rosa" in page
    assert "fine" in moderator.get("/moderation/log").text
    moderate(moderator, list_ids(door.record), "hide", state="shown")
    assert "market day" not in visitor.get(f"/events/{event.id}").text


def test_a_comment_on_an_article_is_shown_there(door, event):
    visitor = door.knock()
    write(visitor, event.articles[0])
    moderate(door.enter("moderator"), list_ids(door.record), "show")
    assert "market day" in visitor.get(f"/articles/{event.articles[0]}").text
    assert "market day" not in visitor.get(f"/events/{event.id}").text


def test_comments_are_text_and_nothing_else(door, event):
    visitor = door.knock()
    text = "<script>alert(1)</script> https://evil.example/ <a href=x>y</a>"
    write(visitor, event.id, text, name="<img src=x onerror=alert(1)>")
    moderator = door.enter("moderator")
    moderate(moderator, list_ids(door.record), "show")
    for page in (visitor.get(f"/events/{event.id}").text, moderator.get("/moderation?state=shown").text):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert 'href="https://evil.example' not in page
        assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": " \n\u202e"}, "expected a comment, got no words"),
        ({"text": "a" * 2001}, "expected a comment of 2,000 signs"),
        ({"text": "a\n" * 80}, "60 lines at most"),
        ({"name": "a" * 61}, "expected a name of 60 signs"),
        ({"puzzle": "0.6.0.0"}, "open for too long"),
        ({"puzzle": ""}, "open for too long"),
        ({"puzzle": "é"}, "open for too long"),
    ],
)
def test_what_is_no_comment_comes_back_with_its_words(door, event, fields, said):
    text = fields.pop("text", "It was a market day.")
    answer = write(door.knock(), event.id, text, **fields)
    assert answer.status_code == 400
    assert said in answer.text
    assert list_ids(door.record) == []
    if "puzzle" in fields:
        assert "It was a market day." in answer.text


def test_a_machine_that_fills_all_fields_is_thanked_and_not_heard(door, event):
    answer = write(door.knock(), event.id, website="https://evil.example/")
    assert answer.status_code == 200
    assert "Thank you" in answer.text
    assert list_ids(door.record) == []


def test_without_scripts_a_visitor_waits_and_is_heard_less_often(door, event):
    visitor = door.knock()
    hasty = write(visitor, event.id, is_solved=False)
    assert hasty.status_code == 400
    assert "wait 21 s" in hasty.text
    door.clock.pass_by(seconds=21)
    puzzle = re.search(r'name="puzzle" value="([^"]+)"', hasty.text)[1]
    again = {"token": find_token(hasty.text), "about": event.id, "puzzle": puzzle, "text": "Patience."}
    assert visitor.post("/comments/write", data=again).status_code == 303
    statuses = []
    for _ in range(2):
        page = visitor.get(f"/comments/write?about={event.id}").text
        door.clock.pass_by(seconds=60)
        puzzle = re.search(r'name="puzzle" value="([^"]+)"', page)[1]
        fields = again | {"token": find_token(page), "puzzle": puzzle}
        statuses.append(visitor.post("/comments/write", data=fields).status_code)
    assert statuses == [303, 400]


def test_a_puzzle_is_good_once_for_one_page_and_for_two_hours(door, event):
    visitor = door.knock()
    other = next(one for one in find_events(door.record, Filter()) if one.id != event.id)
    page = visitor.get(f"/comments/write?about={event.id}").text
    puzzle = re.search(r'name="puzzle" value="([^"]+)"', page)[1]
    fields = {"token": find_token(page), "puzzle": puzzle, "number": solve(puzzle), "text": "Once."}
    assert visitor.post("/comments/write", data=fields | {"about": other.id}).status_code == 400
    assert visitor.post("/comments/write", data=fields | {"about": event.id}).status_code == 303
    assert visitor.post("/comments/write", data=fields | {"about": event.id}).status_code == 400
    door.clock.pass_by(hours=2, seconds=1)
    page = visitor.get(f"/comments/write?about={event.id}").text
    late = write(visitor, event.id, puzzle=puzzle)
    assert late.status_code == 400


def test_whoever_wrote_it_may_change_it_for_a_quarter_of_an_hour(door, event):
    visitor = door.knock()
    own = write(visitor, event.id).headers["location"]
    key = own.partition("key=")[2]
    assert visitor.get(own).headers["referrer-policy"] == "same-origin"
    address = own.partition("?")[0]
    moderate(door.enter("moderator"), list_ids(door.record), "show")
    changed = send(visitor, address, {"key": key, "text": "It was no market day."}, page=own)
    assert changed.headers["location"] == own
    assert "market day" not in visitor.get(f"/events/{event.id}").text  # waits again
    assert [row.text for row in list_rows(door.record, tables.comment_words)] == [
        "It was a market day.",
        "It was no market day.",
    ]
    token = find_token(visitor.get(own).text)
    for wrong in ("", "x", key + "x"):
        assert visitor.get(f"{address}?key={wrong}").status_code == 404
        fields = {"token": token, "key": wrong, "text": "Mine now."}
        assert visitor.post(address, data=fields).status_code == 404
    door.clock.pass_by(minutes=16)
    late = visitor.post(address, data={"token": token, "key": key, "text": "Too late."})
    assert late.status_code == 400
    assert "textarea" not in visitor.get(own).text


def test_a_withdrawn_comment_is_shown_by_nobody(door, event):
    visitor, moderator = door.knock(), door.enter("moderator")
    own = write(visitor, event.id).headers["location"]
    key = own.partition("key=")[2]
    moderate(moderator, list_ids(door.record), "show")
    send(visitor, own.partition("?")[0], {"key": key, "act": "withdraw"}, page=own)
    assert "market day" not in visitor.get(f"/events/{event.id}").text
    assert moderate(moderator, list_ids(door.record), "show").headers["location"].endswith("done=0")
    assert "market day" not in visitor.get(f"/events/{event.id}").text


def test_what_its_writer_changes_after_the_moderator_read_it_is_not_shown(door, event):
    visitor, moderator = door.knock(), door.enter("moderator")
    own = write(visitor, event.id).headers["location"]
    key = own.partition("key=")[2]
    seen = re.search(r'name="seen" value="(\d+)"', moderator.get("/moderation").text)[1]
    change = {"key": key, "text": "Buy cheap watches."}
    send(visitor, own.partition("?")[0], change, page=own)
    kept = moderate(moderator, list_ids(door.record), "show", seen=seen)
    assert kept.headers["location"].endswith("left=1&done=0")
    assert "changed or taken away" in moderator.get(kept.headers["location"]).text
    assert "watches" not in visitor.get(f"/events/{event.id}").text
    shown = moderate(moderator, list_ids(door.record), "show", seen="99")
    assert shown.headers["location"].endswith("waiting&done=1")


@pytest.mark.parametrize("act", ["hide", "erase"])
def test_a_comment_that_a_moderator_took_away_meanwhile_cannot_be_changed(door, event, act):
    own = write(door.knock(), event.id).headers["location"]
    (id_,) = list_ids(door.record)
    at = door.clock()
    seen = writing.find_own(door.record, id_, own.partition("key=")[2])
    moderate(door.enter("moderator"), [id_], act, sure="yes")
    draft = writing.Draft(sort=seen.sort, about=seen.about, name="", text="Here again.", sender="")
    with pytest.raises(UsageError, match="nobody has taken away"):
        writing.change_comment(door.record, seen, draft, at)
    with pytest.raises(UsageError, match="nobody has taken away"):
        writing.withdraw_comment(door.record, seen, at)
    writing.report_comment(door.record, id_, "the third house", at)
    assert all(row.reason is None for row in list_rows(door.record, tables.comment_act))


def test_what_visitors_report_comes_to_the_moderators_first(door, event):
    visitor, moderator = door.knock(), door.enter("moderator")
    write(visitor, event.id)
    (id_,) = list_ids(door.record)
    assert visitor.get(f"/comments/{id_}/report").status_code == 404  # is not shown yet
    moderate(moderator, [id_], "show")
    told = send(visitor, f"/comments/{id_}/report", {"reason": "names a witness"})
    assert "A moderator is told" in told.text
    assert "1 report" in moderator.get("/moderation?state=reported").text
    assert "names a witness" in moderator.get("/moderation/log").text
    moderate(moderator, [id_], "show", state="reported")
    assert "No comment is reported" in moderator.get("/moderation?state=reported").text


def test_a_comment_changes_nothing_but_can_make_reviewers_look(door, event):
    visitor, moderator = door.knock(), door.enter("moderator")
    before = visitor.get(f"/events/{event.id}.json").text
    write(visitor, event.id)
    assert moderate(moderator, list_ids(door.record), "ask").headers["location"].endswith("done=1")
    first = list_queue(door.record, "Ana")[0]
    assert (first.sort, first.claim) == (Sort.COMMENT, event.id)
    page = door.enter("reviewer").get("/review").text
    assert "Is the visitor right?" in page
    assert "It was a market day." in page
    assert visitor.get(f"/events/{event.id}.json").text == before


def test_a_comment_stays_with_its_claim_when_events_are_put_together(door, event):
    visitor = door.knock()
    other = next(one for one in find_events(door.record, Filter(kind="protest")) if one.id != event.id)
    write(visitor, other.id)
    moderate(door.enter("moderator"), list_ids(door.record), "show")
    link(door.record, event.id, other.id, Person(name="desk", reason=None))
    whole = visitor.get(f"/events/{other.id}", follow_redirects=True)
    assert "market day" in whole.text


def test_many_comments_are_decided_at_once(door, event):
    for number in range(5):
        write(door.knock(f"192.0.2.{number}"), event.id, f"Comment {number}")
    moderator = door.enter("moderator")
    answer = moderate(moderator, list_ids(door.record)[:4], "spam", reason="the same text five times")
    assert answer.headers["location"] == "/moderation?state=waiting&done=4"
    states = [row.state for row in list_rows(door.record, tables.comment_state)]
    assert states == ["spam"] * 4 + ["waiting"]
    assert moderate(moderator, [], "paint").status_code == 400
    assert moderator.get("/moderation?state=lost").status_code == 400


def test_an_erased_comment_leaves_no_word_but_that_it_was_erased(door, event, tmp_path):
    visitor, moderator = door.knock(), door.enter("moderator")
    own = write(visitor, event.id, "She lives in the third house of the Calle del Agua.", name="Rosaura")
    (id_,) = list_ids(door.record)
    moderate(moderator, [id_], "show")
    send(visitor, f"/comments/{id_}/report", {"reason": "the Calle del Agua is short"})
    moderate(moderator, [id_], "ask", state="shown")
    asked = moderate(moderator, [id_], "erase", state="shown", reason="asked for by mail")
    assert "cannot be undone" in asked.text
    assert "third house" in asked.text
    done = moderate(moderator, [id_], "erase", state="shown", reason="asked for by mail", sure="yes")
    assert done.headers["location"].endswith("done=1")
    assert moderate(moderator, [id_], "show").headers["location"].endswith("done=0")
    assert visitor.get(own.headers["location"]).status_code == 404
    assert "Is the visitor right?" not in door.enter("reviewer").get("/review").text
    log = moderator.get("/moderation/log").text
    assert "erase" in log
    assert "asked for by mail" in log
    back_up(str(tmp_path / "copy.db"), tmp_path / "kept.db")  # what is in the write-ahead log, too
    written = (tmp_path / "kept.db").read_bytes()
    for words in (b"Calle del Agua", b"Rosaura"):
        assert words not in written


def test_a_puzzle_is_used_up_before_its_comment_is_kept(door, event, monkeypatch):
    puzzles, seen = door.app.state.counter.puzzles, []

    def keep(_record, draft, _at, **_how):
        seen.append(puzzles.use(puzzles.given))
        raise UsageError(f"expected nothing of {draft.about}")

    find_age = puzzles.find_age

    def note(puzzle, about):
        puzzles.given = puzzle
        return find_age(puzzle, about)

    monkeypatch.setattr(puzzles, "find_age", note)
    monkeypatch.setattr("khabar.web.comments.pages.keep_comment", keep)
    assert write(door.knock(), event.id).status_code == 400
    assert seen == [False]
    assert puzzles.use(puzzles.given)  # given back: nothing was taken in


def test_no_address_is_kept(door, event):
    write(door.knock("198.51.100.77"), event.id)
    for table in tables.TABLES:
        assert "198.51.100" not in str(list_rows(door.record, table))


def test_a_flood_is_turned_away_before_the_record_is_asked(door, event, monkeypatch):
    visitor = door.knock()
    statuses = [write(visitor, event.id, f"Comment {n}").status_code for n in range(6)]
    assert statuses == [303] * 6
    monkeypatch.setattr(door.record, "reading", None)  # any look into it would fail
    refused = visitor.post("/comments/write", content=b"x" * 70_000)
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "60"
    many = [door.knock(f"203.0.{n // 250}.{n % 250}").post("/comments/write") for n in range(60)]
    assert [one.status_code for one in many[-3:]] == [429] * 3


def test_a_face_may_show_comments_at_once_or_take_none(demo_record, tmp_path):
    with open_door(demo_record, tmp_path, comments=Commenting.OPEN) as door:
        event = next(iter(find_events(door.record, Filter())))
        write(door.knock(), event.id)
        assert "market day" in door.knock().get(f"/events/{event.id}").text
    with open_door(demo_record, tmp_path, comments=Commenting.OFF) as door:
        assert door.knock().get(f"/comments/write?about={event.id}").status_code == 404
        assert "as a visitor" not in door.knock().get(f"/events/{event.id}").text


@pytest.mark.parametrize("about", ["", "0", "x" * 40, "00000000", "' OR 1=1"])
def test_there_is_no_comment_on_what_is_not_in_the_record(door, about):
    assert door.knock().get("/comments/write", params={"about": about}).status_code == 404
