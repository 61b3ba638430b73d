"""Questions about what was read, answered in the face."""

import re

import pytest
from people import find_token, send

from khabar.record.decisions import list_decisions
from khabar.record.finding import find_id
from khabar.record.review.agreement import load_review
from khabar.record.review.questions import Sort
from khabar.record.review.queue import list_queue

ANA, BEN = "Ana reviewer", "Ben"


def find_asked(record, sort, by=ANA, asks=None):
    return next(one for one in list_queue(record, by, sort) if asks in (None, one.asks))


def answer(browser, asked, says, **more):
    fields = {"question": asked.id, "says": says, **more}
    return send(browser, "/review/answer", fields, page=f"/review/{asked.id}")


def find_home(record, claim):
    with record.reading() as connection:
        return find_id(connection, claim).event


def undo(browser, done):
    number = re.search(r"done=(\d+)", done.headers["location"])[1]
    return send(browser, "/review/undo", {"number": number}, page=done.headers["location"])


def test_questions_come_one_a_screen_the_most_valuable_first(door):
    browser = door.enter("reviewer")
    first = list_queue(door.record, ANA)[0]
    page = browser.get("/review").text
    assert page.count("<h1>") == 1
    assert f'value="{first.id}"' in page
    worths = [one.worth for one in list_queue(door.record, ANA)]
    assert worths == sorted(worths, reverse=True)
    assert list_queue(door.record, ANA) == list_queue(door.record, ANA)
    assert first.sort is Sort.FIGURE


@pytest.mark.parametrize("sort", [sort for sort in Sort if sort is not Sort.COMMENT])
def test_each_sort_of_question_shows_the_words_and_takes_an_answer(door, sort):
    browser = door.enter("reviewer")
    asked = find_asked(door.record, sort)
    page = browser.get(f"/review?sort={sort}").text
    assert f'value="{asked.id}"' in page
    assert ("<mark>" in page) is (sort in {Sort.FIGURE, Sort.PLACE, Sort.SPEAKER})
    done = answer(browser, asked, "unsure", sort=sort)
    assert done.headers["location"] == f"/review?done=1&sort={sort}"
    assert asked.id not in {one.id for one in list_queue(door.record, ANA)}
    assert asked.id in {one.id for one in list_queue(door.record, BEN)}


def test_no_to_one_event_parts_it_and_undoing_joins_it_again(door):
    browser = door.enter("reviewer")
    asked = next(
        one
        for one in list_queue(door.record, ANA, Sort.SAME)
        if find_home(door.record, one.claim) == find_home(door.record, one.other)
    )
    done = answer(browser, asked, "no", reason="  other   towns ")
    assert find_home(door.record, asked.claim) != find_home(door.record, asked.other)
    (decision,) = list_decisions(door.record)
    assert (decision.by, decision.reason, decision.action) == (ANA, "other towns", "split")
    back = undo(browser, done)
    assert back.headers["location"] == f"/review/{asked.id}"
    assert find_home(door.record, asked.claim) == find_home(door.record, asked.other)
    assert [one.action for one in list_decisions(door.record)] == ["split", "undo"]
    assert asked.id in {one.id for one in list_queue(door.record, ANA)}


def test_yes_to_one_event_beats_the_machine(door):
    browser = door.enter("reviewer")
    asked = find_asked(door.record, Sort.SAME)
    answer(browser, asked, "yes")
    assert [one.action for one in list_decisions(door.record)] == ["link"]


def test_two_who_differ_have_a_third_asked_and_what_most_say_holds(door):
    asked = find_asked(door.record, Sort.SAME, asks=2)
    people = [door.enter("reviewer", name) for name in (ANA, BEN, "Carla", "Dora")]
    answer(people[0], asked, "yes")
    answer(people[1], asked, "no")
    assert [one.action for one in list_decisions(door.record)] == ["link"]
    assert asked.id in {one.id for one in list_queue(door.record, "Carla")}
    answer(people[2], asked, "no")
    assert [one.action for one in list_decisions(door.record)] == ["link", "undo", "split"]
    assert asked.id not in {one.id for one in list_queue(door.record, "Dora")}
    assert [len(one.answers) for one in load_review(door.record).standoffs] == [3]


def test_the_second_is_asked_without_seeing_what_the_first_said(door):
    asked = find_asked(door.record, Sort.FIGURE, asks=2)
    first, second = door.enter("reviewer"), door.enter("reviewer", BEN)
    answer(first, asked, "no", low="43", reason="the report says so")
    page = second.get(f"/review/{asked.id}").text
    assert ANA not in page
    assert "the report says so" not in page
    assert "Two people are asked this" in page
    answer(second, asked, "yes")
    assert load_review(door.record).agreement[Sort.FIGURE].pairs == 1
    page = second.get("/review/agreement").text
    assert "the report says so" in page
    assert "not right: 43" in page
    other = door.enter("reviewer", "Carla")
    assert "the report says so" not in other.get("/review/agreement").text


def test_figures_of_the_wounded_and_of_all_else_that_is_counted_are_asked_about(door):
    asked = {one.aspect: one for one in list_queue(door.record, ANA, Sort.FIGURE)}
    assert {"killed", "wounded", "destroyed buildings"} <= set(asked)
    browser = door.enter("reviewer")
    for aspect in ("wounded", "destroyed buildings"):
        page = browser.get(f"/review/{asked[aspect].id}").text
        assert re.search(rf"khabar reads</span> <bdi>{aspect.split()[0]} [^<]*\d", page)
        assert "<mark>" in page
        answer(browser, asked[aspect], "no", low="7")
    told = browser.get(f"/events/{find_home(door.record, asked['wounded'].claim)}").text
    assert "not right: 7" in told
    left = {one.id for one in list_queue(door.record, ANA, Sort.FIGURE)}
    assert not left & {asked["wounded"].id, asked["destroyed buildings"].id}


def test_answers_on_figures_change_no_event(door):
    asked = find_asked(door.record, Sort.FIGURE)
    browser = door.enter("reviewer")
    before = browser.get(f"/events/{find_home(door.record, asked.claim)}.json").text
    answer(browser, asked, "no", low="1", high="2")
    assert browser.get(f"/events/{find_home(door.record, asked.claim)}.json").text == before
    assert list_decisions(door.record) == ()


@pytest.mark.parametrize(
    ("sort", "fields", "said"),
    [
        ("figure", {"low": "many"}, "expected a number"),
        ("figure", {"low": "5", "high": "3"}, "expected a number"),
        ("place", {"lat": "91", "lon": "0"}, "expected degrees of the globe"),
        ("place", {"lat": "1e1", "lon": "0"}, "expected degrees such as"),
        ("place", {"lat": "nan", "lon": "nan"}, "expected degrees such as"),
        ("place", {"candidate": "x"}, "expected degrees such as"),
    ],
)
def test_what_cannot_be_right_instead_is_told(door, sort, fields, said):
    browser = door.enter("reviewer")
    refused = answer(browser, find_asked(door.record, Sort(sort)), "no", **fields)
    assert refused.status_code == 400
    assert said in refused.text


def test_a_place_is_picked_as_a_point_or_a_candidate(door):
    asked = find_asked(door.record, Sort.PLACE)
    for name, fields in (
        ("Ana", {"lat": "41.6", "lon": "-2.25"}),
        ("Ben", {"candidate": "41.6 -2.25 Soria"}),
    ):
        browser = door.enter("reviewer", name)
        assert answer(browser, asked, "no", **fields).status_code == 303


def test_nobody_answers_twice_for_others_or_what_is_not_asked(door):
    browser, other = door.enter("reviewer"), door.enter("reviewer", BEN)
    asked = find_asked(door.record, Sort.NEWS)
    done = answer(browser, asked, "yes")
    assert answer(browser, asked, "no").status_code == 400
    token = find_token(other.get("/account").text)
    for fields in ({"number": "1"}, {"number": "99"}, {"number": "x"}):
        assert other.post("/review/undo", data={"token": token, **fields}).status_code == 400
    assert other.post("/review/answer", data={"token": token, "question": "0"}).status_code == 404
    assert undo(browser, done).status_code == 303
    again = browser.post(
        "/review/undo", data={"token": find_token(browser.get("/account").text), "number": "1"}
    )
    assert again.status_code == 400


def test_what_is_asked_for_wrongly_is_told(door):
    browser = door.enter("reviewer")
    asked = find_asked(door.record, Sort.NEWS)
    for path in ("/review?sort=weather", "/review?after=x"):
        assert browser.get(path).status_code == 400
    assert answer(browser, asked, "perhaps").status_code == 400
    assert browser.get("/review?after=9999").status_code == 200


def test_an_event_tells_what_reviewers_say_but_not_to_those_who_may_still_be_asked(door):
    asked = find_asked(door.record, Sort.FIGURE, asks=2)
    ana, ben, visitor = door.enter("reviewer"), door.enter("reviewer", BEN), door.knock()
    page = f"/events/{find_home(door.record, asked.claim)}"
    assert "What reviewers say" not in visitor.get(page).text
    answer(ana, asked, "no", low="43", reason="<b>counted</b>")
    for browser in (ana, visitor):
        assert "not right: 43" in browser.get(page).text
        assert "&lt;b&gt;counted" in browser.get(page).text
    assert "not right: 43" not in ben.get(page).text
    answer(ben, asked, "unsure")
    assert "not right: 43" in ben.get(page).text
