"""From an expression and the day it was written to an interval of days.

Rules a reader of news goes by: a weekday is the last one on or before the day of writing, a date without a year the last such date,
"last week" the ISO week before, "overnight" the night that ended on the day of writing. Where the sentence looks ahead ("will meet
on Friday") the next.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta

from msgspec import Struct

from copydesk.dating.feasts import feast_days
from copydesk.dating.grammar import Expression, vocabulary
from copydesk.model.records import DatePrecision

_DAY = timedelta(days=1)
_FAR = 20  # two-digit years below this much after the anchor's are of its century


class Interval(Struct, frozen=True):
    """First and last day; None where that end is open. `clock` is "HH:MM" with its zone where one is named."""

    first: date | None
    last: date | None
    precision: DatePrecision
    clock: str | None = None


class Ground(Struct, frozen=True):
    """What an expression is read against: the day of writing, the day last spoken of, and whether its sentence looks ahead."""

    anchor: date | None
    pivot: date | None = None
    ahead: bool = False


def resolve(found: Expression, ground: Ground) -> Interval | None:
    """The interval an expression means, or None where it cannot be told (no day of writing, no such day)."""
    try:
        interval = _RULES[found.kind](found, ground)
    except (ValueError, OverflowError):
        return None
    return _limited(found, ground, interval) if interval else None


def _limited(found: Expression, ground: Ground, interval: Interval) -> Interval | None:
    if found.limit in ("since", "after") and ground.anchor and interval.first and interval.first <= ground.anchor:
        if found.limit == "after" and found.kind not in ("year", "month"):
            return interval
        return Interval(interval.first, max(ground.anchor, interval.first), interval.precision)
    if found.limit in ("until", "till", "by", "before"):
        return Interval(None, interval.last, interval.precision)
    return interval


def _day(day: date) -> Interval:
    return Interval(day, day, "day")


def _number(words: str) -> int:
    words = " ".join(words.split())
    return int(words) if words.isdecimal() else vocabulary().numbers[words]


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _shift_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _week(day: date) -> tuple[date, date]:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + 6 * _DAY


def _full_year(two_digits: str, anchor: date | None) -> int:
    year = int(two_digits)
    limit = (anchor.year % 100 + _FAR) if anchor and anchor.year >= 2000 else 49
    if anchor and anchor.year < 2000:
        return 1900 + year
    return 2000 + year if year <= limit else 1900 + year


def _date(found: Expression, ground: Ground) -> Interval | None:
    fields = found.fields
    month = int(fields["m"]) if fields["m"].isdecimal() else vocabulary().months[fields["m"]]
    day = int(fields["d"])
    year: int | None = None
    if "y" in fields:
        year = int(fields["y"])
    elif "yq" in fields or "yy" in fields:
        year = _full_year(fields.get("yq") or fields["yy"], ground.anchor)
    elif ground.anchor is None:
        return None
    elif "yr" in fields:
        year = ground.anchor.year + {"last": -1, "this": 0, "next": 1}[fields["yr"]]
    if year is None:
        assert ground.anchor is not None
        weekday = vocabulary().weekdays.get(fields.get("wd", ""))
        year = _likely_year(month, day, ground, weekday)
    first = date(year, month, day)
    last = date(year, month, int(fields["d2"])) if "d2" in fields else first
    if last < first:
        return None
    clock = f"{fields['h']}:{fields['mi']}{_offset(fields.get('zone'), None)}" if "h" in fields else None
    return Interval(first, last, "hour" if clock else "day", clock)


def _likely_year(month: int, day: int, ground: Ground, weekday: int | None) -> int:
    """The year of a date without one: the last time it was, or will be where the sentence looks ahead; a weekday named decides."""
    anchor = ground.anchor
    assert anchor is not None
    years = [anchor.year, anchor.year - 1, anchor.year + 1]
    real = [y for y in years if day <= calendar.monthrange(y, month)[1]]
    if not real:
        raise ValueError("no such day")
    if weekday is not None:
        fitting = [y for y in real if date(y, month, day).weekday() == weekday]
        if fitting:
            return min(fitting, key=lambda y: abs((date(y, month, day) - anchor).days))
    late = anchor - _DAY if ground.ahead else anchor + _DAY
    if ground.ahead:
        coming = [y for y in real if date(y, month, day) > late]
        return min(coming) if coming else max(real)
    past = [y for y in real if date(y, month, day) <= late]
    return max(past) if past else min(real)


def _numeric(found: Expression, ground: Ground) -> Interval | None:
    year, day, month = int(found.fields["y"]), int(found.fields["d"]), int(found.fields["m"])
    if month > 12:
        day, month = month, day
    elif day <= 12 and found.fields["sep"] == "/" and ground.anchor and found.fields.get("y"):
        either = [date(year, month, day), date(year, day, month)]
        return _day(min(either, key=lambda d: abs((d - ground.anchor).days)))  # type: ignore[operator]
    return _day(date(year, month, day))


def _month(found: Expression, ground: Ground) -> Interval | None:
    month = vocabulary().months[found.fields["m"]]
    if "y" in found.fields:
        year = int(found.fields["y"])
    elif ground.anchor is None:
        return None
    elif "yr" in found.fields:
        year = ground.anchor.year + {"last": -1, "this": 0, "next": 1}.get(found.fields["yr"], -1)
    else:
        year = ground.anchor.year - (month > ground.anchor.month)
        if found.relative == "last" and month == ground.anchor.month:
            year -= 1
        if (ground.ahead or found.relative == "next") and month < ground.anchor.month:
            year += 1
    first, last = date(year, month, 1), _month_end(year, month)
    return _part_of(found.part, first, last, ((1, 10), (11, 20), (21, 31)))


def _part_of(part: str | None, first: date, last: date, thirds: tuple[tuple[int, int], ...]) -> Interval:
    """Early, mid or late in a month: its first, second or last ten days."""
    if part is None or part in ("earlier", "later"):
        return Interval(first, last, "month")
    if "half" in part:
        middle = first.replace(day=15)
        return Interval(first, middle, "month") if "first" in part else Interval(middle + _DAY, last, "month")
    at = 0 if "early" in part or "beginning" in part or "start" in part or "first" in part else 1 if "mid" in part else 2
    return Interval(first.replace(day=thirds[at][0]), first.replace(day=min(thirds[at][1], last.day)), "month")


def _weekday(found: Expression, ground: Ground) -> Interval | None:
    if ground.anchor is None:
        return None
    anchor, wanted = ground.anchor, vocabulary().weekdays[found.fields["wd"]]
    week = found.fields.get("rel", "")
    if week:
        shift = {"last week": -7, "of last week": -7, "this week": 0, "next week": 7}[" ".join(week.split())]
        return _day(_week(anchor)[0] + timedelta(days=wanted + shift))
    back = (anchor.weekday() - wanted) % 7
    relative = found.relative or ""
    if relative in ("next", "coming", "this coming") or (not relative and (ground.ahead or found.limit in ("until", "till", "by"))):
        ahead = (wanted - anchor.weekday()) % 7
        return _day(anchor + timedelta(days=ahead or (7 if relative else 0)))
    if relative == "this" and ground.ahead:
        return _day(_week(anchor)[0] + timedelta(days=wanted))
    if relative in ("last", "past", "previous", "this past") and back == 0:
        back = 7
    return _day(anchor - timedelta(days=back))


def _day_word(found: Expression, ground: Ground) -> Interval | None:
    if ground.anchor is None:
        return None
    word = " ".join(found.fields.get("word", "today").split())
    if found.fields.get("last"):
        word = "yesterday"
    shift = {"yesterday": -1, "yesterdays": -1, "tomorrow": 1, "the day before yesterday": -2}.get(word, 0)
    return _day(ground.anchor + shift * _DAY)


def _overnight(found: Expression, ground: Ground) -> Interval | None:
    if ground.anchor is None:
        return None
    if "wd" not in found.fields:
        return Interval(ground.anchor - _DAY, ground.anchor, "day")
    back = (ground.anchor.weekday() - vocabulary().weekdays[found.fields["wd"]]) % 7
    evening = ground.anchor - timedelta(days=back)
    if back == 0:
        evening -= _DAY
    return Interval(evening, evening + _DAY, "day")


def _moved(base: date, count: int, unit: str) -> Interval:
    """The day, week, month or year `count` units from `base`."""
    if unit in ("hour", "minute"):
        return _day(base + timedelta(days=count // 24 if count >= 0 else -(-count // 24)))
    if unit == "day":
        return _day(base + count * _DAY)
    if unit in ("week", "fortnight"):
        day = base + count * _DAY * (14 if unit == "fortnight" else 7)
        return Interval(day, day, "week")
    if unit == "month":
        day = _shift_months(base, count)
        return Interval(day.replace(day=1), _month_end(day.year, day.month), "month")
    year = base.year + count * (10 if unit == "decade" else 1)
    return Interval(date(year, 1, 1), date(year, 12, 31), "year")


def _ago(found: Expression, ground: Ground) -> Interval | None:
    direction = found.fields["dir"]
    base = ground.anchor if direction == "ago" else ground.pivot or ground.anchor
    if base is None:
        return None
    count = _number(found.fields["n"])
    return _moved(base, count if direction in ("later", "after", "afterwards") else -count, found.fields["u"])


def _is_vague(words: str) -> bool:
    return " ".join(words.split()) in ("few", "several", "a few", "couple", "a couple of")


def _apart(found: Expression, ground: Ground) -> Interval | None:
    """When that was from which "a day after" counts: a day before the day spoken of."""
    base = ground.pivot or ground.anchor
    if base is None:
        return None
    words = found.fields.get("n", "one")
    if _is_vague(words):
        return None
    count = _number(words)
    return _moved(base, -count if found.fields["dir"] == "after" else count, found.fields["u"])


def _adjacent(found: Expression, ground: Ground) -> Interval | None:
    base = ground.pivot or ground.anchor
    if base is None:
        return None
    unit = found.fields.get("u") or found.fields["u2"]
    direction = (found.fields.get("dir") or found.fields["dir2"]).replace("very ", "")
    count = {"after": 1, "later": 1, "following": 1, "next": 1, "same": 0}.get(direction, -1)
    if unit in ("night", "morning", "evening", "afternoon"):
        unit = "day"
    if unit == "weekend":
        saturday = base - timedelta(days=(base.weekday() - 5) % 7) + count * 7 * _DAY
        return Interval(saturday, saturday + _DAY, "day")
    if unit == "week":
        return Interval(*_week(base + count * 7 * _DAY), "week")
    return _moved(base, count, unit)


def _that(found: Expression, ground: Ground) -> Interval | None:
    if ground.pivot is None:
        return None
    return _adjacent(Expression("adjacent", found.start, found.end, {"u2": found.fields["u"], "dir2": "same"}), ground)


def _unit(found: Expression, ground: Ground) -> Interval | None:
    anchor = ground.anchor
    if anchor is None:
        return None
    relative, unit = " ".join(found.fields["rel"].split()), found.fields["u"]
    if unit == "weekend":
        return _weekend(Expression("weekend", found.start, found.end, {}, None, None, relative), ground)
    if relative in ("past", "the past", "this past", "the last"):
        return Interval(_back(anchor, 1, unit), anchor, "year" if unit == "decade" else unit)  # type: ignore[arg-type]
    count = {"last": -1, "previous": -1, "next": 1, "coming": 1, "the coming": 1}.get(relative, 0)
    if unit == "week":
        first, last = _week(anchor + count * 7 * _DAY)
        precision: DatePrecision = "week"
    else:
        whole = _moved(anchor, count, unit)
        assert whole.first is not None
        assert whole.last is not None
        first, last, precision = whole.first, whole.last, whole.precision
    if found.part in ("early", "late") and unit == "month":
        return _part_of(found.part, first, last, ((1, 10), (11, 20), (21, 31)))
    if found.part in ("early", "late") and unit == "week":
        return Interval(first, first + 2 * _DAY, "week") if found.part == "early" else Interval(last - 2 * _DAY, last, "week")
    if count == 0 and not ground.ahead and found.part not in ("later", "late"):
        last = anchor
        if found.part == "earlier" and last > first:
            last -= _DAY
    return Interval(first, last, precision)


def _weekend(found: Expression, ground: Ground) -> Interval | None:
    anchor = ground.anchor
    if anchor is None:
        return None
    saturday = anchor - timedelta(days=(anchor.weekday() - 5) % 7)
    relative = found.relative or ""
    if relative in ("next", "coming", "this coming", "the coming") or (ground.ahead and anchor.weekday() < 5):
        saturday += 7 * _DAY
    elif relative in ("last", "previous") and anchor.weekday() >= 5:
        saturday -= 7 * _DAY
    sunday = saturday + _DAY
    return Interval(saturday, min(sunday, anchor) if saturday <= anchor and not ground.ahead else sunday, "day")


def _back(anchor: date, count: int, unit: str) -> date:
    """The day `count` units before; for hours the whole days they reach into."""
    if unit == "hour":
        return anchor - timedelta(days=max(1, -(-count // 24)))
    if unit == "day":
        return anchor - count * _DAY
    if unit == "week":
        return anchor - count * 7 * _DAY
    return _shift_months(anchor, -count * {"month": 1, "year": 12, "decade": 120}[unit])


def _span(found: Expression, ground: Ground) -> Interval | None:
    anchor = ground.anchor
    if anchor is None:
        return None
    unit, words = found.fields["u"], found.fields.get("n")
    recent = found.fields.get("rel") == "recent" or found.fields.get("rel2") == "recent"
    vague = words is None or " ".join(words.split()) in ("few", "several", "a few")
    if vague and unit == "day":
        return Interval(anchor - (_number(words) if words else 6) * _DAY, anchor, "day")
    if vague and (recent or words):
        precision: DatePrecision = "day" if unit == "hour" else "year" if unit == "decade" else unit  # type: ignore[assignment]
        return Interval(_back(anchor, 4 if unit == "week" else 3, unit), anchor, precision)
    count = _number(words) if words else 1
    precision = "day" if unit in ("hour", "day") else "year" if unit == "decade" else unit  # type: ignore[assignment]
    return Interval(_back(anchor, count, unit), anchor, precision)


def _nth(found: Expression, ground: Ground) -> Interval | None:
    if ground.anchor is None:
        return None
    back = vocabulary().ordinals[found.fields["ord"]] - 1
    return Interval(_back(ground.anchor, back, "week" if found.fields["u"] == "week" else "day"), ground.anchor, "day")


def _days(found: Expression, ground: Ground) -> Interval | None:
    part = "late" if found.fields["rel"] in ("last", "final") else "early"
    return _month(Expression("month", found.start, found.end, found.fields, None, part, found.relative), ground)


def _week_of_month(found: Expression, ground: Ground) -> Interval | None:
    month = _month(Expression("month", found.start, found.end, found.fields), ground)
    if month is None or month.first is None or month.last is None:
        return None
    if found.fields["ord"] == "last":
        return Interval(month.last - 6 * _DAY, month.last, "week")
    first = month.first + 7 * _DAY * (vocabulary().ordinals[found.fields["ord"]] - 1)
    return Interval(first, first + 6 * _DAY, "week")


def _season(found: Expression, ground: Ground) -> Interval | None:
    first_month, last_month = vocabulary().seasons[found.fields["season"]]
    if "y" in found.fields:
        year = int(found.fields["y"])
    elif ground.anchor is None:
        return None
    else:
        year = ground.anchor.year - (date(ground.anchor.year, first_month, 1) > ground.anchor)
        if found.fields["rel"] == "last" and first_month <= ground.anchor.month <= last_month:
            year -= 1
        year += found.fields["rel"] == "next"
    end_year = year + (last_month < first_month)
    return Interval(date(year, first_month, 1), _month_end(end_year, last_month), "month")


def _year(found: Expression, ground: Ground) -> Interval | None:
    year = int(found.fields["y"])
    last = int(found.fields.get("y2", year))
    if last < year:
        return None
    part = found.fields.get("part") or found.part or ""
    word = part.split()[-2] if part.endswith(" of") and len(part.split()) > 1 else part
    months = {
        "early": (1, 4),
        "beginning": (1, 4),
        "start": (1, 4),
        "mid": (5, 8),
        "middle": (5, 8),
        "late": (9, 12),
        "end": (9, 12),
    }.get(word, (1, 12))
    return Interval(date(year, months[0], 1), _month_end(last, months[1]), "year")


def _offset(zone: str | None, extra: str | None) -> str:
    if not zone:
        return ""
    if zone[0] in "+-":
        return f"{zone[:3]}:{zone[-2:]}"
    hours = vocabulary().zones.get(zone)
    if hours is None:
        return ""
    hours += int(extra) if extra else 0
    return f"{hours:+03d}:00" if -12 <= hours <= 14 else ""


def _clock(found: Expression, ground: Ground) -> Interval | None:
    day = ground.pivot or ground.anchor
    hour, minute = int(found.fields["h"]), int(found.fields.get("mi", "0"))
    half = found.fields.get("ap", "")[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if day is None or hour > 23:
        return None
    clock = f"{hour:02d}:{minute:02d}{_offset(found.fields.get('zone'), found.fields.get('off'))}"
    return Interval(day, day, "hour", clock)


def _daypart(found: Expression, ground: Ground) -> Interval | None:
    return _day(ground.pivot) if ground.pivot else None


def _feast(found: Expression, ground: Ground) -> Interval | None:
    name = " ".join(found.fields["feast"].split())
    if "y" in found.fields:
        days = list(feast_days(name, int(found.fields["y"])))
    elif ground.anchor is None:
        return None
    else:
        near = [span for year in range(ground.anchor.year - 2, ground.anchor.year + 2) for span in feast_days(name, year)]
        if ground.ahead or found.relative in ("next", "coming"):
            days = [span for span in near if span[1] >= ground.anchor][:1]
        else:
            days = [span for span in near if span[0] <= ground.anchor]
            if found.relative in ("last", "previous") and days and days[-1][1] >= ground.anchor:
                days.pop()
            days = days[-1:]
    if not days:
        return None
    first, last = days[0]
    nth = found.fields.get("nth")
    if nth:
        number = int(nth) if nth.isdecimal() else vocabulary().ordinals[nth]
        return _day(first + (number - 1) * _DAY) if first + (number - 1) * _DAY <= last else None
    if "eve" in found.fields:
        return _day(first - _DAY)
    return Interval(first, last, "day" if (last - first).days < 7 else "month")


_RULES: dict[str, Callable[[Expression, Ground], Interval | None]] = {
    "date": _date,
    "numeric": _numeric,
    "month": _month,
    "weekday": _weekday,
    "day": _day_word,
    "overnight": _overnight,
    "ago": _ago,
    "adjacent": _adjacent,
    "apart": _apart,
    "that": _that,
    "unit": _unit,
    "weekend": _weekend,
    "span": _span,
    "nth": _nth,
    "days": _days,
    "season": _season,
    "week": _week_of_month,
    "year": _year,
    "clock": _clock,
    "daypart": _daypart,
    "feast": _feast,
}
