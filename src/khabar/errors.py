"""The tree of errors.

KhabarError
├── UsageError          the caller asked for something that cannot be      exit 2
├── InputError          a page could not be read; carries reason, detail   exit 3
│   ├── BudgetError     a page would take more time or memory than allowed exit 3
│   └── UnreachableError  a site gave no page when it was asked for one    exit 6
├── RecordError         the record could not be read or written            exit 7
└── DataError           a file shipped with khabar is wrong                exit 1
"""


class KhabarError(Exception):
    """What every error raised on purpose by khabar derives from."""


class UsageError(KhabarError):
    """The call cannot be carried out as it was made; the message lists what was expected."""


class InputError(KhabarError):
    """One input could not be read; the others are not touched.

    `reason` is one word of the vocabulary printed in `rejected` lines, `detail` says what was
    expected, what came, and where.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class BudgetError(InputError):
    """A page asked for more time, memory or size than one page is allowed."""


class UnreachableError(InputError):
    """A site could not be reached, or answered that it has no page; later it may have one."""


UNREACHABLE = frozenset({"unreachable", "timed_out", "http_error", "paused", "bad_answer", "redirects"})
"""The reasons of UnreachableError."""


class RecordError(KhabarError):
    """The record could not be read or written; what was not acknowledged is not in it.

    The message says what was expected, what came, and where the record is.
    """


class DataError(KhabarError):
    """A file in khabar's data folder contradicts itself; names the file and the entry."""
