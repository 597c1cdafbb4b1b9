"""The temporal expressions of one report, each resolved against the day of writing and the day last spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from copydesk.dating.anchors import Anchor
from copydesk.dating.grammar import Expression, find_expressions, lowered
from copydesk.dating.resolving import Ground, Interval, resolve
from copydesk.dating.roles import (
    Since,
    goes_on_since,
    is_quoted,
    is_said,
    is_stamp,
    looks_ahead,
    opens,
    picture_end,
    since,
    told_by,
    turns,
)
from copydesk.model.records import Sentence, Time

_LOOK_BACK = 60  # characters before an expression in which its sentence may look ahead
_WEEK = 7
_BLANK = 3  # characters between two sentences that hold nothing
_JOIN = re.compile(r"\s*(?:to|until|till|through|into|and|[-–—])\s*(?:the\s+)?")
_BREATH = re.compile(
    r",?(?:\s+(?:then|again|continued|continuing|went|on|also|in|the|hours|of))*\s+(?:and|into)(?:\s+(?:then|again|continued|on|into|also|in|the|early|late|hours|of|morning|through|throughout|during))*\s+"
)
_YEARS = frozenset({"y", "yy", "yq"})
NO_DAY = ("clock", "daypart", "apart")  # kinds of moments that tell no day by themselves
_SINGLE = ("weekday",)
_RANGED = ("date", "numeric", "month", "weekday", "year", "day")


class Moment(Struct, frozen=True):
    """An expression with its interval (None where it cannot be told).

    `said` marks the day of a statement ("said on Tuesday"), `line` the report's own date line; `sentence` is its sentence's index.
    """

    start: int
    end: int
    kind: str
    limit: str | None
    interval: Interval | None
    sentence: int
    in_title: bool = False
    said: bool = False
    line: bool = False
    part: str | None = None
    whole: bool = False  # the text names its year
    since: Since | None = None  # the "since" that governs it
    goes_on: bool = False  # what began then has gone on
    joined: bool = False  # told in one breath with the moment before: "late Saturday and early Sunday"
    quoted: bool = False  # "today" in direct speech: the day that its speaker spoke on
    opens: bool = False  # the first word of its sentence
    turns: bool = False  # of another happening than what is told before its sentence
    stamped: bool = False  # a whole date such as captions and credits print; prose leaves out the current year


def moments_of(text: str, sentences: Sequence[Sentence], anchor: Anchor, in_title: bool = False) -> list[Moment]:
    """The moments of `text` in order; `sentences` are those of this string (of the title with `in_title`)."""
    low = lowered(text)
    year = anchor.day.year if anchor.day else None
    out: list[Moment] = []
    pivot: date | None = None
    spoken: tuple[int, date] | None = None  # the last statement's sentence and day
    for index, start, end in _segments(sentences, len(text)):
        found = find_expressions(text, low, start, end)
        if not found:
            continue
        pictured = picture_end(low, start, end)
        said = {e.start for e in found if is_said(low, e, start, end)}
        before = spoken[1] if spoken and index - spoken[0] == 1 else None
        for expression, interval in _resolved(_Stretch(low, start, end, said, before), found, anchor, pivot):
            line = not in_title and _on_line(expression, anchor)
            moment = Moment(
                start=expression.start,
                end=expression.end,
                kind=expression.kind,
                limit=expression.limit,
                interval=interval,
                sentence=index,
                in_title=in_title,
                said=not line and expression.start in said,
                line=line,
                part=expression.part,
                whole=not _YEARS.isdisjoint(expression.fields),
                since=since(low, expression, start),
                goes_on=goes_on_since(low, expression, start, end),
                joined=bool(out) and out[-1].sentence == index and _is_joined(low, out[-1], expression),
                quoted=expression.kind == "day" and is_quoted(low, expression, start),
                opens=opens(low, expression, start),
                turns=turns(low, expression, start),
                stamped=expression.start < pictured or is_stamp(low, expression, year),
            )
            out.append(moment)
            if interval and interval.first and interval.first == interval.last and _leads_on(moment):
                pivot = interval.first
            if moment.said and interval and interval.first and interval.first == interval.last:
                spoken = index, interval.first
    return out


class _Stretch(Struct, frozen=True):
    """A sentence of a lower-cased text, where in it the days of statements begin, and the day of the statement right before it."""

    low: str
    start: int
    end: int
    said: set[int]
    spoken: date | None = None


def _is_joined(low: str, one: Moment, two: Expression) -> bool:
    return one.kind in _SINGLE and two.kind in (*_SINGLE, "weekend") and bool(_BREATH.fullmatch(low, one.end, two.start))


def _on_line(found: Expression, anchor: Anchor) -> bool:
    return anchor.start is not None and found.start < (anchor.end or 0) and anchor.start < found.end


def _leads_on(moment: Moment) -> bool:
    """Whether "the day before" of a later sentence may count from this moment."""
    return not (moment.said or moment.line or moment.stamped) and moment.kind not in NO_DAY


def _segments(sentences: Sequence[Sentence], length: int) -> Iterable[tuple[int, int, int]]:
    """(index of the sentence or -1, start, end): the sentences, and what lies between them."""
    at = 0
    for index, sentence in enumerate(sentences):
        if sentence.start > at + _BLANK:
            yield -1, at, sentence.start
        start = max(at, sentence.start)
        if sentence.end > start:
            yield index, start, sentence.end
        at = max(at, sentence.end)
    if at < length:
        yield -1, at, length


def _resolved(
    here: _Stretch, found: Sequence[Expression], anchor: Anchor, pivot: date | None
) -> list[tuple[Expression, Interval | None]]:
    """Expressions with their intervals; "28 July to 3 August" becomes one."""
    out: list[tuple[Expression, Interval | None]] = []
    told = _statement_day(here, found, anchor)
    skip = False
    for index, expression in enumerate(found):
        if skip:
            skip = False
            continue
        clause = here.low[max(here.start, expression.start - _LOOK_BACK) : min(here.end, expression.end + 10)]
        ahead = expression.start not in here.said and bool(looks_ahead().search(clause))
        base = pivot if expression.kind != "apart" or _day_before(out) else _day_behind(found[index + 1 :], anchor) or pivot
        ground = Ground(told if told and expression.kind in told_by() else anchor.day, base, ahead)
        interval = resolve(expression, ground)
        if index + 1 < len(found):
            joined = _range(here.low, expression, found[index + 1], ground)
            if joined:
                out.append(joined)
                skip = True
                continue
        out.append((expression, interval))
        if interval and interval.first and interval.first == interval.last and expression.kind not in NO_DAY:
            pivot = interval.first
    return [_timed(out, i) for i in range(len(out))]


def _day_before(told: Sequence[tuple[Expression, Interval | None]]) -> bool:
    return any(interval and interval.first == interval.last and expression.kind in _SINGLE for expression, interval in told)


def _day_behind(following: Sequence[Expression], anchor: Anchor) -> date | None:
    """The day of what "a day after the talks jets struck on Monday" leads up to: the next in its sentence."""
    for expression in following:
        interval = resolve(expression, Ground(anchor.day)) if expression.kind in _SINGLE else None
        if interval and interval.first and interval.first == interval.last:
            return interval.first
    return None


def _statement_day(here: _Stretch, found: Sequence[Expression], anchor: Anchor) -> date | None:
    """The day of the sentence's statement: "killed overnight officials said on Tuesday" tells of the night to Tuesday."""
    if not here.said or anchor.day is None:
        near = here.spoken and anchor.day and 0 <= (anchor.day - here.spoken).days < _WEEK
        return here.spoken if near and not any(e.kind in _SINGLE or e.kind == "day" for e in found) else None
    for expression in found:
        if expression.start in here.said:
            interval = resolve(expression, Ground(anchor.day))
            if interval and interval.first and interval.first == interval.last and 0 <= (anchor.day - interval.first).days < _WEEK:
                return interval.first
    return None


def _timed(found: Sequence[tuple[Expression, Interval | None]], index: int) -> tuple[Expression, Interval | None]:
    """A time of day takes the day that stands next to it in its sentence, before it or right after it."""
    expression, interval = found[index]
    if expression.kind not in ("clock", "daypart"):
        return expression, interval
    for other in (index + 1, index - 1):
        if 0 <= other < len(found) and found[other][0].kind in ("date", "numeric", "weekday", "day"):
            near = found[other][1]
            gap = found[other][0].start - expression.end if other > index else expression.start - found[other][0].end
            if near and near.first and gap < 12:
                clock = interval.clock if interval else None
                return expression, Interval(near.first, near.last, "hour" if clock else "day", clock)
    return expression, interval


def _range(low: str, one: Expression, two: Expression, ground: Ground) -> tuple[Expression, Interval] | None:
    """ "from 28 July to 3 August", "between Friday and Sunday", "2011-2013" as one expression."""
    link = low[one.end : two.start]
    bounded = two.limit in ("until", "till", "through") and not link.strip()
    if not bounded and not (one.kind in _RANGED and two.kind in _RANGED and _JOIN.fullmatch(link)):
        return None
    if "and" in link.split() and one.limit != "between":
        return None
    second = Expression(two.kind, two.start, two.end, two.fields, None, two.part, two.relative)
    later = resolve(second, ground)
    fields = one.fields
    if one.kind == "date" and two.kind == "date" and "y" in two.fields and not {"y", "yy", "yq"} & set(one.fields):
        fields = {**one.fields, "y": two.fields["y"]}
    earlier = resolve(Expression(one.kind, one.start, one.end, fields, None, one.part, one.relative), ground)
    if not earlier or not later or not earlier.first or not later.last:
        return None
    first = earlier.first
    if first > later.last and one.kind == "weekday":
        first -= timedelta(days=7)
    if first > later.last:
        return None
    whole = Expression("range", one.start, two.end, {}, None, one.part, one.relative)
    return whole, Interval(first, later.last, later.precision)


def as_time(text: str, moment: Moment) -> Time:
    """The published form of a moment."""
    start = end = None
    precision = None
    if moment.interval:
        clock = f"T{moment.interval.clock}" if moment.interval.clock else ""
        start = moment.interval.first.isoformat() + clock if moment.interval.first else None
        end = moment.interval.last.isoformat() + clock if moment.interval.last else None
        precision = moment.interval.precision
    return Time(
        start=moment.start,
        end=moment.end,
        text=text[moment.start : moment.end],
        from_=start,
        to=end,
        precision=precision,
        in_title=moment.in_title,
    )
