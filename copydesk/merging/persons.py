"""What persons' judgements bind, and where they contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copydesk.merging.judging import MACHINE
from copydesk.model import Judgement

Pair = tuple[str, str]


@dataclass(frozen=True)
class Contradiction:
    """Persons who say of two mentions what cannot both be so; the judgements concerned join nothing."""

    left: str
    right: str
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True)
class Bindings:
    """What persons' judgements ask for: pairs that stand together, pairs that stand apart, and contradictions."""

    together: frozenset[Pair]
    apart: frozenset[Pair]
    contradictions: tuple[Contradiction, ...]


class Union:
    """Which things have been put together (union and find)."""

    def __init__(self) -> None:
        self._up: dict[str, str] = {}

    def find(self, x: str) -> str:
        """The smallest thing put together with `x`."""
        path = []
        while (up := self._up.get(x, x)) != x:
            path.append(x)
            x = up
        for step in path:
            self._up[step] = x
        return x

    def join(self, a: str, b: str) -> None:
        """Put two things together."""
        low, high = sorted((self.find(a), self.find(b)))
        self._up[high] = low


def pair(a: str, b: str) -> Pair:
    """Two ids in order."""
    return (a, b) if a < b else (b, a)


def bindings(judgements: Iterable[Judgement]) -> Bindings:
    """What the persons among the judgements bind.

    A person's later word on a pair replaces the earlier one; "unsure" takes it back.
    """
    latest: dict[tuple[Pair, str], Judgement] = {}
    for j in sorted((j for j in judgements if j.by != MACHINE), key=lambda j: (j.at, j.verdict, j.note or "")):
        latest[(pair(j.left, j.right), j.by)] = j
    said: dict[Pair, list[Judgement]] = {}
    for (ends, _), j in sorted(latest.items()):
        if j.verdict != "unsure":
            said.setdefault(ends, []).append(j)
    same = {ends for ends, js in said.items() if any(j.verdict == "same" for j in js)}
    different = {ends for ends, js in said.items() if any(j.verdict == "different" for j in js)}
    contradictions, void = [], same & different
    for left, right in sorted(different):
        between = {(left, right)} & same or on_paths(same, left, right)
        if between:
            concerned = [j for ends in sorted(between | {(left, right)}) for j in said[ends]]
            contradictions.append(Contradiction(left, right, tuple(concerned)))
            void |= between
    return Bindings(frozenset(same - void), frozenset(different), tuple(contradictions))


def on_paths(edges: set[Pair], start: str, end: str) -> set[Pair]:
    """The edges of a graph that lie on some path without repeated nodes from `start` to `end`.

    An edge does so where it shares a biconnected component with an edge drawn between the two (Tarjan 1972).
    """
    drawn = pair(start, end)
    for component in _biconnected([*sorted(edges - {drawn}), drawn]):
        if drawn in component:
            return (component - {drawn}) | ({drawn} & edges)
    return set()


def _biconnected(edges: Sequence[Pair]) -> list[set[Pair]]:
    """The biconnected components of an undirected graph, each a set of its edges; iterative, so that depth is no limit."""
    around: dict[str, list[str]] = {}
    for a, b in edges:
        around.setdefault(a, []).append(b)
        around.setdefault(b, []).append(a)
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    found: list[set[Pair]] = []
    for root in sorted(around):
        if root in order:
            continue
        order[root] = low[root] = len(order)
        stack = [(root, "", iter(around[root]))]
        trail: list[Pair] = []
        while stack:
            node, parent, rest = stack[-1]
            for other in rest:
                if other == parent:
                    continue
                if other not in order:
                    order[other] = low[other] = len(order)
                    trail.append((node, other))
                    stack.append((other, node, iter(around[other])))
                    break
                if order[other] < order[node]:
                    trail.append((node, other))
                    low[node] = min(low[node], order[other])
            else:
                stack.pop()
                if stack:
                    low[parent] = min(low[parent], low[node])
                    if low[node] >= order[parent]:
                        cut = trail.index((parent, node))
                        found.append({pair(*edge) for edge in trail[cut:]})
                        del trail[cut:]
    return found
