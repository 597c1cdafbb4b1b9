"""Which mentions of one report tell of one happening."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pyarrow as pa

from copydesk.merging.agglomeration import hold_together
from copydesk.merging.profile import makes_event, profile
from copydesk.merging.scale import scale
from copydesk.merging.settling import complete
from copydesk.model import Mention, Report
from copydesk.model.arrow import column_of, record_from


def group_report(report: Report, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of one report, in the order given, with `group` set and what each leaves unsaid filled in from its group.

    The name of a group is its smallest mention id. Background, planned, hypothetical and negated mentions get no group; a denial
    joins the group of what it denies. Nothing a mention says itself is changed (see `settling.complete`).
    """
    telling = [m for m in mentions if makes_event(m)]
    profile_of = {m.mention_id: profile([m], report) for m in telling}
    weigher = scale("within")
    keys = sorted(profile_of)
    edges = {
        (a, b) for i, a in enumerate(keys) for b in keys[i + 1 :] if weigher.odds(profile_of[a], profile_of[b]) >= weigher.same
    }
    groups = hold_together(profile_of, edges, (set(), set()), weigher)
    by_id = {m.mention_id: m for m in mentions}
    done: dict[str, Mention] = {}
    for members in groups:
        whole = complete([by_id[k] for k in members])
        done |= {m.mention_id: msgspec.structs.replace(m, group=members[0]) for m in whole}
    return [done.get(m.mention_id, msgspec.structs.replace(m, group=None)) for m in mentions]


def group_reports(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Columns report, mentions → mentions with `group`, one row a report."""
    rows = zip(batch.column("report").to_pylist(), batch.column("mentions").to_pylist(), strict=True)
    grouped = [group_report(record_from(r, Report), [record_from(m, Mention) for m in ms or []]) for r, ms in rows]
    return pa.RecordBatch.from_arrays([column_of(grouped, Mention)], names=["mentions"])
