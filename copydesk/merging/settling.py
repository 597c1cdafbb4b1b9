"""What several mentions of one happening say together, and each mention made complete from the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from copydesk.merging.names import fold
from copydesk.merging.tables import ARMED, SIDELESS, wording
from copydesk.merging.targets import at_home, led
from copydesk.merging.tolls import settled_tolls
from copydesk.model import Informant, Mention, Party, Place

_DATE = ("date_from", "date_to", "date_precision")
_KILLED = ("killed_low", "killed_high", "killed_bound", "killed_text", "killed_of")
_TYPE = ("event_type", "sub_event_type", "plover", "plover_mode")
_MILD = frozenset({"Strategic developments", "Protests"})
_GROUND = frozenset({"Government regains territory", "Non-state actor overtakes territory"})
_INJURED = ("injured_low", "injured_high", "injured_bound", "injured_text")
CARRIED = 2
_BESIDE = 80  # characters: within a sentence, mostly
_FINENESS = {"hour": 0, "day": 1, "week": 2, "month": 3, "year": 4}


class Values(msgspec.Struct, frozen=True, kw_only=True):
    """The settled values of a group: place most exact, date most precise, parties most often named, toll as widely as told."""

    sub_event_type: str
    event_type: str
    status: str
    outcome: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    date_precision: str | None = None
    place: Place | None = None
    actors: list[Party] = []
    targets: list[Party] = []
    killed_low: int | None = None
    killed_high: int | None = None
    injured_low: int | None = None
    injured_high: int | None = None
    informant: Informant | None = None


def settle(mentions: Sequence[Mention]) -> Values:
    """The values that the mentions of one group give together. Raises ValueError where there are none."""
    if not mentions:
        raise ValueError("no mentions to settle")
    if len(mentions) == 1:
        return _values_of(mentions[0])
    ordered = sorted(mentions, key=lambda m: (m.in_title, m.start, m.mention_id))
    telling = [m for m in ordered if m.status != "denied"] or ordered
    kind = _most([(m.sub_event_type, m.event_type) for m in telling])
    dated = min((m for m in telling if m.date_from), key=_coarseness, default=None)
    killed = _toll([(m.killed_low, m.killed_high) for m in telling])
    injured = _toll([(m.injured_low, m.injured_high) for m in telling])
    return Values(
        sub_event_type=kind[0],
        event_type=kind[1],
        status=_status(ordered),
        outcome=next((m.outcome for m in telling if m.outcome), None),
        date_from=dated.date_from if dated else None,
        date_to=dated.date_to if dated else None,
        date_precision=dated.date_precision if dated else None,
        place=min((m.place for m in telling if m.place), key=vagueness, default=None),
        actors=_parties([m.actors for m in telling]),
        targets=_parties([m.targets for m in telling]),
        killed_low=killed[0],
        killed_high=killed[1],
        injured_low=injured[0],
        injured_high=injured[1],
        informant=next((m.informant for m in telling if m.informant), None),
    )


def _values_of(m: Mention) -> Values:
    return Values(
        sub_event_type=m.sub_event_type,
        event_type=m.event_type,
        status=m.status,
        outcome=m.outcome,
        date_from=m.date_from,
        date_to=m.date_to,
        date_precision=m.date_precision,
        place=m.place,
        actors=m.actors,
        targets=m.targets,
        killed_low=m.killed_low,
        killed_high=m.killed_high,
        injured_low=m.injured_low,
        injured_high=m.injured_high,
        informant=m.informant,
    )


def complete(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of one group, each with the toll of the group, and what it leaves unsaid taken from the others.

    Of what a mention says itself only four things change: its type becomes the one that most clauses tell, a toll the one that
    the group comes to (see `tolls`), the target that the group speaks for leads (see `targets`), and a day that its own words do
    not tell gives way to one that another's do. Only mentions of the same string (text or title) lend each other values, as
    evidence counts its spans in one string. People bear the name of the country where it happened. The order is kept.
    """
    agreed = led([settled_tolls(mentions, m) for m in _typed(mentions)])
    dated = [_dated(m, agreed) for m in agreed]
    done = [_completed(m, [o for o in dated if o is not m and o.in_title == m.in_title]) for m in dated]
    return [at_home(_known(m, done)) for m in done]


def _typed(mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions with the type that most of the clauses tell, where one type leads.

    What was agreed or looted keeps its own, and so does ground that changed hands in the course of a fight.
    """
    forceful = [m for m in mentions if m.event_type not in _MILD]
    told = Counter(kind for _, kind in {(m.quote, m.sub_event_type) for m in forceful}).most_common(2)
    if len(told) < 2 or told[0][1] == told[1][1]:
        return mentions
    model = next(m for m in forceful if m.sub_event_type == told[0][0])
    changes = {f: getattr(model, f) for f in _TYPE}
    own = [m.event_type in _MILD or m.sub_event_type in _GROUND for m in mentions]
    return [m if keeps else msgspec.structs.replace(m, **changes) for m, keeps in zip(mentions, own, strict=True)]


def _known(mention: Mention, group: Sequence[Mention]) -> Mention:
    """The mention with its nameless perpetrator ("a suicide bomber", "terrorists") known by the only name the group has for it.

    Words for rebels at large are such a name themselves, but yield to that of the only armed group that the others name, those of
    the same string: a title may tell of two happenings at once.
    """
    first = mention.actors[0] if mention.actors else None
    if first is None or first.kind not in SIDELESS or any(not _at_large(a) for a in mention.actors):
        return mention
    names = {(a.name, a.kind) for m in group for a in m.actors[:1] if a.name}
    beside = {(a.name, a.kind) for m in group if m.in_title == mention.in_title for a in m.actors[:1]}
    exact = {(name, kind) for name, kind in beside if name and not _large(name)}
    if len(names) != 1 and (len(exact) != 1 or any(kind not in SIDELESS for _, kind in names)):
        return mention
    name, kind = names.pop() if len(names) == 1 else exact.pop()
    if first.kind not in ("unknown", kind):
        return mention
    return msgspec.structs.replace(mention, actors=[msgspec.structs.replace(first, name=name, kind=kind), *mention.actors[1:]])


def _at_large(party: Party) -> bool:
    """Whether a party's name, if it has one, is that of all of its kind: "Rebels (Syria)"."""
    return party.name is None or _large(party.name)


def _large(name: str) -> bool:
    return name.partition(" (")[0] in wording().at_large


def _dated(mention: Mention, others: Sequence[Mention]) -> Mention:
    """The mention with the day of the group's most exact teller where its own words tell none."""
    told = told_day(mention)
    if told == 0 or not mention.date_from:
        return mention
    tellers = [o for o in others if o.date_from and told_day(o) < told]
    if not tellers:
        return mention
    best = min(tellers, key=lambda o: (told_day(o), _coarseness(o)))
    changes = {f: getattr(best, f) for f in _DATE}
    spans = best.evidence.date if best.in_title == mention.in_title else []
    return msgspec.structs.replace(mention, **changes, evidence=msgspec.structs.replace(mention.evidence, date=spans))


def told_day(mention: Mention) -> int:
    """Where a mention's day is told: 0 in its own words, 1 beside them, 2 elsewhere in the text (or by its date line)."""
    spans = mention.evidence.date
    if any(mention.start <= start and end <= mention.end for start, end in spans):
        return 0
    return 1 if any(end >= mention.start - _BESIDE and start <= mention.end + _BESIDE for start, end in spans) else CARRIED


def _completed(mention: Mention, others: Sequence[Mention]) -> Mention:
    changes: dict[str, object] = {}
    proof: dict[str, list[list[int]]] = {}
    for field, fields, lender in _lenders(mention, others):
        changes |= {f: getattr(lender, f) for f in fields}
        if field is not None:
            proof[field] = getattr(lender.evidence, field)
    if proof:
        changes["evidence"] = msgspec.structs.replace(mention.evidence, **proof)
    return msgspec.structs.replace(mention, **changes) if changes else mention


def _lenders(mention: Mention, others: Sequence[Mention]) -> Iterator[tuple[str | None, tuple[str, ...], Mention]]:
    """(evidence field, mention fields, the mention that lends them) for what `mention` leaves unsaid."""
    wanted: list[tuple[str | None, tuple[str, ...], list[Mention]]] = []
    if mention.date_from is None and mention.date_to is None:
        wanted.append(("date", _DATE, sorted((o for o in others if o.date_from), key=_coarseness)))
    if mention.place is None:
        wanted.append(("place", ("place",), sorted((o for o in others if o.place), key=_vagueness)))
    if not mention.actors:
        facing = [o for o in others if _foes(o.actors, mention.targets)]
        wanted.append(("actor", ("actors",), sorted(facing, key=lambda o: _unnamed(o.actors))))
    if not mention.targets:
        facing = [o for o in others if _foes(o.targets, mention.actors)]
        wanted.append(("target", ("targets",), sorted(facing, key=lambda o: _unnamed(o.targets))))
    if mention.killed_low is None and mention.killed_high is None:
        wanted.append(("killed", _KILLED, [o for o in others if o.killed_low is not None]))
    if mention.injured_low is None and mention.injured_high is None:
        wanted.append(("injured", _INJURED, [o for o in others if o.injured_low is not None]))
    if mention.informant is None:
        wanted.append(("informant", ("informant",), [o for o in others if o.informant]))
    if mention.outcome is None:
        wanted.append((None, ("outcome",), [o for o in others if o.outcome]))
    return ((field, fields, lenders[0]) for field, fields, lenders in wanted if lenders)


def _foes(lent: Sequence[Party], own: Sequence[Party]) -> bool:
    """Whether parties may be told to face those that a mention names: none of them would fight itself."""
    return bool(lent) and not {p.name for p in lent if p.name and p.kind in ARMED}.intersection(p.name for p in own)


def _vagueness(mention: Mention) -> int:
    return vagueness(mention.place) if mention.place else 9


def vagueness(place: Place) -> int:
    """How little a place says: its precision, and more where it bears the name of its area ("Aleppo": the city or all of it)."""
    return place.precision + (2 if place.admin1 and fold(place.name or place.text) == fold(place.admin1) else 0)


def _coarseness(mention: Mention) -> tuple[int, int, int]:
    days = 0
    if mention.date_from and mention.date_to:
        days = _day(mention.date_to) - _day(mention.date_from)
    return days, _FINENESS.get(mention.date_precision or "", 5), mention.start


def _day(iso: str) -> int:
    try:
        return date.fromisoformat(iso[:10]).toordinal()
    except ValueError:
        return 0


def _most(values: list[tuple[str, str]]) -> tuple[str, str]:
    """The most frequent value, the earliest told of equals."""
    counts = Counter(values)
    return max(values, key=lambda v: counts[v])


def _status(mentions: Sequence[Mention]) -> str:
    """Occurred where any mention says so, else the most frequent."""
    states = [m.status for m in mentions]
    if "occurred" in states:
        return "occurred"
    counts = Counter(states)
    return max(states, key=lambda s: counts[s])


def _toll(spans: list[tuple[int | None, int | None]]) -> tuple[int | None, int | None]:
    """Lowest and highest over the mentions that give a number; a missing upper end stays missing only where no mention has one."""
    lows = [low for low, _ in spans if low is not None]
    highs = [high for _, high in spans if high is not None]
    return (min(lows) if lows else None), (max([*highs, *lows]) if highs else None)


def _unnamed(parties: Sequence[Party]) -> int:
    return 0 if any(p.name for p in parties) else 1


def _parties(sides: list[list[Party]]) -> list[Party]:
    """Each party once by name or words, the most often named first; a nameless one is left out where its kind is named."""
    counts: Counter[str] = Counter()
    first: dict[str, Party] = {}
    for side in sides:
        for party in side:
            key = party.name or party.text.lower()
            counts[key] += 1
            first.setdefault(key, party)
    named = {p.kind for p in first.values() if p.name}
    kept = [(k, p) for k, p in first.items() if p.name or p.kind not in named or p.kind == "civilian"]
    return [p for _, p in sorted(kept, key=lambda kp: -counts[kp[0]])]
