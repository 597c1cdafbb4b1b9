"""Lineage on a corpus with known copies: recall, precision, speed and memory, beside datasketch on the same reports.

usage: python -m benchmarks.lineage_speed [SIZE] [--beside N] [--json]

SIZE reports are made (see lineage_corpus). `--beside N` lets datasketch's MinHashLSH (128 permutations, threshold 0.5,
three-word shingles) work on the first N of them (all, if not given; 0 leaves it out). Both run in one process on one core;
times are of the processor, so that other work on the machine weighs little. Peak memory is copydesk's, corpus included.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Iterable

from benchmarks.lineage_corpus import Copied, corpus
from copydesk.lineage import Furniture, candidates, learn_furniture, origins, relate, signatures
from copydesk.model import LineageEdge, Report

Pair = tuple[str, str]
Figures = dict[str, float | int | None]


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("size", type=int, nargs="?", default=5000)
    ask.add_argument("--beside", type=int)
    ask.add_argument("--json", action="store_true")
    asked = ask.parse_args()
    made = corpus(asked.size)
    figures = ours(made)
    beside = made.reports[: asked.size if asked.beside is None else asked.beside]
    if beside:
        rate, recall = datasketch(beside, made.pairs)
        figures |= {"datasketch_reports_a_second": rate, "datasketch_recall": recall}
        figures["candidates_times_as_fast"] = round(float(figures["candidates_reports_a_second"] or 0) / rate, 1)
        figures["whole_times_as_fast"] = round(float(figures["whole_reports_a_second"] or 0) / rate, 1)
    print(json.dumps(figures) if asked.json else "\n".join(f"{k:32} {v}" for k, v in figures.items()))


def ours(made: Copied) -> Figures:
    """Furniture, candidates, passages, relations and origins of all reports at once."""
    size = len(made.reports)
    by_id = {r.report_id: r for r in made.reports}
    warm(made.reports[:50])
    start = time.process_time()
    furniture = Furniture(learn_furniture(made.reports))
    learned = time.process_time()
    pairs = candidates(signatures(made.reports, furniture))
    left, right = pairs["left"].to_pylist(), pairs["right"].to_pylist()
    found = time.process_time()
    edges = relate(((by_id[a], by_id[b]) for a, b in zip(left, right, strict=True)), furniture)
    heads = origins(edges, made.reports)
    done = time.process_time()
    copies = [e for e in edges if e.relation == "copy"]
    said = {ordered(e.from_report_id, e.to_report_id) for e in copies}
    wanted = {ordered(a, b) for a, b in made.pairs}
    proposed = {ordered(a, b) for a, b in zip(left, right, strict=True)}
    return {
        "reports": size,
        "copied_pairs": len(wanted),
        "candidate_pairs": len(left),
        "candidate_recall": ratio(len(wanted & proposed), len(wanted)),
        "copy_recall": ratio(len(wanted & said), len(wanted)),
        "copy_precision": share_true(copies, made),
        "any_relation_precision": share_true(edges, made),
        "families": len(set(heads.values())),
        "learning_reports_a_second": round(size / (learned - start)),
        "candidates_reports_a_second": round(size / (found - learned)),
        "whole_reports_a_second": round(size / (done - learned)),
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def warm(reports: list[Report]) -> None:
    """Tables that are read once are no part of the speed."""
    furniture = Furniture(learn_furniture(reports))
    signatures(reports, furniture)
    relate([(reports[0], reports[0])], furniture)


def datasketch(reports: list[Report], copied: Iterable[Pair]) -> tuple[float, float]:
    """(reports a second, recall of the copied pairs among `reports`) of datasketch's candidate step."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415

    index = MinHashLSH(threshold=0.5, num_perm=128)
    found: set[Pair] = set()
    start = time.process_time()
    for report in reports:
        words = report.text.casefold().split()
        sketch = MinHash(num_perm=128)
        sketch.update_batch({" ".join(words[i : i + 3]).encode() for i in range(len(words) - 2)})
        found.update(ordered(str(other), report.report_id) for other in index.query(sketch))
        index.insert(report.report_id, sketch)
    took = time.process_time() - start
    known = {r.report_id for r in reports}
    wanted = {ordered(a, b) for a, b in copied if a in known and b in known}
    return len(reports) / took, ratio(len(wanted & found), len(wanted))


def share_true(edges: list[LineageEdge], made: Copied) -> float:
    """The share of edges between reports that have some source in common."""
    return ratio(sum(bool(made.sources[e.from_report_id] & made.sources[e.to_report_id]) for e in edges), len(edges))


def ordered(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def ratio(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0


if __name__ == "__main__":
    main()
