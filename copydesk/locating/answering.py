"""Where a text says something happened, told the way a person would want to read it."""

from __future__ import annotations

from msgspec import Struct

from copydesk.locating.gazetteer.index import Gazetteer
from copydesk.locating.locate import locate_report
from copydesk.model import Mention, Place, Report, Toponym

_PRECISION = (
    "exact",
    "near it, or approximate",
    "second-level area",
    "first-level area",
    "part of a country",
    "country",
    "international",
)


class Answer(Struct, frozen=True):
    """Where a text's event is (None where it cannot be told) and why, and every toponym with its candidates.

    `chosen` numbers the toponyms in `toponyms` that the answer rests on. Offsets count in the text.
    """

    place: Place | None
    precision: str | None
    why: str
    toponyms: list[Toponym]
    chosen: list[int]


def where(text: str, gazetteer: Gazetteer | None = None) -> Answer:
    """The answer of `copydesk where TEXT`: the whole text is taken for one clause that tells of one event."""
    report = Report(report_id="", text=text)
    asked = Mention(mention_id="", report_id="", start=0, end=len(text), quote=text, event_type="", sub_event_type="")
    toponyms, settled = locate_report(report, [], [], [asked], gazetteer)
    place = settled[0].place
    spans = settled[0].evidence.place
    chosen = [i for i, t in enumerate(toponyms) if any(a <= t.start and t.end <= b for a, b in spans)]
    precision = _PRECISION[place.precision - 1] if place else None
    return Answer(place, precision, _why(place, toponyms, chosen), toponyms, chosen)


def _why(place: Place | None, toponyms: list[Toponym], chosen: list[int]) -> str:
    if place is None:
        return "the text names no place" if not toponyms else "no name in the text tells where it was"
    named = [toponyms[i] for i in chosen]
    if any(t.name is None for t in named):
        return f"{place.text!r} is not in the gazetteer: the surroundings that the text names"
    at = {(t.lat, t.lon) for t in named}
    if named and (place.lat, place.lon) not in at:
        return f"reckoned from the words around {named[0].text!r}"
    reason = named[0].candidates[0].why if named and named[0].candidates else "the place that the text is most about"
    return f"{place.text!r}: {reason}"
