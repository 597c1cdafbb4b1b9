"""Invented stories, and the chain of stages as the pipeline runs it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from copydesk.lineage import Furniture, candidates, relate, signatures
from copydesk.model import LineageEdge, Report

Chain = Callable[..., list[LineageEdge]]

STORY = (
    "Fighters of the northern front took the town of Velmar on Sunday after two days of shelling, residents and a medic said. "
    "At least eleven people were killed when a rocket hit the bus station, the medic told reporters by telephone. "
    "The army said its units had withdrawn to the bridge to spare the old quarter, and promised to return before winter. "
    "Aid workers counted four hundred families on the road to the border, many of them on foot and without blankets."
)
OTHER = (
    "Farmers in the valley of Orrin blocked the main road with tractors to protest against the price of diesel. "
    "Police watched from a distance and made no arrests, according to a union leader who spoke at the barricade. "
    "The ministry of energy invited the union to talks next week and said that a new tariff was being drafted."
)


def chain(reports: Sequence[Report], furniture: Furniture | None = None) -> list[LineageEdge]:
    """All edges among `reports`."""
    furniture = furniture or Furniture()
    by_id = {r.report_id: r for r in reports}
    pairs = candidates(signatures(reports, furniture))
    return relate(
        ((by_id[a], by_id[b]) for a, b in zip(pairs["left"].to_pylist(), pairs["right"].to_pylist(), strict=True)), furniture
    )


@pytest.fixture
def edges() -> Chain:
    return chain
