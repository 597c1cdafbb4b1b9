"""Learn the weights of the two comparisons from labelled pairs, and print them as they stand in `comparison.toml`.

usage: train_merging.py [BENCH_FOLDER] [--only across|within] [--check] [--write]

Pairs across reports: the candidates that blocking finds among the gold events of the labelled reports (BENCH_FOLDER, default
../shared/bench), and among the mentions of a generated war (`generated_war.py`), the latter with WAR_SHARE of the total weight
of the former. A pair of one happening told n times counts 2/n, so that one happening told by everybody does not decide alone.
Pairs within a report: the mentions that coding, locating and dating find in the labelled reports, each put to the gold event it
can only mean (the one event of its class, days and area, or the one whose quotation its words share); mentions that can be put
to none or several are left out. Method: logistic regression on one indicator for each level, with a ridge of strength RIDGE
around the weights of `merging_start.toml`, which are set by judgement, by Newton steps; its coefficients are log odds (Fellegi
and Sunter's agreement weights without the assumption that fields are independent). --check leaves out one year of reports after
the other and prints what merging reaches on the year left out.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import numpy as np
from merge_gold import load, rows, scorer

from copydesk.merging import judging, scale
from copydesk.merging.clustering import cluster
from copydesk.merging.profile import Profile, content_words, may_tell, profile, profiles
from copydesk.merging.tables import comparison
from copydesk.model import Mention, Report

RIDGE = 3.0
WAR_SHARE = 0.3  # total weight of the generated war against that of the labelled reports
START = Path(__file__).parent / "merging_start.toml"
DATA = Path(__file__).parent.parent / "copydesk/merging/data/comparison.toml"
LEFT_ALONE = {"report"}  # no pair of one report is ever a candidate
BY_HAND = {"within": (-1.5, {("toll", "different"): -4.0, ("kind", "near"): 0.5, ("actor", "allied"): 0.0})}
# the prior and the weights that pairs of coded events cannot teach
UPDATED = ("toll", "updated", "many")  # few labelled reports tell an update: it weighs what an equal toll does
Labelled = tuple[Profile, Profile, bool, float]


def labelled(mentions: Sequence[Mention], reports: dict[str, Report], truth: dict[str, str]) -> list[Labelled]:
    """The candidate pairs with their label and weight; `truth`: mention_id to the happening it tells of."""
    told = Counter(truth.values())
    found = []
    for a, b in judging.candidates(profiles(mentions, reports), []):
        same = truth[a.key] == truth[b.key]
        found.append((a, b, same, 2 / told[truth[a.key]] if same else 1.0))
    return found


def learn(which: str, sources: Sequence[Sequence[Labelled]]) -> tuple[float, dict[str, dict[str, float]]]:
    """The prior and the weight of every level."""
    declared = comparison(which)
    columns = [(f.name, level) for f in declared.fields for level in f.levels]
    place = {c: n for n, c in enumerate(columns)}
    pairs = [p for source in sources for p in source]
    rows = np.zeros((len(pairs), len(columns) + 1))
    rows[:, -1] = 1
    weigher = scale.scale(which)
    for n, (a, b, _, _) in enumerate(pairs):
        for name, level in weigher.answers(a, b).items():
            rows[n, place[name, level]] = 1
    total = sum(w for *_, w in sources[0])
    shares = [1.0] + [WAR_SHARE] * (len(sources) - 1)
    weights = np.array([p[3] * part * total / sum(w for *_, w in s) for s, part in zip(sources, shares, strict=True) for p in s])
    labels = np.array([p[2] for p in pairs], dtype=float)
    orders = [[place[f.name, level] for level in f.levels] for f in declared.fields]
    found = in_order(rows, labels, weights, start(which, columns), orders)
    out: dict[str, dict[str, float]] = {}
    shift = 0.0
    for f in declared.fields:
        values = {level: float(found[place[f.name, level]]) for level in f.levels}
        base = values.get("unknown", 0.0)
        shift += base
        out[f.name] = {level: round(v - base, 2) for level, v in values.items()}
    return round(float(found[-1]) + shift, 2), out


def in_order(
    rows: np.ndarray, labels: np.ndarray, weights: np.ndarray, middle: np.ndarray, orders: Sequence[Sequence[int]]
) -> np.ndarray:
    """`newton`, with the better answer of a field never below the worse: such levels are given one weight, until none is left."""
    tied = np.eye(rows.shape[1])  # columns: weights to learn; rows: levels
    while True:
        kept = tied[:, tied.any(axis=0)]
        size = kept.sum(axis=0)
        found = kept @ newton(rows @ kept, labels, weights, (middle @ kept) / size)
        wrong = [(a, b) for order in orders for a, b in pairwise(order) if found[a] < found[b] - 1e-9]
        if not wrong:
            return found
        a, b = (int(np.argmax(tied[i])) for i in wrong[0])
        tied[:, a] += tied[:, b]
        tied[:, b] = 0


def start(which: str, columns: Sequence[tuple[str, str]]) -> np.ndarray:
    """The weights one would give by judgement, towards which the ridge pulls; the prior is the last."""
    table = tomllib.loads(START.read_text(encoding="utf-8"))[which]
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


def rewritten(text: str, which: str, prior: float, weights: dict[str, dict[str, float]]) -> str:
    """The data file with one table's weights replaced."""
    head, table = text.split(f"\n[{which}]\n")
    table, *rest = table.split("\n[within]\n")
    table = re.sub(r"prior = .*", f"prior = {prior}", table)
    for name, levels in weights.items():
        if name not in LEFT_ALONE:
            row = ", ".join(f"{k} = {v}" for k, v in levels.items())
            table = re.sub(rf"^{name} = .*$", f"{name} = {{{row}}}", table, flags=re.M)
    return f"{head}\n[{which}]\n{table}" + "".join(f"\n[within]\n{r}" for r in rest)


def install(prior: float, weights: dict[str, dict[str, float]]) -> None:
    """Use these weights in this process."""
    weigher = scale.scale("across")
    kept = {name: row for name, _, row in weigher._fields if name in LEFT_ALONE}
    weigher.prior = prior
    weigher._fields = [(name, answer, kept.get(name) or weights[name]) for name, answer, _ in weigher._fields]
    weigher._asked = scale._with_rest([(answer, row) for _, answer, row in weigher._fields])


def main() -> int:
    """Learn, check, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", nargs="?", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--only", choices=["across", "within"])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    for which in ("across", "within"):
        if asked.only in (None, which):
            sources = across(asked.bench, asked.check) if which == "across" else [within(asked.bench)]
            prior, weights = learn(which, sources)
            if which in BY_HAND:
                prior, given = BY_HAND[which]
                for (field, level), weight in given.items():
                    weights[field][level] = weight
            field, level, like = UPDATED
            weights[field][level] = weights[field][like]
            written = rewritten(DATA.read_text(encoding="utf-8"), which, prior, weights)
            if asked.write:
                DATA.write_text(written, encoding="utf-8")
            else:
                print(written[written.index(f"\n[{which}]\n") :])
    return 0


def across(bench: Path, checked: bool) -> list[list[Labelled]]:
    """Labelled pairs across reports: the gold's and the generated war's."""
    mentions, reports, gold_of = load(bench)
    truth = {m.mention_id: f"gold-{gold_of[m.report_id, m.start]}" for m in mentions if (m.report_id, m.start) in gold_of}
    mentions = [m for m in mentions if m.mention_id in truth]
    others = [war_pairs()]
    if checked:
        check(bench, mentions, reports, others)
    return [labelled(mentions, reports, truth), *others]


def within(bench: Path) -> list[Labelled]:
    """Labelled pairs of mentions of one report."""
    score = scorer(bench)
    gold = {r["id"]: r["events"] for r in rows(bench / "data/fa_kes_dev_gold.jsonl")}
    found = []
    for report, mentions in coded(bench / "data/fa_kes_dev.jsonl"):
        telling = [m for m in mentions if may_tell(m)]
        meant = [(profile([m], report), event_meant(m, gold[report.report_id], score)) for m in telling]
        pairs = [(p, q, i == j) for n, (p, i) in enumerate(meant) for q, j in meant[n + 1 :] if i is not None and j is not None]
        found += [(p, q, same, 1 / len(telling)) for p, q, same in pairs]
    return found


def coded(path: Path) -> Iterator[tuple[Report, list[Mention]]]:
    """The reports of a file with the mentions that the stages before merging find in them."""
    from copydesk.coding import code_report  # noqa: PLC0415
    from copydesk.dating import date_report  # noqa: PLC0415
    from copydesk.lineage import find_credits  # noqa: PLC0415
    from copydesk.locating import locate_report  # noqa: PLC0415
    from copydesk.reading import Options, Source, read, sources  # noqa: PLC0415

    for source in sources([str(path)], Options()):
        for report in read(source, Options()) if isinstance(source, Source) else ():
            if isinstance(report, Report):
                credited = msgspec.structs.replace(report, credits=find_credits(report))
                coding = code_report(credited)
                _, mentions = locate_report(credited, coding.sentences, coding.entities, coding.mentions)
                yield credited, date_report(credited, coding.sentences, mentions)[1]


def event_meant(mention: Mention, events: list[dict[str, Any]], score: ModuleType) -> int | None:
    """The only gold event that a mention can mean, by its words or by its class, days and area; None where that cannot be told."""
    words = content_words(mention.quote)
    row = msgspec.to_builtins(mention) | {"actor": None}
    shared = []
    for n, event in enumerate(events):
        own = content_words(event["quote"])
        shared.append((len(own & words) / max(1, len(own)), n))
    best = max(shared, default=(0, 0))
    if best[0] >= 0.5 and score.agree(events[best[1]], row, without="date") is not None:
        return best[1]
    fitting = [n for n, event in enumerate(events) if score.agree(event, row) is not None]
    return fitting[0] if len(fitting) == 1 else None


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
        install(*learn("across", [labelled(kept, reports, truth), *others]))
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
