"""From judgements to events: clusters of mentions that hold together as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from copydesk.merging.agglomeration import hold_together
from copydesk.merging.identity import name_events
from copydesk.merging.judging import MACHINE
from copydesk.merging.parts import part_of
from copydesk.merging.persons import Bindings, Contradiction, Pair, bindings, pair
from copydesk.merging.profile import makes_event, profiles
from copydesk.merging.scale import scale
from copydesk.model import Judgement, Mention, Report


@dataclass(frozen=True)
class Assignment:
    """Which event each mention stands in.

    event_of: mention_id to event_id, for the mentions that make one. forwarding: event_ids that are no more, to the event that
    holds most of their mentions. splits: event_ids whose mentions now stand in several events, to those events, the first of which
    kept the name. part_of: event_id to the event_id of the aggregate it is a part of. contradictions: persons who contradict each
    other.
    """

    event_of: dict[str, str]
    forwarding: dict[str, str] = field(default_factory=dict)
    splits: dict[str, list[str]] = field(default_factory=dict)
    part_of: dict[str, str] = field(default_factory=dict)
    contradictions: tuple[Contradiction, ...] = ()


def cluster(
    mentions: Sequence[Mention],
    judgements: Iterable[Judgement],
    previous: Mapping[str, str],
    reports: Mapping[str, Report] | None = None,
) -> Assignment:
    """Put mentions together into events.

    `mentions`: all mentions of the events touched, with those of the events they are judged the same as (see `reach`);
    `judgements`: the machine's and persons' among them; `previous`: the event_id each mention had. The result does not depend on
    the order of anything given; ids follow `previous` where mentions stay.
    """
    stated = list(judgements)
    bound = bindings(stated)
    mentions = split_groups(mentions, bound.apart)
    groups = _members(mentions)
    group_of = {m: key for key, members in groups.items() for m in members}
    by_key = {p.key: p for p in profiles(mentions, reports or {})}
    weigher = scale("across")
    edges = {
        pair(group_of[j.left], group_of[j.right])
        for j in stated
        if j.by == MACHINE and j.verdict != "different" and j.left in group_of and j.right in group_of
    }
    clusters = hold_together(by_key, edges, _grouped(bound, group_of), weigher)
    kept = [c for c in clusters if not all(by_key[k].denied for k in c)]
    named = name_events([sorted(m for k in c for m in groups[k]) for c in kept], previous)
    events = {named.event_of[groups[c[0]][0]]: [by_key[k] for k in c] for c in kept}
    return Assignment(named.event_of, named.forwarding, named.splits, part_of(events), bound.contradictions)


def reach(start: Iterable[str], touching: Callable[[set[str]], Iterable[Judgement]]) -> set[str]:
    """The mentions that a change to `start` may move: those tied to them by "same" or "unsure", over any number of steps.

    `touching` gives the judgements that stand at any of a set of mention ids; it is asked once for each step.
    """
    met = set(start)
    edge = set(met)
    while edge:
        ends = {m for j in touching(edge) if j.verdict != "different" for m in (j.left, j.right)}
        edge = ends - met
        met |= edge
    return met


def split_groups(mentions: Sequence[Mention], apart: Iterable[Pair]) -> list[Mention]:
    """The mentions with the groups of one report parted where a person tells two of their mentions apart.

    A mention goes to the first part of its group that holds nobody it is told apart from; parts after the first get a name of
    their own.
    """
    divided = set(apart)
    named = {end for ends in divided for end in ends}
    concerned = {m.group for m in mentions if m.group is not None and m.mention_id in named}
    parts: dict[str, list[list[str]]] = {group: [] for group in concerned}
    out = []
    for m in sorted(mentions, key=lambda m: m.mention_id):
        if m.group not in concerned or m.group is None:
            out.append(m)
            continue
        mine = parts[m.group]
        at = next((i for i, part in enumerate(mine) if not any(pair(m.mention_id, o) in divided for o in part)), len(mine))
        if at == len(mine):
            mine.append([])
        mine[at].append(m.mention_id)
        out.append(replace(m, group=f"{m.group}#{at}") if at else m)
    return out


def _members(mentions: Sequence[Mention]) -> dict[str, list[str]]:
    """Group's first mention id to its mention ids, in order, for the mentions that make events."""
    by_group: dict[str, list[str]] = {}
    for m in mentions:
        if makes_event(m):
            by_group.setdefault(m.group or "", []).append(m.mention_id)
    return {min(ids): sorted(ids) for ids in by_group.values()}


def _grouped(bound: Bindings, group_of: Mapping[str, str]) -> tuple[set[Pair], set[Pair]]:
    def lifted(pairs: Iterable[Pair]) -> set[Pair]:
        ends = ((group_of[a], group_of[b]) for a, b in pairs if a in group_of and b in group_of)
        return {pair(a, b) for a, b in ends if a != b}

    return lifted(bound.together), lifted(bound.apart)
