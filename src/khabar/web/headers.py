"""What every answer says to browsers: nothing runs, loads or is framed but what khabar itself serves."""

from typing import TypeAlias

from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
"""The content security policy: no script and no style inside a page, nothing from another host."""

Fields: TypeAlias = tuple[tuple[bytes, bytes], ...]

ALWAYS: Fields = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
"""What is said with every answer."""


class Headers:
    """Adds the headers to every answer; what a page sets itself stays."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves as the application inside does."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = list(message.get("headers", ()))
                names = {name for name, _ in said}
                message["headers"] = [*said, *(one for one in ALWAYS if one[0] not in names)]
            await send(message)

        await self._app(scope, receive, send_guarded if scope["type"] == "http" else send)
