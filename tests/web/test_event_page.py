import json

import pytest

from khabar.record.looking.filters import Filter
from khabar.record.looking.views import find_events
from khabar.record.store import Record


@pytest.fixture
def raid(demo_record):
    """The raid on Guernica that the demonstration's pages disagree about."""
    with Record.open(demo_record, create=False) as record:
        wanted = Filter(place="Guernica", kind="air_strike", contested=True)
        return next(find_events(record, wanted))


def test_an_event_is_told_in_a_sentence_with_its_accounts_and_their_words(face, raid):
    page = face.get(f"/events/{raid.id}")
    assert page.status_code == 200
    assert "Air strike near Guernica" in page.text
    assert "on 26 April 1937" in page.text
    for tally in raid.figures:
        for account in tally.accounts:
            assert all(name in page.text for name in (*account.said_by, *account.publishers))
    assert "#c=" in page.text


def test_every_dispute_and_denial_of_an_event_is_on_its_page(face, raid):
    page = face.get(f"/events/{raid.id}").text
    assert all(dispute.why in page for dispute in raid.disputes)
    assert 'class="told denied"' in page


def test_the_rule_is_switched_by_the_address(face, raid):
    usual, widest = (face.get(f"/events/{raid.id}", params=given) for given in ({}, {"rule": "min_max"}))
    assert "Killed 200 (≥ 24)" in usual.text
    assert "Killed 200 (≥ 24)" not in widest.text
    assert '<option value="min_max" selected>' in widest.text


def test_an_event_stands_as_of_a_day(face, raid):
    early = face.get(f"/events/{raid.id}", params={"as_of": "1937-04-28"})
    assert "Killed ≥ 200" in early.text
    assert face.get(f"/events/{raid.id}", params={"as_of": "1937-04-01"}).status_code == 404


def test_the_id_of_a_claim_and_the_first_signs_of_an_id_lead_to_the_event(face, raid):
    other = next(claim for claim in raid.claims if claim != raid.id)
    for named in (other, raid.id[:8]):
        answer = face.get(f"/events/{named}", params={"rule": "latest"}, follow_redirects=False)
        assert answer.status_code == 301
        assert answer.headers["location"] == f"/events/{raid.id}?rule=latest"


def test_an_id_of_an_article_leads_to_its_page(face, raid):
    answer = face.get(f"/events/{raid.articles[0]}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (301, f"/articles/{raid.articles[0]}")


def test_an_id_that_nothing_has_is_told_as_such(face):
    assert face.get("/events/0123456789abcdef").status_code == 404
    assert face.get("/events/123").status_code == 400


def test_an_event_is_had_as_lines_of_schema_1(face, raid):
    answer = face.get(f"/events/{raid.id}.json")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert lines[0]["id"] == raid.id
    assert {line["type"] for line in lines} == {"event", "article", "claim", "link"}


@pytest.mark.parametrize("suffix", ["bib", "ris", "json"])
def test_an_event_is_cited_with_its_rule_and_its_day(face, raid, suffix):
    page = face.get(f"/events/{raid.id}", params={"rule": "latest"}).text
    address = f"/events/{raid.id}/cite.{suffix}?rule=latest"
    assert address in page
    answer = face.get(address)
    assert answer.headers["content-disposition"].endswith(f'{raid.id}.{suffix}"')
    assert f"http://127.0.0.1/events/{raid.id}?rule=latest" in answer.text
    assert "rule latest" in answer.text
    assert ", Spain, on" in answer.text
