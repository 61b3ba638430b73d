"""When something is to be tried next."""

from datetime import timedelta

# The longest pause after failures, unless a source is asked less often anyway.
_LONGEST = timedelta(hours=6)
# Sources with one period are not to be asked at one moment: each time is moved by up to a tenth.
_JITTER = 0.1


def wait_after_success(every: timedelta, chance: float) -> timedelta:
    """The pause until a source is asked again; `chance` is from 0 to 1.

    >>> str(wait_after_success(timedelta(minutes=10), 1))
    '0:11:00'
    """
    return every * (1 + _JITTER * (2 * chance - 1))


def wait_after_failure(
    retry: timedelta, failures: int, chance: float, asked: float | None = None
) -> timedelta:
    """The pause after so many failures in a row: it doubles with each, up to six hours.

    `asked` are the seconds that a site asks to be left alone for, which are kept in any case.

    >>> [str(wait_after_failure(timedelta(minutes=1), failures, 0.5)) for failures in (1, 2, 3, 30)]
    ['0:01:00', '0:02:00', '0:04:00', '6:00:00']
    """
    pause = min(retry * (1 << min(max(failures - 1, 0), 20)), max(_LONGEST, retry))
    jittered = pause * (1 + _JITTER * (2 * chance - 1))
    return max(jittered, timedelta(seconds=asked or 0))
