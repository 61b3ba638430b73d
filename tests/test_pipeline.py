"""The stages in their order, from bytes to a report; what is left unread is listed."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sample import WIRE

import khabar
from khabar.errors import InputError, UsageError
from khabar.model.claims import Modality
from khabar.pipeline import find_report, read
from khabar.settings import Settings

PARAGRAPHS = (
    "The harbour of Almeria was shelled by German warships on Monday, the town council said, "
    "and 19 people were killed.",
    "Berlin said that the port had been the target of the warships after an air strike killed "
    "31 German sailors off Ibiza on Saturday. The council denied that there had been any battery there.",
    "Some 8,000 people fled to the hills, a doctor told Havas.",
)
REPORT = "\n\n".join(PARAGRAPHS)
PAGE = f"""<html><head><title>Warships shell Almeria</title></head><body>
<nav><a href="/">Home</a> <a href="/war">War</a></nav>
<article><h1>Warships shell Almeria</h1>
{"".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)}
</article>
<footer>Copyright 2021. All rights reserved.</footer></body></html>"""
PUBLISHED = date(1937, 6, 1)


def figures_of(report):
    return {
        (figure.measure, figure.count.value.stated)
        for claim in report.claims
        for figure in claim.figures
    }


@pytest.mark.parametrize("page", [REPORT, PAGE], ids=["plain text", "html"])
def test_a_page_gives_its_article_and_the_claims_in_it(page):
    report = read(page.encode(), published=PUBLISHED)
    assert {("killed", 19), ("killed", 31), ("displaced", 8000)} <= figures_of(report)
    assert all(claim.article == report.article.id for claim in report.claims)
    assert report.rejected == ()


def test_the_same_report_gives_the_same_claims_as_text_and_as_html():
    as_text, as_html = (
        read(REPORT.encode(), published=PUBLISHED),
        read(PAGE.encode(), published=PUBLISHED),
    )
    assert [claim.quote for claim in as_text.claims] == [claim.quote for claim in as_html.claims]


def test_a_file_is_read_as_its_bytes_are(tmp_path):
    path = tmp_path / "almeria.txt"
    path.write_text(REPORT, "utf-8")
    assert read(path) == read(str(path)) == read(REPORT.encode())


def test_hints_are_taken_into_the_article():
    article = read(
        REPORT.encode(), published=PUBLISHED, publisher="The Valley Post", url="https://post.example/1"
    ).article
    assert (article.published, article.publisher, article.url) == (
        PUBLISHED,
        "The Valley Post",
        "https://post.example/1",
    )


def test_without_a_publication_day_a_weekday_stays_relative():
    days = [claim.when.value for claim in read(REPORT.encode()).claims if claim.when]
    assert days
    assert all(day.start is None and day.precision == "relative" for day in days)


def test_with_a_publication_day_a_weekday_is_a_day():
    report = read(REPORT.encode(), published=PUBLISHED)
    starts = {claim.when.value.start for claim in report.claims if claim.when}
    assert date(1937, 5, 31) in starts


def test_the_root_of_the_package_reads_too():
    assert khabar.read(REPORT.encode()) == read(REPORT.encode())


@pytest.mark.parametrize(
    "page", [b"", b"   \n", b"\x00\x01\x02\xff" * 50], ids=["empty", "blank", "binary"]
)
def test_a_page_without_a_report_is_refused(page):
    with pytest.raises(InputError):
        read(page)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InputError):
        read(tmp_path / "missing.txt")


def test_sentences_that_no_rule_could_use_are_never_parsed():
    article = replace(WIRE, text="The harvest was good.\nThe fair was held.", headings=())
    report = find_report(article, "fair.txt", Settings(parsed_words=0))
    assert (report.claims, report.rejected) == ((), ())


def test_sentences_past_the_limit_of_words_are_listed_as_not_read():
    text = (
        "Shells killed two men in Homs.\nGunmen killed three men in Hama.\nA mine killed four in Idlib."
    )
    report = find_report(replace(WIRE, text=text, headings=()), "war.txt", Settings(parsed_words=7))
    assert figures_of(report) == {("killed", 2)}
    (rejected,) = report.rejected
    assert (rejected.source, rejected.reason) == ("war.txt", "not_parsed")
    assert f"{text.index('Gunmen')}" in rejected.detail


def test_headings_are_read_by_nobody():
    text = "Shells killed two men in Homs.\nThirty killed in Hama\nThe army said so."
    start = text.index("Thirty")
    heading = khabar.Span(start, start + len("Thirty killed in Hama"))
    report = find_report(replace(WIRE, text=text, headings=(heading,)), "war.txt", Settings())
    assert figures_of(report) == {("killed", 2)}


def test_claims_stand_in_the_order_of_the_text_and_happened_where_nothing_else_is_said():
    report = read(REPORT.encode(), published=PUBLISHED)
    spans = [claim.span for claim in report.claims]
    assert spans == sorted(spans)
    assert {claim.modality for claim in report.claims if claim.figures} == {Modality.HAPPENED}


@pytest.mark.parametrize("page", [None, 5, bytearray(b"x")])
def test_what_is_no_page_is_wrong_usage(page):
    with pytest.raises(UsageError, match="expected the path of a page or its bytes, got"):
        read(page)


@pytest.mark.parametrize("published", ["1937-06-01", datetime(1937, 6, 1)])
def test_what_is_no_day_is_wrong_usage(published):
    with pytest.raises(UsageError, match=r"expected a datetime\.date for `published`, got"):
        read(REPORT.encode(), published=published)


def test_what_lies_behind_the_allowed_length_is_listed_as_not_read():
    short = Settings(article_length=len(PARAGRAPHS[0]) + 5)
    report = read(REPORT.encode(), published=PUBLISHED, settings=short)
    assert ("killed", 19) in figures_of(report)
    assert ("killed", 31) not in figures_of(report)
    assert [rejected.reason for rejected in report.rejected] == ["not_parsed"]
