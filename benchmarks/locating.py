"""Place and time: toponyms of labelled corpora by `copydesk.locating` alone, from raw text, and the speed of locating and dating.

usage: python -m benchmarks.locating GOLD.jsonl [OUT.jsonl]    (then ../shared/bench/score_geo.py GOLD.jsonl OUT.jsonl)

Speed is of one core, in sentences as coding counts them; reading and coding are done before the clock starts. It is the time that
the process itself is given, so that other work on the machine does not count, and the median of several runs.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from copydesk.coding import code_report
from copydesk.dating import date_report
from copydesk.locating import locate_report
from copydesk.locating.gazetteer.store import open_gazetteer
from copydesk.model import Mention, Report, Toponym

_RUNS = 5


def main(gold: str, out: str | None = None) -> None:
    gazetteer = open_gazetteer()
    with Path(gold).open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    reports = [
        Report(report_id=str(r["id"]), text=r["text"], title=r.get("title") or None, published=r.get("published")) for r in rows
    ]
    if out:
        with Path(out).open("w", encoding="utf-8") as file:
            for report in reports:
                toponyms, _ = locate_report(Report(report_id=report.report_id, text=report.text), [], [], [], gazetteer)
                file.write(json.dumps({"id": report.report_id, "places": [_row(t) for t in toponyms]}, ensure_ascii=False) + "\n")
    coded = [(report, code_report(report)) for report in reports]
    sentences = sum(len(coding.sentences) for _, coding in coded)

    def locate() -> list[list[Mention]]:
        return [locate_report(r, c.sentences, c.entities, c.mentions, gazetteer)[1] for r, c in coded]

    located = locate()

    def date() -> None:
        for (report, coding), mentions in zip(coded, located, strict=True):
            date_report(report, coding.sentences, mentions)

    locating, dating = _median(locate), _median(date)
    print(f"{len(reports)} reports, {sentences} sentences; median of {_RUNS} runs on one core, sentences a second:")
    for name, seconds in (("locating", locating), ("dating", dating), ("both", locating + dating)):
        print(f"{name:10}{sentences / seconds:8.0f}")


def _median(work: Callable[[], object]) -> float:
    """Median seconds of processor time that `work` takes."""
    taken = []
    for _ in range(_RUNS):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def _row(toponym: Toponym) -> dict[str, object]:
    fields = ("start", "end", "text", "kind", "name", "lat", "lon", "country")
    return {field: getattr(toponym, field) for field in fields}


if __name__ == "__main__":
    main(*sys.argv[1:3])
