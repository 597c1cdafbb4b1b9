"""From the mentions of events to events: accounts, settled values, disagreement, voices and grade."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from copydesk.model import Event, Mention, Report, TollOf
from copydesk.model.records import Status
from copydesk.weighing.accounts import account
from copydesk.weighing.grading import grade, rank
from copydesk.weighing.settling import Voices, day_of, differ, mentions_of, most, place_of, sides_of
from copydesk.weighing.tolls import Count, Toll, What, weigh_toll
from copydesk.weighing.voices import Telling, informant_name, tellings, voices


def weigh(
    mentions: Iterable[Mention],
    reports: Mapping[str, Report],
    reliability: Mapping[str, str] | None = None,
    part_of: Mapping[str, str] | None = None,
) -> list[Event]:
    """The events of mentions that have an event_id, by event_id.

    `reports`: by report_id, for outlet, credited_origin, origin_id and published; where the origin of a family is among them its
    outlet and credit count, whether or not it tells the event. `reliability`: outlet, agency or informant to an Admiralty letter,
    as the user set it. `part_of`: event_id to the event_id of its aggregate.
    """
    by_event: dict[str, list[Mention]] = {}
    for m in mentions:
        if m.event_id:
            by_event.setdefault(m.event_id, []).append(m)
    whole = part_of or {}
    return [weigh_event(e, by_event[e], reports, reliability or {}, whole.get(e)) for e in sorted(by_event)]


def weigh_event(
    event_id: str,
    mentions: Sequence[Mention],
    reports: Mapping[str, Report],
    reliability: Mapping[str, str],
    part_of: str | None = None,
) -> Event:
    """One event from its mentions."""
    told = tellings(mentions, reports)
    heard = voices(told)
    killed, injured = _toll(heard, "killed", reliability), _toll(heard, "injured", reliability)
    disputed = _disputed(heard, killed, injured)
    graded = grade(heard, disputed, reliability)
    kind = most(heard, lambda m: (m.event_type, m.sub_event_type)) or (mentions[0].event_type, mentions[0].sub_event_type)
    plover = most(heard, lambda m: (m.plover, m.plover_mode or "") if m.plover and m.sub_event_type == kind[1] else None)
    first, last, precision = day_of(heard)
    sides = sides_of(heard)
    return Event(
        event_id=event_id,
        event_type=kind[0],
        sub_event_type=kind[1],
        plover=plover[0] if plover else None,
        plover_mode=(plover[1] or None) if plover else None,
        status=_status(heard),
        outcome=most(heard, lambda m: m.outcome),
        date_from=first,
        date_to=last,
        date_precision=precision,
        place=place_of(heard),
        actor1=sides.actor1,
        actor2=sides.actor2,
        assoc_actor_1=list(sides.assoc1),
        assoc_actor_2=list(sides.assoc2),
        killed_low=killed.low,
        killed_best=killed.best,
        killed_high=killed.high,
        injured_low=injured.low,
        injured_best=injured.best,
        injured_high=injured.high,
        killed_of=_killed_of(heard, killed),
        reports=len({m.report_id for m in mentions}),
        origins=len(told),
        voices=len(heard),
        accounts=[account(t, voice[0].origin_id) for voice in heard for t in voice],
        disputed=disputed,
        part_of=part_of,
        grade=graded.code,
        grade_why=graded.why,
    )


def _status(heard: Voices) -> Status:
    """Occurred where any voice says so, else what most say; "denied" only where nobody affirms it."""
    said = {m.status for voice in heard for m in mentions_of(voice)}
    if "occurred" in said:
        return "occurred"
    return most(heard, lambda m: m.status) or "denied"


def _toll(heard: Voices, what: What, reliability: Mapping[str, str]) -> Toll:
    return weigh_toll([c for n, voice in enumerate(heard) for t in voice for c in _counts(n, t, what, rank(t, reliability))])


def _counts(voice: int, told: Telling, what: What, ranked: int) -> list[Count]:
    published = {r.report_id: r.published for r in told.reports}
    found = []
    for m in told.mentions:
        low, high = (m.killed_low, m.killed_high) if what == "killed" else (m.injured_low, m.injured_high)
        if m.status == "denied" or low is None:
            continue
        cited = informant_name(m.informant) if m.informant else None
        found.append(Count(voice, low, high, published.get(m.report_id), frozenset({cited} if cited else ()), ranked))
    return found


def _disputed(heard: Voices, killed: Toll, injured: Toll) -> list[str]:
    """The fields on which voices differ in what cannot both be so; growth of a toll aside."""
    found = []
    if any(mentions_of(v, denials=True) for v in heard):
        found.append("status")
    if differ(heard, lambda m: m.outcome):
        found.append("outcome")
    if differ(heard, _exact_day):
        found.append("date")
    if differ(heard, _own_name):
        found.append("actor")
    if differ(heard, lambda m: m.place.admin1 if m.place else None):
        found.append("place")
    return found + [name for name, toll in (("killed", killed), ("injured", injured)) if toll.disputed]


def _exact_day(mention: Mention) -> str | None:
    """The day a mention gives, where it gives one day."""
    first, last = (mention.date_from or "")[:10], (mention.date_to or mention.date_from or "")[:10]
    return first if first and first == last and mention.date_precision in ("hour", "day") else None


def _own_name(mention: Mention) -> str | None:
    """The canonical name of a mention's actor, where it is the name of one and not of all of a kind ("Rebels (Syria)")."""
    name = mention.actor.name if mention.actor else None
    return None if not name or name.endswith(")") else name


def _killed_of(heard: Voices, killed: Toll) -> TollOf | None:
    """Of the killed how many were civilians and so on, as told beside the best figure, else by the first to say so."""
    told = [m for voice in heard for m in mentions_of(voice) if m.killed_of]
    return next((m.killed_of for m in sorted(told, key=lambda m: m.killed_low != killed.best)), None)
