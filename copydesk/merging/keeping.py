"""Which of the happenings that one report tells make events, and which it only touches on.

Method: logistic regression over signs that a reader can check; their weights stand in `data/keeping.toml`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

from copydesk.merging.profile import Profile, opens_item
from copydesk.merging.tables import ARMED, keeping
from copydesk.model import Mention

_SHORT = 60  # characters of the longest clause
_TOWN = 3  # UCDP where_prec up to which a place is more exact than a first-level area
_NOWHERE = 6  # ... from which only a country, or less, is known
_FIRST = 400  # characters of its first sentences
_LEAD = 700  # characters of a text in which it says what it is about
_KINDS = {
    "Attack": "attack",
    "Abduction/forced disappearance": "taken",
    "Arrests": "taken",
    "Suicide bomb": "blown",
    "Remote explosive/landmine/IED": "blown",
    "Grenade": "blown",
    "Shelling/artillery/missile attack": "fired",
    "Air/drone strike": "aerial",
}

Groups = Mapping[str, Sequence[Mention]]


def kept(groups: Groups, profiles: Mapping[str, Profile]) -> set[str]:
    """The names of the groups of one report that make events; `profiles` gives each group's profile."""
    rules = keeping()
    return chosen(groups, signs(groups, profiles), rules.weigh, rules.least)


def chosen(groups: Groups, found: Mapping[str, Mapping[str, float]], weights: Mapping[str, float], least: float) -> set[str]:
    """The groups whose signs weigh `least` or more, and those that the report is told for or sets apart as items of their own."""
    opening = min((m.start for members in groups.values() for m in members if not m.in_title), default=0)
    return {
        name
        for name, shown in found.items()
        if _leads(groups[name], shown, opening)
        or _new_item(groups[name])
        or sum(weights[sign] * amount for sign, amount in shown.items()) >= least
    }


def signs(groups: Groups, profiles: Mapping[str, Profile]) -> dict[str, dict[str, float]]:
    """For each group of one report the signs of `data/keeping.toml` and how much of each there is."""
    countries = Counter(p.country for p in profiles.values() if p.country)
    home = min(countries, key=lambda c: (-countries[c], c), default="")
    order = sorted(groups, key=lambda name: (-len(groups[name]), profiles[name].at, name))
    titled = any(m.in_title for members in groups.values() for m in members)
    found = {}
    for rank, name in enumerate(order):
        told = _told(groups[name], profiles[name])
        told |= {
            "rank": log(1 + rank),
            "untitled": float(not titled),
            "abroad": float(bool(profiles[name].country) and profiles[name].country != home),
        }
        found[name] = told
    return found


def _told(members: Sequence[Mention], profile: Profile) -> dict[str, float]:
    """The signs that a group shows by itself."""
    shown = {
        "toll": profile.toll is not None and profile.toll[1] > 0,
        "injured": profile.injured is not None,
        "day": any(_inside(m.evidence.date, m) for m in members),
        "place": any(_inside(m.evidence.place, m) for m in members),
        "town": profile.precision <= _TOWN and not profile.capital,
        "nowhere": profile.precision >= _NOWHERE,
        "armed": any(a.kind in ARMED for m in members for a in m.actors),
        "informant": any(m.informant for m in members),
        "weapon": any(m.weapons for m in members),
        "doubtful": all(m.status != "occurred" for m in members),
        "back": profile.again,
        "short": max(len(m.quote) for m in members) < _SHORT,
    }
    amounts = {sign: float(there) for sign, there in shown.items()}
    amounts |= dict.fromkeys(_KINDS.values(), 0.0)
    amounts |= {_KINDS[m.sub_event_type]: 1.0 for m in members if m.sub_event_type in _KINDS}
    return amounts | {"start": 1.0, "told_again": log(len({m.quote for m in members}))}


def _leads(members: Sequence[Mention], found: Mapping[str, float], opening: int) -> bool:
    """Whether it is what the report is told for, whatever else speaks against it.

    Either the first of its happenings, in the title and in the text's first sentences, or the one that the text opens with
    (`opening`: where its first mention stands), in the title too or with a toll.
    """
    titled = any(m.in_title for m in members)
    at = min((m.start for m in members if not m.in_title), default=None)
    if at is None:
        return False
    opens = at == opening and at < _FIRST and (titled or bool(found["toll"]))
    return opens or (titled and found["rank"] == 0 and at < _LEAD)


def _new_item(members: Sequence[Mention]) -> bool:
    """Whether a clause opens as news of its own and tells who acted or fell."""
    return any(m.status == "occurred" and (m.actors or m.targets) and opens_item(m) for m in members)


def _inside(spans: Sequence[Sequence[int]], mention: Mention) -> bool:
    """Whether some span lies in the mention's own words."""
    return any(mention.start <= start and end <= mention.end for start, end in spans)
