"""The settings of khabar: one frozen table. Nothing here is read at import."""

import os
from dataclasses import dataclass, field
from pathlib import Path

PUBLISHERS_VARIABLE = "KHABAR_PUBLISHERS"
"""The environment variable that names a file of publishers of one's own."""


def find_own_publishers() -> Path | None:
    """The file of publishers that the environment names, for this process and those that it starts."""
    name = os.environ.get(PUBLISHERS_VARIABLE)
    return Path(name) if name else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Limits and choices; each field has its unit and one line of help in its metadata."""

    page_bytes: int = field(
        default=8_000_000, metadata={"unit": "bytes", "help": "a larger page is rejected unread"}
    )
    page_seconds: float = field(
        default=2.0,
        metadata={"unit": "CPU seconds", "help": "what turning one page into an article may cost"},
    )
    # An article of 13,900 words with 600 claims, near the most that `parsed_words` lets through, took
    # 1.2-1.8 s: this leaves room for a machine twice as slow.
    claims_seconds: float = field(
        default=4.0,
        metadata={"unit": "CPU seconds", "help": "what finding one article's claims may cost"},
    )
    page_memory: int = field(
        default=512, metadata={"unit": "MiB", "help": "what one page may take beyond the loaded models"}
    )
    article_length: int = field(
        default=200_000,
        metadata={
            "unit": "code points",
            "help": "how much of one article is looked at for claims; the rest is listed as not read",
        },
    )
    parsed_words: int = field(
        default=15_000,
        metadata={
            "unit": "words",
            "help": "how much of one article is parsed; the rest is listed as not read",
        },
    )
    contact: str | None = field(
        default=None,
        metadata={
            "unit": "address or mail",
            "help": "where the owner of a site finds who asks; stands in each request",
        },
    )
    allow_private: bool = field(
        default=False,
        metadata={
            "unit": "yes or no",
            "help": "hosts of private networks may be asked too, on any port: for intranets and tests",
        },
    )
    ports: tuple[int, ...] = field(
        default=(80, 443), metadata={"unit": "numbers", "help": "the ports of hosts that may be asked"}
    )
    request_seconds: float = field(
        default=60.0,
        metadata={
            "unit": "seconds",
            "help": "what one answer may take from its name's look-up to its end",
        },
    )
    silence_seconds: float = field(
        default=15.0, metadata={"unit": "seconds", "help": "how long a host may say nothing"}
    )
    list_entries: int = field(
        default=100,
        metadata={
            "unit": "articles",
            "help": "how many articles of a feed, sitemap or site are asked for",
        },
    )
    site_seconds: float = field(
        default=1.0,
        metadata={
            "unit": "seconds",
            "help": "the least time between two requests to one host; its robots.txt may ask for more",
        },
    )
