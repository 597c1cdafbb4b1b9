"""Lineage over a ledger: the reports not yet related, against those their keys reach; then the families these touch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from threading import Event
from typing import TypeVar

import pyarrow as pa
from msgspec.structs import replace

from copydesk import __version__
from copydesk.ledger import Ledger, LineageChange
from copydesk.lineage import (
    Furniture,
    candidates,
    furniture_version,
    learn_furniture,
    merge_furniture,
    origins,
    relate,
    signatures,
)
from copydesk.lineage.signatures import HITS
from copydesk.model import LineageEdge, Report
from copydesk.pipeline.offsets import spans_in_text
from copydesk.pipeline.telling import Teller, beat_of, patiently

T = TypeVar("T")

AT_ONCE = 2000  # reports related in one transaction
LEARN_FROM = 10  # reports: with fewer, nothing can be said to recur


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of at most `size` items, in order."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def bands_of(reports: Sequence[Report]) -> list[tuple[int, str]]:
    """(key, report_id) for every key of the reports, furniture or not: what is furniture is decided when they are looked up."""
    table = signatures(reports, Furniture())
    ids, keys = table.column("report_id").to_pylist(), table.column("keys").to_pylist()
    return [(key, report_id) for report_id, mine in zip(ids, keys, strict=True) for key in mine]


def furniture_of(ledger: Ledger) -> Furniture:
    """What recurs, as the ledger has it; learned now where it was never learned and there are reports enough."""
    table = ledger.furniture()
    if table is None and ledger.count("reports") >= LEARN_FROM:
        table = learn_again(ledger)
    return Furniture(table)


def learn_again(ledger: Ledger) -> pa.Table:
    """Learn what recurs from all reports of the ledger, and keep it as the newest version."""
    counted = [learn_furniture(some) for some in batched(ledger.stream("reports"), AT_ONCE)]
    table = merge_furniture(counted, at_least=2)
    ledger.write_furniture(furniture_version(table), table)
    return table


def relate_pending(ledger: Ledger, build_id: int | None, tell: Teller) -> None:
    """Relate every report that is not yet: a transaction for each `AT_ONCE` reports, so a killed build goes on where it was."""
    waiting, _ = ledger.pending()
    if not waiting:
        return
    furniture = furniture_of(ledger)
    for i, some in enumerate(batched(waiting, AT_ONCE)):
        tell.step("relating", i * AT_ONCE, len(waiting))

        def work(_: Event, some: list[str] = some) -> LineageChange:
            return _related(ledger, some, furniture, build_id)

        ledger.write_lineage(patiently(work, beat_of(tell, "relating", i * AT_ONCE, len(waiting))))
    tell.step("relating", len(waiting), len(waiting))


def relearn(ledger: Ledger, tell: Teller) -> int:
    """Learn what recurs from all reports, and relate again those of which other words count now; how many these are."""
    before = Furniture(ledger.furniture())
    now = Furniture(learn_again(ledger))
    touched = [i for some in batched(ledger.stream("reports"), AT_ONCE) for i in _otherwise(some, before, now)]
    for i, ids in enumerate(batched(touched, AT_ONCE)):
        tell.step("relating again", i * AT_ONCE, len(touched))
        ledger.write_lineage(_related(ledger, ids, now, None))
    return len(touched)


def _otherwise(reports: Sequence[Report], before: Furniture, now: Furniture) -> list[str]:
    """Ids of the reports whose keys that are no furniture are others than before."""
    old, new = (signatures(reports, f).column("keys").to_pylist() for f in (before, now))
    return [r.report_id for r, a, b in zip(reports, old, new, strict=True) if a != b]


def _related(ledger: Ledger, ids: list[str], furniture: Furniture, build_id: int | None) -> LineageChange:
    reports = {r.report_id: r for r in ledger.reports(ids)}
    new = signatures(list(reports.values()), furniture)
    pairs = candidates(new, _hits(ledger, new))
    lefts, rights = pairs.column("left").to_pylist(), pairs.column("right").to_pylist()
    others = {r.report_id: r for r in ledger.reports(set(lefts + rights) - set(reports))}
    known = {**others, **reports}
    edges = relate([(known[a], known[b]) for a, b in zip(lefts, rights, strict=True)], furniture)
    return LineageChange(
        edges=[_in_text(e, known) for e in edges],
        origins=_origins(ledger, edges, known, set(reports)),
        related=sorted(reports),
        version=f"{__version__} furniture {furniture.version}",
        build_id=build_id,
    )


def _hits(ledger: Ledger, new: pa.Table) -> pa.Table:
    keys = set(new.column("keys").combine_chunks().flatten().to_pylist())
    found = ledger.reports_by_band(keys)
    rows = [(key, report_id) for key, carriers in found.items() for report_id in carriers]
    return pa.table([[k for k, _ in rows], [r for _, r in rows]], schema=HITS)


def _origins(ledger: Ledger, edges: Sequence[LineageEdge], known: dict[str, Report], new: set[str]) -> dict[str, str | None]:
    """Origins of every report tied to the new ones by shared text, over any number of steps."""
    tied = {(e.from_report_id, e.to_report_id): e for e in edges}
    met: set[str] = set()
    ahead = new | {i for ends in tied for i in ends}
    while ahead:
        met |= ahead
        found = ledger.lineage(ahead)
        tied |= {(e.from_report_id, e.to_report_id): e for e in found}
        ahead = {i for e in found for i in (e.from_report_id, e.to_report_id)} - met
    missing = ledger.reports(met - set(known))
    family = [known[i] for i in met if i in known] + missing
    return dict(origins(tied.values(), family))


def _in_text(edge: LineageEdge, reports: dict[str, Report]) -> LineageEdge:
    left, right = (spans_in_text(reports[i]) for i in (edge.from_report_id, edge.to_report_id))
    return replace(edge, passages=[[*left(a, b), *right(c, d)] for a, b, c, d in edge.passages])
