"""The log of a watch on stderr: lines of JSON, or for people where that is a terminal."""

import logging
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger, Processor


def open_log() -> "FilteringBoundLogger":
    """A log of its own, whatever else in this process logs.

    Values that pages and sites gave are told as JSON tells them or by `repr`: no escape sequence of a
    stranger reaches a terminal.
    """
    import structlog

    stamps: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if sys.stderr.isatty():
        stamps.append(structlog.dev.ConsoleRenderer(pad_event_to=20, repr_native_str=True))
    else:
        stamps.append(structlog.processors.JSONRenderer())
    logger: FilteringBoundLogger = structlog.wrap_logger(
        structlog.WriteLogger(sys.stderr),
        processors=stamps,
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )
    return logger
