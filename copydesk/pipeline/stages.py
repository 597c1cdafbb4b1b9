"""The stages that look at one report at a time, as Daft runs them.

A stage is a function from a batch of columns to a batch of new columns. Here each is wrapped so that Daft can run it anywhere, and
guarded so that a report on which it fails is kept, left empty by that stage, and reported as a problem.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa
from msgspec import Struct

from copydesk.model import Entity, Mention, Problem, Report, Sentence, Time, Toponym, type_of
from copydesk.model.arrow import column_of

Columns = dict[str, pa.DataType]

PROBLEMS = pa.large_list(type_of(Problem))
REPORT = type_of(Report)


def many(record: type[Struct]) -> pa.DataType:
    """The Arrow type of a column that holds a list of `record`s a row."""
    return pa.large_list(type_of(record))


@dataclass(frozen=True)
class Stage:
    """One room's batch function: by name, so that it can be sent to another process, with the columns it takes and gives."""

    room: str
    function: str
    takes: tuple[str, ...]
    gives: tuple[tuple[str, pa.DataType], ...]

    @property
    def run(self) -> Callable[[pa.RecordBatch], pa.RecordBatch]:
        run: Callable[[pa.RecordBatch], pa.RecordBatch] = getattr(importlib.import_module(f"copydesk.{self.room}"), self.function)
        return run

    @property
    def problems(self) -> str:
        """Name of the column this stage's problems stand in."""
        return f"problems_{self.room}"


PER_REPORT = (
    Stage("lineage", "credit_reports", ("report",), (("report", REPORT),)),
    Stage(
        "coding",
        "code_reports",
        ("report",),
        (("sentences", many(Sentence)), ("entities", many(Entity)), ("mentions", many(Mention))),
    ),
    Stage(
        "locating",
        "locate_reports",
        ("report", "sentences", "entities", "mentions"),
        (("places", many(Toponym)), ("mentions", many(Mention))),
    ),
    Stage("dating", "date_reports", ("report", "sentences", "mentions"), (("times", many(Time)), ("mentions", many(Mention)))),
    Stage("merging", "group_reports", ("report", "mentions"), (("mentions", many(Mention)),)),
)


def guarded(stage: Stage, batch: pa.RecordBatch) -> pa.StructArray:
    """Run a stage over a batch; where it raises, over each report alone, so that one report's failure stays its own.

    Returns a struct array: the columns the stage gives, and its problems (a list a row).
    """
    run = stage.run
    try:
        out = run(batch)
        problems: list[list[Problem]] = [[] for _ in range(batch.num_rows)]
    except Exception:  # a stage's bug on one report must not cost the others theirs
        rows, problems = [], []
        for i in range(batch.num_rows):
            row, found = _alone(stage, run, batch.slice(i, 1))
            rows.append(row)
            problems.append(found)
        out = pa.Table.from_batches(rows).combine_chunks().to_batches()[0]
    columns = [out.column(name).cast(kind) for name, kind in stage.gives]
    fields = [pa.field(name, kind) for name, kind in stage.gives] + [pa.field(stage.problems, PROBLEMS)]
    return pa.StructArray.from_arrays([*columns, column_of(problems, Problem)], fields=fields)


def _alone(
    stage: Stage, run: Callable[[pa.RecordBatch], pa.RecordBatch], row: pa.RecordBatch
) -> tuple[pa.RecordBatch, list[Problem]]:
    try:
        out = run(row)
        return out.select([name for name, _ in stage.gives]), []
    except Exception as error:
        report = row.column("report")[0].as_py()
        found = Problem(
            source=report["read_from"] or report["report_id"],
            report_id=report["report_id"],
            stage=stage.room,
            what=f"{stage.room} failed: {type(error).__name__}: {error}",
            done="the report was kept without what this stage adds",
        )
        columns = [row.column(n) if n in row.schema.names else pa.array([[]], type=kind) for n, kind in stage.gives]
        return pa.RecordBatch.from_arrays(columns, names=[n for n, _ in stage.gives]), [found]
