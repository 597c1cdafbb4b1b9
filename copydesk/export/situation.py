"""The situation report: what happened, told for people, every sentence footnoted with the words it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from copydesk.export.mapping import Map, draw
from copydesk.export.telling import Told, account_source, said, tell, value_words
from copydesk.export.wording import name_of, number, source_of, when, where, words
from copydesk.ledger import Ledger
from copydesk.model import Event, Mention, Report

# Counted apart: nobody says of these that they took place, or somebody says they did not
_UNSURE = ("alleged", "denied", "attempted")


@dataclass(frozen=True)
class Cell:
    """What one account gives for one field, and whether the field is disputed."""

    text: str
    disputed: bool


@dataclass(frozen=True)
class AccountRow:
    """One origin's account as a line of a table."""

    source: str
    carried_by: int  # reports of this copy family
    cells: list[Cell]


@dataclass(frozen=True)
class EventView:
    """One event as it is shown."""

    number: int
    event: Event
    when: str
    where: str
    who: str
    whom: str
    killed: str
    injured: str
    told: Told
    fields: list[str]
    accounts: list[AccountRow]
    map: Map | None


@dataclass(frozen=True)
class Bar:
    """A day, week or month of the timeline and how many events it has; `height` of the highest is 1."""

    label: str
    events: int
    killed: int
    height: float


@dataclass(frozen=True)
class Range:
    """Sums over events."""

    low: int
    best: int
    high: int


@dataclass(frozen=True)
class Situation:
    """All that a situation report shows."""

    title: str
    period: str
    counts: Mapping[str, int]
    killed: Range
    by_type: list[tuple[str, int]]
    by_area: list[tuple[str, int]]
    timeline: list[Bar]
    map: Map | None
    events: list[EventView]
    brief: int  # events in the table that are not told in full
    sources: list[tuple[str, int]]
    built: str


def situation(ledger: Ledger, title: str | None = None, in_full: int = 300, only: Collection[str] | None = None) -> Situation:
    """What a ledger holds, as a situation report; of the events with the ids in `only`, where these are given.

    Events that a person rejected are left out. The `in_full` events with most voices are told in sentences, the others only stand
    in the table.
    """
    held: Iterable[Event] = ledger.stream("events") if only is None else ledger.events(only)
    events = sorted(held, key=lambda e: (e.date_from or "9999", e.event_id))
    told = {e.event_id for e in sorted(events, key=lambda e: (-e.voices, -e.origins, e.date_from or "9999", e.event_id))[:in_full]}
    views = _views(ledger, events, told)
    whole = [e for e in events if e.part_of is None and e.status not in _UNSURE]
    telling = _told_in(ledger, events)
    builds = [b["finished"] for b in ledger.builds() if b["finished"]]
    return Situation(
        title=title or "Situation report",
        period=_period(events),
        counts={
            "events": len(events),
            "reports": ledger.count("reports") if only is None else len(telling),
            "origins": len({a.origin_id for e in events for a in e.accounts}),
            "disputed": sum(bool(e.disputed) for e in events),
            "one voice": sum(e.voices <= 1 for e in events),
        },
        killed=_killed(whole),
        by_type=Counter(e.sub_event_type for e in events).most_common(),
        by_area=Counter(_area(e) for e in events).most_common(12),
        timeline=_timeline(events),
        map=draw(events),
        events=views,
        brief=len(events) - len(told),
        sources=Counter(source_of(r) for r in telling).most_common(),
        built=builds[-1][:10] if builds else "",
    )


def view(event: Event, mentions: Iterable[Mention], reports: Mapping[str, Report], number_: int = 1) -> EventView:
    """One event as it is shown, alone or in a report."""
    fields = [f for f in words()["field"] if _tells(event, f)]
    return EventView(
        number=number_,
        event=event,
        when=when(event) or "no day given",
        where=where(event.place) or "no place given",
        who=name_of(event.actor1) or "not told",
        whom=name_of(event.actor2) or "not told",
        killed=_toll(event, "killed"),
        injured=_toll(event, "injured"),
        told=tell(event, mentions, reports),
        fields=fields,
        accounts=_accounts(event, fields, reports),
        map=draw([event], width=260, most_labels=1),
    )


def _views(ledger: Ledger, events: Sequence[Event], told: set[str]) -> list[EventView]:
    mentions: dict[str, list[Mention]] = {}
    for m in ledger.mentions(events=told):
        mentions.setdefault(m.event_id or "", []).append(m)
    reports = {r.report_id: r for r in _told_in(ledger, [e for e in events if e.event_id in told])}
    views = []
    for n, event in enumerate(events, 1):
        if event.event_id in told:
            views.append(view(event, mentions.get(event.event_id, []), reports, n))
        else:
            views.append(_brief(view(msgspec.structs.replace(event, accounts=[]), [], {}, n)))
    return views


def _brief(shown: EventView) -> EventView:
    return EventView(**{**vars(shown), "told": Told([], []), "map": None})


def _told_in(ledger: Ledger, events: Iterable[Event]) -> list[Report]:
    ids = {i for e in events for a in e.accounts for i in (a.origin_id, *a.report_ids)}
    return ledger.reports(ids)


def _accounts(event: Event, fields: Sequence[str], reports: Mapping[str, Report]) -> list[AccountRow]:
    rows = []
    for account in event.accounts:
        cells = []
        for name in fields:
            values = list(dict.fromkeys(value_words(name, msgspec.json.decode(s.value)) for s in said(account, name)))
            cells.append(Cell(" → ".join(values) if name in ("killed", "injured") else " · ".join(values), name in event.disputed))
        rows.append(AccountRow(account_source(account, reports), len(account.report_ids), cells))
    return rows


def _toll(event: Event, what: str) -> str:
    low, best, high = (getattr(event, f"{what}_{end}") for end in ("low", "best", "high"))
    if best is None and low is None and high is None:
        return ""
    if low == high or best is None:
        return number(low, high)
    return f"{best} ({number(low, high)})"


def _killed(events: Sequence[Event]) -> Range:
    held = [e for e in events if e.killed_best is not None]
    low, best, high = (sum(getattr(e, f"killed_{end}") or 0 for e in held) for end in ("low", "best", "high"))
    return Range(low, best, high)


def _tells(event: Event, name: str) -> bool:
    """Whether a field is worth a column: somebody says something of it, and more than that it happened."""
    values = {s.value for a in event.accounts for s in said(a, name)}
    return bool(values) and name != "event_type" and not (name == "status" and values == {'"occurred"'})


def _area(event: Event) -> str:
    if event.place is None:
        return "no place given"
    return ", ".join(p for p in (event.place.admin1, event.place.country_name or event.place.country) if p) or event.place.text


def _period(events: Sequence[Event]) -> str:
    starts = sorted(e.date_from for e in events if e.date_from)
    if not starts:
        return "no dates given"
    first = Event(
        event_id="", event_type="", sub_event_type="", date_from=starts[0][:10], date_to=starts[-1][:10], date_precision="day"
    )
    return when(first)


def _timeline(events: Sequence[Event], most: int = 60) -> list[Bar]:
    """Events by day, or by month or year where there would be more than `most` bars."""
    dated = [e for e in events if e.date_from and e.date_precision in ("hour", "day", "week")]
    for length in (10, 7, 4):
        counts = Counter((e.date_from or "")[:length] for e in dated)
        if len(counts) <= most:
            break
    killed: Counter[str] = Counter()
    for e in dated:
        killed[(e.date_from or "")[:length]] += e.killed_best or 0
    top = max(counts.values(), default=1)
    return [Bar(key, counts[key], killed[key], round(counts[key] / top, 3)) for key in sorted(counts)]
