"""The day a report was written: its own date line first, the publication date given with it where there is none.

In real piles the publication date is often the day of collection or of a re-post; a date line printed in the text is not. Where the
two contradict each other the text stands and the contradiction is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from copydesk.dating.grammar import Expression, find_expressions, lowered, read_data, vocabulary
from copydesk.dating.resolving import Ground, resolve
from copydesk.dating.roles import is_said
from copydesk.model.records import Report

_HEAD = 700  # characters in which a date line is sought
_TAIL = 200  # ... and at the end of the text
_WHOLE = frozenset({"date", "numeric"})
_START = 60  # a date in the first characters needs no label
_DAYS = _WHOLE | {"weekday"}
_DAY = timedelta(days=1)
_TEN = 10
_TOLERANCE = 1  # days that a publication date may be off without contradicting the text (time zones, night shifts)


class Anchor(Struct, frozen=True):
    """The day of writing and where it is from; `start`/`end` span the date line in `Report.working`, None for a publication date.

    `conflict` says in words where the publication date contradicts the text.
    """

    day: date | None
    source: Literal["text", "published", "none"]
    start: int | None = None
    end: int | None = None
    conflict: str | None = None


@cache
def _before_sentence() -> re.Pattern[str]:
    words = "|".join(sorted(read_data("anchors")["sentence_words"]))
    return re.compile(rf"\b(?:{words})\s+$")


@cache
def _label() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in sorted(read_data("anchors")["labels"], key=len, reverse=True))
    return re.compile(rf"(?:\b(?:{words})|[|)\]>•·–—-])\s*[:.,(]?\s*$")


def published_day(published: str | None) -> date | None:
    """The day of an ISO date or date-time, None for anything else."""
    if not published:
        return None
    try:
        return datetime.fromisoformat(published).date()
    except ValueError:
        try:
            return date.fromisoformat(published[:10])
        except ValueError:
            return None


def anchor_of(report: Report) -> Anchor:
    """The day `report` was written."""
    text = report.working
    given = published_day(report.published)
    low = lowered(text[:_HEAD])
    head = find_expressions(text[:_HEAD], low, 0, len(low), _DAYS)
    lines = [(score, found, day) for found, day in _full_dates(text, head, given) if (score := _score(text, found, day)) > 0]
    if lines:
        _, found, day = max(lines, key=lambda row: (row[0], -row[1].start))
        conflict = None
        if given and abs((given - day).days) > _TOLERANCE:
            line = text[found.start : found.end]
            conflict = f"published {given.isoformat()} contradicts the text's own date line {line!r}; the text's day is taken"
        return Anchor(_as_the_lead_has_it(low, head, day), "text", found.start, found.end, conflict)
    if given is None:
        return Anchor(None, "none")
    return Anchor(_as_the_lead_has_it(low, head, given), "published")


def _as_the_lead_has_it(low: str, head: Sequence[Expression], day: date) -> date:
    """`day`, or the one after it where the lead has somebody speak on its weekday: a date line kept west of the events.

    What was said six days ago opens no report.
    """
    for found in head:
        if found.kind == "weekday" and not found.relative and "rel" not in found.fields:
            late = (vocabulary().weekdays[found.fields["wd"]] - day.weekday()) % 7 == 1
            return day + _DAY if late and is_said(low, found, 0, len(low)) else day
    return day


def _full_dates(text: str, head: Sequence[Expression], given: date | None) -> list[tuple[Expression, date]]:
    """Dates of the text's head and tail that could be a date line: with a year, or near the publication date without."""
    out = []
    piece, before = (text[-_TAIL:], len(text) - _TAIL) if len(text) > _HEAD + _TAIL else ("", 0)
    tail = find_expressions(piece, lowered(piece), 0, len(piece), _WHOLE)
    for start, expressions in ((0, head), (before, tail)):
        for found in expressions:
            if found.kind not in _WHOLE:
                continue
            found = replace(found, start=found.start + start, end=found.end + start)  # noqa: PLW2901 - counted in the text
            if "d2" in found.fields:
                continue
            dated = any(name in found.fields for name in ("y", "yy", "yq"))
            if not dated and (given is None or found.start > _START or found.limit or found.part):
                continue
            interval = resolve(Expression(found.kind, found.start, found.end, found.fields), Ground(given))
            if interval and interval.first:
                out.append((found, _uncut(text, found, interval.first, given)))
    return out


def _uncut(text: str, found: Expression, day: date, given: date | None) -> date:
    """`given` where the text begins inside a date and lost a digit: "6-09-2013" of a report published on 16 September 2013."""
    cut = found.start == 0 and text[:1].isdecimal() and not text[1:2].isdecimal()
    if cut and given and (given.year, given.month) == (day.year, day.month) and given.day > _TEN and given.day % _TEN == day.day:
        return given
    return day


def _score(text: str, found: Expression, day: date) -> int:
    """How much a date looks like a date line: 0 where it is part of a sentence."""
    low = lowered(text[max(0, found.start - 30) : found.start])
    if found.limit or found.part or found.relative:
        return 0
    weekday = vocabulary().weekdays.get(found.fields.get("wd", ""))
    if weekday is not None and weekday != day.weekday():
        return 0
    if _label().search(low):
        return 6 + (weekday is not None)
    if found.start > 0 and _before_sentence().search(low):
        return 0
    score = 0
    if found.start <= 2:
        score = 5
    elif found.start <= _START and _dateline_place(text[: found.start]):
        score = 3
    elif found.kind == "numeric" or weekday is not None:
        score = 2
    return score + (weekday is not None and score > 0)


def _dateline_place(before: str) -> bool:
    """ "BEIRUT, " or "Lima (" before a date at the head of a text."""
    words = re.findall(r"[^\W\d_]+", before)
    return 0 < len(words) <= 6 and ((len(words[0]) > 1 and words[0].isupper()) or before.rstrip().endswith((",", "(")))
