"""Reports of many wars and of ordinary life, all of our own pen: what share of what they tell is found, and how rightly.

`world.jsonl` was written while the rules were; `world_read.jsonl` and `world_check.jsonl` in the manner of many outlets (none of
which wrote them) and coded before the coder saw them. The errors of the former two were read, those of the last were not.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from copydesk.cli.main import copydesk

HERE = Path(__file__).parent
MAKES_NONE = ("planned", "denied", "hypothetical", "negated")
STRATEGIC = ("Looting/property destruction", "Arrests")  # coded in some of the sets, but looked for in none


class Bounds(NamedTuple):
    """The least shares of a set of reports, how many of its reports tell of no event, and the most events found in those."""

    least: dict[str, float]
    peaceful: int
    false: int


SETS = {
    "world": Bounds({"recall": 0.90, "precision": 0.82, "class": 0.86, "country": 0.92, "day": 0.88}, 56, 3),
    "world_read": Bounds({"recall": 0.72, "precision": 0.85, "class": 0.54, "country": 0.85, "day": 0.80}, 13, 0),
    "world_check": Bounds({"recall": 0.66, "precision": 0.78, "class": 0.60, "country": 0.90, "day": 0.75}, 13, 2),
}


class Found(NamedTuple):
    """What one group of mentions says."""

    classes: frozenset[str]
    country: str | None
    day: str | None
    killed: int | None


def _events(record: dict[str, Any]) -> list[Found]:
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for m in record["mentions"]:
        told = m["group"] and not m["background"] and m["status"] not in MAKES_NONE
        if told and m["event_type"] != "Strategic developments":
            groups[m["group"]].append(m)
    return [
        Found(
            frozenset(m["sub_event_type"] for m in mentions),
            next((m["place"]["country"] for m in mentions if m["place"] and m["place"]["country"]), None),
            next((m["date_from"][:10] for m in mentions if m["date_from"]), None),
            max((m["killed_low"] for m in mentions if m["killed_low"] is not None), default=None),
        )
        for mentions in groups.values()
    ]


def _likeness(told: dict[str, Any], found: Found) -> int:
    right = 3 * (told["sub_event_type"] in found.classes) + 2 * (told["killed"] == found.killed)
    return right + (told["country"] == found.country) + (told["date"] == found.day)


def _paired(told: list[dict[str, Any]], found: list[Found]) -> Iterator[tuple[dict[str, Any], Found]]:
    """Each event told with the likest of those found that is still free."""
    left = list(found)
    for event in told:
        best = max(left, key=lambda f: _likeness(event, f), default=None)
        if best is not None and _likeness(event, best) >= 2:
            left.remove(best)
            yield event, best


class Set(NamedTuple):
    """A set of reports: its bounds, and for each report the events told and those found."""

    bounds: Bounds
    reports: list[tuple[list[dict[str, Any]], list[Found]]]


@pytest.fixture(scope="module", params=SETS)
def read(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Set:
    """Each set, read."""
    reports = [json.loads(line) for line in (HERE / f"{request.param}.jsonl").read_text("utf-8").splitlines()]
    folder = tmp_path_factory.mktemp("world")
    source, out = folder / "in.jsonl", folder / "out.jsonl"
    fields = ("id", "published", "outlet", "title", "text")
    source.write_text("".join(json.dumps({f: r[f] for f in fields}) + "\n" for r in reports), "utf-8")
    done = CliRunner().invoke(copydesk, ["annotate", str(source), "-o", str(out), "--quiet"])
    assert done.exit_code == 0, done.output
    coded = {r["id"]: _events(r) for r in map(json.loads, out.read_text("utf-8").splitlines())}
    told = {r["id"]: [e for e in r["events"] if e["sub_event_type"] not in STRATEGIC] for r in reports}
    return Set(SETS[request.param], [(told[r["id"]], coded[r["id"]]) for r in reports])


def test_wars_of_the_world_are_found(read: Set) -> None:
    told = sum(len(events) for events, _ in read.reports)
    found = sum(len(events) for _, events in read.reports)
    pairs = [pair for events, got in read.reports for pair in _paired(events, got)]
    placed = [(e, f) for e, f in pairs if e["country"]]
    days = [(e, f) for e, f in pairs if e["date"]]
    shares = {
        "recall": len(pairs) / told,
        "precision": len(pairs) / found,
        "class": sum(e["sub_event_type"] in f.classes for e, f in pairs) / len(pairs),
        "country": sum(e["country"] == f.country for e, f in placed) / len(placed),
        "day": sum(e["date"] == f.day for e, f in days) / len(days),
    }
    print(", ".join(f"{name} {share:.3f}" for name, share in shares.items()))
    assert {name for name, share in shares.items() if share < read.bounds.least[name]} == set()


def test_ordinary_life_makes_hardly_an_event(read: Set) -> None:
    peaceful = [found for told, found in read.reports if not told]
    false = sum(len(found) for found in peaceful)
    print(f"{false} events in {len(peaceful)} reports that tell of none")
    assert len(peaceful) == read.bounds.peaceful
    assert false <= read.bounds.false
