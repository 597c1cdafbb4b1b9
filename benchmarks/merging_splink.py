"""How well splink (DuckDB) does what merging does: the same gold events, the same fields, its own weights and clusters.

usage: merging_splink.py [BENCH_FOLDER]

The comparison has the levels of `copydesk/merging/data/comparison.toml` as far as SQL says them; m comes from the gold
clusters, u from random pairs, so that splink sees the same labels as `train_merging.py`. Printed: the best figures over
thresholds, seconds for all, and seconds to add one report to what is known (`predict_between`, then clustering anew).
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from merge_gold import load, scorer
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from copydesk.merging.names import skeleton
from copydesk.merging.profile import Profile, profiles

SPLINK = "unique_id"


def row(p: Profile, label: str) -> dict[str, Any]:
    """A profile as a row; days are numbers."""
    return {
        "unique_id": p.key,
        "label": label,
        "kind": min(p.kinds),
        "family": min(p.families),
        "area": p.area or None,
        "first": p.first,
        "last": p.last,
        "names": sorted(skeleton(n) for n in p.names),
        "actors": sorted(p.actor.names | p.actor.kinds),
        "targets": sorted(p.target.names | p.target.kinds),
        "low": p.toll[0] if p.toll else None,
        "high": p.toll[1] if p.toll else None,
        "words": sorted(p.words),
    }


def compared(name: str, levels: list[tuple[str, str]], unknown: str) -> cl.CustomComparison:
    """A comparison of SQL levels, best first, with a level for what is not told."""
    made = [cll.CustomLevel(sql, label) for sql, label in levels]
    return cl.CustomComparison(
        output_column_name=name,
        comparison_levels=[cll.CustomLevel(unknown, "unknown").configure(is_null_level=True), *made, cll.ElseLevel()],
    )


def settings() -> SettingsCreator:
    """The declared comparison."""
    shared = "len(list_intersect(words_l, words_r)) / least(len(words_l), len(words_r))"
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name=SPLINK,
        comparisons=[
            compared(
                "kind", [("kind_l = kind_r and kind_l = 'Chemical weapon'", "rare"), ("kind_l = kind_r", "same")], "kind_l is null"
            ),
            compared(
                "first",
                [
                    ("first_l = first_r and last_l = last_r", "same day"),
                    ("first_l <= last_r and first_r <= last_l and abs((last_l - first_l) - (last_r - first_r)) < 3", "overlap"),
                    ("first_l <= last_r and first_r <= last_l", "period"),
                    ("greatest(first_l, first_r) - least(last_l, last_r) = 1", "a day apart"),
                ],
                "first_l is null or first_r is null",
            ),
            compared(
                "names",
                [("names_l = names_r", "same"), ("len(list_intersect(names_l, names_r)) > 0", "shared")],
                "len(names_l) = 0 or len(names_r) = 0",
            ),
            compared(
                "actors", [("len(list_intersect(actors_l, actors_r)) > 0", "shared")], "len(actors_l) = 0 or len(actors_r) = 0"
            ),
            compared(
                "targets", [("len(list_intersect(targets_l, targets_r)) > 0", "shared")], "len(targets_l) = 0 or len(targets_r) = 0"
            ),
            compared(
                "low",
                [
                    ("low_l = low_r and high_l = high_r and low_l >= 5", "many"),
                    ("low_l = low_r and high_l = high_r", "same"),
                    ("greatest(low_l, low_r) <= 1.2 * least(high_l, high_r)", "within a fifth"),
                ],
                "low_l is null or low_r is null",
            ),
            compared(
                "words",
                [(f"{shared} >= 0.75", "copied"), (f"{shared} >= 0.5", "alike"), (f"{shared} >= 0.25", "some")],
                "len(words_l) = 0",
            ),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("area", "first"),
            "l.area = r.area and l.first = r.first + 1",
            "l.area = r.area and l.first = r.first - 1",
            "l.area = r.area and l.first <= r.last and r.first <= l.last",
        ],
        probability_two_random_records_match=0.01,
        retain_intermediate_calculation_columns=False,
    )


def main() -> int:
    """Print the figures."""
    bench = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/bench")
    mentions, reports, gold_of = load(bench)
    score = scorer(bench)
    place = {m.mention_id: (m.report_id, m.start) for m in mentions}
    known = [p for p in profiles(mentions, reports) if place[p.key] in gold_of]
    table = pa.Table.from_pylist([row(p, str(gold_of[place[p.key]])) for p in known])
    begun = time.perf_counter()
    api = DuckDBAPI(duckdb.connect())
    linker = Linker(api.register(table), settings(), log_level=40)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e5, seed=1)
    linker.training.estimate_m_from_label_column("label")
    predicted = linker.inference.predict()
    print(f"learned and predicted    {time.perf_counter() - begun:.1f} s for {len(known)} mentions")
    best: tuple[float, str] = (0.0, "")
    for weight in range(-8, 16):
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold_match_weight=weight)
        system = {place[r[SPLINK]]: r["cluster_id"] for r in clusters.as_record_list()}
        pairs, cubed = score.pairwise(gold_of, system), score.b_cubed(gold_of, system)
        best = max(best, (pairs[2], f"weight >= {weight}: pairwise " + " ".join(f"{x:.3f}" for x in (*pairs, *cubed))))
    print("best                    ", best[1])
    begun = time.perf_counter()
    new, rest = table.slice(0, 3), table.slice(3)
    found = linker.inference.predict_between(api.register(new), api.register(rest))
    linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold_match_weight=4)
    print(f"one report of 3 mentions {1000 * (time.perf_counter() - begun):.0f} ms, {len(found.as_record_list())} pairs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
