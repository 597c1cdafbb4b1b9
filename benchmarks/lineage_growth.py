"""How long it takes to add one report to a ledger of ten thousand to a million: the curve in docs/img/lineage_growth.png.

usage: python -m benchmarks.lineage_growth [--most N] [-o PNG]

The table (key, report_id) is kept in SQLite as the ledger keeps it and filled with the keys of N reports of a hundred words
each, invented like any others. At each size 300 reports are added one by one, every other one a copy of one that is there: its
keys are made, looked up, paired and stored. Median and ninetieth percentile of the whole step are drawn.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa

from copydesk.lineage import Furniture, candidates, signatures
from copydesk.lineage.signatures import HITS
from copydesk.model import Report

_SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
_ADDED = 300
_KEYS = 24  # about as many as a report of a hundred words has
_WORDS = 100
_AT_ONCE = 20_000


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--most", type=int, default=_SIZES[-1])
    ask.add_argument("-o", type=Path, default=Path("docs/img/lineage_growth.png"))
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        curve = grown(Path(folder) / "bands.sqlite", [s for s in _SIZES if s <= asked.most])
    for size, median, high in curve:
        print(f"{size:>9} signatures  {median:6.2f} ms median  {high:6.2f} ms ninetieth percentile")
    drawn(curve, asked.o)


def grown(path: Path, sizes: list[int]) -> list[tuple[int, float, float]]:
    """(signatures, median ms, ninetieth percentile ms) of adding one report at each size."""
    rng = np.random.default_rng(7)
    ledger = sqlite3.connect(path)
    ledger.execute("create table bands (band_key integer, report_id text, primary key (band_key, report_id)) without rowid")
    words = [f"w{i}" for i in range(20_000)]
    curve, filled = [], 0
    for size in sizes:
        while filled < size:
            n = min(_AT_ONCE, size - filled)
            keys = rng.integers(0, 1 << 62, (n, _KEYS))
            rows = sorted((int(k), f"r{filled + i}") for i in range(n) for k in keys[i])
            with ledger:
                ledger.executemany("insert into bands values (?, ?)", rows)
            filled += n
        took = added(ledger, rng, words, size)
        curve.append((size, float(np.median(took)), float(np.quantile(took, 0.9))))
    return curve


def added(ledger: sqlite3.Connection, rng: np.random.Generator, words: list[str], size: int) -> list[float]:
    """Milliseconds for each of some reports added one by one."""
    took, last = [], ""
    for i in range(_ADDED):
        text = last if i % 2 else " ".join(words[j] for j in rng.integers(0, len(words), _WORDS))
        report = Report(report_id=f"new{size}_{i}", text=text)
        start = time.perf_counter()
        made = signatures([report], Furniture())
        keys = made["keys"][0].as_py()
        asked = ",".join("?" * len(keys))
        with ledger:
            hits = ledger.execute(f"select band_key, report_id from bands where band_key in ({asked})", keys).fetchall()
            known = pa.table(
                [pa.array([h[0] for h in hits], pa.int64()), pa.array([h[1] for h in hits], pa.large_string())], schema=HITS
            )
            pairs = candidates(made, known)
            ledger.executemany("insert into bands values (?, ?)", [(k, report.report_id) for k in keys])
        took.append((time.perf_counter() - start) * 1000)
        if pairs.num_rows != i % 2:
            raise SystemExit(f"a copy was missed or invented at {size}")
        last = text
    return took


def drawn(curve: list[tuple[int, float, float]], path: Path) -> None:
    import matplotlib  # noqa: PLC0415

    matplotlib.use("Agg")
    from matplotlib import pyplot  # noqa: PLC0415

    sizes, medians, highs = zip(*curve, strict=True)
    figure, axes = pyplot.subplots(figsize=(7, 3.6), layout="constrained")
    axes.plot(sizes, medians, marker="o", label="median")
    axes.plot(sizes, highs, marker="o", linestyle="--", label="ninetieth percentile")
    axes.set_xscale("log")
    axes.set_ylim(bottom=0)
    axes.set_xlabel("reports in the ledger")
    axes.set_ylabel("milliseconds to add one report")
    axes.set_title("Adding a report to a growing ledger")
    axes.grid(alpha=0.3)
    axes.legend()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=130)


if __name__ == "__main__":
    main()
