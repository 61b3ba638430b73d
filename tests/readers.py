"""Stages for tests of the box: what they do with a page is the page's own text."""

import ctypes
import os
import signal
import threading
import time
from contextlib import suppress
from dataclasses import replace

from sample import REPORT, WIRE

from khabar.engine.jobs import Stages
from khabar.errors import InputError
from khabar.model.reports import Report

LOADED = []
KEPT = []


def obey(page, _hints, _settings, checkpoint):
    """Does what the page says, then gives a report whose title is the page's text."""
    order = page.content.decode()
    deeds = {
        "spin": spin,
        "spin after checkpoint": lambda: (checkpoint(), spin()),
        "grow": lambda: len(bytearray(2**31)),
        "keep": lambda: KEPT.append(bytearray(40 * 2**20)),
        "segfault": lambda: ctypes.string_at(0),
        "exit": lambda: os._exit(3),
        "killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
        "refuse": refuse,
        "stumble": lambda: {}["absent"],
        "swallow": swallow,
        "leave": lambda: threading.Timer(0.1, os._exit, (0,)).start(),
        "slow": lambda: time.sleep(0.3),
        "claims": checkpoint,
        "id": lambda: None,
    }
    deeds.get(order, lambda: None)()
    title = f"{os.getpid()} {len(LOADED)}" if order in {"id", "claims", "keep"} else order
    return Report(article=replace(WIRE, title=title), claims=REPORT.claims)


def spin():
    while True:
        pass


def swallow():
    while True:
        with suppress(BaseException):
            spin()


def refuse():
    raise InputError("no_report", "expected a report, got a menu")


def load():
    """A model of 600 MiB that costs more CPU than a page may: neither is counted."""
    if LOADED:
        return
    end = time.process_time() + 0.6
    while time.process_time() < end:
        pass
    LOADED.append(bytearray(600 * 2**20))


def obedient():
    return Stages(read=obey, load_models=load)


def absent():
    raise RuntimeError("no stages")
