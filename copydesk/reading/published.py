"""When a report was published: dates as people and pages write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache

from copydesk.reading.rules import worded

EARLIEST = 1900

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})")
_NAMED = re.compile(
    r"(?P<d1>\d{1,2})?(?:st|nd|rd|th)?(?: of)? ?(?P<m>[A-Za-z]{3})[a-z]*\.? ?(?P<d2>\d{1,2})?(?:st|nd|rd|th)?,? ?(?P<y>\d{4})"
)
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_-]|$)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Unlikely(ValueError):
    """A date before 1900 or after tomorrow, or no date at all."""


def normal(given: str, today: date) -> str:
    """A date or date-time as ISO 8601, its zone kept where it is given.

    Raises Unlikely where it cannot be read or lies outside 1900 to the day after `today`.
    """
    value = given.strip()
    moment = _iso(value) or _feed(value)
    if moment is not None:
        day, text = moment
    else:
        found = next(days_in(value), None)
        if found is None:
            raise Unlikely(f"{given[:60]!r} is not a date that can be read")
        day, text = found, found.isoformat()
    if not day.year >= EARLIEST or day > today + timedelta(days=1):
        raise Unlikely(f"the date {given[:60]!r} lies outside {EARLIEST} to tomorrow")
    return text


def in_text(head: str, today: date) -> str | None:
    """The first likely date of a piece of furniture such as a date line, as an ISO date."""
    return next((day.isoformat() for day in days_in(head) if day.year >= EARLIEST and day <= today + timedelta(days=1)), None)


def in_url(url: str, today: date) -> str | None:
    """The day in an address such as /2017/01/27/, as an ISO date."""
    match = _URL_DAY.search(url)
    day = _day(*(int(g) for g in match.groups())) if match else None
    return day.isoformat() if day and day.year >= EARLIEST and day <= today + timedelta(days=1) else None


def days_in(text: str) -> Iterator[date]:
    """The calendar days written in a short text, in order. 04-03-2016 is read day first; 04/03/2016 could be either and is left."""
    for match in _written().finditer(text):
        day = _written_day(match.group())
        if day is not None:
            yield day


@cache
def _written() -> re.Pattern[str]:
    return re.compile(r"(?<![\d/.-])" + worded("{date}") + r"(?!\d)")


def _written_day(words: str) -> date | None:
    if match := _YEAR_FIRST.search(words):
        return _day(*(int(g) for g in match.groups()))
    if match := _DAY_FIRST.search(words):
        first, second, year = (int(g) for g in match.groups())
        if second > 12:
            first, second = second, first
        elif "/" in words and first <= 12 and first != second:
            return None
        return _day(year, second, first)
    if match := _NAMED.search(words):
        day = match["d1"] or match["d2"]
        month = match["m"].lower()
        if day and month in _MONTHS:
            return _day(int(match["y"]), _MONTHS.index(month) + 1, int(day))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _iso(value: str) -> tuple[date, str] | None:
    if not _ISO.fullmatch(value):
        return None
    try:
        if len(value) == 10:
            return date.fromisoformat(value), value
        moment = datetime.fromisoformat(re.sub(r"\s?(?:UTC|GMT)$", "+00:00", value.replace(",", ".")))
    except ValueError:
        return None
    return moment.date(), moment.isoformat()


def _feed(value: str) -> tuple[date, str] | None:
    """A date-time as RFC 2822 writes it ("Fri, 27 Jan 2017 10:00:00 GMT")."""
    from email.utils import parsedate_to_datetime  # noqa: PLC0415

    if ":" not in value or not re.search(r"(?:[A-Z]{1,4}|[+-]\d{4})$", value):
        return None
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    return moment.date(), moment.isoformat()


def of_timestamp(seconds: float) -> str:
    """A file's time stamp as an ISO date in UTC."""
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
