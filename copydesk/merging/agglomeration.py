"""Clusters that hold together as a whole: average-link agglomeration of what judgements tie."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping

from copydesk.merging.persons import Pair, Union, pair
from copydesk.merging.profile import Profile
from copydesk.merging.scale import Scale

Bound = tuple[set[Pair], set[Pair]]  # what persons put together, and what they tell apart


def hold_together(profile_of: Mapping[str, Profile], ties: Iterable[Pair], bound: Bound, weigher: Scale) -> list[list[str]]:
    """Keys of profiles in clusters, each sorted; only clusters that a tie connects are looked at.

    Two clusters join when the mean log odds over all pairs across them is at least the scale's `same`, no pair lies below the
    scale's `apart` and no person tells two of them apart; the pair of clusters with the highest mean goes first, ties by id. Then
    a cluster that leaves out the day or the place joins the one other cluster that it can mean (mean at least `unsure`), if it is
    one only.
    """
    work = _Work(profile_of, bound, weigher)
    work.connect(ties)
    work.join_the_sure()
    work.join_the_only_one()
    return [work.clusters[name] for name in sorted(work.clusters)]


class _Work:
    """The clusters so far, which of them are beside each other, and the odds across them."""

    def __init__(self, profile_of: Mapping[str, Profile], bound: Bound, weigher: Scale) -> None:
        together, self._divided = bound
        self._profile_of, self._weigher = profile_of, weigher
        joined = Union()
        for a, b in sorted(together):
            joined.join(a, b)
        self.clusters: dict[str, list[str]] = {}
        for key in sorted(profile_of):
            self.clusters.setdefault(joined.find(key), []).append(key)
        self._beside: dict[str, set[str]] = {name: set() for name in self.clusters}
        self._across: dict[Pair, tuple[float, float]] = {}
        self._heap: list[tuple[float, str, str]] = []

    def connect(self, ties: Iterable[Pair]) -> None:
        """Note which clusters are tied."""
        home = {k: name for name, keys in self.clusters.items() for k in keys}
        for a, b in ties:
            if home[a] != home[b]:
                self._beside[home[a]].add(home[b])
                self._beside[home[b]].add(home[a])

    def join_the_sure(self) -> None:
        """Join the pair of clusters with the highest mean while it is at least `same`."""
        for a in sorted(self._beside):
            for b in sorted(self._beside[a]):
                if a < b:
                    self._offer(a, b)
        while self._heap:
            minus, a, b = heapq.heappop(self._heap)
            if a not in self.clusters or b not in self.clusters:
                continue
            # a pair offered before one of the two grew has another mean by now, or may no longer join
            total, least = self._sums(a, b)
            if -minus == total / self._pairs(a, b) and least >= self._weigher.apart:
                self._join(a, b)

    def join_the_only_one(self) -> None:
        """Join each vague cluster that has one possible home to it, the likeliest first."""
        vague = [a for a in sorted(self.clusters) if all(_is_vague(self._profile_of[k]) for k in self.clusters[a])]
        homes = {a: [b for b in sorted(self._beside[a]) if self._may(a, b, self._weigher.unsure)] for a in vague}
        lone = [(-self._mean(a, home[0]), len(self.clusters[a]), a, home[0]) for a, home in homes.items() if len(home) == 1]
        moved: dict[str, str] = {}
        for _, _, a, b in sorted(lone):
            into = moved.get(b, b)
            if a in self.clusters and a not in moved.values() and into in self.clusters and into != a:
                low, high = pair(a, into)
                if self._may(low, high, self._weigher.unsure):
                    self._join(low, high)
                    moved |= dict.fromkeys((a, b, into), low)

    def _sums(self, a: str, b: str) -> tuple[float, float]:
        """Sum and least of the log odds over all pairs across two clusters."""
        ends = pair(a, b)
        if ends not in self._across:
            low = self._weigher.apart
            odds, profile_of = self._weigher.odds, self._profile_of
            values = [odds(profile_of[x], profile_of[y], low) for x in self.clusters[a] for y in self.clusters[b]]
            parted = self._divided and any(pair(x, y) in self._divided for x in self.clusters[a] for y in self.clusters[b])
            self._across[ends] = (sum(values), float("-inf") if parted else min(values))
        return self._across[ends]

    def _mean(self, a: str, b: str) -> float:
        return self._sums(a, b)[0] / self._pairs(a, b)

    def _pairs(self, a: str, b: str) -> int:
        return len(self.clusters[a]) * len(self.clusters[b])

    def _may(self, a: str, b: str, least_mean: float) -> bool:
        return self._mean(a, b) >= least_mean and self._sums(a, b)[1] >= self._weigher.apart

    def _offer(self, a: str, b: str) -> None:
        total, least = self._sums(a, b)
        mean = total / self._pairs(a, b)
        if mean >= self._weigher.same and least >= self._weigher.apart:
            heapq.heappush(self._heap, (-mean, *pair(a, b)))

    def _join(self, a: str, b: str) -> None:
        """Put `b` into `a`."""
        neighbours = sorted((self._beside[a] | self._beside[b]) - {a, b})
        sides = {n: (self._sums(a, n), self._sums(b, n)) for n in neighbours}
        self.clusters[a] = sorted(self.clusters[a] + self.clusters.pop(b))
        self._beside.pop(b)
        for n in neighbours:
            (total, least), (total2, least2) = sides[n]
            self._across[pair(a, n)] = (total + total2, min(least, least2))
            self._beside[n].discard(b)
            self._beside[n].add(a)
            self._offer(a, n)
        self._beside[a] = set(neighbours)


def _is_vague(profile: Profile) -> bool:
    """Whether the day is left out, or no place below the first-level area is told."""
    return profile.first is None or not profile.names or profile.precision >= 4
