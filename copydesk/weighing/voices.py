"""Who speaks: copy families, and the voices that stand behind them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copydesk.model import Informant, Mention, Report

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Telling:
    """One origin's reports of one event, with the mentions that tell it, by time of publication."""

    origin_id: str
    reports: tuple[Report, ...]
    mentions: tuple[Mention, ...]
    informants: tuple[str, ...]
    names: frozenset[str]  # outlet and credited origin, folded, one name space: a credited outlet is that outlet


def folded(name: str | None) -> str:
    """A name without case, accents and signs; "" for None."""
    plain = unicodedata.normalize("NFKD", name or "").casefold()
    return " ".join(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def informant_name(informant: Informant) -> str | None:
    """Who an informant is, in one spelling: its canonical name, else its words where they hold a proper name, else None.

    "Local sources" and "activists" are nobody in particular: two reports that cite them need not rest on the same ones.
    """
    if informant.name:
        return folded(informant.name)
    words = informant.text.split()
    return folded(informant.text) if any(w[:1].isupper() for w in words[1:]) else None


def tellings(mentions: Sequence[Mention], reports: Mapping[str, Report]) -> list[Telling]:
    """The mentions of one event by copy family, the earliest published first."""
    families: dict[str, list[Mention]] = {}
    for m in mentions:
        report = reports.get(m.report_id)
        families.setdefault((report.origin_id if report else None) or m.report_id, []).append(m)
    found = [_telling(origin, members, reports) for origin, members in families.items()]
    return sorted(found, key=lambda t: (min((r.published or "9999" for r in t.reports), default="9999"), t.origin_id))


def _telling(origin: str, mentions: list[Mention], reports: Mapping[str, Report]) -> Telling:
    telling = sorted(
        {m.report_id: reports[m.report_id] for m in mentions if m.report_id in reports}.values(),
        key=lambda r: (r.published or "9999", r.report_id),
    )
    place = {r.report_id: n for n, r in enumerate(telling)}
    ordered = sorted(mentions, key=lambda m: (place.get(m.report_id, -1), m.in_title, m.start, m.mention_id))
    first = next((r for r in telling if r.report_id == origin), reports.get(origin) or (telling[0] if telling else None))
    names = frozenset(n for n in ((folded(first.outlet), folded(first.credited_origin)) if first else ()) if n)
    informants = dict.fromkeys(m.informant.name or m.informant.text for m in ordered if m.informant)
    return Telling(origin, tuple(telling), tuple(ordered), tuple(informants), names)


def voices(told: Sequence[Telling]) -> list[list[Telling]]:
    """Families joined where one outlet, one credited origin or one sole informant stands behind them, in the order given."""
    groups: list[tuple[set[str], list[Telling]]] = []
    for t in told:
        keys = {f"name:{n}" for n in t.names} | {f"informant:{n}" for n in _sole_informant(t)}
        touching = [g for g in groups if not g[0].isdisjoint(keys)]
        merged = (keys.union(*(g[0] for g in touching)), [x for g in touching for x in g[1]] + [t])
        groups = [g for g in groups if all(g is not other for other in touching)] + [merged]
    order = {t.origin_id: n for n, t in enumerate(told)}
    joined = [sorted(members, key=lambda t: order[t.origin_id]) for _, members in groups]
    return sorted(joined, key=lambda members: order[members[0].origin_id])


def _sole_informant(told: Telling) -> set[str]:
    """The one informant that all a family says of the event rests on, where there is one and it is somebody in particular."""
    cited = [m.informant for m in told.mentions if m.informant]
    names = {informant_name(i) for i in cited}
    return {n for n in names if n} if len(names) == 1 else set()
