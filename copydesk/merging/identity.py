"""Names of events that keep their meaning while clusters change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class Naming:
    """Which event each mention stands in, where former ids lead, and which former ids came apart (the first kept the name)."""

    event_of: dict[str, str]
    forwarding: dict[str, str]
    splits: dict[str, list[str]]


def event_name(mention_id: str, taken: frozenset[str] | set[str] = frozenset()) -> str:
    """An event_id made from the smallest mention id of a cluster; another one where that is taken."""
    turn = 0
    while True:
        seed = mention_id if turn == 0 else f"{mention_id}#{turn}"
        name = "ev-" + sha256(seed.encode()).hexdigest()[:12]
        if name not in taken:
            return name
        turn += 1


def name_events(clusters: Sequence[Sequence[str]], previous: Mapping[str, str]) -> Naming:
    """Give each cluster (its mention ids, sorted) an event_id.

    A former event_id stays with the cluster that holds most of its mentions (of equals, the one with its smallest mention), and a
    cluster that could keep several keeps that of which it holds most (of equals, the smallest id).
    """
    ordered = sorted(list(members) for members in clusters)
    here = {m: n for n, members in enumerate(ordered) for m in members}
    held: dict[str, Counter[int]] = {}
    for mention in sorted(previous):
        held.setdefault(previous[mention], Counter())
        if mention in here:
            held[previous[mention]][here[mention]] += 1  # insertion order: the smallest mention's cluster first
    home = {event: max(counts, key=lambda n: counts[n]) for event, counts in held.items() if counts}
    claims: dict[int, list[str]] = {}
    for event, n in home.items():
        claims.setdefault(n, []).append(event)
    kept = {n: min(events, key=lambda e: (-held[e][n], e)) for n, events in claims.items()}
    taken = set(held)
    names: dict[int, str] = {}
    for n, members in enumerate(ordered):
        names[n] = kept[n] if n in kept else event_name(members[0], taken)
        taken.add(names[n])
    forwarding = {event: names[n] for event, n in sorted(home.items()) if names[n] != event}
    splits = {
        event: [names[n] for n in sorted(counts, key=lambda n: (n != home[event], -counts[n], n))]
        for event, counts in sorted(held.items())
        if len(counts) > 1
    }
    return Naming({m: names[n] for m, n in here.items()}, forwarding, splits)
