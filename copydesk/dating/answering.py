"""When a text says something happened, told the way a person would want to read it."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from copydesk.dating.anchors import Anchor, anchor_of
from copydesk.dating.choosing import Story, date_mentions
from copydesk.dating.grammar import read_data
from copydesk.dating.timeline import Moment, as_time, moments_of
from copydesk.model.records import DatePrecision, Mention, Report, Sentence


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
    """The day or days a text speaks of (None where none can be told), the day it was written, and every candidate."""

    first: str | None
    last: str | None
    precision: DatePrecision | None
    why: str
    anchor: str | None
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
        why=_why_all(candidates, anchor, dated.date_from),
        anchor=anchor.day.isoformat() if anchor.day else None,
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
    why = str(read_data("expressions")["why"][moment.kind]).format(anchor=_written(anchor.day), pivot="the day last spoken of")
    if moment.limit:
        why += f", {moment.limit} then"
    return why + ("; the day of a statement, taken where no other is told" if moment.said else "")


def _written(day: date | None) -> str:
    return day.strftime("%A %-d %B %Y") if day else "the day of writing"


def _why_all(candidates: list[Candidate], anchor: Anchor, first: str | None) -> str:
    chosen = [c for c in candidates if c.chosen]
    if chosen and not all(c.why.startswith("the report") for c in chosen):
        return " and ".join(f"{c.text!r}: {c.why}" for c in chosen)
    if first is None:
        return "no expression tells a day, and the day of writing is unknown"
    return "no expression tells a day: " + ("the day of its date line" if anchor.source == "text" else "the day of publication")
