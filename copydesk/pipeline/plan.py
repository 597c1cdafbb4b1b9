"""The plan: sources to coded reports, as one lazy Daft frame that runs on this machine or on a cluster.

Daft's native runner is the default and its Ray runner the cluster; plan and code are the same. Decision 2 in docs/decisions.md.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

os.environ["DO_NOT_TRACK"] = "1"  # read by daft when it is imported: without it, it calls home

import daft
import pyarrow as pa
from daft import DataType
from msgspec import Struct

from copydesk.model import Entity, Mention, Problem, Report, Sentence, Time, Toponym, WrongUse, batch_of, type_of
from copydesk.model.arrow import column_of
from copydesk.pipeline.offsets import in_text
from copydesk.pipeline.stages import PER_REPORT, PROBLEMS, Stage, guarded, many

if TYPE_CHECKING:
    from copydesk.reading import Options, Source

BATCH = 32  # reports a worker takes at once: small enough to spread, large enough that Arrow's cost a batch does not show
PROCESSES_FROM = 200  # below this many reports starting processes costs more than they win (measured; docs/decisions.md)

CODED = pa.struct(
    [
        pa.field("report", type_of(Report)),
        pa.field("sentences", many(Sentence)),
        pa.field("entities", many(Entity)),
        pa.field("mentions", many(Mention)),
        pa.field("places", many(Toponym)),
        pa.field("times", many(Time)),
        pa.field("problems", PROBLEMS),
    ]
)
READ = pa.struct([pa.field("reports", many(Report)), pa.field("problems", PROBLEMS)])


class Runner(Struct, frozen=True):
    """Where a plan runs: `name` "native" or "ray", `address` of a cluster, `processes` how many workers on this machine.

    `chunk_bytes`: inputs taken at once, about 1,000 reports of 4 KB; what is lost, at most, when a build is killed.
    """

    name: str = "native"
    address: str | None = None
    processes: int | None = None
    chunk_bytes: int = 4_000_000


def use(runner: Runner) -> None:
    """Choose the runner for this process; asking for a second kind in one process is wrong use, as Daft keeps one."""
    if runner.name == "ray":
        try:
            import ray  # noqa: F401, PLC0415
        except ImportError as missing:
            raise WrongUse("--runner ray needs Ray, which is not installed: pip install 'copydesk[ray]'") from missing
        os.environ.setdefault("RAY_TQDM", "0")
    try:
        _set_runner(runner.name, runner.address)
    except daft.exceptions.DaftCoreException as error:
        raise WrongUse(f"cannot run on {runner.name}: {error}") from error


@cache
def _set_runner(name: str, address: str | None) -> None:
    if name == "ray":
        daft.set_runner_ray(address=address, noop_if_initialized=True)
    else:
        daft.set_runner_native()


def read_plan(sources: Sequence[Source], options: Options) -> daft.DataFrame:
    """One row a source with what it gave: columns `reports` and `problems`, each a list."""
    frame = daft.from_arrow(pa.Table.from_batches([batch_of(sources, type(sources[0]))]))
    reader = daft.cls(_Reader)(options)
    return frame.into_batches(1).select(reader.read(daft.functions.to_struct(*frame.columns)))


def code_plan(reports: daft.DataFrame, runner: Runner, expected: int) -> daft.DataFrame:
    """One row a report, every per-report stage run: the columns of CODED. `reports` has one column, `report`."""
    apart = expected >= PROCESSES_FROM and runner.name == "native"
    workers = runner.processes or os.cpu_count() or 1
    coder = daft.cls(use_process=apart, max_concurrency=workers if apart else None)(_Coder)()
    return reports.into_batches(BATCH).select(coder.code(reports["report"]))


def reports_frame(reports: Sequence[Report]) -> daft.DataFrame:
    """A frame of one column, `report`."""
    return daft.from_arrow(pa.table({"report": pa.array(batch_of(reports, Report).to_pylist(), type=type_of(Report))}))


class _Reader:
    def __init__(self, options: Options) -> None:
        self.options = options

    @daft.method.batch(return_dtype=DataType.from_arrow_type(READ), unnest=True)
    def read(self, source: daft.Series) -> pa.Array:
        from copydesk.reading import read_sources  # noqa: PLC0415 - workers import what they run

        batch = pa.RecordBatch.from_struct_array(source.to_arrow())
        try:
            out = read_sources(batch, self.options)
        except Exception as error:  # a reader's bug on one input must not cost the others theirs
            out = _unread(batch, error)
        return pa.StructArray.from_arrays([out.column(f.name).cast(f.type) for f in READ], fields=list(READ))


def _unread(batch: pa.RecordBatch, error: Exception) -> pa.RecordBatch:
    what = f"reading failed: {type(error).__name__}: {error}"
    problems = [[Problem(source=s["shown"], what=what, done="this input was left out")] for s in batch.to_pylist()]
    reports: list[list[Report]] = [[] for _ in problems]
    return pa.RecordBatch.from_arrays([column_of(reports, Report), column_of(problems, Problem)], names=["reports", "problems"])


class _Coder:
    @daft.method.batch(return_dtype=DataType.from_arrow_type(CODED), unnest=True)
    def code(self, report: daft.Series) -> pa.Array:
        return code_batch(report.to_arrow(), PER_REPORT)


def code_batch(report: pa.Array, stages: Iterable[Stage]) -> pa.StructArray:
    """Run per-report stages one after the other over a struct array of reports; offsets count in the text when it returns."""
    columns: dict[str, Any] = {"report": report}
    problems: list[pa.Array] = []
    for stage in stages:
        batch = pa.RecordBatch.from_arrays([columns[n] for n in stage.takes], names=list(stage.takes))
        out = guarded(stage, batch)
        columns.update({name: out.field(name) for name, _ in stage.gives})
        problems.append(out.field(stage.problems))
    columns["problems"] = _joined(problems)
    return in_text(pa.StructArray.from_arrays([columns[f.name] for f in CODED], fields=list(CODED)))


def _joined(lists: Sequence[pa.Array]) -> pa.Array:
    rows = zip(*(column.to_pylist() for column in lists), strict=True)
    return pa.array([[p for found in row for p in found] for row in rows], type=PROBLEMS)


__all__ = ["CODED", "Problem", "Runner", "code_batch", "code_plan", "read_plan", "reports_frame", "use"]
