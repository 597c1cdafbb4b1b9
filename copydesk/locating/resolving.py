"""Which of many places a name means: every candidate gets a weight from what it is and from the other names of the report.

The weight of a candidate is its standing by itself (a country, an area, its population) and the support it gets from the likeliest
meanings of the other names: near by, in the same area, in the same country, or an area that holds it. Weights are settled in a few
rounds, as the meanings of all names depend on one another. The figures are in `data/weights.toml`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from copydesk.locating.folding import plain_key
from copydesk.locating.gazetteer.index import Entry
from copydesk.locating.gazetteer.rows import FORM_OTHER, FORM_SOUND
from copydesk.locating.page import Spot
from copydesk.locating.tables import settings

_SETTLEMENTS = ("place", "quarter", "base", "crossing", "dam", "site")


@dataclass(slots=True)
class Choice:
    """The candidates of one name in one report with their weights, best first once resolved."""

    entries: list[Entry]
    weights: list[float] = field(default_factory=list)
    why: list[str] = field(default_factory=list)

    @property
    def best(self) -> Entry | None:
        return self.entries[0] if self.entries else None


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a report beside its words: countries (ISO codes) of its outlet."""

    home: tuple[str, ...] = ()


def resolve(spots: Sequence[Spot], hints: Hints = Hints()) -> dict[int, Choice]:
    """The choice for every spot, by its position in `spots`; unknown names, streets and demonyms get none here."""
    worth = settings("weights.toml")
    groups: dict[tuple[str, str | None], list[int]] = {}
    for i, s in enumerate(spots):
        if s.kind == "place":
            asks = s.asks if s.asks in ("area1", "area2") and any(e.kind == s.asks for e in s.entries) else None
            groups.setdefault((plain_key(s.text), asks), []).append(i)
    if not groups:
        return {}
    table = _Table(worth)
    for (_, asks), members in groups.items():
        table.add([spots[i] for i in members], asks)
    countries = [c for s in spots if s.kind == "demonym" for c in s.countries[:1]]
    table.settle(countries, hints.home)
    chosen: dict[int, Choice] = {}
    for g, members in enumerate(groups.values()):
        choice = table.choice(g)
        for i in members:
            chosen[i] = choice
    return chosen


class _Table:
    """All candidates of a report in one row of arrays, `owner` telling which name each belongs to."""

    def __init__(self, worth: dict[str, float]) -> None:
        self._worth = worth
        self._entries: list[Entry] = []
        self._owner: list[int] = []
        self._prior: list[float] = []
        self._tied: list[bool] = []
        self._counts: list[int] = []
        self._first = [0]  # of each name its first candidate

    def add(self, spots: Sequence[Spot], asks: str | None) -> None:
        """One name: all its spots in the report mean one place."""
        entries = sorted(spots[0].entries, key=lambda e: -standing(e, self._worth))[: int(self._worth["most_candidates"])]
        held = [s.within for s in spots if s.within is not None]
        for e in entries:
            value = standing(e, self._worth)
            if asks and e.kind == asks:
                value += self._worth["asked_kind"]
            elif not asks and e.kind in ("area1", "area2") and _has_town(e, entries):
                value -= self._worth["town_before_area"]
            tied = any(_holds(c, e) for w in held for c in w.entries)
            self._entries.append(e)
            self._owner.append(len(self._counts))
            self._prior.append(value + (self._worth["contained"] if tied else 0.0))
            self._tied.append(tied)
        self._counts.append(len(spots))
        self._first.append(len(self._entries))

    def settle(self, people: Sequence[str], home: Sequence[str]) -> None:
        """Give every candidate its weight: `people` countries of demonyms, one a mention; `home` countries of the outlet."""
        worth, entries = self._worth, self._entries
        owner = np.array(self._owner)
        prior = np.array(self._prior)
        for country in set(people):
            share = min(1.0, people.count(country) / 3)
            prior += share * worth["demonym"] * np.array([e.country == country for e in entries])
        for country in home:
            prior += worth["home"] * np.array([e.country == country for e in entries])
        self._support = np.zeros(len(entries))
        starts = np.array(self._first[:-1])
        weights = _shares(prior, owner, starts)
        if len(self._counts) > 1:
            near = self._nearness(owner)
            counts = np.minimum(np.array(self._counts)[owner], 3) ** 0.5
            for _ in range(int(worth["rounds"])):
                by_name = np.maximum.reduceat(near * (weights * counts)[None, :], starts, axis=1)
                self._support = by_name.sum(axis=1)
                weights = _shares(prior + worth["support"] * _levelled(self._support, worth["support_levels_at"]), owner, starts)
        self._weights = weights

    def _nearness(self, owner: NDArray[np.int64]) -> NDArray[np.float64]:
        """For each pair of candidates of different names how much the one speaks for the other, 0 to 1."""
        worth, entries = self._worth, self._entries
        lat, lon = (np.radians([getattr(e, f) for e in entries]) for f in ("lat", "lon"))
        unit = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
        chord2 = np.clip(2 - 2 * (unit.T @ unit), 0, 4) * (6371.0 / worth["near_km"]) ** 2
        near: NDArray[np.float64] = worth["near"] / (1 + chord2)
        country = _numbers([e.country or f"?{i}" for i, e in enumerate(entries)])
        area = _numbers([e.admin1 or f"?{i}" for i, e in enumerate(entries)])
        large = np.array([e.kind in ("country", "region", "water", "former") for e in entries])
        near[:, large] = 0.0  # the middle of a country says nothing about what lies there
        near += worth["same_country"] * (country[:, None] == country[None, :])
        near += worth["same_area"] * ((area[:, None] == area[None, :]) & ~large[None, :] & ~large[:, None])
        near[owner[:, None] == owner[None, :]] = 0.0
        return near

    def choice(self, group: int) -> Choice:
        """The candidates of one name, best first."""
        entries, weights, prior = self._entries, self._weights, self._prior
        at = list(range(self._first[group], self._first[group + 1]))
        at.sort(key=lambda i: (-weights[i], -prior[i], entries[i].geonameid or 0))
        return Choice([self._entries[i] for i in at], [float(self._weights[i]) for i in at], [self._reason(i) for i in at])

    def _reason(self, i: int) -> str:
        e = self._entries[i]
        said = [_what(e)]
        if self._tied[i]:
            said.append("the text says what it lies in")
        if self._support[i] > 0.15:
            said.append(
                "near other places of the report" if self._support[i] > 0.6 else "in the country of other places of the report"
            )
        if e.form == FORM_SOUND:
            said.append("spelt otherwise")
        elif e.form == FORM_OTHER:
            said.append("by another of its names")
        return ", ".join(said)


def standing(e: Entry, worth: dict[str, float]) -> float:
    """How likely a place is meant before anything else is known: its kind, its population, how well the name fits."""
    size = math.log10(e.population + 30)
    if e.kind in ("country", "region", "former", "water"):
        value = worth[e.kind]
    elif e.kind == "area1":
        value = worth["area1"] + worth["area_size"] * size
    elif e.kind == "area2":
        value = worth["area2"] + worth["area_size"] * size
    else:
        value = worth["place_size"] * size
    if e.form == FORM_OTHER and e.kind not in ("country", "region", "area1"):
        value -= worth["other_name_large"] if e.population > 1_000_000 else worth["other_name"]
    elif e.form == FORM_SOUND:
        value -= worth["by_sound"]
    return float(value)


def _has_town(area: Entry, entries: Sequence[Entry]) -> bool:
    return any(e.kind in _SETTLEMENTS and e.country == area.country and area.code in (e.admin1, e.admin2) for e in entries)


def _holds(container: Entry, e: Entry) -> bool:
    if container.kind == "country":
        return container.country == e.country and e.kind != "country"
    if container.code:
        return container.code in (e.admin1, e.admin2) and e.code != container.code
    return container.kind == "region" and container.country == e.country != "" and container.admin1 in ("", e.admin1)


def _shares(scores: NDArray[np.float64], owner: NDArray[np.int64], starts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Weights that sum to 1 over the candidates of each name; `starts`: the first candidate of each."""
    top = np.maximum.reduceat(scores, starts)[owner]
    raised = np.exp(scores - top)
    shares: NDArray[np.float64] = raised / np.add.reduceat(raised, starts)[owner]
    return shares


def _levelled(support: NDArray[np.float64], at: float) -> NDArray[np.float64]:
    return at * (1 - np.exp(-support / at))


def _numbers(values: Sequence[str]) -> NDArray[np.int64]:
    known: dict[str, int] = {}
    return np.array([known.setdefault(v, len(known)) for v in values])


def _what(e: Entry) -> str:
    names = {"area1": "first-level area", "area2": "second-level area", "place": "place", "former": "former state"}
    kind = names.get(e.kind, e.kind)
    return f"{kind} of {e.population:,} people" if e.population and e.kind != "country" else kind
