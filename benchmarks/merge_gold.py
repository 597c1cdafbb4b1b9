"""Merging alone: the coded gold events of labelled reports fed into blocking, judging and clustering, scored against gold clusters.

usage: merge_gold.py [BENCH_FOLDER] [--json] [--misses]

BENCH_FOLDER (default ../shared/bench) holds score_reports.py and data/fa_kes_dev{,_gold,_clusters}.jsonl. The gold gives each
event a class, days, a place in words with its governorate, coarse actor codes, tolls and a quotation; they are translated into
mentions as coding would make them, and no more: places have no coordinates, groups are one an event, texts are used for nothing.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from copydesk.merging import cluster, judge
from copydesk.model import Mention, Party, Place, Report

KINDS = {
    "airstrike": ("Explosions/Remote violence", "Air/drone strike"),
    "battle": ("Battles", "Armed clash"),
    "shelling": ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
    "territory": ("Battles", "Government regains territory"),
    "bombing": ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
    "chemical": ("Explosions/Remote violence", "Chemical weapon"),
    "civilian-attack": ("Violence against civilians", "Attack"),
    "abduction": ("Violence against civilians", "Abduction/forced disappearance"),
    "other": ("Strategic developments", "Other"),
}
PARTIES = {  # code of the gold -> canonical name and kind as an actor registry would give them
    "GOV": ("Government of Syria", "state"),
    "RUSSIA": ("Russia", "foreign-state"),
    "IRAN": ("Iran", "foreign-state"),
    "ISRAEL": ("Israel", "foreign-state"),
    "TURKEY": ("Turkey", "foreign-state"),
    "COALITION": ("Global Coalition", "foreign-state"),
    "ISIS": ("Islamic State", "rebel"),
    "NUSRA": ("Nusra Front", "rebel"),
    "REBELS": (None, "rebel"),
    "KURDS": ("Kurdish forces", "rebel"),
    "HEZBOLLAH": ("Hezbollah", "militia"),
    "CIVILIANS": (None, "civilian"),
    "MEDICS-AID": (None, "civilian"),
    "JOURNALISTS": (None, "civilian"),
}


def parties(codes: str | None, text: str | None) -> list[Party]:
    """The parties of a gold label such as "GOV/RUSSIA"."""
    known = [PARTIES[c] for c in (codes or "").split("/") if c in PARTIES]
    return [Party(text or name or kind, 0, 0, name, kind) for name, kind in known]  # type: ignore[arg-type]


def mention_of(report_id: str, index: int, event: dict[str, Any]) -> Mention:
    """One gold event as the mention that coding would make of it."""
    event_type, sub_event_type = KINDS[event["class"]]
    place = None
    if event["place"] or event["governorate"]:
        text = event["place"] or event["governorate"]
        place = Place(text, text, country="SY", admin1=event["governorate"], precision=3 if event["governorate"] else 6)
    return Mention(
        mention_id=f"{report_id}-{index:02d}",
        report_id=report_id,
        group=f"{report_id}-{index:02d}",
        start=index,
        end=index,
        quote=event["quote"],
        event_type=event_type,
        sub_event_type=sub_event_type,
        status=event["status"] if event["status"] in ("alleged", "attempted", "denied") else "occurred",
        date_from=event["date_from"],
        date_to=event["date_to"],
        date_precision="day" if event["date_from"] else None,
        place=place,
        actors=parties(event["actor"], event["actor_text"]),
        targets=parties(event["target"], event["target_text"]),
        killed_low=event["killed_low"],
        killed_high=event["killed_high"],
        injured_low=event["injured_low"],
        injured_high=event["injured_high"],
    )


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def load(bench: Path) -> tuple[list[Mention], dict[str, Report], dict[tuple[str, int], int]]:
    """The gold's mentions, its reports, and the cluster number of each (report id, event index)."""
    reports = {}
    for r in rows(bench / "data/fa_kes_dev.jsonl"):
        reports[r["id"]] = Report(report_id=r["id"], text="", outlet=r.get("outlet"), published=r.get("published"))
    mentions = [mention_of(r["id"], i, e) for r in rows(bench / "data/fa_kes_dev_gold.jsonl") for i, e in enumerate(r["events"])]
    members = enumerate(rows(bench / "data/fa_kes_dev_clusters.jsonl"))
    return mentions, reports, {(rid, i): n for n, c in members for rid, i in c["members"]}


def scorer(bench: Path) -> ModuleType:
    """The scoring functions, imported by path."""
    spec = importlib.util.spec_from_file_location("score_reports", bench / "score_reports.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", nargs="?", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    mentions, reports, gold_of = load(asked.bench)
    score = scorer(asked.bench)
    result = cluster(mentions, judge(mentions, [], reports), {}, reports)
    key_of = {m.mention_id: (m.report_id, m.start) for m in mentions}
    system_of = {key_of[m]: e for m, e in result.event_of.items()}
    found = score.pairwise(gold_of, system_of)
    cubed = score.b_cubed(gold_of, system_of)
    names = ("pair_precision", "pair_recall", "pair_f1", "b3_precision", "b3_recall", "b3_f1")
    figures = dict(zip(names, (*found, *cubed), strict=True))
    if asked.json:
        print(json.dumps({k: round(v, 4) for k, v in figures.items()}))
    else:
        print("\n".join(f"{k:16} {v:.3f}" for k, v in figures.items()))
    if asked.misses:
        show_misses(mentions, gold_of, system_of)
    return 0


def show_misses(mentions: list[Mention], gold_of: dict[tuple[str, int], int], system_of: dict[tuple[str, int], str]) -> None:
    """Print the pairs that are wrongly together or apart, with the answers of the comparison."""
    from copydesk.merging.profile import profile  # noqa: PLC0415
    from copydesk.merging.scale import scale  # noqa: PLC0415

    weigher = scale("across")
    by_key = {(m.report_id, m.start): m for m in mentions}
    keys = sorted(gold_of)
    for i, a in enumerate(keys):
        for b in keys[i + 1 :]:
            want, got = gold_of[a] == gold_of[b], a in system_of and system_of.get(a) == system_of.get(b)
            if want != got:
                p, q = profile([by_key[a]]), profile([by_key[b]])
                print("missed" if want else "wrong", a, b, f"{weigher.odds(p, q):.1f}", weigher.answers(p, q))


if __name__ == "__main__":
    sys.exit(main())
