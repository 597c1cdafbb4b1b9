"""Parties that a report tells elsewhere: who flew the raids that it goes on about, whom the army that took the town fights.

A crime without a perpetrator stays without one. Carried over are only the two things that reports of war leave out once they have
been said: the side that bombs and shells, where the report names one for such raids, and the other side of a fight.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from copydesk.coding.actors import registry
from copydesk.coding.foes import known_foes, side_of, sides_against, sponsored
from copydesk.coding.ontology import happenings
from copydesk.coding.phrases import ARMED, Phrase
from copydesk.coding.reading import Read, Told
from copydesk.coding.roles import Roles
from copydesk.coding.rolewords import role_words
from copydesk.coding.statuses import TOLD
from copydesk.model import Party

_FLYING = ("state", "foreign-state")  # who has aircraft with crews


class _Place(Struct, frozen=True):
    """A happening told, with the number of its sentence."""

    sentence: int
    in_title: bool
    told: Told


class _Named(Struct, frozen=True):
    """An armed party named somewhere, as who acts, owns or holds."""

    sentence: int
    in_title: bool
    party: Party


class _Report(Struct, frozen=True):
    """What the happenings of one report can be completed from."""

    places: Sequence[_Place]
    named: Sequence[_Named]


def carry(reads: Sequence[Read], kept: Collection[tuple[int, int]]) -> list[Read]:
    """The sentences with the parties that their happenings leave out taken from others of the report.

    `kept` names the happenings that become mentions, by the index of their sentence and their own in it; only they are completed,
    but what the report merely touches on lends its parties too. A party's words are always of the string it is carried into.
    """
    places = [_Place(n, r.sentence.in_title, told) for n, r in enumerate(reads) for told in r.told if _tells(told)]
    named = [
        _Named(n, r.sentence.in_title, Party(p.text, p.start, p.end, p.name, p.kind))
        for n, r in enumerate(reads)
        for group in r.scene.groups
        for p in group
        if _is_side(p)
    ]
    report = _Report(places, named)
    out: list[Read] = []
    for n, read in enumerate(reads):
        in_title = read.sentence.in_title
        filled = [
            replace(t, roles=_filled(_Place(n, in_title, t), read, report)) if (n, k) in kept and _tells(t) else t
            for k, t in enumerate(read.told)
        ]
        out.append(replace(read, told=filled))
    return out


def _tells(told: Told) -> bool:
    return told.standing.status in TOLD


def _is_side(phrase: Phrase) -> bool:
    return phrase.role in ("actor", "holder") and phrase.name is not None and phrase.kind in ARMED


def _named_by_sponsor(party: Party, names: Collection[str]) -> Party:
    """The party with the name of the one that its sponsor's name stands for where the report names it."""
    if party.kind not in ("rebel", "militia", "unknown") or party.name in registry():
        return party
    name = next((n for n in sponsored(party.text) if n in names), None)
    return replace(party, name=name, kind=registry()[name].kind) if name else party


def _filled(here: _Place, read: Read, report: _Report) -> Roles:
    near = sorted((p for p in report.places if p.told is not here.told), key=lambda p: _distance(p, here))
    roles = here.told.roles
    names = {n.party.name for n in report.named if n.party.name}
    roles = replace(
        roles,
        actors=[_named_by_sponsor(a, names) for a in roles.actors],
        targets=[_named_by_sponsor(t, names) for t in roles.targets],
    )
    here = replace(here, told=replace(here.told, roles=roles))
    remote = _class(here.told) == "Explosions/Remote violence" and not _unclear(read, here.told)
    if remote and not any(a.name for a in roles.actors):
        roles = replace(roles, actors=_flown_by(here, near, report, _holders(read, here.told)))
    roles = replace(roles, targets=_others(roles))
    if _class(here.told) == "Battles" or here.told.happening in role_words()["ground_classes"]:
        roles = _against(here, _beside(here, roles, read), near, report)
    return roles


def _others(roles: Roles) -> list[Party]:
    """The targets without the armed party that acts: nobody is told to fight itself."""
    acting = {a.name for a in roles.actors if a.name and a.kind in ARMED}
    return [t for t in roles.targets if t.kind not in ARMED or t.name not in acting]


def _class(told: Told) -> str:
    return happenings()[told.happening].event_type


def _distance(other: _Place | _Named, here: _Place) -> tuple[bool, int, bool]:
    """The same string first; then sentences between, what stands before counting less than what follows."""
    return other.in_title != here.in_title, abs(other.sentence - here.sentence), other.sentence > here.sentence


def _unclear(read: Read, told: Told) -> bool:
    """Whether the sentence says that nobody knows, or that a bomb did it, which anybody lays."""
    return told.happening in role_words()["anonymous"] or bool({t.lower for t in read.tokens} & role_words()["unclear"])


def _here(party: Party, in_title: bool, here: _Place, report: _Report) -> Party | None:
    """The party in words of the string that `here` stands in, None where that string never names it."""
    if in_title == here.in_title:
        return party
    return next((n.party for n in report.named if n.in_title == here.in_title and n.party.name == party.name), None)


def _holders(read: Read, told: Told) -> frozenset[str]:
    """Who holds the ground that was hit ("rebel-held districts"): not who hit it."""
    phrases = (p for group in read.scene.groups for p in group if p.role == "holder" and told.start <= p.start < told.end)
    return frozenset(p.name for p in phrases if p.name)


def _flown_by(here: _Place, near: Sequence[_Place], report: _Report, barred: frozenset[str]) -> list[Party]:
    """The named actors of the nearest happening of the same class; one's own nameless words ("helicopters") keep their place."""
    own = here.told.roles.actors
    if any(a.kind not in ("unknown", "state") for a in own):
        return own
    kindred = role_words()["flown"]
    able = _FLYING if here.told.happening == "air" else ARMED
    for place in near:
        same = place.told.happening == here.told.happening or {place.told.happening, here.told.happening} <= kindred
        sides = [a for a in place.told.roles.actors if a.name and a.kind in able and a.name not in barred]
        if not same or not sides:
            continue
        if own:
            return [replace(own[0], name=sides[0].name, kind=sides[0].kind), *own[1:]]
        if found := [p for a in sides if (p := _here(a, place.in_title, here, report)) is not None]:
            return found
    return own


def _against(here: _Place, roles: Roles, near: Sequence[_Place], report: _Report) -> Roles:
    """The other side of a fight of which one side alone is told."""
    actor = next((a for a in roles.actors if a.name and a.kind in ARMED), None)
    target = next((t for t in roles.targets if t.name and t.kind in ARMED), None)
    if actor is not None and target is None and not any(t.kind in ARMED for t in roles.targets):
        foe = next(_foes(actor, here, near, report), None)
        return replace(roles, targets=[foe, *roles.targets]) if foe else roles
    if target is not None and not roles.actors:
        foe = next(_foes(target, here, near, report), None)
        return replace(roles, actors=[foe]) if foe else roles
    if not roles.actors and not any(t.kind in ARMED for t in roles.targets) and here.told.happening == "clash":
        return _resumed(here, roles, near, report)
    return roles


def _beside(here: _Place, roles: Roles, read: Read) -> Roles:
    """The roles with the other side of the fight that its clause names: "an assault to push government forces back"."""
    actor = next((a for a in roles.actors if a.name and a.kind in ARMED), None)
    if actor is None or any(t.kind in ARMED for t in roles.targets):
        return roles
    start, end = here.told.start, here.told.end
    for group in read.scene.groups:
        within = [p for p in group if _is_side(p) and start <= p.start and p.end <= end]
        if not within or any(p.start <= a.start < p.end for p in group for a in roles.actors) or _only_helps(read, group[0]):
            continue
        foes = [f for p in within if side_of(f := Party(p.text, p.start, p.end, p.name, p.kind)) in sides_against(actor)]
        if foes:
            return replace(roles, targets=[foes[0], *roles.targets])
    return roles


def _only_helps(read: Read, phrase: Phrase) -> bool:
    """Whether words only say who stands behind somebody ("backed by the army") or who is cited ("an army spokesman said")."""
    words, tokens = role_words(), read.tokens
    behind = tokens[phrase.last + 1].lower if phrase.last + 1 < len(tokens) else ""
    return phrase.lead in words["helped_by"] or behind in words["spokesmen"] or behind in words["citing"]


def _resumed(here: _Place, roles: Roles, near: Sequence[_Place], report: _Report) -> Roles:
    """The sides of the fight told in the sentence before, for words that name neither: "Clashes in the town went on"."""
    for place in near:
        if place.in_title != here.in_title or place.sentence != here.sentence - 1:
            continue
        actors = [a for a in place.told.roles.actors if a.name and a.kind in ARMED]
        foes = [t for t in place.told.roles.targets if t.name and t.kind in ARMED]
        if actors and _class(place.told) in ("Battles", "Explosions/Remote violence"):
            return _against(here, replace(roles, actors=actors, targets=[*foes, *roles.targets]), near, report)
    return roles


def _foes(party: Party, here: _Place, near: Sequence[_Place], report: _Report) -> Iterator[Party]:
    """Whom the report tells to fight a party, nearest first; then who fights it elsewhere: known foes, then the other side."""
    for place in near:
        sides = place.told.roles
        for mine, others in ((sides.actors, sides.targets), (sides.targets, sides.actors)):
            if any(p.name == party.name for p in mine):
                foes = (o for o in others if o.name and o.kind in ARMED and o.name != party.name)
                yield from (f for o in foes if (f := _here(o, place.in_title, here, report)) is not None)
    named = sorted((n for n in report.named if n.in_title == here.in_title), key=lambda n: _distance(n, here))
    for name in known_foes().get(party.name or "", ()):
        yield from (n.party for n in named if n.party.name == name)
    against = sides_against(party)
    yield from (n.party for n in named if side_of(n.party) in against)
