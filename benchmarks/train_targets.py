"""Learn the weights of `merging/data/targets.toml` from coded reports, and tell what they are worth on reports not learned from.

usage: train_targets.py [BENCH_FOLDER] [--ridge 3.0]

Every group of mentions that `score_reports.match` pairs with a coded event whose target is known is one example: of the targets
that its mentions give, those whose code is the event's should lead. Learned from: the coded dev reports, and the reports of the
pool that `labels/fa_kes_pool.jsonl` marks "learn". Conditional logit, Newton's method, ridge. Weights are printed as rows of
[weigh]; each fifth of the reports is scored with weights learned from the other four, and the labels marked "check" with weights
learned from all the rest. "first" is what comes of taking each group's first target, "best" what a perfect choice would give.
"""

from __future__ import annotations

import argparse
import json
from hashlib import md5
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

from benchmarks.merge_gold import scorer
from benchmarks.train_keeping import Example, coded_events, examples, pool_examples
from copydesk.merging.tables import target_rules
from copydesk.merging.targets import candidates

FOLDS = 5
_NOBODY = {"UNKNOWN", "OTHER"}


class Choice(NamedTuple):
    """One group's candidates: their signs as rows, and which of them are right."""

    report_id: str
    signs: np.ndarray[Any, Any]
    right: np.ndarray[Any, Any]


def choices(some: list[Example], names: list[str], score: ModuleType) -> list[Choice]:
    """The groups of the reports that tell a coded event with a known target."""
    out = []
    for e in some:
        told = list(e.printed.values())
        for i, j in score.match(e.events, told):
            wanted = score.codes(e.events[i].get("target"), gold=True)
            if wanted <= _NOBODY:
                continue
            found = candidates(e.groups[told[j]["event_id"]])
            said = [score.codes(c.party.name) or score.codes(c.party.text) for c in found.values()]
            signs = np.array([[c.signs[s] for s in names] for c in found.values()]).reshape(len(found), len(names))
            out.append(Choice(e.report_id, signs, np.array([bool(s) and s <= wanted for s in said], float)))
    return out


def learn(some: list[Choice], size: int, ridge: float) -> np.ndarray[Any, Any]:
    """Weights under which the right candidates are likely, of the choices that have right and wrong ones."""
    open_ = [c for c in some if len(c.right) and 0 < c.right.sum() < len(c.right)]
    w = np.zeros(size)
    for _ in range(50):
        slope, bend = -ridge * w, ridge * np.eye(size)
        for c in open_:
            p = np.exp(c.signs @ w - (c.signs @ w).max())
            p /= p.sum()
            q = p * c.right / (p * c.right).sum()
            slope += c.signs.T @ (q - p)
            mean = c.signs.T @ p
            bend += (c.signs.T * p) @ c.signs - np.outer(mean, mean)
        step = np.linalg.solve(bend, slope)
        w += step
        if np.abs(step).max() < 1e-6:
            break
    return w


def right(some: list[Choice], w: np.ndarray[Any, Any]) -> float:
    """The share of groups whose leading target is right; one without targets is wrong."""
    return float(sum(c.right[int(np.argmax(c.signs @ w))] for c in some if len(c.right)) / len(some))


def worth(some: list[Choice], names: list[str], ridge: float) -> float:
    """The same, each fifth of the reports with weights learned from the others."""
    fold = [int(md5(c.report_id.encode()).hexdigest(), 16) % FOLDS for c in some]
    hit = 0.0
    for n in range(FOLDS):
        w = learn([c for c, f in zip(some, fold, strict=True) if f != n], len(names), ridge)
        mine = [c for c, f in zip(some, fold, strict=True) if f == n]
        hit += right(mine, w) * len(mine)
    return hit / len(some)


def shares(some: list[Choice], w: np.ndarray[Any, Any], names: list[str]) -> dict[str, float]:
    """What the weights are worth beside the first target and a perfect choice."""
    first = np.array([float(n == "first") for n in names])
    best = sum(bool(c.right.any()) for c in some) / len(some)
    return {"groups": len(some), "first": round(right(some, first), 3), "led": round(right(some, w), 3), "best": round(best, 3)}


def main() -> None:
    """Print weights, and what they are worth."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("bench", nargs="?", type=Path, default=Path("../shared/bench"))
    a.add_argument("--ridge", type=float, default=3.0)
    args = a.parse_args()
    score = scorer(args.bench)
    names = list(target_rules().weigh)
    dev = choices(examples(args.bench / "data" / "fa_kes_dev.jsonl", coded_events(args.bench), 1.0, score), names, score)
    pool = choices(pool_examples(args.bench, "learn", score), names, score)
    check = choices(pool_examples(args.bench, "check", score), names, score)
    w = learn(dev + pool, len(names), args.ridge)
    print("by fifths:", round(worth(dev + pool, names, args.ridge), 3))
    for part, some in (("dev", dev), ("learn", pool), ("check", check)):
        print(f"{part}:", json.dumps(shares(some, w, names)))
    print("[weigh]")
    for name, weight in zip(names, w, strict=True):
        print(f"{name} = {weight:.2f}")


if __name__ == "__main__":
    main()
