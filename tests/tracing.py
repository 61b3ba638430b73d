"""What coverage follows: processes that tests start are traced where the environment says so."""

import os

TRACED = "COVERAGE_PROCESS_CONFIG"
"""The variable by which coverage tells a process what to trace."""


def leave_untraced():
    """The environment for a process that walks through code that others cover."""
    return {name: value for name, value in os.environ.items() if name != TRACED}
