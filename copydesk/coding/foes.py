"""Who fights whom, and for whom, as far as that is known of parties at large: `data/foes.tsv`, `data/backed.tsv`, two sides."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from copydesk.coding.actors import registry
from copydesk.coding.lexicons import rows
from copydesk.coding.rolewords import role_words
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


@cache
def _sponsored() -> Mapping[str, tuple[str, ...]]:
    return {word: tuple(row[1].split("|")) for row in rows("backed") for word in row[0].split("|")}


def sponsored(text: str) -> tuple[str, ...]:
    """The names of those that words for a sponsor may mean: "US-backed fighters"; empty for other words."""
    for word in text.lower().split():
        sponsor, _, tie = word.rpartition("-")
        if tie in role_words()["sponsoring"] and sponsor in _sponsored():
            return _sponsored()[sponsor]
    return ()
