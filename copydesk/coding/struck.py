"""Whom force was used on where the words of a happening name nobody: the people of its toll, who holds or lives on the ground."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from copydesk.coding.counts import Count
from copydesk.coding.numbers import find_quantities
from copydesk.coding.ontology import happenings
from copydesk.coding.phrases import ARMED, THINGS, name_of_people
from copydesk.coding.roles import Roles, once, party_of
from copydesk.coding.rolewords import role_words
from copydesk.coding.scenes import Scene
from copydesk.coding.setting import Setting, countries, spell
from copydesk.model import Party


def with_struck(happening: str, roles: Roles, counts: Sequence[Count], scene: Scene, setting: Setting) -> Roles:
    """The roles of a settled happening, its targets found by its toll and its ground where nobody but things is among them.

    Where people died it was they who live there, where nobody is told to have died it was who holds the place.
    """
    if any(t.kind not in THINGS for t in roles.targets):
        return roles
    kind = happenings()[happening].event_type
    acting = {a.name or a.text for a in roles.actors}
    fallen = [p for p in _fallen(counts, scene) if p.kind not in ARMED or (p.name or p.text) not in acting]
    if kind not in role_words()["lethal"]:
        return replace(roles, targets=once([*fallen, *roles.targets])) if fallen else roles
    fallen = fallen or list(_numbered(counts, scene, setting))
    ground = [g for g in roles.grounds if g.kind not in ARMED or (g.name or g.text) not in acting]
    died = any(c.low for c in counts)
    ground.sort(key=lambda g: (g.kind in ARMED) == died)
    named = [t for t in roles.targets if t.name]
    return replace(roles, targets=once([*fallen, *named, *(() if named else ground), *roles.targets]))


def _fallen(counts: Sequence[Count], scene: Scene) -> list[Party]:
    """The parties whose words the counts of the killed hold."""
    spans = [(c.start, c.end) for c in counts if c.kind == "killed" and c.low]
    phrases = (p for group in scene.groups for p in group if p.role in ("actor", "target") and p.kind not in THINGS)
    return [party_of(p, p.kind) for p in phrases if any(p.start < end and start < p.end for start, end in spans)]


def _numbered(counts: Sequence[Count], scene: Scene, setting: Setting) -> Iterator[Party]:
    """People of whom only a number is told ("killing at least 44"), who are civilians as far as a report says."""
    name = spell(name_of_people(), countries().get(setting.home or ""))
    for count in counts:
        if count.kind != "killed" or not count.low:
            continue
        quantity = next(iter(find_quantities(scene.text, count.start, count.end)), None)
        if quantity is not None and quantity.end == count.end:
            yield Party(scene.text[count.start : count.end], count.start, count.end, name, "civilian")
