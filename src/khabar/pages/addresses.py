"""Addresses of pages: what names a page, and what only says how somebody came to it."""


def is_web(source: str) -> bool:
    """True where `source` names a page on the web and not a file."""
    return source[:8].lower().startswith(("http://", "https://"))
