"""The comments under an event or an article."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from starlette.requests import Request

from khabar.export.withholding.protecting import Secrets
from khabar.record.comments.moderating import list_shown
from khabar.web.harm import find_curtain
from khabar.web.people.house import Commenting
from khabar.web.people.who import find_record


def tell_comments(request: Request, about: str, ids: Collection[str] = ()) -> dict[str, Any]:
    """What `comments/list.html` shows: comments on `about`, and on whatever else is part of it."""
    is_open = request.app.state.porter.house.comments is not Commenting.OFF
    comments = list_shown(find_record(request), {about, *ids}) if is_open else ()
    curtain = find_curtain(request)
    if curtain is not None:
        comments = tuple(replace(one, text=curtain.blank(one.text, Secrets()).text) for one in comments)
    return {"comments": comments, "comments_about": about, "takes_comments": is_open}
