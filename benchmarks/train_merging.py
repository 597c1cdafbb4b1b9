"""Learn the weights of the comparison across reports from labelled pairs, and print them as they stand in `comparison.toml`.

usage: train_merging.py [BENCH_FOLDER] [--check] [--write]

Pairs: the candidates that blocking finds among the gold events of the labelled reports (BENCH_FOLDER, default ../shared/bench), and
among the mentions of a generated war (`generated_war.py`), the latter with WAR_SHARE of the total weight of the former. A pair of a happening told n times
counts 2/n, so that one happening told by everybody does not decide alone. Method: logistic regression on one indicator for each level,
ridge of strength RIDGE around the weights of `merging_start.toml`, which are set by judgement, by Newton steps; its coefficients are log odds (Fellegi and Sunter's agreement weights without the assumption
that fields are independent). --check leaves out one month after the other and prints what merging reaches on the month left out.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from merge_gold import load, scorer

from copydesk.merging import judging, scale
from copydesk.merging.clustering import cluster
from copydesk.merging.profile import Profile, profiles
from copydesk.merging.tables import comparison
from copydesk.model import Mention, Report

RIDGE = 3.0
WAR_SHARE = 0.3  # total weight of the generated war against that of the labelled reports
START = Path(__file__).parent / "merging_start.toml"
DATA = Path(__file__).parent.parent / "copydesk/merging/data/comparison.toml"
LEFT_ALONE = {"report"}  # no pair of one report is ever a candidate
Labelled = tuple[Profile, Profile, bool, float]


def labelled(mentions: Sequence[Mention], reports: dict[str, Report], truth: dict[str, str]) -> list[Labelled]:
    """The candidate pairs with their label and weight; `truth`: mention_id to the happening it tells of."""
    told = Counter(truth.values())
    found = []
    for a, b in judging.candidates(profiles(mentions, reports), []):
        same = truth[a.key] == truth[b.key]
        found.append((a, b, same, 2 / told[truth[a.key]] if same else 1.0))
    return found


def learn(sources: Sequence[Sequence[Labelled]]) -> tuple[float, dict[str, dict[str, float]]]:
    """The prior and the weight of every level."""
    declared = comparison("across")
    columns = [(f.name, level) for f in declared.fields for level in f.levels]
    place = {c: n for n, c in enumerate(columns)}
    pairs = [p for source in sources for p in source]
    rows = np.zeros((len(pairs), len(columns) + 1))
    rows[:, -1] = 1
    weigher = scale.scale("across")
    for n, (a, b, _, _) in enumerate(pairs):
        for name, level in weigher.answers(a, b).items():
            rows[n, place[name, level]] = 1
    total = sum(w for *_, w in sources[0])
    shares = [1.0] + [WAR_SHARE] * (len(sources) - 1)
    weights = np.array([p[3] * part * total / sum(w for *_, w in s) for s, part in zip(sources, shares, strict=True) for p in s])
    labels = np.array([p[2] for p in pairs], dtype=float)
    found = newton(rows, labels, weights, start(columns))
    out: dict[str, dict[str, float]] = {}
    shift = 0.0
    for f in declared.fields:
        values = {level: float(found[place[f.name, level]]) for level in f.levels}
        base = values.get("unknown", 0.0)
        shift += base
        out[f.name] = {level: round(v - base, 2) for level, v in values.items()}
    return round(float(found[-1]) + shift, 2), out


def start(columns: Sequence[tuple[str, str]]) -> np.ndarray:
    """The weights one would give by judgement, towards which the ridge pulls; the prior is the last."""
    table = tomllib.loads(START.read_text(encoding="utf-8"))
    return np.array([table[name][level] for name, level in columns] + [table["prior"]], dtype=float)


def newton(rows: np.ndarray, labels: np.ndarray, weights: np.ndarray, middle: np.ndarray) -> np.ndarray:
    """Logistic regression with a ridge around `middle`."""
    beta = middle.copy()
    ridge = np.full(rows.shape[1], RIDGE)
    for _ in range(50):
        p = 1 / (1 + np.exp(-rows @ beta))
        gradient = rows.T @ (weights * (labels - p)) - ridge * (beta - middle)
        hessian = (rows * (weights * p * (1 - p))[:, None]).T @ rows + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if np.abs(step).max() < 1e-8:
            break
    return beta


def rewritten(text: str, prior: float, weights: dict[str, dict[str, float]]) -> str:
    """The data file with the [across] weights replaced."""
    head, table = text.split("\n[across]\n")
    table, rest = table.split("\n[within]\n")
    table = re.sub(r"prior = .*", f"prior = {prior}", table)
    for name, levels in weights.items():
        if name not in LEFT_ALONE:
            row = ", ".join(f"{k} = {v}" for k, v in levels.items())
            table = re.sub(rf"^{name} = .*$", f"{name} = {{{row}}}", table, flags=re.M)
    return f"{head}\n[across]\n{table}\n[within]\n{rest}"


def install(prior: float, weights: dict[str, dict[str, float]]) -> None:
    """Use these weights in this process."""
    weigher = scale.scale("across")
    kept = {name: row for name, _, row in weigher._fields if name in LEFT_ALONE}
    weigher.prior = prior
    weigher._fields = [(name, answer, kept.get(name) or weights[name]) for name, answer, _ in weigher._fields]


def main() -> int:
    """Learn, check, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", nargs="?", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--only-gold", action="store_true")
    asked = parser.parse_args()
    mentions, reports, gold_of = load(asked.bench)
    truth = {m.mention_id: f"gold-{gold_of[m.report_id, m.start]}" for m in mentions if (m.report_id, m.start) in gold_of}
    mentions = [m for m in mentions if m.mention_id in truth]
    others = [] if asked.only_gold else [war_pairs()]
    if asked.check:
        check(asked.bench, mentions, reports, others)
    prior, weights = learn([labelled(mentions, reports, truth), *others])
    written = rewritten(DATA.read_text(encoding="utf-8"), prior, weights)
    if asked.write:
        DATA.write_text(written, encoding="utf-8")
    else:
        print(written[written.index("\n[across]\n") : written.index("\n[within]\n")])
    return 0


def war_pairs() -> list[Labelled]:
    """Labelled pairs of a generated war of 300 reports."""
    from generated_war import generate  # noqa: PLC0415

    war = generate(reports=300, seed=7)
    return labelled(war.mentions, war.reports, war.truth)


def check(bench: Path, mentions: Sequence[Mention], reports: dict[str, Report], others: list[list[Labelled]]) -> None:
    """Learn on all months but one, merge that one."""
    score = scorer(bench)
    *_, gold_of = load(bench)
    month = {rid: (r.published or "")[:4] for rid, r in reports.items()}
    for left_out in sorted(set(month.values())):
        kept = [m for m in mentions if month[m.report_id] != left_out]
        truth = {m.mention_id: str(gold_of[m.report_id, m.start]) for m in kept}
        install(*learn([labelled(kept, reports, truth), *others]))
        tried = [m for m in mentions if month[m.report_id] == left_out]
        result = cluster(tried, judging.judge(tried, [], reports), {}, reports)
        key_of = {m.mention_id: (m.report_id, m.start) for m in tried}
        gold = {k: gold_of[k] for k in key_of.values()}
        system = {key_of[m]: e for m, e in result.event_of.items()}
        pairs, cubed = score.pairwise(gold, system), score.b_cubed(gold, system)
        print(left_out, len(tried), "pairwise", *(f"{x:.3f}" for x in pairs), "b-cubed", *(f"{x:.3f}" for x in cubed))
    scale.scale.cache_clear()


if __name__ == "__main__":
    sys.exit(main())
