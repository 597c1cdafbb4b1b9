"""A build killed at any moment leaves whole reports, and the next one finishes the work."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from copydesk.ledger import Ledger
from copydesk.model import Report

ROOT = Path(__file__).resolve().parent.parent.parent
KILLS = 10
TOWNS = ("Gao", "Ansongo", "Menaka", "Kidal", "Mopti", "Tombouctou")

BUILD = """
import sys
from copydesk.pipeline.build import BuildOptions, build
from copydesk.pipeline.plan import Runner
from copydesk.reading import Options
reading = Options(pseudonym_key=b"key for tests", read_at="2024-04-01T00:00:00+00:00")
build(sys.argv[1], [sys.argv[2]], BuildOptions(reading=reading, runner=Runner(chunk_bytes=4000)))
"""


def pile(folder: Path) -> Path:
    """Sixty invented reports in six files, so that a build has several chunks to be killed in."""
    folder.mkdir()
    for n, town in enumerate(TOWNS):
        rows = []
        for day in range(1, 11):
            when = f"2024-03-{day:02}"
            text = f"At least {day + n} soldiers were killed when gunmen attacked a post near {town} on {when}, the army said."
            text += f" Residents of {town} told of heavy shelling on the same day. Nothing else was known of attack {n}-{day}."
            rows.append({"id": f"{town}-{day}", "published": when, "outlet": f"Outlet {n}", "text": text})
        (folder / f"{town}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
    return folder


def start(ledger: Path, reports: Path) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-c", BUILD, str(ledger), str(reports)]
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)


def holds(ledger: Path) -> tuple[list[object], ...]:
    """The tables, but for when something was done."""
    with Ledger.open(ledger) as opened:
        return opened.reports(), opened.mentions(), opened.lineage(), opened.events()


def test_killed_at_ten_moments_it_loses_nothing(tmp_path: Path) -> None:
    reports = pile(tmp_path / "pile")
    whole = tmp_path / "whole.ledger"
    began = time.monotonic()
    done = start(whole, reports)
    assert done.wait() == 0, done.stderr.read().decode() if done.stderr else ""
    takes = time.monotonic() - began

    killed = tmp_path / "killed.ledger"
    moments = random.Random(20240315)
    for _ in range(KILLS):
        build = start(killed, reports)
        time.sleep(moments.uniform(0.1, takes))
        os.killpg(build.pid, signal.SIGKILL)
        build.wait()
        if killed.exists():
            with Ledger.open(killed, create=True) as opened:
                stored = {r.report_id: r for r in opened.stream("reports")}
                assert all(isinstance(r, Report) and r.parts for r in stored.values())
                assert {m.report_id for m in opened.mentions()} <= set(stored)

    done = start(killed, reports)
    assert done.wait() == 0, done.stderr.read().decode() if done.stderr else ""
    assert holds(killed) == holds(whole)
