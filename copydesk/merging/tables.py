"""The data files of this room, read once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

SIDELESS = ("unknown", "rebel", "militia")  # kinds of words for armed people that may name no side
ARMED = frozenset({"state", "foreign-state", "rebel", "militia", "communal-militia"})  # kinds of parties in arms


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((files("copydesk.merging") / "data" / name).read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Happening:
    """What `classes.toml` says of a sub-event type."""

    families: frozenset[str]
    rare: bool = False
    taken_for: str | None = None  # the set of types that it is taken for


@cache
def happenings() -> dict[str, Happening]:
    """Sub-event type to its families."""
    table = _load("classes.toml")
    table.pop("families")
    return {name: Happening(frozenset(row["families"]), bool(row.get("rare")), row.get("taken_for")) for name, row in table.items()}


@dataclass(frozen=True)
class PlaceWords:
    """What `place_words.toml` holds: words that carry no name, and foldings of spellings in order."""

    articles: frozenset[str]
    kinds: frozenset[str]
    directions: frozenset[str]
    fillers: frozenset[str]
    folds: tuple[tuple[str, str], ...]


@cache
def place_words() -> PlaceWords:
    """The words of place names that name nothing."""
    table = _load("place_words.toml")
    folds = tuple(sorted(table["folds"].items(), key=lambda pair: -len(pair[0])))
    return PlaceWords(
        frozenset(table["articles"]), frozenset(table["kinds"]), frozenset(table["directions"]), frozenset(table["fillers"]), folds
    )


@dataclass(frozen=True)
class Wording:
    """What `wording.toml` holds."""

    apart: tuple[str, ...]
    again: tuple[str, ...]
    gathered: tuple[str, ...]
    plain: frozenset[str]
    forces: frozenset[str]
    besides: frozenset[str]
    joins: frozenset[str]
    some_of: tuple[str, ...]
    rival: tuple[str, ...]
    number_of: re.Pattern[str]
    sides: dict[str, frozenset[str]]
    at_large: frozenset[str]
    openings: tuple[str, ...]
    placed: frozenset[str]


@cache
def wording() -> Wording:
    """Words that set happenings apart, gather them, or say nothing."""
    table = _load("wording.toml")
    return Wording(
        tuple(table["apart"]),
        tuple(table["again"]),
        tuple(table["gathered"]),
        frozenset(table["plain"]),
        frozenset(table["forces"]),
        frozenset(table["besides"]),
        frozenset(table["joins"]),
        tuple(table["some_of"]),
        tuple(table["rival"]),
        re.compile(table["number_of"]),
        {side: frozenset(nouns) for side, nouns in table["sides"].items()},
        frozenset(table["at_large"]),
        tuple(table["openings"]),
        frozenset(table["placed"]),
    )


@dataclass(frozen=True)
class Field:
    """One field of the comparison: its levels in order, each with a sentence and a weight (log odds, base e)."""

    name: str
    levels: tuple[str, ...]
    says: tuple[str, ...]
    weights: tuple[float, ...]

    def level(self, name: str) -> int:
        """The index of a level by name."""
        return self.levels.index(name)


@dataclass(frozen=True)
class Comparison:
    """A declared comparison: what it starts from, when it says same or unsure, and its fields."""

    prior: float
    same: float
    unsure: float
    apart: float
    fields: tuple[Field, ...]


@cache
def comparison(which: str) -> Comparison:
    """The comparison `which`: "across" reports or "within" one."""
    table = _load("comparison.toml")
    weights = table[which]
    fields = tuple(
        Field(
            name,
            tuple(levels),
            tuple(str(s) for s in levels.values()),
            tuple(float(weights[name][level]) for level in levels),
        )
        for name, levels in table["levels"].items()
        if name in weights
    )
    return Comparison(weights["prior"], weights["same"], weights["unsure"], weights["apart"], fields)


@dataclass(frozen=True)
class Keeping:
    """What `keeping.toml` holds: the weight of each sign (log odds, base e) and the sum from which a happening makes an event."""

    least: float
    weigh: dict[str, float]


@cache
def keeping() -> Keeping:
    """The signs by which a report's happenings make events."""
    table = _load("keeping.toml")
    return Keeping(float(table["least"]), {sign: float(table["weigh"].get(sign, 0.0)) for sign in table["says"]})


@dataclass(frozen=True)
class TargetRules:
    """What `targets.toml` holds: the weight of each sign (log odds, base e), and the word lists that the signs ask for."""

    weigh: dict[str, float]
    settled: frozenset[str]
    counting: frozenset[str]
    general: frozenset[str]


@cache
def target_rules() -> TargetRules:
    """The signs by which one of a group's targets leads."""
    table = _load("targets.toml")
    weigh = {sign: float(table["weigh"].get(sign, 0.0)) for sign in table["says"]}
    return TargetRules(weigh, *(frozenset(table[name]) for name in ("settled", "counting", "general")))
