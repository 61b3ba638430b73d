def test_the_overview_lists_events_that_an_address_asks_for(face):
    everything, some = face.get("/"), face.get("/", params={"kind": "air_strike", "place": "Guernica"})
    assert everything.status_code == some.status_code == 200
    assert "Guernica" in some.text
    assert 0 < some.text.count("/events/") < everything.text.count("/events/")


def test_a_filter_that_cannot_be_read_says_what_was_expected(face):
    answer = face.get("/", params={"since": "yesterday"})
    assert answer.status_code == 400
    assert "expected a day as YYYY-MM-DD" in answer.text


def test_what_does_not_exist_is_a_page_that_says_so(face):
    answer = face.get("/nowhere")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text


def test_every_answer_forbids_what_khabar_does_not_serve(face):
    for path in ("/", "/nowhere", "/static/css/site.css"):
        policy = face.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
