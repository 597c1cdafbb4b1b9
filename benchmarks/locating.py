"""Toponyms of labelled corpora by `copydesk.locating` alone, from raw text, and its speed.

usage: python benchmarks/locating.py GOLD.jsonl OUT.jsonl    (then ../shared/bench/score_geo.py GOLD.jsonl OUT.jsonl)
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

from copydesk.locating.gazetteer.store import open_gazetteer
from copydesk.locating.locate import locate_report
from copydesk.model import Report


def main(gold: str, out: str) -> None:
    gazetteer = open_gazetteer()
    with Path(gold).open(encoding="utf-8") as lines:
        reports = [json.loads(line) for line in lines]
    seconds = 0.0
    sentences = 0
    with Path(out).open("w", encoding="utf-8") as file:
        for r in reports:
            began = time.perf_counter()
            toponyms, _ = locate_report(Report(report_id=str(r["id"]), text=r["text"]), [], [], [], gazetteer)
            seconds += time.perf_counter() - began
            sentences += len(re.findall(r"[.!?](?:\s|$)", r["text"]))
            places = [
                {
                    "start": t.start,
                    "end": t.end,
                    "text": t.text,
                    "kind": t.kind,
                    "name": t.name,
                    "lat": t.lat,
                    "lon": t.lon,
                    "country": t.country,
                }
                for t in toponyms
            ]
            file.write(json.dumps({"id": r["id"], "places": places}, ensure_ascii=False) + "\n")
    print(f"{len(reports)} reports, {sentences} sentences, {sentences / seconds:.0f} sentences a second")


if __name__ == "__main__":
    main(*sys.argv[1:3])
