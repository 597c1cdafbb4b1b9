"""The three things reading does with a source: read its reports, hand over its originals, and both over a batch."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pyarrow as pa

from copydesk.model import Problem, Report
from copydesk.model.arrow import column_of, records_of
from copydesk.reading.drafting import drafts
from copydesk.reading.drafts import finished
from copydesk.reading.options import Options, Original, Source
from copydesk.reading.units import units

_ALIKE = 5  # problems of one kind that are told line by line before they are summed up


def read(source: Source, options: Options) -> Iterator[Report | Problem]:
    """The reports of a source in order, with a Problem for each thing that could not be read or used."""
    told: dict[str, list[Problem]] = {}
    for unit in units(source, options.limits):
        found = [unit] if isinstance(unit, Problem) else drafts(unit, options)
        for draft in found:
            for item in [draft] if isinstance(draft, Problem) else finished(draft, options):
                if isinstance(item, Report):
                    yield item
                    continue
                alike = told.setdefault(item.what, [])
                alike.append(item)
                if len(alike) <= _ALIKE:
                    yield item
    for alike in told.values():
        if len(alike) > _ALIKE:
            last = alike[-1]
            what = f"{last.what} (and {len(alike) - _ALIKE:,} more such, up to here)"
            yield Problem(source=source.shown, line=last.line, what=what, done=last.done)


def originals(source: Source, options: Options) -> Iterator[Original | Problem]:
    """The bytes of each unit of a source as they were read, with the `sha256` and `read_from` that its reports carry."""
    for unit in units(source, options.limits):
        if isinstance(unit, Problem):
            yield unit
        else:
            yield Original(unit.read_from, hashlib.sha256(unit.data).hexdigest(), unit.data)


def read_sources(batch: pa.RecordBatch, options: Options) -> pa.RecordBatch:
    """One row a source (columns: the fields of Source) to one row with what it gave: lists `reports` and `problems`."""
    reports: list[list[Report]] = []
    problems: list[list[Problem]] = []
    for source in records_of(batch, Source):
        found = list(read(source, options))
        reports.append([x for x in found if isinstance(x, Report)])
        problems.append([x for x in found if isinstance(x, Problem)])
    return pa.RecordBatch.from_arrays([column_of(reports, Report), column_of(problems, Problem)], names=["reports", "problems"])
