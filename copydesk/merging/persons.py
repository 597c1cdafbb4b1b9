"""What persons' judgements bind, and where they contradict each other."""

from __future__ import annotations

from collections.abc import Iterable
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

    An edge does so where it shares a biconnected component with an edge drawn between the two.
    """
    from networkx import Graph, biconnected_component_edges  # noqa: PLC0415 - heavy

    drawn = pair(start, end)
    for component in biconnected_component_edges(Graph([*sorted(edges - {drawn}), drawn])):
        inside = {pair(*edge) for edge in component}
        if drawn in inside:
            return (inside - {drawn}) | ({drawn} & edges)
    return set()
