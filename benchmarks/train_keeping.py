"""Learn the weights of `merging/data/keeping.toml` from coded reports, and tell what they are worth on reports not learned from.

usage: train_keeping.py [BENCH_FOLDER] [--ridge 2.0] [--least -0.4]

Every group of mentions of a report is one example: it should be kept where `score_reports.match` pairs it with a coded event.
Weights are printed as rows of [weigh]; the two halves (reports of odd and even number) are scored with weights learned from the
other one.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import msgspec
import numpy as np

from benchmarks.merge_gold import rows, scorer
from copydesk.coding.coder import code_report
from copydesk.dating import date_report
from copydesk.locating.locate import locate_report
from copydesk.merging.grouping import told_together
from copydesk.merging.keeping import signs
from copydesk.merging.profile import profile
from copydesk.merging.settling import complete
from copydesk.merging.tables import keeping
from copydesk.model import Mention, Report
from copydesk.reading import Options, sources
from copydesk.reading.reader import read


class Example(NamedTuple):
    """One report: its groups as printed and as signs, its coded events, and the names of the groups that tell one."""

    printed: dict[str, dict[str, Any]]
    found: dict[str, dict[str, float]]
    events: list[dict[str, Any]]
    right: set[str]


def coded(path: Path) -> list[tuple[Report, list[Mention]]]:
    """The reports of a file with their mentions, placed and dated."""
    out = []
    for source in sources([str(path)], Options()):
        for report in read(source, Options()):  # type: ignore[arg-type]
            if isinstance(report, Report):
                found = code_report(report)
                _, placed = locate_report(report, found.sentences, found.entities, found.mentions)
                out.append((report, date_report(report, found.sentences, placed)[1]))
    return out


def examples(bench: Path, score: ModuleType) -> list[Example]:
    """Each report with its groups, their signs, and the names of those that tell a coded event."""
    gold = {r["id"]: r for r in rows(bench / "data" / "fa_kes_dev_gold.jsonl")}
    out = []
    for report, mentions in coded(bench / "data" / "fa_kes_dev.jsonl"):
        groups = {members[0].mention_id: complete(members) for members in told_together(report, mentions)}
        found = signs(groups, {name: profile(members, report) for name, members in groups.items()})
        printed = {name: row(name, members) for name, members in groups.items()}
        printed = {name: m for name, m in printed.items() if score.class_of(m) != "other"}
        events = [e for e in gold[report.report_id]["events"] if e["status"] not in ("planned", "denied") and e["class"] != "other"]
        told = list(printed.values())
        right = {told[j]["event_id"] for _, j in score.match(events, told)}
        out.append(Example(printed, found, events, right))
    return out


def row(name: str, members: list[Mention]) -> dict[str, Any]:
    """The fullest mention of a group as the table of mentions prints it."""
    printed = [msgspec.to_builtins(m) | {"event_id": name, "actor": m.actor and msgspec.to_builtins(m.actor)} for m in members]
    return max(printed, key=lambda m: sum(v is not None for v in m.values()))


def learn(some: list[Example], names: list[str], ridge: float) -> np.ndarray[Any, Any]:
    """Weights by Newton's method."""
    given = [([e.found[name][s] for s in names], name in e.right) for e in some for name in e.printed]
    x, y = np.array([g[0] for g in given]), np.array([g[1] for g in given], float)
    held = np.array([0.01 if s == "start" else ridge for s in names])
    w = np.zeros(len(names))
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(held), x.T @ (p - y) + held * w)
    return w


def main() -> None:
    """Print weights, and what they are worth."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("bench", nargs="?", type=Path, default=Path("../shared/bench"))
    a.add_argument("--ridge", type=float, default=2.0)
    a.add_argument("--least", type=float, default=-0.4)
    args = a.parse_args()
    score = scorer(args.bench)
    some = examples(args.bench, score)
    names = list(keeping().weigh)
    halves = [some[0::2], some[1::2]]
    hit = kept = 0
    for half, other in (halves, halves[::-1]):
        w = dict(zip(names, learn(other, names, args.ridge), strict=True))
        for e in half:
            stand = [m for g, m in e.printed.items() if sum(w[s] * v for s, v in e.found[g].items()) >= args.least]
            hit, kept = hit + len(score.match(e.events, stand)), kept + len(stand)
    events = sum(len(e.events) for e in some)
    worth = {"kept": kept, "precision": hit / kept, "recall": hit / events, "f1": 2 * hit / (kept + events)}
    print(json.dumps({k: round(v, 3) for k, v in worth.items()}))
    print("[weigh]")
    for name, weight in zip(names, learn(some, names, args.ridge), strict=True):
        print(f"{name} = {weight:.2f}")


if __name__ == "__main__":
    main()
