"""The same plan on this machine and on a cluster gives the same tables."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TABLES = ("reports", "mentions", "lineage", "events")

BUILD = """
import sys
from copydesk.pipeline.build import BuildOptions, build
from copydesk.pipeline.plan import Runner
from copydesk.reading import Options
reading = Options(pseudonym_key=b"key for tests", read_at="2024-04-01T00:00:00+00:00")
build(sys.argv[1], sys.argv[2:-1], BuildOptions(reading=reading, runner=Runner(name=sys.argv[-1])))
"""


def twenty(folder: Path) -> Path:
    """Reports of our own beside the example ones, so that there are twenty."""
    rows = []
    for n in range(1, 13):
        text = f"{n} people were killed and {2 * n} wounded by a car bomb in Mogadishu on Monday.\n\nNo group claimed it."
        rows.append({"id": f"m-{n}", "published": f"2024-05-{n:02}", "outlet": f"Outlet {n % 4}", "text": text})
    (folder / "more.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
    return folder / "more.jsonl"


@pytest.mark.slow
def test_both_runners_give_the_same_tables(tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="Ray is not installed: pip install 'copydesk[ray]'")
    from copydesk.ledger import Ledger  # noqa: PLC0415

    more = twenty(tmp_path)
    held = {}
    for runner in ("native", "ray"):
        ledger = tmp_path / f"{runner}.ledger"
        words = [sys.executable, "-c", BUILD, str(ledger), str(ROOT / "examples" / "mali"), str(more), runner]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        with Ledger.open(ledger) as opened:
            held[runner] = {table: list(opened.stream(table)) for table in TABLES}
    assert len(held["native"]["reports"]) >= 20
    assert held["native"] == held["ray"]
