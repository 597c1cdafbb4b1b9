"""The days of religious and civil feasts in a year."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

from copydesk.dating.grammar import read_data


@cache
def _rows() -> dict[str, dict[str, Any]]:
    return {name: row for row in read_data("feasts")["feast"] for name in row["names"]}


@cache
def feast_days(name: str, year: int) -> tuple[tuple[date, date], ...]:
    """First and last day of each time a feast begins in a civil year; an Islamic one may fall twice, or lie outside the tables."""
    row = _rows()[name]
    if "fixed" in row:
        day = date(year, *row["fixed"])
        return ((day, day),)
    if "easter" in row:
        # Only where a feast is named: most reports name none.
        from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter  # type: ignore[import-untyped]  # noqa: PLC0415

        if not 1583 <= year <= 4099:
            return ()
        day = easter(year, EASTER_ORTHODOX if row["easter"] == "orthodox" else EASTER_WESTERN) + timedelta(days=row["offset"])
        return ((day, day + timedelta(days=row.get("days", 1) - 1)),)
    return _islamic(year, row["islamic"])


def _islamic(year: int, rule: list[int]) -> tuple[tuple[date, date], ...]:
    from hijridate import Hijri  # noqa: PLC0415 - only where a feast is named

    month, day, days = rule
    found = []
    about = round((year - 622) * 33 / 32)
    for hijri_year in (about - 1, about, about + 1):
        try:
            start = Hijri(hijri_year, month, day)
            first = date(*start.to_gregorian().datetuple())
        except (OverflowError, ValueError):
            continue
        if first.year == year:
            length = start.month_length() if days == 30 else days
            found.append((first, first + timedelta(days=length - 1)))
    return tuple(found)
