"""Which mentions of one report tell of one happening."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pyarrow as pa

from copydesk.merging.agglomeration import Bound, hold_together
from copydesk.merging.going_on import brought_home
from copydesk.merging.keeping import kept
from copydesk.merging.profile import may_tell, profile
from copydesk.merging.retelling import told_once
from copydesk.merging.scale import scale
from copydesk.merging.settling import complete
from copydesk.merging.sums import without_totals
from copydesk.model import Mention, Report
from copydesk.model.arrow import column_of, record_from


def group_report(report: Report, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of one report, in the order given, with `group` set and what they say settled with the rest of their group.

    The name of a group is its smallest mention id. Background, planned, hypothetical and negated mentions get no group, nor does
    what the report only touches on (see `keeping`); a denial joins the group of what it denies.
    """
    told = told_together(report, mentions)
    groups = without_totals({members[0].mention_id: members for members in told})
    stand = kept(groups, {name: profile(members, report) for name, members in groups.items()})
    done = {m.mention_id: msgspec.structs.replace(m, group=name) for name in stand for m in complete(groups[name])}
    return [done.get(m.mention_id, msgspec.structs.replace(m, group=None)) for m in mentions]


def told_together(report: Report, mentions: Sequence[Mention]) -> list[list[Mention]]:
    """The mentions of one report that may make events, in groups that tell of one happening each, sorted by mention id."""
    by_id = {m.mention_id: m for m in mentions if may_tell(m)}
    profile_of = {name: profile([m], report) for name, m in by_id.items()}
    weigher = scale("within")
    keys = sorted(profile_of)
    edges = {
        (a, b) for i, a in enumerate(keys) for b in keys[i + 1 :] if weigher.odds(profile_of[a], profile_of[b]) >= weigher.same
    }
    bound: Bound = (set(), {(a, b) for i, a in enumerate(keys) for b in keys[i + 1 :] if _dealt_out(by_id[a], by_id[b])})
    groups = [[by_id[k] for k in members] for members in hold_together(profile_of, edges, bound, weigher)]
    return told_once(report, brought_home(report, groups))


def _dealt_out(one: Mention, other: Mention) -> bool:
    """Whether one word tells two mentions of different places in words apart: "killed 45 in Aleppo and 22 in Idlib"."""
    same = one.evidence.type == other.evidence.type and one.in_title == other.in_title
    return same and bool(one.evidence.type) and (one.end <= other.start or other.end <= one.start)


def group_reports(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Columns report, mentions → mentions with `group`, one row a report."""
    rows = zip(batch.column("report").to_pylist(), batch.column("mentions").to_pylist(), strict=True)
    grouped = [group_report(record_from(r, Report), [record_from(m, Mention) for m in ms or []]) for r, ms in rows]
    return pa.RecordBatch.from_arrays([column_of(grouped, Mention)], names=["mentions"])
