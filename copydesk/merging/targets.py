"""Which of the targets that the mentions of one group give leads in all of them.

Method: a conditional logit over signs that a reader can check; their weights stand in `data/targets.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log
from typing import NamedTuple

import msgspec

from copydesk.merging.names import fold
from copydesk.merging.tables import ARMED, SIDELESS, target_rules
from copydesk.model import Mention, Party

_THINGS = ("building", "vehicle", "infrastructure")
_FORCES = " forces"
_FALLING = ("Air/drone strike", "Shelling/artillery/missile attack")
_KINDS = ("armed", "nameless", "people", "number", "settled", "official", "person", "owned", "thing", "unknown")


class Candidate(NamedTuple):
    """A party that a group may have been done to: its words in the text and in the title, and what speaks for it."""

    text: Party | None
    title: Party | None
    signs: Mapping[str, float]

    @property
    def party(self) -> Party:
        """Its words, those of the text first."""
        party = self.text or self.title
        assert party is not None
        return party


def led(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of one group, in their order, each with the target first that the group as a whole speaks for.

    It is lent to a mention that does not give it where the same string (text or title) has words for it; else the best of the
    string's own leads, known by the group's name for it where its words name no side.
    """
    found = candidates(mentions)
    weights = target_rules().weigh
    ranked = sorted(found, key=lambda k: -sum(weights[sign] * amount for sign, amount in found[k].signs.items()))
    return [_led(m, ranked, found) for m in mentions] if ranked else list(mentions)


def _led(mention: Mention, ranked: Sequence[str], found: Mapping[str, Candidate]) -> Mention:
    acting = [a.name for a in mention.actors if a.name and a.kind in ARMED]
    others = [k for k in ranked if not _acts(found[k].party, acting)]
    here = [(k, p) for k in others if (p := found[k].title if mention.in_title else found[k].text) is not None]
    if not here:
        return mention
    place = {k: n for n, (k, _) in enumerate(here)}
    own = sorted((t for t in mention.targets if not _acts(t, acting)), key=lambda p: place.get(_key(p), len(place)))
    best = next((p for p in own if _key(p) == here[0][0]), here[0][1])
    lead = found[others[0]].party
    if best.name is None and best.kind in SIDELESS and lead.name and lead.kind in ARMED and best.kind in ("unknown", lead.kind):
        own = [msgspec.structs.replace(p, name=lead.name, kind=lead.kind) if p == best else p for p in own]
        best = msgspec.structs.replace(best, name=lead.name, kind=lead.kind)
    targets = [best, *(p for p in own if p != best)]
    if targets == mention.targets:
        return mention
    proof = [[p.start, p.end] for p in targets]
    return msgspec.structs.replace(mention, targets=targets, evidence=msgspec.structs.replace(mention.evidence, target=proof))


def _acts(party: Party, acting: Sequence[str]) -> bool:
    """Whether a party is one of those who act, by the same name or as forces of the same government: nobody fights itself."""
    name = party.name if party.kind in ARMED else None
    return name is not None and any(name.removesuffix(_FORCES) == other.removesuffix(_FORCES) for other in acting)


def at_home(mention: Mention) -> Mention:
    """The mention with the people and things it was done to named after the country where it happened, not another of the report's.

    Those whose own words may tell their nation ("two American journalists") and those in arms keep their name.
    """
    country = mention.place.country_name if mention.place else None
    targets = [_of_country(p, country) if country else p for p in mention.targets]
    return mention if targets == mention.targets else msgspec.structs.replace(mention, targets=targets)


def _of_country(party: Party, country: str) -> Party:
    bare, bracket, _ = (party.name or "").partition(" (")
    told = any(w[:1].isupper() and w.lower() not in target_rules().counting for w in party.text.split())
    if party.kind in ARMED or not bracket or told:
        return party
    return msgspec.structs.replace(party, name=f"{bare} ({country})")


def candidates(mentions: Sequence[Mention]) -> dict[str, Candidate]:
    """The parties that the mentions of one group give as targets, by a key of each, in the order of the text, the title last."""
    told: dict[str, list[tuple[Mention, int, Party]]] = {}
    for m in sorted(mentions, key=lambda m: (m.in_title, m.start, m.mention_id)):
        for n, party in enumerate(m.targets):
            told.setdefault(_key(party), []).append((m, n, party))
    first = next(iter(told), None)
    return {
        key: Candidate(
            _best([p for m, _, p in given if not m.in_title]),
            _best([p for m, _, p in given if m.in_title]),
            _signs(given) | {"first": float(key == first)},
        )
        for key, given in told.items()
    }


def _key(party: Party) -> str:
    """What the words of one party share: its name, or the kind of those who are armed without one, or the words themselves."""
    return party.name or (party.kind if party.kind in ARMED else fold(party.text))


def _best(parties: Sequence[Party]) -> Party | None:
    """The words that say most: people before those of a place or a thing, the first of equals."""
    return min(parties, key=lambda p: _KINDS.index(_kind(p)), default=None)


def _kind(party: Party) -> str:
    """The sign that says what kind of words they are."""
    words = fold(party.text).split()
    rules = target_rules()
    if party.kind in ARMED:
        return "armed" if party.name else "nameless"
    if party.kind in _THINGS:
        return "owned" if party.name else "thing"
    if party.kind in ("unknown", "person"):
        return party.kind
    if all(w in rules.counting or w.isdigit() for w in words):
        return "number"
    if words[-1] in rules.settled:
        return "settled"
    return "people" if party.name else "official"


def _signs(given: Sequence[tuple[Mention, int, Party]]) -> dict[str, float]:
    best = _best([p for _, _, p in given])
    assert best is not None
    armed, name = best.kind in ARMED, fold(best.name)
    fallen = any(_within(p, m.evidence.killed) for m, _, p in given)
    classes = [m for m, _, _ in given]
    falling = any(m.sub_event_type in _FALLING for m in classes)
    remote = any(m.event_type == "Explosions/Remote violence" for m in classes)
    shown = {
        "exact": armed and best.name is not None and target_rules().general.isdisjoint(name.split()),
        "government": name.endswith(" government"),
        "fallen": fallen,
        "hurt": not fallen and any(_within(p, m.evidence.injured) for m, _, p in given),
        "own": any(m.start <= p.start and p.end <= m.end for m, _, p in given),
        "titled": any(m.in_title for m, _, _ in given),
        "battle": armed and not remote and any(m.event_type == "Battles" for m in classes),
        "struck": armed and falling,
        "blown": armed and remote and not falling,
    }
    return (
        dict.fromkeys(_KINDS, 0.0)
        | {_kind(best): 1.0}
        | {sign: float(there) for sign, there in shown.items()}
        | {
            "told": log(1 + len({m.quote for m, _, _ in given})),
            "leading": log(1 + len({m.quote for m, n, _ in given if n == 0})),
        }
    )


def _within(party: Party, spans: Sequence[Sequence[int]]) -> bool:
    return any(party.start < end and start < party.end for start, end in spans)
