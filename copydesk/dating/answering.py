"""When a text says something happened, told the way a person would want to read it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from copydesk.dating.anchors import Anchor, anchor_of
from copydesk.dating.choosing import Story, date_mentions
from copydesk.dating.grammar import read_data
from copydesk.dating.timeline import Moment, as_time, moments_of
from copydesk.model.records import DatePrecision, Mention, Report, Sentence

_FROM = {"text": "the text's own date line", "published": "the publication date", "none": "nowhere"}


class Candidate(Struct, frozen=True):
    """One expression of the text, what it means, and why; `chosen` where the answer rests on it. Offsets count in the text."""

    text: str
    start: int
    end: int
    first: str | None
    last: str | None
    precision: DatePrecision | None
    why: str
    chosen: bool


class Answer(Struct, frozen=True):
    """The day or days a text speaks of (None where none can be told), when it was written and by what, and every candidate."""

    first: str | None
    last: str | None
    precision: DatePrecision | None
    why: str
    anchor: str | None
    anchor_from: str
    conflict: str | None
    candidates: list[Candidate]


def when(text: str, published: str | None = None) -> Answer:
    """The answer of `copydesk when TEXT --published DATE`; `published` is an ISO date or date-time."""
    report = Report(report_id="", text=text, published=published)
    sentences = [Sentence(0, len(text), "body")] if text else []
    anchor = anchor_of(report)
    moments = moments_of(text, sentences, anchor)
    asked = Mention(mention_id="", report_id="", start=0, end=len(text), quote=text, event_type="", sub_event_type="")
    dated = date_mentions([asked], Story(anchor, sentences, moments))[0]
    spans = {tuple(span) for span in dated.evidence.date}
    candidates = [_candidate(text, m, anchor, (m.start, m.end) in spans) for m in moments]
    return Answer(
        first=dated.date_from,
        last=dated.date_to,
        precision=dated.date_precision,
        why=_why_all(candidates, anchor, dated),
        anchor=anchor.day.isoformat() if anchor.day else None,
        anchor_from=_FROM[anchor.source],
        conflict=anchor.conflict,
        candidates=candidates,
    )


def _candidate(text: str, moment: Moment, anchor: Anchor, chosen: bool) -> Candidate:
    time = as_time(text, moment)
    return Candidate(time.text, time.start, time.end, time.from_, time.to, time.precision, _why(moment, anchor), chosen)


def _why(moment: Moment, anchor: Anchor) -> str:
    if moment.line:
        return "the report's own date line: the day it was written"
    if moment.interval is None:
        return "cannot be told" if anchor.day else "cannot be told without the day of writing"
    data = read_data("expressions")
    why = str(data["why"][_wording(moment, anchor, data["why"])])
    why = why.format(
        anchor=told_day(anchor.day) or "the day of writing", last=told_day(moment.interval.last) or "the day of writing"
    )
    if moment.limit in data["why_limit"]:
        why += f", {data['why_limit'][moment.limit]}"
    return why + ("; the day of a statement, taken where no other is told" if moment.said else "")


def _wording(moment: Moment, anchor: Anchor, wordings: Mapping[str, str]) -> str:
    """Which of the wordings of its kind fits a moment."""
    first = moment.interval.first if moment.interval else None
    if moment.whole and f"{moment.kind}_whole" in wordings:
        return f"{moment.kind}_whole"
    if first and anchor.day and first > anchor.day and f"{moment.kind}_ahead" in wordings:
        return f"{moment.kind}_ahead"
    return moment.kind


def told_day(day: date | None) -> str:
    """ "Wednesday 22 June 2016", nothing for None."""
    return f"{day:%A} {day.day} {day:%B} {day.year}" if day else ""


def _why_all(candidates: list[Candidate], anchor: Anchor, dated: Mention) -> str:
    chosen = [c for c in candidates if c.chosen]
    if chosen and not all(c.why.startswith("the report") for c in chosen):
        why = " and ".join(f"{c.text!r}" for c in chosen) + ": " + _joined_why(chosen)
        ends = [c.last for c in chosen if c.last]
        on = dated.date_to and ends and dated.date_to > max(ends)
        return why + (", and on to the day of writing" if on else "")
    if dated.date_from is None:
        return "no expression tells a day, and the day of writing is unknown"
    return "no expression tells a day: " + ("the day of its date line" if anchor.source == "text" else "the day of publication")


def _joined_why(chosen: list[Candidate]) -> str:
    """Each reason once."""
    return " and ".join(dict.fromkeys(c.why for c in chosen))
