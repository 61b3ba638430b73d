"""Adapter for `gva`: the main event of each report.

A main event without dead or hurt is 0 of them, as in the gold; a day that is told less finely than as a
day is none, a place where it is neither a town nor a county.
"""

from typing import Any

from benchmarks.accuracy.articles import Row, read_row
from khabar.model.reports import Report
from khabar.model.values import Period, Reading, TimePrecision
from khabar.reconcile.articles.counts import Count
from khabar.reconcile.articles.main_event import MainEvent, find_main

_DAYS = frozenset({TimePrecision.HOUR, TimePrecision.DAY})


def predict(row: Row) -> dict[str, Any]:
    """The prediction for a blind row; without `cluster`, each report is an incident of its own."""
    return predict_report(row["id"], read_row(row))


def predict_report(id_: str, report: Report) -> dict[str, Any]:
    """The same of a row that was read."""
    article = report.article
    main = find_main(report.claims, article.title)
    return {
        "id": id_,
        "killed": _number(main.killed if main else None),
        "injured": _number(main.wounded if main else None),
        "date": _day(main.when if main else None),
        "city": _town(main) if main else None,
    }


def _number(count: Count | None) -> int:
    return int(count.number) if count else 0


def _day(when: Reading[Period] | None) -> str | None:
    known = when is not None and when.value.precision in _DAYS and when.value.start
    return known.isoformat() if known else None


def _town(main: MainEvent) -> str | None:
    """The town, or the county where no town is told: the gold has counties too."""
    town = main.town or main.place
    county = town is not None and town.text.casefold().endswith("county")
    return town.value.name if town is not None and (main.town or county) else None
