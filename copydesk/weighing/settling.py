"""The values an event is given over all its mentions: each voice has one say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from copydesk.model import Mention, Party, Place
from copydesk.model.records import DatePrecision
from copydesk.weighing.voices import Telling

T = TypeVar("T", bound=Hashable)
Voices = Sequence[Sequence[Telling]]

_FINENESS = {"hour": 0, "day": 1, "week": 2, "month": 3, "year": 4, None: 5}


def mentions_of(voice: Sequence[Telling], denials: bool = False) -> list[Mention]:
    """The mentions of one voice, the earliest first; denials apart."""
    return [m for told in voice for m in told.mentions if (m.status == "denied") == denials]


def most(voices: Voices, say: Callable[[Mention], T | None]) -> T | None:
    """The value that most voices give, each its most frequent one; of equals the one told first. None where nobody gives one."""
    votes = [v for voice in voices if (v := _own(voice, say)) is not None]
    counts = Counter(votes)
    return max(votes, key=lambda v: counts[v], default=None)


def differ(voices: Voices, say: Callable[[Mention], T | None]) -> bool:
    """Whether two voices give different values."""
    return len({v for voice in voices if (v := _own(voice, say)) is not None}) > 1


def _own(voice: Sequence[Telling], say: Callable[[Mention], T | None]) -> T | None:
    said = [v for m in mentions_of(voice) if (v := say(m)) is not None]
    counts = Counter(said)
    return max(said, key=lambda v: counts[v], default=None)


def day_of(voices: Voices) -> tuple[str | None, str | None, DatePrecision | None]:
    """date_from, date_to, date_precision: of the most precise the one that most voices give."""

    def dated(m: Mention) -> tuple[int, str, str | None, DatePrecision | None] | None:
        if not m.date_from:
            return None
        return _FINENESS[m.date_precision] + (m.date_to not in (None, m.date_from)), m.date_from, m.date_to, m.date_precision

    spans = [d for voice in voices for m in mentions_of(voice) if (d := dated(m))]
    if not spans:
        return None, None, None
    finest = min(s[0] for s in spans)
    chosen = most(voices, lambda m: d if (d := dated(m)) and d[0] == finest else None)
    assert chosen is not None
    return chosen[1], chosen[2], chosen[3]


def place_of(voices: Voices) -> Place | None:
    """Of the most exact places the one that most voices give."""
    places = [m.place for voice in voices for m in mentions_of(voice) if m.place]
    finest = min((p.precision for p in places), default=None)
    chosen = most(voices, lambda m: _place_key(m.place) if m.place and m.place.precision == finest else None)
    return next((p for p in places if p.precision == finest and _place_key(p) == chosen), None)


def _place_key(place: Place) -> str:
    return f"{place.geonameid or place.name or place.text}|{place.admin1}|{place.country}"


@dataclass(frozen=True)
class Sides:
    """Who did it and to whom, with those at their side."""

    actor1: Party | None
    actor2: Party | None
    assoc1: tuple[Party, ...]
    assoc2: tuple[Party, ...]


def sides_of(voices: Voices) -> Sides:
    """The parties that most voices name on each side; a nameless party gives way to a named one of its kind."""
    actors, targets = _ranked(voices, lambda m: m.actors), _ranked(voices, lambda m: m.targets)
    names = {p.name for p in actors if p.name}
    targets = [p for p in targets if not p.name or p.name not in names] or targets
    return Sides(actors[0] if actors else None, targets[0] if targets else None, tuple(actors[1:]), tuple(targets[1:]))


def _ranked(voices: Voices, side: Callable[[Mention], list[Party]]) -> list[Party]:
    """Each party once, those that most voices put first at the head, then those most often named."""
    first: dict[str, Party] = {}
    heads: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for voice in voices:
        lists = [side(m) for m in mentions_of(voice)]
        for party in (p for parties in lists for p in parties):
            first.setdefault(_party_key(party), party)
        heads.update({_party_key(parties[0]) for parties in lists if parties})
        named.update({_party_key(p) for parties in lists for p in parties})
    kinds = {p.kind for p in first.values() if p.name}
    kept = [k for k, p in first.items() if p.name or p.kind not in kinds]
    order = {k: n for n, k in enumerate(first)}
    kept.sort(key=lambda k: (-heads[k], -named[k], order[k]))
    # of the nameless of one kind ("civilians", "residents") one is enough
    seen: set[str] = set()
    return [first[k] for k in kept if first[k].name or not (first[k].kind in seen or seen.add(first[k].kind))]  # type: ignore[func-returns-value]


def _party_key(party: Party) -> str:
    return party.name or f"{party.kind}:{party.text.lower()}"
