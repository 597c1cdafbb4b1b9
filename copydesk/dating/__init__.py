"""When: temporal expressions, and the day of each mention."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from copydesk.dating.anchors import Anchor, anchor_of
from copydesk.dating.answering import Answer, Candidate, told_day, when
from copydesk.dating.choosing import Story, date_mentions
from copydesk.dating.timeline import as_time, moments_of
from copydesk.model.records import Mention, Report, Sentence, Time

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Anchor", "Answer", "Candidate", "anchor_of", "date_report", "date_reports", "told_day", "when"]


def date_report(report: Report, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> tuple[list[Time], list[Mention]]:
    """The temporal expressions of a report, in order, and its mentions with their days filled.

    Offsets count in `report.working`, for `in_title` in `report.title`. A report without a day of writing gets times only where the
    text gives whole dates.
    """
    anchor = anchor_of(report)
    text, title = report.working, report.title or ""
    body = [s for s in sentences if not s.in_title]
    heads = [s for s in sentences if s.in_title]
    moments = moments_of(text, body, anchor)
    titled = moments_of(title, heads, anchor, in_title=True) if title else []
    times = [as_time(title, m) for m in titled] + [as_time(text, m) for m in moments]
    story = Story(anchor, body, moments, heads, titled)
    return times, date_mentions(mentions, story)


def date_reports(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Batch form of `date_report`: columns report, sentences, mentions → times, mentions, one row a report."""
    import pyarrow as pa  # noqa: PLC0415 - heavy

    from copydesk.model.arrow import column_of, record_from  # noqa: PLC0415 - heavy

    columns = [batch.column(name).to_pylist() for name in ("report", "sentences", "mentions")]
    done = []
    for report, sentences, mentions in zip(*columns, strict=True):
        told = [record_from(s, Sentence) for s in sentences or []], [record_from(m, Mention) for m in mentions or []]
        done.append(date_report(record_from(report, Report), *told))
    found = [column_of([times for times, _ in done], Time), column_of([dated for _, dated in done], Mention)]
    return pa.RecordBatch.from_arrays(found, names=["times", "mentions"])
