"""A process that works for this one at the other end of a line, and may break without breaking it."""

import os
import signal
import subprocess
import sys
from multiprocessing import Pipe
from typing import Generic, TypeVar

from khabar.model.claims import Rejected

Out = TypeVar("Out")
In = TypeVar("In")

# Such a process is one thread; libraries that would start more for each are told so before they load.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1"}


class Process(Generic[Out, In]):
    """A process that runs a module of khabar, and this end of the line to it.

    `Out` is what it is sent, `In` what comes back. What it would say on stderr is dropped where it is
    `silent`: libraries in it print of their own.
    """

    def __init__(self, module: str, *, silent: bool = False) -> None:
        self.line, theirs = Pipe()
        self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and our own module
            # -P: a json.py in the folder of the pages is not to be imported
            [sys.executable, "-P", "-m", module, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL if silent else None,
            env=os.environ | _ONE_THREAD,
            process_group=0,  # Ctrl-C is for the process that runs the box
        )
        theirs.close()

    def send(self, what: object) -> bool:
        """False where the process has died."""
        try:
            self.line.send(what)
        except OSError:
            return False
        return True

    def receive(self) -> In | None:
        """What comes next on the line, or None where the process has died."""
        try:
            answer: In = self.line.recv()
        except (EOFError, ConnectionError):
            return None
        return answer

    def end(self) -> int:
        """Its exit code, negative for a signal, after it is gone for certain."""
        self.line.close()
        try:
            return self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return self.kill()

    def kill(self) -> int:
        """Its exit code, after it was ended whatever it was doing."""
        self.line.close()
        self._process.kill()
        return self._process.wait()


def explain_end(source: str, code: int, allowed: str) -> Rejected:
    """Why the process that had this source ended with `code`, in the words of `rejected` lines.

    `allowed` says how much CPU time it had.
    """
    if code == -signal.SIGPROF:
        reason, detail = "over_time", f"expected at most {allowed} of CPU time"
    elif code == -signal.SIGKILL:
        reason, detail = "over_memory", "the system killed the reader, most likely for want of memory"
    elif code < 0:
        reason, detail = "crashed", f"the reader was ended by {signal.Signals(-code).name}"
    else:
        reason, detail = "crashed", f"the reader stopped with exit code {code}"
    return Rejected(source=source, reason=reason, detail=detail)
