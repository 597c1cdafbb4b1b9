"""Happenings told again with their toll: "18 killed in Raqqa" in a headline, "killed at least 18" under a date line."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from copydesk.merging import levels
from copydesk.merging.profile import Profile, profile
from copydesk.merging.tables import wording
from copydesk.model import Mention, Report

_APART = ("far", "late")  # answers of the comparison that tell two days


def told_once(report: Report, groups: Sequence[Sequence[Mention]]) -> list[list[Mention]]:
    """The groups of one report, two that tell one exact toll of five or more put together.

    So high a number is hardly ever told of two happenings of one report. Where it seems to be told in two areas, one of them was
    read wrongly: a date line, a quarter that bears the name of a town elsewhere. The place of the group with more clauses stands.
    Groups whose types or days cannot be those of one happening, that tell of other parties on both sides, or that each say by
    themselves in which of two areas ("in Mosul") it was, stay apart.
    """
    ordered = sorted((list(members) for members in groups), key=lambda members: (-len({m.quote for m in members}), _first(members)))
    out: list[tuple[Profile, list[Mention]]] = []
    for members in ordered:
        told = profile(members, report)
        sure = _says_where(report, members)
        home = next(
            (n for n, (b, m) in enumerate(out) if _is_again(b, told) and not (sure and _far(b, told) and _says_where(report, m))),
            None,
        )
        if home is None:
            out.append((told, members))
            continue
        before, others = out[home]
        elsewhere = _far(before, told)
        joined = sorted([*others, *(_unplaced(m) if elsewhere else m for m in members)], key=lambda m: m.mention_id)
        out[home] = (profile(joined, report), joined)
    return sorted((members for _, members in out), key=lambda members: members[0].mention_id)


def _first(members: Sequence[Mention]) -> tuple[int, str]:
    return min((0 if m.in_title else m.start, m.mention_id) for m in members)


def _is_again(before: Profile, told: Profile) -> bool:
    same = not before.kinds.isdisjoint(told.kinds) and levels.toll(before, told) == "many"
    foreign = levels.actor(before, told) == "different" and levels.target(before, told) == "different"
    return same and not foreign and not told.apart and levels.day(before, told) not in _APART


def _far(one: Profile, other: Profile) -> bool:
    return levels.place(one, other) == "far"


def _says_where(report: Report, mentions: Sequence[Mention]) -> bool:
    """Whether the words of a mention say where it was, and not a date line before them or the words of another."""
    for m in mentions:
        text = (report.title or "") if m.in_title else report.working
        for start, end in m.evidence.place:
            before = text[m.start : start].lower().split()
            if m.start <= start and end <= m.end and before and before[-1] in wording().placed:
                return True
    return False


def _unplaced(mention: Mention) -> Mention:
    return msgspec.structs.replace(mention, place=None, evidence=msgspec.structs.replace(mention.evidence, place=[]))
