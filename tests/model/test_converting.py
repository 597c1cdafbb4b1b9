"""Two threads that convert to one class for the first time: without a lock the interpreter dies (a race in msgspec)."""

import subprocess
import sys

RACE = """
import sys, threading
import msgspec
from copydesk.model.converting import converted
sys.setswitchinterval(1e-6)
for n in range(200):
    low = msgspec.defstruct("Low", [(f"f{i}", int) for i in range(20)])
    middle = msgspec.defstruct("Middle", [(f"m{i}", list[low]) for i in range(10)])
    top = msgspec.defstruct("Top", [(f"t{i}", middle) for i in range(10)])
    one = {f"f{i}": i for i in range(20)}
    value = {f"t{i}": {f"m{j}": [one] for j in range(10)} for i in range(10)}
    start, out = threading.Barrier(4), []
    def go():
        start.wait()
        out.append(converted(value, top))
    threads = [threading.Thread(target=go) for _ in range(4)]
    for t in threads: t.start()
    for t in threads: t.join()
    assert len(out) == 4 and out[0] == out[3]
print("lived")
"""


def test_first_conversions_in_several_threads_do_not_crash() -> None:
    done = subprocess.run([sys.executable, "-c", RACE], capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stdout.strip()) == (0, "lived"), done.stderr
