"""`khabar watch`: the loop with all that it needs, until a signal ends it."""

import random
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import FrameType

from khabar.engine.box import Crew as Box
from khabar.engine.box import count_cores
from khabar.engine.jobs import Job
from khabar.engine.shelf import RuleShelf
from khabar.errors import UsageError
from khabar.pages.fetching.client import open_fetcher
from khabar.record.store import Record
from khabar.watch.couriers import Couriers
from khabar.watch.desk import BoxedDesk
from khabar.watch.log import open_log
from khabar.watch.loop import Crew, Loop, Outturn
from khabar.watch.meter import Meter
from khabar.watch.plan import Plan
from khabar.watch.tools import Tools

# Sites that are asked at one moment. Each costs a thread that mostly waits.
_COURIERS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchOrder:
    """What the caller asked for. `reader` is khabar's version, `metrics` where Prometheus may ask."""

    plan: Plan
    job: Job
    record: str
    reader: str
    once: bool
    metrics: tuple[str, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a watch ended: what it came to, and the signal that ended it, None where it was done."""

    outturn: Outturn
    signal: int | None


def watch(order: WatchOrder) -> Ended:
    """How the watch ended.

    Raises RecordError where the record cannot be opened or written, and UsageError where the port for
    Prometheus cannot be had.
    """
    settings = replace(order.job.settings, contact=order.job.settings.contact or order.plan.contact)
    log, meter = open_log(), Meter()
    with ExitStack() as stack:
        if order.metrics:
            log.info("metrics", address=_serve(meter, order.metrics))
        record = stack.enter_context(Record.open(order.record, create=True))
        shelf = RuleShelf(record)
        fetcher = stack.enter_context(open_fetcher(settings, order.reader, shelf=shelf))
        box = stack.enter_context(Box(order.job, count_cores()))
        desk = BoxedDesk(settings)
        stack.callback(desk.close)
        couriers = Couriers(fetcher, _COURIERS, settings.page_bytes)
        stack.callback(couriers.close)
        tools = Tools(record=record, now=_now, chance=random.SystemRandom(), log=log, meter=meter)
        loop = Loop(order.plan, tools, Crew(couriers=couriers, desk=desk, box=box), order.reader)
        log.info("watch begins", sources=len(order.plan.sources), once=order.once)
        caught = stack.enter_context(_catching(loop))
        outturn = loop.run(once=order.once)
        log.info("watch ends", signal=caught[0] if caught else None)
        return Ended(outturn=outturn, signal=caught[0] if caught else None)


def _now() -> datetime:
    return datetime.now(UTC)


def _serve(meter: Meter, where: tuple[str, int]) -> str:
    host, port = where
    try:
        return f"http://{host}:{meter.serve(host, port)}/metrics"
    except OSError as error:
        why = f"expected a port that is free, got {error.strerror} for {host}:{port}"
        raise UsageError(f"--metrics: {why}") from error


@contextmanager
def _catching(loop: Loop) -> Iterator[list[int]]:
    """The signals that have asked the loop to end; a second one ends the process at once."""
    caught: list[int] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def stop(number: int, _frame: FrameType | None) -> None:
        caught.append(number)
        for one, handler in before.items():
            signal.signal(one, handler)
        loop.stop()

    for number in before:
        signal.signal(number, stop)
    try:
        yield caught
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
