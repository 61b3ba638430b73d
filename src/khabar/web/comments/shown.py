"""The comments under an event or an article."""

from collections.abc import Collection
from typing import Any

from starlette.requests import Request

from khabar.record.comments.moderating import list_shown
from khabar.web.people.house import Commenting
from khabar.web.people.who import find_record


def tell_comments(request: Request, about: str, ids: Collection[str] = ()) -> dict[str, Any]:
    """What `comments/list.html` shows: comments on `about`, and on whatever else is part of it."""
    is_open = request.app.state.porter.house.comments is not Commenting.OFF
    comments = list_shown(find_record(request), {about, *ids}) if is_open else ()
    return {"comments": comments, "comments_about": about, "takes_comments": is_open}
