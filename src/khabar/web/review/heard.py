"""What reviewers said about an event, for its page."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from starlette.requests import Request

from khabar.record.review.heard import Heard, list_heard
from khabar.record.review.questions import Sort
from khabar.web.harm import find_curtain
from khabar.web.people.who import find_record, find_who
from khabar.web.review.phrases import TITLES

# Answers on these hold numbers and words of the vocabulary; others may name a person, or a house.
_HARMLESS = frozenset({Sort.FIGURE, Sort.SAME, Sort.NEWS})


def tell_heard(request: Request, claims: Collection[str]) -> dict[str, Any]:
    """What `review/heard.html` shows; who may be asked sees nothing before they have answered."""
    who = find_who(request)
    asking = who.account.name if who.account is not None and who.reviews else None
    heard = list_heard(find_record(request), claims, asking=asking)
    if find_curtain(request) is not None:
        heard = tuple(_withhold(heard))
    return {"heard": heard, "heard_titles": TITLES}


def _withhold(heard: Iterable[Heard]) -> Iterable[Heard]:
    """What a face for everybody shows of answers: neither names and places, nor reasons."""
    for one in heard:
        if one.question.sort in _HARMLESS:
            answers = tuple(replace(answer, reason=None) for answer in one.answers)
            yield replace(one, answers=answers)
