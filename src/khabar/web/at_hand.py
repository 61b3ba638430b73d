"""What is at hand goes out before all else is looked at: files of the face, and pages that are kept."""

from collections.abc import Sequence
from contextlib import suppress

from starlette.types import ASGIApp, Receive, Scope, Send

from khabar.errors import RecordError
from khabar.web.answers import Answers, name_address
from khabar.web.files import Files
from khabar.web.people.who import SESSION
from khabar.web.ready import Ready


class AtHand:
    """Answers eight of ten requests of visitors; the rest is for the application inside.

    Without `answers`, pages are not sent from here: who asks has to be known first.
    """

    def __init__(self, app: ASGIApp, *, files: Sequence[Files], answers: Answers | None) -> None:
        self._app, self._files, self._answers = app, files, answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves as the application inside does."""
        found = self._find(scope) if scope["type"] == "http" and scope["method"] == "GET" else None
        await (self._app if found is None else found)(scope, receive, send)

    def _find(self, scope: Scope) -> Ready | None:
        for files in self._files:
            if file := files.find(scope["path"]):
                return file
        if self._answers is None or _may_be_signed_in(scope):
            return None
        with suppress(RecordError):  # the page itself says what is wrong
            return self._answers.find(name_address(scope))
        return None


def _may_be_signed_in(scope: Scope) -> bool:
    token = SESSION.encode()
    return any(name == b"cookie" and token in value for name, value in scope["headers"])
