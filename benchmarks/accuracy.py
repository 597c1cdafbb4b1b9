"""Score copydesk on the labelled dev data and write docs/accuracy.md.

usage: python -m benchmarks.accuracy [--only NAME ...] [--no-write]

Runs the scorers that lie beside the labelled reports in ../shared/bench, as they are, over what the commands print.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BENCH = ROOT.parent / "shared" / "bench"
LABELS = Path(__file__).parent / "labels" / "fa_kes_pool.jsonl"
DATA = BENCH / "data"
PAGE = ROOT / "docs" / "accuracy.md"
MOST = 15  # events of the pool that are listed
Figures = dict[str, object]


def run(*words: str | Path) -> str:
    done = subprocess.run([str(w) for w in words], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(map(str, words))}\nended with {done.returncode}\n{done.stderr}")
    return done.stdout


def copydesk(*words: str | Path) -> None:
    run(sys.executable, "-m", "copydesk", *words)


def score(script: str, *words: str | Path) -> Figures:
    figures: Figures = json.loads(run(sys.executable, BENCH / script, *words, "--json"))
    return figures


def events(work: Path) -> dict[str, Figures]:
    """The dev reports through a ledger: events, lineage, credits."""
    ledger = work / "dev.ledger"
    copydesk("build", DATA / "fa_kes_dev.jsonl", "-o", ledger, "--quiet")
    tables = {}
    for table in ("mentions", "lineage", "reports"):
        tables[table] = work / f"{table}.jsonl"
        copydesk("export", ledger, "--table", table, "-o", tables[table])
    gold, clusters, pairs = (DATA / f"fa_kes_dev_{name}.jsonl" for name in ("gold", "clusters", "pairs"))
    return {
        "events (fa_kes_dev)": score("score_reports.py", gold, tables["mentions"], "--clusters", clusters),
        "lineage (fa_kes_dev_pairs)": score("score_lineage.py", pairs, tables["lineage"], tables["reports"]),
        "credits (fa_kes_dev)": score("score_credits.py", gold, tables["reports"]),
    }


def pool(work: Path) -> dict[str, Figures]:
    """Reports of the pool that we coded ourselves: those that weights were learned from, and those kept for checking only."""
    labels = [json.loads(line) for line in LABELS.open(encoding="utf-8")]
    wanted = {row["id"] for row in labels}
    reports = (DATA / "fa_kes_pool.jsonl").read_text("utf-8").splitlines()
    chosen, ledger, mentions = work / "pool.jsonl", work / "pool.ledger", work / "pool_mentions.jsonl"
    chosen.write_text("\n".join(line for line in reports if json.loads(line)["id"] in wanted), "utf-8")
    copydesk("build", chosen, "-o", ledger, "--quiet")
    copydesk("export", ledger, "--table", "mentions", "-o", mentions)
    found = {}
    for part, says in (("check", "never read or learned from"), ("learn", "learned from")):
        gold = work / f"pool_{part}.jsonl"
        gold.write_text("\n".join(json.dumps(row) for row in labels if row["part"] == part), "utf-8")
        found[f"events (reports of fa_kes_pool coded by us, {says})"] = score("score_reports.py", gold, mentions)
    return found


def told_by_many(work: Path) -> dict[str, Figures]:
    """The whole pool through a ledger: the events with most origins, and the rows that a count of reports would have given.

    A count of reports has a row for every event of every report, as automated event data do.
    """
    ledger, out, mentions = work / "whole.ledger", work / "whole.jsonl", work / "whole_mentions.jsonl"
    copydesk("build", DATA / "fa_kes_pool.jsonl", "-o", ledger, "--quiet")
    copydesk("export", ledger, "-o", out)
    copydesk("export", ledger, "--table", "mentions", "-o", mentions)
    held = [json.loads(line) for line in out.open(encoding="utf-8")]
    told = [json.loads(line) for line in mentions.open(encoding="utf-8")]
    figures: Figures = {
        "events": len(held),
        "rows a count of reports would have given": len({(m["report_id"], m["event_id"]) for m in told if m["event_id"]}),
        "events told by two origins or more": sum(e["origins"] > 1 for e in held),
    }
    most = sorted(held, key=lambda e: (-e["origins"], -e["reports"], e["event_id"]))[:MOST]
    for e in most:
        where = (e["place"] or {}).get("name") or "no place"
        toll = (
            f"killed {e['killed_low']} to {e['killed_high']}, best {e['killed_best']}"
            if e["killed_best"] is not None
            else "no toll"
        )
        figures[e["event_id"]] = (
            f"{e['origins']} origins, {e['voices']} voices, {e['reports']} reports: "
            f"{e['sub_event_type']}, {where}, {e['date_from']}, {toll}"
        )
    return {"events with most origins (fa_kes_pool, 654 reports)": figures}


def annotated(name: str, work: Path) -> Path:
    out = work / f"{name}.annotated.jsonl"
    copydesk("annotate", DATA / f"{name}.jsonl", "-o", out, "--quiet")
    return out


def muc(work: Path) -> dict[str, Figures]:
    return {"roles (muc_dev)": score("score_muc.py", DATA / "muc_dev.jsonl", annotated("muc_dev", work))}


def lgl(work: Path) -> dict[str, Figures]:
    out = annotated("geo_lgl", work)
    found = [m for line in out.open(encoding="utf-8") for m in makes_event(json.loads(line))]
    reports = sum(1 for _ in out.open(encoding="utf-8"))
    false = {"reports": reports, "events": len(found), "events_per_100_reports": round(100 * len(found) / reports, 2)}
    return {
        "toponyms (geo_lgl)": score("score_geo.py", DATA / "geo_lgl.jsonl", out, "--demonyms"),
        "events found in local news (geo_lgl)": {**false, **{f"{i + 1}": text for i, text in enumerate(found)}},
    }


def makes_event(row: dict[str, list[dict[str, object]]]) -> list[str]:
    """The distinct events (groups) of one annotated report, each as its first quote."""
    quotes: dict[object, str] = {}
    for m in row["mentions"]:
        if m["group"] and not m["background"] and m["status"] not in ("planned", "hypothetical", "negated", "denied"):
            quotes.setdefault(m["group"], f"{row['id']}: {m['sub_event_type']}: {m['quote']}")
    return list(quotes.values())


def geovirus(work: Path) -> dict[str, Figures]:
    return {"toponyms (geo_geovirus)": score("score_geo.py", DATA / "geo_geovirus.jsonl", annotated("geo_geovirus", work))}


def merging(work: Path) -> dict[str, Figures]:
    """Merging alone: the coded gold events, fed to it as mentions."""
    figures: Figures = json.loads(run(sys.executable, "-m", "benchmarks.merge_gold", BENCH, "--json"))
    return {"merging alone (fa_kes_dev_clusters)": figures}


PARTS: dict[str, Callable[[Path], dict[str, Figures]]] = {
    "events": events,
    "pool": pool,
    "origins": told_by_many,
    "merging": merging,
    "muc": muc,
    "lgl": lgl,
    "geovirus": geovirus,
}


def lines(figures: Figures, prefix: str = "") -> list[str]:
    out = []
    for name, value in figures.items():
        if isinstance(value, dict):
            out += lines(value, f"{prefix}{name} ")
        else:
            out.append(f"| {prefix}{name} | {f'{value:.3f}' if isinstance(value, float) else str(value).replace('|', '/')} |")
    return out


def page(found: dict[str, Figures], seconds: float) -> str:
    commit = run("git", "-C", ROOT, "rev-parse", "--short", "HEAD").strip()
    head = [
        "# Accuracy on the labelled dev data",
        "",
        f"Written by `make bench` at commit {commit} in {seconds:.0f} s. The scorers and what each figure means: the README",
        "beside the labelled reports. Held-back reports are scored with the same scripts by the owner of the figures.",
    ]
    for name, figures in found.items():
        head += ["", f"## {name[0].upper()}{name[1:]}", "", "| figure | value |", "| --- | --- |", *lines(figures)]
    return "\n".join(head) + "\n"


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--only", nargs="*", choices=list(PARTS), default=list(PARTS))
    words.add_argument("--no-write", action="store_true", help="print, and leave docs/accuracy.md as it is")
    chosen = words.parse_args()
    if not DATA.is_dir():
        sys.exit(f"no labelled reports at {DATA}: nothing to score")
    started, found = time.monotonic(), {}
    with tempfile.TemporaryDirectory() as work:
        for name in chosen.only:
            found.update(PARTS[name](Path(work)))
    text = page(found, time.monotonic() - started)
    print(text)
    if not chosen.no_write and set(chosen.only) == set(PARTS):
        PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
