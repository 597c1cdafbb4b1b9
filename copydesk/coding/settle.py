"""Which class a way station of the ontology becomes: by the means told, by who does it and by whom it is done to."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from copydesk.coding.lexicons import table
from copydesk.coding.phrases import ARMED
from copydesk.model.converting import converted

_CARRIED = 60  # characters in which "armed with" reaches a weapon
_ARMED = frozenset(ARMED)
_FOREIGN = frozenset({"foreign-state"})
_FLYING = frozenset({"state", "foreign-state"})
_STATE = frozenset({"state"})
_REBELS = frozenset({"rebel", "militia"})
_CROWD = frozenset({"protesters", "rioters"})
_CIVIL = frozenset({"civilian", "person", "building", "vehicle", "infrastructure", "protesters"})

_KINDS = {
    "armed": _ARMED,
    "flying": _FLYING,
    "rebels": _REBELS,
    "foreign": _FOREIGN,
    "state": _STATE,
    "crowd": _CROWD,
    "civil": _CIVIL,
}

Means = tuple[str, int, int]  # class, start, end


class Circumstances(Struct, frozen=True):
    """What a way station is settled by: means, kinds of the first actor and target, whether people are taken."""

    means: tuple[str, ...] = ()
    actor: str | None = None
    target: str | None = None
    object_is_person: bool = False


class Condition(Struct, frozen=True):
    """One line of settle.toml."""

    becomes: str
    means: tuple[str, ...] = ()
    actor: str | None = None
    target: str | None = None
    object: str | None = None

    def holds(self, found: Circumstances) -> bool:
        """Whether all that this line asks for is there."""
        return (
            (not self.means or any(m in found.means for m in self.means))
            and (self.actor is None or _is(found.actor, self.actor))
            and (self.target is None or _is(found.target, self.target))
            and (self.object is None or found.object_is_person)
        )


def _is(kind: str | None, wanted: str) -> bool:
    return kind is None if wanted == "nobody" else kind in _KINDS[wanted]


@cache
def _conditions() -> dict[str, list[Condition]]:
    return converted(table("settle"), dict[str, list[Condition]])


@cache
def _means() -> re.Pattern[str]:
    groups = (f"(?P<{name}>{'|'.join(patterns)})" for name, patterns in table("means").items() if name != "held")
    return re.compile(rf"\b(?:{'|'.join(groups)})\b", re.IGNORECASE)


@cache
def _held() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('means')['held'])})\b[^,.;:]*$", re.IGNORECASE)


def find_means(text: str, start: int, end: int) -> list[Means]:
    """Words of means in `text[start:end]`: class, start and end of each; not of weapons that are only carried."""
    found = [(m.lastgroup or "", m.start(), m.end()) for m in _means().finditer(text, start, end)]
    return [m for m in found if not _held().search(text, max(start, m[1] - _CARRIED), m[1])]


def settle(happening: str, found: Circumstances) -> str:
    """The class that `happening` becomes; itself where it is no way station."""
    for condition in _conditions().get(happening, ()):
        if condition.holds(found):
            return condition.becomes
    return happening
