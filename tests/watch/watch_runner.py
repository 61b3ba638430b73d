"""A watch for tests: it reads pages of the form of `tests/papers.py`, without a parser.

python tests/watch/watch_runner.py RECORD PLAN [--once]    needs tests/ on PYTHONPATH
"""

import sys
from pathlib import Path

import papers

from khabar.engine.jobs import Job
from khabar.model.documents import Hints
from khabar.settings import Settings
from khabar.watch.plan_file import read_plan
from khabar.watch.running import WatchOrder, watch


def main(arguments: list[str]) -> int:
    """0 where the watch ended by itself or by a signal."""
    where, plan, *rest = arguments
    settings = Settings(allow_private=True, site_seconds=0.0, request_seconds=5.0, silence_seconds=3.0)
    order = WatchOrder(
        plan=read_plan(Path(plan), settings),
        job=Job(hints=Hints(), settings=settings, stages=papers.stages),
        record=where,
        reader="1",
        once="--once" in rest,
        metrics=None,
    )
    watch(order)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
