"""Learn the weights of `merging/data/keeping.toml` from coded reports, and tell what they are worth on reports not learned from.

usage: train_keeping.py [BENCH_FOLDER] [--own REPORTS.jsonl ...] [--share 0.3] [--ridge 3.0] [--least -0.4]

Every group of mentions of a report is one example: it should be kept where `score_reports.match` pairs it with a coded event.
Learned from: the coded dev reports; the reports of the pool that `labels/fa_kes_pool.jsonl` marks "learn"; and reports of our own
pen from many wars and from ordinary life, of which each group counts `share`.
Weights are printed as rows of [weigh]; each fifth of the reports is scored with weights learned from the other four, and the
labels marked "check" with weights learned from all the rest.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping
from hashlib import md5
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
from copydesk.merging.keeping import chosen, signs
from copydesk.merging.profile import profile
from copydesk.merging.settling import complete
from copydesk.merging.tables import keeping
from copydesk.model import Mention, Report
from copydesk.reading import Options, sources
from copydesk.reading.reader import read

FOLDS = 5
LABELS = Path(__file__).parent / "labels" / "fa_kes_pool.jsonl"


class Example(NamedTuple):
    """One report: its groups as printed, as signs and as mentions, its coded events, and the names of the groups that tell one."""

    report_id: str
    printed: dict[str, dict[str, Any]]
    found: dict[str, dict[str, float]]
    groups: dict[str, list[Mention]]
    events: list[dict[str, Any]]
    right: set[str]
    share: float


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


def examples(source: Path, events_of: Mapping[str, list[dict[str, Any]]], share: float, score: ModuleType) -> list[Example]:
    """Each report with its groups, their signs, and the names of those that tell a coded event."""
    out = []
    for report, mentions in coded(source):
        groups = {members[0].mention_id: members for members in told_together(report, mentions)}
        found = signs(groups, {name: profile(members, report) for name, members in groups.items()})
        printed = {name: row(name, complete(members)) for name, members in groups.items()}
        printed = {name: m for name, m in printed.items() if score.class_of(m) != "other"}
        events, told = events_of[report.report_id], list(printed.values())
        right = {told[j]["event_id"] for _, j in score.match(events, told)}
        out.append(Example(report.report_id, printed, found, groups, events, right, share))
    return out


def coded_events(bench: Path) -> dict[str, list[dict[str, Any]]]:
    """The coded events of each report of the bench that are scored."""
    gold = rows(bench / "data" / "fa_kes_dev_gold.jsonl")
    return {r["id"]: scored(r["events"]) for r in gold}


def scored(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The coded events that the scorer counts."""
    return [e for e in events if e["status"] not in ("planned", "denied") and e["class"] != "other"]


def pool_examples(bench: Path, part: str, score: ModuleType) -> list[Example]:
    """The reports of the pool that we coded ourselves and marked `part`."""
    events = {r["id"]: scored(r["events"]) for r in rows(LABELS) if r["part"] == part}
    with tempfile.TemporaryDirectory() as folder:
        chosen_ = Path(folder) / "pool.jsonl"
        wanted = (r for r in rows(bench / "data" / "fa_kes_pool.jsonl") if r["id"] in events)
        chosen_.write_text("\n".join(json.dumps(r) for r in wanted), "utf-8")
        return examples(chosen_, events, 1.0, score)


def own_events(own: Path, score: ModuleType) -> dict[str, list[dict[str, Any]]]:
    """The events of our own reports in the form of the coded ones: class, day and toll; the country is left to other tests."""
    out = {}
    for r in rows(own):
        out[r["id"]] = [
            {
                "class": score.CLASS.get(e["sub_event_type"].lower(), "other"),
                "date_from": e["date"],
                "killed_low": e["killed"],
                "killed_high": e["killed"],
            }
            for e in r["events"]
        ]
    return out


def row(name: str, members: list[Mention]) -> dict[str, Any]:
    """The fullest mention of a group as the table of mentions prints it."""
    printed = [msgspec.to_builtins(m) | {"event_id": name, "actor": m.actor and msgspec.to_builtins(m.actor)} for m in members]
    return max(printed, key=lambda m: sum(v is not None for v in m.values()))


def learn(some: list[Example], names: list[str], ridge: float) -> np.ndarray[Any, Any]:
    """Weights by Newton's method."""
    given = [([e.found[name][s] for s in names], name in e.right, e.share) for e in some for name in e.printed]
    x, y, share = np.array([g[0] for g in given]), np.array([g[1] for g in given], float), np.array([g[2] for g in given])
    held = np.array([0.01 if s == "start" else ridge for s in names])
    w = np.zeros(len(names))
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x * (share * p * (1 - p))[:, None]).T @ x + np.diag(held), x.T @ (share * (p - y)) + held * w)
    return w


def worth(some: list[Example], names: list[str], least: float, score: ModuleType, ridge: float) -> dict[str, float]:
    """Precision, recall and F1 of what is kept, each fifth of the reports with weights learned from the rest."""
    fold = [int(md5(e.report_id.encode()).hexdigest(), 16) % FOLDS for e in some]
    hit = held = 0
    for n in range(FOLDS):
        w = dict(zip(names, learn([e for e, f in zip(some, fold, strict=True) if f != n], names, ridge), strict=True))
        right, kept = outcome([e for e, f in zip(some, fold, strict=True) if f == n and e.share == 1], w, least, score)
        hit, held = hit + right, held + kept
    return shares(hit, held, sum(len(e.events) for e in some if e.share == 1))


def outcome(some: list[Example], weights: dict[str, float], least: float, score: ModuleType) -> tuple[int, int]:
    """How many of the happenings kept are right, and how many are kept."""
    hit = held = 0
    for e in some:
        stand = [m for g, m in e.printed.items() if g in chosen(e.groups, e.found, weights, least)]
        hit, held = hit + len(score.match(e.events, stand)), held + len(stand)
    return hit, held


def shares(hit: int, held: int, events: int) -> dict[str, float]:
    """Precision, recall and F1 of `held` happenings, `hit` of them right, where `events` are coded."""
    return {
        "kept": held,
        "precision": round(hit / held, 3),
        "recall": round(hit / events, 3),
        "f1": round(2 * hit / (held + events), 3),
    }


def main() -> None:
    """Print weights, and what they are worth."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("bench", nargs="?", type=Path, default=Path("../shared/bench"))
    a.add_argument("--own", type=Path, nargs="+", default=[Path(f"tests/coding/{name}.jsonl") for name in ("world", "world_read")])
    a.add_argument("--share", type=float, default=0.3)
    a.add_argument("--ridge", type=float, default=3.0)
    a.add_argument("--least", type=float, default=-0.4)
    args = a.parse_args()
    score = scorer(args.bench)
    some = examples(args.bench / "data" / "fa_kes_dev.jsonl", coded_events(args.bench), 1.0, score)
    some += pool_examples(args.bench, "learn", score)
    some += [e for own in args.own for e in examples(own, own_events(own, score), args.share, score)]
    names = list(keeping().weigh)
    learned = dict(zip(names, learn(some, names, args.ridge), strict=True))
    held_back = pool_examples(args.bench, "check", score)
    right, kept = outcome(held_back, learned, args.least, score)
    print("by fifths:", json.dumps(worth(some, names, args.least, score, args.ridge)))
    print("on the part for checking:", json.dumps(shares(right, kept, sum(len(e.events) for e in held_back))))
    print("[weigh]")
    for name, weight in learned.items():
        print(f"{name} = {weight:.2f}")


if __name__ == "__main__":
    main()
