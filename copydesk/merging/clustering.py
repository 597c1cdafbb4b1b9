"""From judgements to events: clusters of mentions that hold together as a whole."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from copydesk.merging.identity import name_events
from copydesk.merging.judging import MACHINE
from copydesk.merging.parts import part_of
from copydesk.merging.persons import Bindings, Contradiction, Pair, Union, bindings, pair
from copydesk.merging.profile import Profile, makes_event, profiles
from copydesk.merging.scale import Scale, scale
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
    groups = _members(mentions)
    group_of = {m: key for key, members in groups.items() for m in members}
    bound = bindings(stated)
    by_key = {p.key: p for p in profiles(mentions, reports or {})}
    weigher = scale("across")
    edges = {
        pair(group_of[j.left], group_of[j.right])
        for j in stated
        if j.by == MACHINE and j.verdict == "same" and j.left in group_of and j.right in group_of
    }
    clusters = hold_together(by_key, edges, _grouped(bound, group_of), weigher)
    kept = [c for c in clusters if not all(by_key[k].denied for k in c)]
    named = name_events([sorted(m for k in c for m in groups[k]) for c in kept], previous)
    events = {named.event_of[groups[c[0]][0]]: [by_key[k] for k in c] for c in kept}
    return Assignment(named.event_of, named.forwarding, named.splits, part_of(events), bound.contradictions)


def reach(start: Iterable[str], touching: Callable[[set[str]], Iterable[Judgement]]) -> set[str]:
    """The mentions that a change to `start` may move: those tied to them by "same", over any number of steps.

    `touching` gives the judgements that stand at any of a set of mention ids; it is asked once for each step.
    """
    met = set(start)
    edge = set(met)
    while edge:
        ends = {m for j in touching(edge) if j.verdict == "same" for m in (j.left, j.right)}
        edge = ends - met
        met |= edge
    return met


def _members(mentions: Sequence[Mention]) -> dict[str, list[str]]:
    """Group's first mention id to its mention ids, in order, for the mentions that may make an event."""
    by_group: dict[str, list[str]] = {}
    for m in mentions:
        if makes_event(m):
            by_group.setdefault(m.group or m.mention_id, []).append(m.mention_id)
    return {min(ids): sorted(ids) for ids in by_group.values()}


def _grouped(bound: Bindings, group_of: Mapping[str, str]) -> tuple[set[Pair], set[Pair]]:
    def lifted(pairs: Iterable[Pair]) -> set[Pair]:
        ends = ((group_of[a], group_of[b]) for a, b in pairs if a in group_of and b in group_of)
        return {pair(a, b) for a, b in ends if a != b}

    return lifted(bound.together), lifted(bound.apart)


def hold_together(
    profile_of: Mapping[str, Profile], edges: Iterable[Pair], bound: tuple[set[Pair], set[Pair]], weigher: Scale
) -> list[list[str]]:
    """Average-link agglomeration of what the edges connect.

    Two clusters join when the mean log odds over all pairs across them is at least the scale's `same`, no pair lies below the
    scale's `apart` and no person tells two of them apart; the pair of clusters with the highest mean goes first, ties by id.
    """
    together, divided = bound
    joined = Union()
    for a, b in sorted(together):
        joined.join(a, b)
    clusters: dict[str, list[str]] = {}
    for key in sorted(profile_of):
        clusters.setdefault(joined.find(key), []).append(key)
    home = {k: name for name, keys in clusters.items() for k in keys}
    beside: dict[str, set[str]] = {name: set() for name in clusters}
    for a, b in edges:
        if home[a] != home[b]:
            beside[home[a]].add(home[b])
            beside[home[b]].add(home[a])
    sums: dict[Pair, tuple[float, float]] = {}

    def across(a: str, b: str) -> tuple[float, float]:
        """Sum and least of the log odds over all pairs across two clusters."""
        ends = pair(a, b)
        if ends not in sums:
            values = [weigher.odds(profile_of[x], profile_of[y]) for x in clusters[a] for y in clusters[b]]
            parted = any(pair(x, y) in divided for x in clusters[a] for y in clusters[b])
            sums[ends] = (sum(values), float("-inf") if parted else min(values))
        return sums[ends]

    heap: list[tuple[float, str, str]] = []

    def offer(a: str, b: str) -> None:
        total, least = across(a, b)
        mean = total / (len(clusters[a]) * len(clusters[b]))
        if mean >= weigher.same and least >= weigher.apart:
            low, high = pair(a, b)
            heapq.heappush(heap, (-mean, low, high))

    for a in sorted(beside):
        for b in sorted(beside[a]):
            if a < b:
                offer(a, b)
    while heap:
        minus, a, b = heapq.heappop(heap)
        if a not in clusters or b not in clusters:
            continue
        if -minus != across(a, b)[0] / (len(clusters[a]) * len(clusters[b])):
            continue  # offered before one of the two grew
        neighbours = sorted((beside[a] | beside[b]) - {a, b})
        sides = {n: (across(a, n), across(b, n)) for n in neighbours}
        clusters[a] = sorted(clusters[a] + clusters.pop(b))
        beside.pop(b)
        for n in neighbours:
            (total, least), (total2, least2) = sides[n]
            sums[pair(a, n)] = (total + total2, min(least, least2))
            beside[n].discard(b)
            beside[n].add(a)
            offer(a, n)
        beside[a] = set(neighbours)
    return [clusters[name] for name in sorted(clusters)]
