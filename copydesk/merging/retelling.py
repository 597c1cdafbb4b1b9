"""Happenings told again with their toll: "18 killed in Raqqa" in a headline, "killed at least 18" under a date line."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from copydesk.merging import levels
from copydesk.merging.profile import Profile, profile
from copydesk.model import Mention, Report

_APART = ("far", "late")  # answers of the comparison that tell two days


def told_once(report: Report, groups: Sequence[Sequence[Mention]]) -> list[list[Mention]]:
    """The groups of one report, two that tell one exact toll of five or more put together.

    So high a number is hardly ever told of two happenings of one report. Where it seems to be told in two areas, one of them was
    read wrongly: a date line, a quarter that bears the name of a town elsewhere. The place of the group with more clauses stands.
    Groups whose types or days cannot be those of one happening, or that tell of other parties on both sides, stay apart.
    """
    ordered = sorted((list(members) for members in groups), key=lambda members: (-len({m.quote for m in members}), _first(members)))
    out: list[tuple[Profile, list[Mention]]] = []
    for members in ordered:
        told = profile(members, report)
        home = next((n for n, (before, _) in enumerate(out) if _is_again(before, told)), None)
        if home is None:
            out.append((told, members))
            continue
        before, others = out[home]
        elsewhere = levels.place(before, told) == "far"
        joined = sorted([*others, *(_unplaced(m) if elsewhere else m for m in members)], key=lambda m: m.mention_id)
        out[home] = (profile(joined, report), joined)
    return sorted((members for _, members in out), key=lambda members: members[0].mention_id)


def _first(members: Sequence[Mention]) -> tuple[int, str]:
    return min((0 if m.in_title else m.start, m.mention_id) for m in members)


def _is_again(before: Profile, told: Profile) -> bool:
    same = not before.kinds.isdisjoint(told.kinds) and levels.toll(before, told) == "many"
    foreign = levels.actor(before, told) == "different" and levels.target(before, told) == "different"
    return same and not foreign and not told.apart and levels.day(before, told) not in _APART


def _unplaced(mention: Mention) -> Mention:
    return msgspec.structs.replace(mention, place=None, evidence=msgspec.structs.replace(mention.evidence, place=[]))
