"""The time that is written beside what is stored."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """The moment as ISO 8601 in UTC, to the microsecond, so that rows written in order sort in order."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
