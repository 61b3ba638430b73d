"""The settings of khabar: one frozen table. Nothing here is read at import."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Limits and choices; each field has its unit and one line of help in its metadata."""

    page_bytes: int = field(
        default=8_000_000, metadata={"unit": "bytes", "help": "a larger page is rejected unread"}
    )
    page_seconds: float = field(
        default=2.0,
        metadata={"unit": "CPU seconds", "help": "what one page may cost before it is dropped"},
    )
    page_memory: int = field(
        default=512, metadata={"unit": "MiB", "help": "what one page may take beyond the loaded models"}
    )
    parsed_words: int = field(
        default=15_000,
        metadata={
            "unit": "words",
            "help": "how much of one article is parsed; the rest is listed as not read",
        },
    )
