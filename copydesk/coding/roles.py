"""Who did it to whom: the actors, targets and weapons of one trigger, read from the order of the words around it.

`scenes.read_scene` finds the phrases of a sentence once; `assign_roles` then reads them for each of its triggers. An unknown
perpetrator is an empty list, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from copydesk.coding.actors import registry
from copydesk.coding.frames import Frames
from copydesk.coding.naming import listed_behind, named_behind
from copydesk.coding.phrases import ARMED, THINGS, Phrase
from copydesk.coding.references import resolve_person, resolve_phrase, resolve_pronoun
from copydesk.coding.rolewords import role_words
from copydesk.coding.scenes import Group, Scene
from copydesk.coding.triggers import Trigger
from copydesk.coding.weapons import find_weapons
from copydesk.model import Party
from copydesk.model.records import PartyKind

_OPENING = 3  # words of a sentence in which who says the rest stands before a colon


class Roles(Struct, frozen=True):
    """The parties of one happening, nearest first; empty where the words give none."""

    actors: list[Party] = []
    targets: list[Party] = []
    weapons: list[Party] = []
    grounds: list[Party] = []  # who lives in or holds the place that it was done to: whom it hit where nobody else is told


def assign_roles(scene: Scene, trigger: Trigger) -> Roles:
    """Reads the roles of one of the scene's triggers by its frame and form."""
    reader = _Parties(scene, trigger)
    actors, targets = reader.read()
    weapons: list[Party] = []
    if trigger.event_type not in role_words()["weaponless"]:
        weapons = find_weapons(scene.text, scene.tokens, trigger.clause_first, trigger.clause_last)
    return Roles(reader.actors_of(actors), reader.targets_of(targets, actors), weapons, reader.grounds_of(targets))


class _Parties(Frames):
    """Makes parties of the groups that the frame gives."""

    def actors_of(self, group: Group) -> list[Party]:
        """The members of a group that can act: armed parties, countries, persons and crowds; not houses and not victims."""
        memory = self.scene.memory
        if not group:
            word = self._pronoun()
            return resolve_pronoun(memory, word) if word else []
        parties = [resolve_phrase(memory, self._owned(p), self._definite(p)) for p in group if self._acts(p)]
        kept = once(p for p in parties if p.name or p.text.lower() not in self.words["pointers"])
        return [*kept, *(o for p in group if self._acts(p) and (o := self._organisation(p)) is not None)]

    def _organisation(self, phrase: Phrase) -> Party | None:
        """The organisation whose members act, as a party of its own: "guerrillas of the FMLN"."""
        if phrase.whole is None or phrase.name not in registry():
            return None
        start, end = phrase.whole
        return Party(self.scene.text[start:end], start, end, phrase.name, phrase.kind)

    def _cited(self, phrase: Phrase) -> bool:
        """Whether the words after a person make them the one who is cited."""
        following = self.tokens[phrase.last + 1].lower if phrase.last + 1 < len(self.tokens) else ""
        beyond = self.tokens[phrase.last + 2].lower if phrase.last + 2 < len(self.tokens) else ""
        if phrase.role == "actor" and following in self.words["spokesmen"]:
            return True
        if following == ":" and phrase.role == "actor" and phrase.first < _OPENING:
            return True  # "Syrian Coalition: over 19 civilians killed in Russian airstrikes"
        if phrase.role == "person" and phrase.lead in self.words["citing"] and following not in self.words["auxiliaries"]:
            return True
        return following in self.words["citing"] and phrase.role != "country" and beyond not in self.words["owned_up"]

    def _acts(self, phrase: Phrase) -> bool:
        following = self.tokens[phrase.last + 1].lower if phrase.last + 1 < len(self.tokens) else ""
        if self._cited(phrase) or (phrase.role == "person" and self._no_perpetrator(phrase)):
            return False
        if phrase.role == "country":
            near = phrase.last < self.trigger.first <= phrase.last + 5 and self.trigger.form == "noun"
            return (
                near or phrase.last + 1 == self.trigger.first or not following.isalpha() or following in self.words["after_country"]
            )
        if phrase.role == "target" and phrase.kind == "civilian":
            near = 0 < self.trigger.first - phrase.last <= 3 and self.trigger.form in ("active", "gerund")
            near = (near and not self._from_afar) or phrase.lead in self.words["agents"]
            anybody = near and phrase.text.lower().split()[-1] in self.words["anybody"] and self.trigger.frame in ("act", "undergo")
            return self.trigger.event_type in self.words["popular"] or anybody
        return phrase.role in ("actor", "person")

    def _no_perpetrator(self, phrase: Phrase) -> bool:
        """Whether a person given by name only owns what stands behind it ("Barco's government") or is named in a fight."""
        behind = self.tokens[phrase.last + 1].text[:1] if phrase.last + 1 < len(self.tokens) else ""
        return behind in ("'", "\u2019") or self.trigger.event_type == "Battles"

    def targets_of(self, group: Group, actors: Group) -> list[Party]:
        """The members of a group as targets: aircraft and tanks become vehicles."""
        acting = {(p.first, p.last) for p in actors}
        kept = [p for p in group if (p.first, p.last) not in acting and p.role not in ("country", "holder", "settlement")]
        kept = [p for p in kept if not self._cited(p) and not self._is_way(p)]
        if self._over_ground:
            kept = kept or [p for p in group if p.role == "holder"]
        elif self._from_afar or self.trigger.event_type in self.words["lethal"]:
            kept = kept or [p for p in group if p.role == "settlement"]
        if self.trigger.happening in self.words["of_people"]:
            kept = [p for p in kept if (p.thing or p.kind) not in ("building", "infrastructure")]
        kept.sort(key=lambda p: ((p.thing or p.kind) in THINGS, p.kind in ARMED and p.name is None))
        word = None if group else self._pronoun("passive")
        if word is not None:
            return resolve_person(self.scene.memory, word)
        if not group and (him := self._him()):
            return him
        named: Group = ()
        if harms_people(self.trigger):
            named = (named_behind(self.scene, group) if kept else ()) or listed_behind(self.scene, self.trigger)
        return once(party_of(p, p.thing or p.kind) for p in (*kept, *(p for p in named if p not in kept and not self._cited(p))))

    def _is_way(self, phrase: Phrase) -> bool:
        """Whether a road is only where it happened: "a convoy on the road to Gao"."""
        return (
            phrase.kind in THINGS and self.tokens[phrase.last].lower in self.words["ways"] and phrase.lead in self.words["on_ways"]
        )

    def grounds_of(self, group: Group) -> list[Party]:
        """Those who live in the places of a group of targets, and who is told to hold what stands in the clause."""
        lived_in = (p for p in group if p.role == "settlement")
        return once(party_of(p, p.kind) for p in (*self._holders(), *self._keepers(), *lived_in))

    def _pronoun(self, form: str = "active") -> str | None:
        """The pronoun that is the subject of a verb of that form."""
        n = self.trigger.first - 1
        while n >= 0 and (self.tokens[n].lower in self.words["auxiliaries"] or self.tokens[n].lower.endswith("ly")):
            n -= 1
        word = self.tokens[n].lower if n >= 0 and self.trigger.form == form else ""
        return word if word in self.words["subject_pronouns"] else None

    def _him(self) -> list[Party]:
        """Whom "him" or "her" right behind the verb means: the person named last before it, here or in the sentences before."""
        n, size = self.trigger.last + 1, len(self.tokens)
        word = self.tokens[n].lower if n < size else ""
        if word not in self.words["object_pronouns"] or self.trigger.form == "passive" or not harms_people(self.trigger):
            return []
        following = self.tokens[n + 1] if n + 1 < size else None
        if word == "her" and following is not None and following.is_word and following.lower not in self.words["closing"]:
            return []  # "killed her husband"
        named = [p for p in self.scene.persons if p.last < self.trigger.first]
        if named:
            p = named[-1]
            return [Party(p.text, p.start, p.end, None, "person")]
        return resolve_person(self.scene.memory, word)

    def _owned(self, phrase: Phrase) -> Party:
        """ "Its warplanes" are those of the armed party named before them in the sentence."""
        party = party_of(phrase, phrase.kind)
        before = self.tokens[phrase.first - 1].lower if phrase.first else ""
        if phrase.name is not None or before not in self.words["owning"]:
            return party
        groups = [g for g in self._groups_within(0, phrase.first - 1) if not self._stands_at(g)]
        earlier = [p for g in groups for p in g if p.role in ("actor", "country") and p.name]
        return replace(party, name=earlier[-1].name, kind=earlier[-1].kind) if earlier else party

    def _definite(self, phrase: Phrase) -> bool:
        return phrase.first > 0 and self.tokens[phrase.first - 1].lower in self.words["known"]


def harms_people(trigger: Trigger) -> bool:
    """Whether a trigger tells of harm to people, so that names behind it may be those of its victims."""
    return trigger.event_type in role_words()["lethal"] or trigger.happening in role_words()["harmful"]


def party_of(phrase: Phrase, kind: PartyKind) -> Party:
    return Party(phrase.text, phrase.start, phrase.end, phrase.name, kind)


def once(parties: Iterable[Party]) -> list[Party]:
    """Each party once: an armed party by its name, people and things by their words."""
    seen: set[str] = set()
    out: list[Party] = []
    for party in parties:
        key = (party.name if party.kind in ARMED else None) or party.text.lower()
        if key not in seen:
            seen.add(key)
            out.append(party)
    return out
