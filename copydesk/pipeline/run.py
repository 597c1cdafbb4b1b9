"""Runs the plan over inputs chunk by chunk, so that memory stays bounded and what is done is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from threading import Event

import daft
import pyarrow as pa
from msgspec import Struct
from msgspec.structs import replace

from copydesk.ledger import storable
from copydesk.model import Mention, Problem, Report, Time, Toponym
from copydesk.model.arrow import record_from
from copydesk.pipeline.identity import Known, admit
from copydesk.pipeline.plan import CODED, Runner, code_plan, read_plan, reports_frame, use
from copydesk.pipeline.telling import patiently
from copydesk.reading import Options, Source, sources

CHUNK_SOURCES = 500
SMALL_SOURCE = 4_000  # what a source of unknown size counts for


class Coded(Struct, frozen=True):
    """One report with what the per-report stages found in it; offsets count in `report.text`."""

    report: Report
    mentions: list[Mention]
    places: list[Toponym]
    times: list[Time]


class Chunk(Struct, frozen=True):
    """What came of some of the inputs: `read` counts reports before those already known were left out."""

    sources: list[Source]
    coded: list[Coded]
    problems: list[Problem]
    read: int


def chunks(
    paths: Sequence[str],
    options: Options,
    runner: Runner,
    known: Callable[[list[str]], Known],
    tick: Callable[[int], None] | None = None,
) -> Iterator[Chunk]:
    """Read and code what stands at `paths`, a chunk at a time.

    `known` tells, of report ids, which are already in the ledger and with which text; those are not coded again. `tick`, where
    given, hears twice a second how many of a chunk's reports are coded; what it raises ends the work, the chunk unwritten.
    """
    use(runner)
    seen: Known = {}
    for some, problems in _grouped(sources(paths, options), runner.chunk_bytes):
        reports, found = _read(some, options, tick)
        ids = [r.report_id for r in reports]
        admission = admit(reports, {**known(ids), **{i: seen[i] for i in ids if i in seen}})
        seen.update(admission.digests)
        coded, failed = _code(admission.admitted, runner, tick)
        yield Chunk(some, coded, [*problems, *found, *admission.problems, *failed], len(reports))


def _grouped(found: Iterable[Source | Problem], at_once: int) -> Iterator[tuple[list[Source], list[Problem]]]:
    some: list[Source] = []
    problems: list[Problem] = []
    size = 0
    for item in found:
        if isinstance(item, Problem):
            problems.append(item)
            continue
        some.append(item)
        size += item.size or SMALL_SOURCE
        if size >= at_once or len(some) >= CHUNK_SOURCES:
            yield some, problems
            some, problems, size = [], [], 0
    if some or problems:
        yield some, problems


def _read(some: list[Source], options: Options, tick: Callable[[int], None] | None) -> tuple[list[Report], list[Problem]]:
    if not some:
        return [], []
    table = _gathered(read_plan(some, options), tick and (lambda _: tick(0)))
    found = [record_from(r, Report) for row in table["reports"].to_pylist() for r in row]
    # no ledger can look up an id with a NUL in it
    reports = [r if "\x00" not in r.report_id else replace(r, report_id=storable(r.report_id)) for r in found]
    problems = [record_from(p, Problem) for row in table["problems"].to_pylist() for p in row]
    return reports, problems


def _code(reports: list[Report], runner: Runner, tick: Callable[[int], None] | None) -> tuple[list[Coded], list[Problem]]:
    if not reports:
        return [], []
    table = _gathered(code_plan(reports_frame(reports), runner, len(reports)), tick)
    return coded_rows(table), [record_from(p, Problem) for row in table["problems"].to_pylist() for p in row]


def _gathered(frame: daft.DataFrame, tick: Callable[[int], None] | None) -> pa.Table:
    """All rows of a frame, `tick` told twice a second how many there are."""
    if tick is None:
        return frame.to_arrow()
    held: list[pa.RecordBatch] = []

    def gather(given_up: Event) -> None:
        for batch in frame.to_arrow_iter():
            held.append(batch)
            if given_up.is_set():
                return

    patiently(gather, lambda: tick(sum(batch.num_rows for batch in held)))
    return pa.Table.from_batches(held, schema=frame.schema().to_pyarrow_schema())


def coded_rows(table: pa.Table) -> list[Coded]:
    """The rows of a table with the columns of CODED as records, ordered by report id: workers finish in any order."""
    assert set(table.schema.names) == {f.name for f in CODED}
    rows = [
        Coded(
            record_from(row["report"], Report),
            [record_from(m, Mention) for m in row["mentions"]],
            [record_from(p, Toponym) for p in row["places"]],
            [record_from(t, Time) for t in row["times"]],
        )
        for row in table.select(["report", "mentions", "places", "times"]).to_pylist()
    ]
    return sorted(rows, key=lambda c: c.report.report_id)
