"""A command's process ends with its code, its words written, and without taking the interpreter down under Daft's threads."""

from __future__ import annotations

import subprocess
import sys

import pytest

from copydesk.cli.main import run

SCRIPT = """
import atexit, concurrent.futures, sys, threading, time

class Held:
    def __del__(self): print("taken down")

held = Held()
atexit.register(lambda: print("exit function"))
pool = concurrent.futures.ThreadPoolExecutor()
pool.submit(int).result()  # its thread now waits for work
threading.Thread(target=lambda: (time.sleep(0.2), print("thread"))).start()
if sys.argv[1] == "daft":
    sys.modules["daft"] = sys
from copydesk.cli.leaving import leave
print("held output", end="")
leave(3)
"""


@pytest.mark.parametrize(
    ("loaded", "said"),
    [("daft", ["held outputthread", "exit function"]), ("none", ["held outputthread", "exit function", "taken down"])],
)
def test_what_waits_for_the_end_has_its_turn(loaded: str, said: list[str]) -> None:
    ended = subprocess.run([sys.executable, "-c", SCRIPT, loaded], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout.splitlines(), ended.stderr) == (3, said, "")


def test_a_reader_that_has_gone_is_no_fault() -> None:
    script = "import sys; sys.modules['daft'] = sys; from copydesk.cli.leaving import leave; print('x'); leave(0)"
    writer = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={})
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.close()
    assert (writer.wait(), writer.stderr.read()) == (0, b"")
    writer.stderr.close()


@pytest.mark.parametrize(("stop", "code", "said"), [("no room", 1, "no room\n"), (None, 0, ""), (3, 3, "")])
def test_what_a_command_stops_with_is_its_code_or_told(
    stop: str | int | None, code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(standalone_mode: bool) -> None:
        raise SystemExit(stop)

    monkeypatch.setitem(run.__globals__, "copydesk", stopped)  # the room exports `main`, the function, under the module's name
    assert (run(), capsys.readouterr().err) == (code, said)
