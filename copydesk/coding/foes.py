"""Who fights whom, as far as that is known of a party at large: the rows of `data/foes.tsv`, else the two sides of a civil war."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from copydesk.coding.actors import registry
from copydesk.coding.lexicons import rows
from copydesk.model import Party

_REBELS = ("rebel", "militia")


@cache
def known_foes() -> Mapping[str, tuple[str, ...]]:
    """The names of those a party mostly fights, likeliest first, by the party's name."""
    return {row[0]: tuple(row[1].split("|")) for row in rows("foes")}


def sides_against(party: Party) -> tuple[str, ...]:
    """The kinds of those on the other side of a civil war; empty for foreign forces and where a party has known foes."""
    if party.name in known_foes():
        return ()
    kind = side_of(party)
    return ("state",) if kind in _REBELS else _REBELS if kind == "state" else ()


def side_of(party: Party) -> str:
    """The kind of a party, that of the party it belongs to where the registry knows one: a government's militia is on its side."""
    actor = registry().get(party.name or "")
    for _ in range(4):
        parent = registry().get(actor.parent) if actor and actor.parent else None
        if parent is None:
            break
        actor = parent
    return actor.kind if actor and actor.kind == "state" else party.kind
