"""The temporal expressions of one report, each resolved against the day of writing and the day last spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache

from msgspec import Struct

from copydesk.dating.anchors import Anchor
from copydesk.dating.grammar import Expression, find_expressions, lowered, read_data
from copydesk.dating.resolving import Ground, Interval, resolve
from copydesk.model.records import Sentence, Time

_JOIN = re.compile(r"\s*(?:to|until|till|through|into|and|[-–—])\s*(?:the\s+)?")
_CAPTION = 600  # characters of a sentence in which a caption's words are sought
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
    stamped: bool = False  # a whole date such as captions and credits print; prose leaves out the current year


@cache
def _ahead() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in read_data("anchors")["ahead"])
    return re.compile(rf"\b(?:{words})\b")


@cache
def _said() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Right before an expression ("said on", "told AFP on"), and right after one."""
    verbs = "|".join(sorted(read_data("anchors")["saying"]))
    addressed = r"(?:\s+(?!that\b|on\b)[\w.-]+){0,3}?"
    return (
        re.compile(rf"(?<!were )(?<!was )(?<!are )\b(?:{verbs}){addressed}\s+(?:(?:on|late|early|earlier|in a statement|by)\s+)*$"),
        re.compile(rf"\s*,?\s*(?:has\s+|have\s+|had\s+)?(?:{verbs})\b(?!\s+(?:dead|killed))"),
    )


def moments_of(text: str, sentences: Sequence[Sentence], anchor: Anchor, in_title: bool = False) -> list[Moment]:
    """The moments of `text` in order; `sentences` are those of this string (of the title with `in_title`)."""
    low = lowered(text)
    out: list[Moment] = []
    pivot: date | None = None
    for index, start, end in _segments(sentences, len(text)):
        found = find_expressions(text, low, start, end)
        if not found:
            continue
        pictured = bool(_photo().search(low, start, min(end, start + _CAPTION)))
        for expression, interval in _resolved(low, found, (start, end), anchor, pivot):
            line = (
                not in_title and anchor.start is not None and expression.start < (anchor.end or 0) and anchor.start < expression.end
            )
            said = not line and _is_said(low, expression, start, end)
            out.append(
                Moment(
                    start=expression.start,
                    end=expression.end,
                    kind=expression.kind,
                    limit=expression.limit,
                    interval=interval,
                    sentence=index,
                    in_title=in_title,
                    said=said,
                    line=line,
                    part=expression.part,
                    stamped=pictured or _is_stamp(low, expression, anchor),
                )
            )
            if (
                interval
                and interval.first
                and interval.first == interval.last
                and not said
                and not line
                and expression.kind not in ("clock", "daypart")
            ):
                pivot = interval.first
    return out


def _segments(sentences: Sequence[Sentence], length: int) -> Iterable[tuple[int, int, int]]:
    """(index of the sentence or -1, start, end): the sentences, and what lies between them."""
    at = 0
    for index, sentence in enumerate(sentences):
        if sentence.start > at:
            yield -1, at, sentence.start
        start = max(at, sentence.start)
        if sentence.end > start:
            yield index, start, sentence.end
        at = max(at, sentence.end)
    if at < length:
        yield -1, at, length


def _is_stamp(low: str, found: Expression, anchor: Anchor) -> bool:
    if anchor.day is None or found.kind not in ("date", "numeric") or found.fields.get("y") != str(anchor.day.year):
        return False
    return not low[max(0, found.start - 12) : found.start].rstrip().endswith((" on", " of", " since", " from", " until", " dated"))


@cache
def _photo() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in read_data("anchors")["picture"])
    return re.compile(rf"\b(?:{words})\b")


def _is_said(low: str, found: Expression, start: int, end: int) -> bool:
    before, after = _said()
    if found.limit or found.kind in ("clock", "daypart", "span", "feast"):
        return False
    if before.search(low[max(start, found.start - 60) : found.start]):
        return True
    return bool(after.match(low, found.end, min(end, found.end + 30)))


def _resolved(
    low: str, found: Sequence[Expression], span: tuple[int, int], anchor: Anchor, pivot: date | None
) -> list[tuple[Expression, Interval | None]]:
    """Expressions with their intervals; "28 July to 3 August" becomes one."""
    out: list[tuple[Expression, Interval | None]] = []
    here = pivot
    skip = False
    for index, expression in enumerate(found):
        if skip:
            skip = False
            continue
        clause = low[max(span[0], expression.start - 60) : min(span[1], expression.end + 10)]
        ground = Ground(anchor.day, here, bool(_ahead().search(clause)))
        interval = resolve(expression, ground)
        if index + 1 < len(found):
            joined = _range(low, expression, found[index + 1], ground)
            if joined:
                out.append(joined)
                skip = True
                continue
        out.append((expression, interval))
        if interval and interval.first and interval.first == interval.last and expression.kind not in ("clock", "daypart"):
            here = interval.first
    return [_timed(out, i) for i in range(len(out))]


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
