"""What the gazetteer holds of one place, as a source gives it."""

from __future__ import annotations

from typing import NamedTuple

# The kind of a place, by its number in the index. New kinds go to the end: the number is what is stored.
KINDS = (
    "place",
    "country",
    "area1",
    "area2",
    "region",
    "quarter",
    "base",
    "crossing",
    "dam",
    "water",
    "land",
    "road",
    "site",
    "former",
)
FORM_MAIN, FORM_OTHER, FORM_SOUND, FORM_CODE = 0, 1, 2, 3


class SourceRow(NamedTuple):
    """One place of a source. `admin1` and `admin2` are GeoNames codes ("SY.09", "SY.09.169178") or ""; `population` 0 where
    unknown.

    `approximate` marks a coordinate that its source does not give exactly; such a place never has a precision better than 2.
    """

    name: str
    lat: float
    lon: float
    country: str
    kind: str = "place"
    geonameid: int = 0
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    other_names: tuple[str, ...] = ()
    code: str = ""  # of a country or area itself: "SY", "SY.09"
    approximate: bool = False
    no_sound: bool = False  # long lists of foreign names are not looked up by sound
