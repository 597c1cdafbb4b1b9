"""The batch form of this stage, which the plan runs."""

from __future__ import annotations

import pyarrow as pa

from copydesk.coding.coder import code_report
from copydesk.model.arrow import column_of, record_from
from copydesk.model.records import Entity, Mention, Report, Sentence


def code_reports(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Column report → sentences, entities, mentions, one row a report."""
    found = [code_report(record_from(row, Report)) for row in batch.column("report").to_pylist()]
    columns = [
        column_of([c.sentences for c in found], Sentence),
        column_of([c.entities for c in found], Entity),
        column_of([c.mentions for c in found], Mention),
    ]
    return pa.RecordBatch.from_arrays(columns, names=["sentences", "entities", "mentions"])
