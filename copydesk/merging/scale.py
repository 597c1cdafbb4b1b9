"""The scale that weighs two profiles: the declared comparison applied."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import exp

from copydesk.merging import levels
from copydesk.merging.profile import Profile
from copydesk.merging.tables import comparison

Answer = Callable[[Profile, Profile], str]

ANSWERS: dict[str, Answer] = {
    "kind": levels.kind,
    "date": levels.day,
    "place": levels.place,
    "actor": levels.actor,
    "target": levels.target,
    "toll": levels.toll,
    "injured": levels.injured,
    "wording": levels.wording,
    "origin": levels.origin,
    "scope": levels.scope,
    "report": levels.report,
    "told": levels.told,
    "stands": levels.stands,
}
NEVER = -20.0  # log odds of two types that share no family


class Scale:
    """Weighs pairs of profiles by one of the comparisons of `data/comparison.toml`."""

    def __init__(self, which: str) -> None:
        declared = comparison(which)
        self.prior, self.same, self.unsure, self.apart = declared.prior, declared.same, declared.unsure, declared.apart
        ordered = sorted(declared.fields, key=lambda f: min(f.weights) - max(f.weights))  # what can decide most is asked first
        self._fields = [(f.name, ANSWERS[f.name], dict(zip(f.levels, f.weights, strict=True))) for f in ordered]
        self._says = {
            f.name: {level: (w, f"{say} ({w:+.1f})") for level, w, say in zip(f.levels, f.weights, f.says, strict=True)}
            for f in declared.fields
        }
        self._asked = _with_rest([(answer, weight) for _, answer, weight in self._fields])
        self._worded: dict[tuple[str, ...], list[str]] = {}

    def odds(self, a: Profile, b: Profile, floor: float = -100.0) -> float:
        """Natural log odds that the two tell of one happening; where they cannot reach `floor`, some number below it."""
        if not levels.compatible(a, b):
            return NEVER
        total = self.prior
        for answer, weight, left in self._asked:
            total += weight[answer(a, b)]
            if total + left < floor:
                return total + left
        return total

    def answers(self, a: Profile, b: Profile) -> dict[str, str]:
        """The level of each field."""
        return {name: answer(a, b) for name, answer, _ in self._fields}

    def reasons(self, a: Profile, b: Profile) -> list[str]:
        """What speaks for or against, in words, the weightiest first, each with its weight."""
        given = tuple(answer(a, b) for _, answer, _ in self._fields)
        if given not in self._worded:
            weighed = [self._says[name][level] for (name, _, _), level in zip(self._fields, given, strict=True)]
            ordered = sorted(weighed, key=lambda w: (-abs(w[0]), w[1]))
            self._worded[given] = [says for weight, says in ordered if abs(weight) >= 0.05]
        return self._worded[given]


def _with_rest(fields: list[tuple[Answer, dict[str, float]]]) -> list[tuple[Answer, dict[str, float], float]]:
    """Each field with the most that the fields still to be asked after it can add."""
    best = [max(weight.values()) for _, weight in fields]
    return [(answer, weight, sum(best[n + 1 :])) for n, (answer, weight) in enumerate(fields)]


@cache
def scale(which: str) -> Scale:
    """The scale "across" reports or "within" one."""
    return Scale(which)


def probability(odds: float) -> float:
    """Log odds as a number from 0 to 1."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))
