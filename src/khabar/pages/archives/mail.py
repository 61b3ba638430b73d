"""Mails: a message is a page, a mailbox many of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from typing import BinaryIO, TypeAlias

from khabar.errors import InputError
from khabar.model.claims import Rejected, hash_words
from khabar.model.documents import Article, Hints, Page
from khabar.pages.blocks import fold
from khabar.pages.finds import Find, Found, make_page
from khabar.pages.html.page import read_html
from khabar.pages.outlets import Outlets, find_house_by_address
from khabar.pages.plain.text import read_plain
from khabar.pages.stamps import read_mail_stamp
from khabar.settings import Settings

MAIL = "message/rfc822"
"""The content type of a mail."""

_Read: TypeAlias = Callable[[Page, Hints, Settings, Outlets], Article]
_READERS: tuple[tuple[str, _Read], ...] = (("text/html", read_html), ("text/plain", read_plain))
# What the standard library raises on mails that were made to break it.
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, RecursionError, HeaderParseError)


def read_mail(page: Page, hints: Hints, settings: Settings, outlets: Outlets) -> Article:
    """The report in a mail: in its HTML, or else in its plain text.

    Its subject is the title. Its day, and its sender where that is a known house, stand in for what the
    text does not say. Raises InputError `damaged`, and what the readers of the parts raise.
    """
    try:
        message = message_from_bytes(page.content)
        parts = tuple(_list_parts(message, page))
        title, day, sender = _read_subject(message), _read_day(message), _read_sender(message)
    except _BROKEN as error:
        raise InputError("damaged", f"expected a mail, got {error!r:.80} in {page.source}") from error
    article = _read_first(parts, lambda read, part: read(part, hints, settings, outlets))
    publisher = article.publisher or find_house_by_address(sender, outlets)
    return replace(
        article,
        id=hash_words([article.text, publisher]),
        title=title or article.title,
        publisher=publisher,
        published=article.published or day,
    )


def read_mailbox(stream: BinaryIO, source: str, settings: Settings) -> Iterator[Find]:
    """The mails of an mbox file, each named by its number. Raises InputError `damaged`, `empty`."""
    number = 0
    for number, message in enumerate(_split(stream, source, settings.page_bytes), start=1):
        name = f"{source}#{number}"
        if message is None:
            detail = f"expected at most {settings.page_bytes:,} bytes in a mail, got more at {name}"
            yield Rejected(source=name, reason="too_large", detail=detail)
        else:
            yield Found(page=make_page(name, message, MAIL), hints=Hints())
    if number == 0:
        raise InputError("empty", f"expected mails, got none in {source}")


def _split(stream: BinaryIO, source: str, most: int) -> Iterator[bytes | None]:
    """The mails of a mailbox; None for one that is too large. `mailbox` of Python would read it all."""
    line = stream.readline(most)
    if line and not line.startswith(b"From "):
        raise InputError(
            "damaged", f"expected a mailbox, got no line of a sender at the start of {source}"
        )
    while line:
        parts: list[bytes] = []
        size, was_empty = 0, False
        while (line := stream.readline(most)) and not (was_empty and line.startswith(b"From ")):
            was_empty = not line.strip()
            size += len(line)
            if size <= most:
                parts.append(line[1:] if line.lstrip(b">").startswith(b"From ") else line)
        yield b"".join(parts) if size <= most else None


def _list_parts(message: Message, page: Page) -> Iterator[tuple[_Read, Page]]:
    """The parts of a mail that are text, HTML first, each as a page that a reader takes."""
    leaves = [part for part in message.walk() if not part.is_multipart() and not part.get_filename()]
    for kind, read in _READERS:
        for part in leaves:
            content = part.get_payload(decode=True)
            if part.get_content_type() == kind and isinstance(content, bytes) and content.strip():
                charset = part.get_content_charset()
                content_type = f"{kind}; charset={charset}" if charset else kind
                yield read, replace(page, content=content, content_type=content_type)


def _read_first(parts: Sequence[tuple[_Read, Page]], call: Callable[[_Read, Page], Article]) -> Article:
    """The article of the first part that holds one; raises what the last raised where none does."""
    for read, part in parts[:-1]:
        try:
            return call(read, part)
        except InputError:
            continue
    if not parts:
        raise InputError("no_report", "expected text in the mail, got none")
    return call(*parts[-1])


def _read_subject(message: Message) -> str | None:
    return fold(_read_header(message, "Subject")) or None


def _read_header(message: Message, name: str) -> str:
    written = str(message.get(name, ""))
    try:
        return str(make_header(decode_header(written)))
    except _BROKEN:
        return written.encode("utf-8", "replace").decode("utf-8")


def _read_day(message: Message) -> date | None:
    """The day on which the mail says that it was sent, in the sender's zone."""
    at = read_mail_stamp(str(message.get("Date", "")))
    return at.date() if at else None


def _read_sender(message: Message) -> str:
    """The sender's domain as an address."""
    _, address = parseaddr(_read_header(message, "From"))
    return f"https://{address.rpartition('@')[2].lower()}/"
