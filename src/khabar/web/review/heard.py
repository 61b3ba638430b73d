"""What reviewers said about an event, for its page."""

from collections.abc import Collection
from typing import Any

from starlette.requests import Request

from khabar.record.review.heard import list_heard
from khabar.web.people.who import find_record, find_who
from khabar.web.review.phrases import TITLES


def tell_heard(request: Request, claims: Collection[str]) -> dict[str, Any]:
    """What `review/heard.html` shows; who may be asked sees nothing before they have answered."""
    who = find_who(request)
    asking = who.account.name if who.account is not None and who.reviews else None
    return {"heard": list_heard(find_record(request), claims, asking=asking), "heard_titles": TITLES}
