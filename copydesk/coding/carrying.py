"""Parties that a report tells elsewhere: who flew the raids that it goes on about, whom the army that took the town fights.

A crime without a perpetrator stays without one. Carried over are only the two things that reports of war leave out once they have
been said: the side that bombs and shells, where the report names but one for such raids nearby, and the other side of a fight.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from copydesk.coding.ontology import happenings
from copydesk.coding.phrases import ARMED
from copydesk.coding.reading import Read, Told
from copydesk.coding.roles import Roles
from copydesk.coding.rolewords import role_words
from copydesk.model import Party


class _Place(Struct, frozen=True):
    """A happening told, with the number of its sentence."""

    sentence: int
    in_title: bool
    told: Told


def carry(reads: Sequence[Read], kept: Collection[tuple[int, int]]) -> list[Read]:
    """The sentences with the parties that their happenings leave out taken from other happenings of the same string.

    `kept` names the happenings that become mentions, by the index of their sentence and their own in it; only they are completed,
    but what the report merely touches on lends its parties too.
    """
    every = [_Place(n, read.sentence.in_title, told) for n, read in enumerate(reads) for told in read.told if _tells(told)]
    out: list[Read] = []
    for n, read in enumerate(reads):
        in_title = read.sentence.in_title
        filled = [
            replace(t, roles=_filled(_Place(n, in_title, t), read, every)) if (n, k) in kept and _tells(t) else t
            for k, t in enumerate(read.told)
        ]
        out.append(replace(read, told=filled))
    return out


def _tells(told: Told) -> bool:
    return told.standing.status in ("occurred", "alleged", "attempted")


def _filled(here: _Place, read: Read, every: Sequence[_Place]) -> Roles:
    roles = here.told.roles
    others = (p for p in every if p.told is not here.told and p.in_title == here.in_title)
    near = sorted(others, key=lambda p: _distance(p, here))
    remote = _class(here.told) == "Explosions/Remote violence" and not _unclear(read, here.told)
    if remote and not any(a.name for a in roles.actors):
        roles = replace(roles, actors=_flown_by(here, near))
    if _class(here.told) == "Battles" or here.told.happening in role_words()["ground_classes"]:
        roles = _against(roles, near)
    return roles


def _class(told: Told) -> str:
    return happenings()[told.happening].event_type


def _distance(other: _Place, here: _Place) -> tuple[int, bool]:
    """Sentences between, what stands before counting less than what follows."""
    return abs(other.sentence - here.sentence), other.sentence > here.sentence


def _unclear(read: Read, told: Told) -> bool:
    """Whether the sentence says that nobody knows, or that a bomb did it, which anybody lays."""
    return told.happening in role_words()["anonymous"] or bool({t.lower for t in read.tokens} & role_words()["unclear"])


def _flown_by(here: _Place, near: Sequence[_Place]) -> list[Party]:
    """The named actors of the nearest happening of the same class; one's own nameless words ("helicopters") keep their place."""
    own = here.told.roles.actors
    if any(a.kind not in ("unknown", "state") for a in own):
        return own
    kindred = role_words()["flown"]
    for place in near:
        same = place.told.happening == here.told.happening or {place.told.happening, here.told.happening} <= kindred
        named = [a for a in place.told.roles.actors if a.name and a.kind in ARMED]
        if same and named:
            return [replace(own[0], name=named[0].name, kind=named[0].kind), *own[1:]] if own else named
    return own


def _against(roles: Roles, near: Sequence[_Place]) -> Roles:
    """The other side of a fight of which one side alone is told."""
    actor = next((a for a in roles.actors if a.name and a.kind in ARMED), None)
    target = next((t for t in roles.targets if t.name and t.kind in ARMED), None)
    if actor is not None and target is None and not any(t.kind in ARMED for t in roles.targets):
        foe = next(_foes(actor, near), None)
        return replace(roles, targets=[foe, *roles.targets]) if foe else roles
    if target is not None and not roles.actors:
        foe = next(_foes(target, near), None)
        return replace(roles, actors=[foe]) if foe else roles
    return roles


def _foes(party: Party, near: Sequence[_Place]) -> Iterator[Party]:
    """Whom the report tells to fight a party, nearest first."""
    for place in near:
        sides = place.told.roles
        for mine, others in ((sides.actors, sides.targets), (sides.targets, sides.actors)):
            if any(p.name == party.name for p in mine):
                yield from (o for o in others if o.name and o.kind in ARMED and o.name != party.name)
