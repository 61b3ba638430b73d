"""The process that takes apart what sources answer, within the limits of a page; see `listing`."""

import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from khabar.engine.limits import Budget
from khabar.errors import InputError
from khabar.model.claims import Rejected
from khabar.settings import Settings
from khabar.watch.listing import Listing, ToList, list_articles


def main() -> None:
    """Serves whoever is at the other end of the connection whose descriptor is the first argument."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    channel = Connection(int(sys.argv[1]))
    settings: Settings = channel.recv()
    budget = Budget(settings, lambda: None)
    with suppress(EOFError, ConnectionError):  # nobody is at the other end any more
        while True:
            task: ToList = channel.recv()
            channel.send(_list(task, budget, settings.page_bytes))
            if budget.is_worn():
                return


def _list(task: ToList, budget: Budget, most_bytes: int) -> Listing | Rejected:
    source = task.page.source
    budget.open()
    try:
        return list_articles(task, most_bytes)
    except InputError as error:
        return Rejected(source=source, reason=error.reason, detail=error.detail)
    except MemoryError:
        return Rejected(source=source, reason="over_memory", detail="expected a smaller answer")
    except Exception as error:  # noqa: BLE001  # the top of the process: one answer must not stop others
        where = Path(error.__traceback__.tb_frame.f_code.co_filename).name if error.__traceback__ else ""
        return Rejected(source=source, reason="fault", detail=f"{type(error).__name__}: {error} {where}")
    finally:
        budget.close()


if __name__ == "__main__":
    main()
