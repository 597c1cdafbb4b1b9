"""Tolls: what each voice counts, growth told from disagreement, and low, best and high over voices.

The rule, with its sources, is written out in docs/weighing.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from copydesk.weighing.rules import rules

What = Literal["killed", "injured"]


@dataclass(frozen=True)
class Count:
    """One figure that one voice gives: its lowest and highest, when, and on whose word. `high` None: open upwards."""

    voice: int
    low: int
    high: int | None
    at: str | None = None
    informants: frozenset[str] = frozenset()
    rank: int = 0  # of the source's reliability, 0 the best

    @property
    def top(self) -> int:
        """The highest number named."""
        return self.low if self.high is None else self.high


@dataclass(frozen=True)
class Toll:
    """Lowest, best and highest over voices, all None where nobody counts; and whether voices disagree, growth aside."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    disputed: bool = False


def agree(a: Count, b: Count) -> bool:
    """Whether two figures overlap or differ by no more than a fifth of the larger."""
    if max(a.low, b.low) <= min(a.top, b.top):
        return True
    smaller, larger = sorted((min(a.top, b.top), max(a.low, b.low)))
    return larger - smaller <= rules().within * larger


def grown(earlier: Count, later: Count) -> bool:
    """Whether the later figure takes the place of the earlier: the same voice's or informant's later word, or a risen toll.

    A rise counts where the later was published later, and is at most `growth` times the earlier.
    """
    if not earlier.at or not later.at or earlier.at >= later.at:
        return False
    if earlier.voice == later.voice or not earlier.informants.isdisjoint(later.informants):
        return True
    return earlier.top <= later.low <= rules().growth * max(1, earlier.top)


def weigh_toll(counts: Sequence[Count]) -> Toll:
    """Low, best and high over the figures that still stand.

    A figure that a later one has taken the place of stands no longer, nor does a vague one ("dozens") beside a number. Of one
    voice's standing figures the range counts once. Best is the figure on which most voices agree; of equals that of the more
    reliable source, then the lower.
    """
    numbers = [c for c in counts if c.high is not None] or list(counts)
    standing = [c for c in numbers if not any(grown(c, other) for other in numbers)]
    if not standing:
        return Toll()
    by_voice = [_joined([c for c in standing if c.voice == v]) for v in sorted({c.voice for c in standing})]
    best = min(by_voice, key=lambda c: (-sum(agree(c, o) for o in by_voice), c.rank, c.low, c.top))
    return Toll(
        low=min(c.low for c in by_voice),
        best=best.low,
        high=max(c.top for c in by_voice),
        disputed=any(not agree(a, b) for a in by_voice for b in by_voice),
    )


def _joined(counts: Sequence[Count]) -> Count:
    """One voice's figures as one range."""
    first = counts[0]
    if len(counts) == 1:
        return first
    informants = frozenset[str]().union(*(c.informants for c in counts))
    return Count(
        first.voice, min(c.low for c in counts), max(c.top for c in counts), first.at, informants, min(c.rank for c in counts)
    )
