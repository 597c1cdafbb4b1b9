"""How the process of a command ends."""

from __future__ import annotations

import atexit
import os
import sys
import threading
from contextlib import suppress


def leave(code: int) -> None:
    """End the process with an exit code; does not return.

    Daft's threads outlive their plan by a moment. One that lets go of a Python object while the interpreter is being taken down
    aborts the process ("PyGILState_Release: thread state must be current"), when all is done and told: so the interpreter is
    not taken down where daft was used. What waits for the end (other threads, exit functions, output still held) has its turn.
    """
    if "daft" in sys.modules:
        threading._shutdown()  # type: ignore[attr-defined]  # as the interpreter does: pools stop waiting, threads are waited for
        atexit._run_exitfuncs()
        _flush()
        os._exit(code)
    _flush()
    sys.exit(code)


def _flush() -> None:
    """Write what is held; a reader that has gone is no fault, and must not be told of by the interpreter either."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
