"""A small gazetteer for tests: built in a moment, the same on every machine."""

from __future__ import annotations

import pytest

from copydesk.locating.gazetteer.index import Gazetteer
from copydesk.locating.gazetteer.rows import SourceRow
from copydesk.locating.gazetteer.writer import write_index

ROWS = [
    SourceRow("Syria", 35, 38, "SY", "country", 163843, population=18_000_000, code="SY"),
    SourceRow("Jordan", 31, 36, "JO", "country", 248816, population=9_000_000, code="JO"),
    SourceRow(
        "United States", 39.76, -98.5, "US", "country", 6252001, population=300_000_000, other_names=("US", "U.S."), code="US"
    ),
    SourceRow("Lebanon", 33.83, 35.83, "LB", "country", 272103, population=6_000_000, code="LB"),
    SourceRow("Aleppo", 36.3, 37.6, "SY", "area1", 170062, "SY.09", population=4_000_000, code="SY.09"),
    SourceRow("Homs", 34.5, 38.3, "SY", "area1", 169575, "SY.11", population=1_700_000, code="SY.11"),
    SourceRow("Aleppo", 36.2, 37.16, "SY", "place", 170063, "SY.09", population=1_600_000, other_names=("Halab", "Alep")),
    SourceRow("Homs", 34.73, 36.72, "SY", "place", 169577, "SY.11", population=775_000),
    SourceRow("Ar Raqqah", 35.95, 39.01, "SY", "place", 172955, "SY.04", population=531_000, other_names=("Raqqa",)),
    SourceRow("Khanāşir", 35.78, 37.5, "SY", "place", 1, "SY.09", population=2_000),
    SourceRow("Al Bāb", 36.37, 37.52, "SY", "place", 2, "SY.09", population=130_000),
    SourceRow("Aleppo", 40.8, -79.0, "US", "place", 3, "US.PA", population=500),
    SourceRow("Adra", 36.75, -3.02, "ES", "place", 4, "ES.51", population=24_000),
    SourceRow("Beirut", 33.89, 35.5, "LB", "place", 276781, "LB.04", population=1_900_000),
    SourceRow("Reading", 51.45, -0.97, "GB", "place", 5, "GB.ENG", population=318_000),
    SourceRow("Husayniyah", 33.4, 36.4, "SY", "place", 6, "SY.08", population=3_000),
    SourceRow("Hall County", 40.9, -98.4, "US", "area2", 7, "US.NE", population=60_000),
    SourceRow("Central", 32.0, 34.9, "IL", "area1", 8, "IL.02", population=2_000_000, other_names=("Al Awsat",), code="IL.02"),
    SourceRow("Sinjar", 35.59, 36.95, "SY", "place", 0, "SY.09", approximate=True),
]


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    where = tmp_path_factory.mktemp("index")
    write_index(where, ROWS, {"source": "tests"})
    return Gazetteer([where])
