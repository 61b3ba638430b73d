import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from khabar.export.citing import CITATION_FORMATS, Citation, escape_tex, write_text

DAY = date(2026, 11, 28)
WRITE = {form.suffix: form.write for form in CITATION_FORMATS}
HOSTILE = st.text(st.sampled_from("ab {}\\%$#_&~^\"'\r\n,@-TYER\u2028\u202e é"), max_size=40)


def make(title, address="https://a.example/events/0123"):
    return Citation(
        id="0123456789abcdef",
        title=title,
        rule="reliable",
        as_of=DAY,
        version="1.0",
        accessed=DAY,
        address=address,
    )


@given(HOSTILE)
def test_no_word_ends_a_field_of_bibtex_early(text):
    depth = 0
    written = WRITE["bib"](make(text))
    for at, letter in enumerate(written):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        assert depth > 0 or at < written.index("{") or written[at:].strip() in {"}", ""}
    assert depth == 0
    assert "{" not in escape_tex(text)


@given(HOSTILE)
def test_no_word_begins_a_line_of_ris(text):
    lines = WRITE["ris"](make(text)).split("\r\n")
    assert [line[:2] for line in lines] == ["TY", "ID", "TI", "PB", "PY", "N1", "UR", "Y2", "ER", ""]


@given(HOSTILE)
def test_csl_is_json_with_the_days(text):
    entry = json.loads(WRITE["json"](make(text)))[0]
    assert entry["title"] == text
    assert entry["accessed"] == {"date-parts": [[2026, 11, 28]]}


def test_every_format_names_the_version_the_day_and_the_address():
    citation = make("Air strike in Durango")
    for written in (write_text(citation), *(write(citation) for write in WRITE.values())):
        assert "Air strike in Durango" in written
        assert "khabar 1.0" in written
        assert "https://a.example/events/0123" in written
        assert "2026" in written
