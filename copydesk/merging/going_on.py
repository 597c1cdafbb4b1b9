"""Tolls told right behind the happening they are of: "Rebels attacked the base. At least 20 were killed in the attack"."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.merging.levels import compatible
from copydesk.merging.profile import profile
from copydesk.model import Mention, Report

_NEAR = 300  # characters between the two: a sentence, at most


def brought_home(report: Report, groups: Sequence[Sequence[Mention]]) -> list[list[Mention]]:
    """The groups of one report, each lone toll with no place, day or actor of its own put to what is told right before it."""
    out = [list(members) for members in groups]
    home = {m.mention_id: members for members in out for m in members}
    ordered = sorted((m for members in out for m in members if not m.in_title), key=lambda m: (m.start, m.end, m.mention_id))
    for n, here in enumerate(ordered):
        mine = home[here.mention_id]
        last = next((m for m in reversed(ordered[:n]) if m.end <= here.start), None)
        if last is None or len(mine) > 1 or here.start > last.end + _NEAR or not _is_bare(here):
            continue
        before, told = profile([last], report), profile([here], report)
        if not told.apart and compatible(before, told):
            mine.remove(here)
            home[here.mention_id] = home[last.mention_id]
            home[here.mention_id].append(here)
    return [sorted(members, key=lambda m: m.mention_id) for members in out if members]


def _is_bare(mention: Mention) -> bool:
    """Whether a mention tells a toll and no place, day or actor in its own words."""
    told = [*mention.evidence.place, *mention.evidence.date]
    own = any(mention.start <= start and end <= mention.end for start, end in told)
    return not own and not mention.actors and bool(mention.killed_low or mention.injured_low)
