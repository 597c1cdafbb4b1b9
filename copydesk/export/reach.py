"""How far off a place may be, by its precision."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

AREA = 4  # where_prec from which a place is known only as a first-level area, a region or a country
COUNTRY = 6


@cache
def reach_metres() -> Mapping[int, int]:
    """Metres around the point of a place in which it may lie, by UCDP's where_prec (1 exact to 7)."""
    table = tomllib.loads((files("copydesk.export") / "data" / "reach.toml").read_text(encoding="utf-8"))
    return {int(precision): int(metres) for precision, metres in table["metres"].items()}
