"""A browser at the desk, for measuring it and for its pictures: Debian's Chromium, drawing in software."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import sync_playwright

from copydesk.desk import House, create_app, doors, listening
from copydesk.ledger import Ledger
from copydesk.reading import Options

ARGUMENTS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking"]


@contextmanager
def open_desk(path: Path) -> Iterator[tuple[str, str, House]]:
    """A desk on the ledger at `path`: its address, its one-time link, and what it holds."""
    with Ledger.open(path) as ledger, listening("127.0.0.1", 0) as socket:
        port = socket.getsockname()[1]
        guarded = doors("127.0.0.1", port, None, None)
        house = House(ledger, Options())
        server = uvicorn.Server(uvicorn.Config(create_app(house, guarded, "ada"), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        url = f"http://127.0.0.1:{port}"
        yield url, f"{url}/?token={guarded.token}", house
        server.should_exit = True
        thread.join()


@contextmanager
def browser() -> Iterator[Any]:
    """Chromium; RuntimeError where there is none."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        raise RuntimeError("no Chromium on this machine (apt-get install chromium)")
    with sync_playwright() as p:
        made = p.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield made
        made.close()


def processor_ms() -> float:
    """Processor time so far of this process and all it started (Linux), in milliseconds: what a busy machine does not change."""
    parents, spent = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = (folder / "stat").read_text().rpartition(")")[2].split()
            spent[int(folder.name)] = sum(int(task.read_text().split()[0]) for task in folder.glob("task/*/schedstat")) / 1e6
        except (OSError, ValueError, IndexError):
            continue  # it has ended meanwhile
        parents[int(folder.name)] = int(told[1])
    mine = {os.getpid()}
    while more := {child for child, parent in parents.items() if parent in mine and child not in mine}:
        mine |= more
    return sum(spent.get(pid, 0) for pid in mine)
