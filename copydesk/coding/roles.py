"""Who did it to whom: the actors, targets and weapons of one trigger, read from the order of the words around it.

`read_scene` finds the phrases of a sentence once; `assign_roles` then reads them for each of its triggers. An unknown
perpetrator is an empty list, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from msgspec import Struct
from msgspec.structs import replace

from copydesk.coding.actors import Setting
from copydesk.coding.persons import Person
from copydesk.coding.phrases import Phrase, find_phrases
from copydesk.coding.references import Memory, resolve_person, resolve_phrase, resolve_pronoun
from copydesk.coding.rolewords import role_words
from copydesk.coding.tokens import Token
from copydesk.coding.triggers import Trigger
from copydesk.coding.weapons import find_weapons
from copydesk.model import Party

Group = tuple[Phrase, ...]
_SIDEWAYS = 4  # triggers of the same sentence that are looked at for a role, on each side
_THINGS = ("building", "vehicle", "infrastructure")


class Scene(Struct, frozen=True):
    """One sentence as roles are read in it; `groups` are its phrases with those that a comma or "and" joins put together."""

    text: str
    tokens: Sequence[Token]
    triggers: Sequence[Trigger]
    groups: Sequence[Group]
    persons: Sequence[Person]
    memory: Memory


class Roles(Struct, frozen=True):
    """The parties of one happening, nearest first; empty where the words give none."""

    actors: list[Party] = []
    targets: list[Party] = []
    weapons: list[Party] = []


def read_scene(text: str, tokens: Sequence[Token], triggers: Sequence[Trigger], setting: Setting, memory: Memory) -> Scene:
    """The scene of one sentence; `tokens` are the sentence's own, offsets count in `text`."""
    phrases, persons = find_phrases(text, tokens, setting, memory.persons)
    return Scene(text, tokens, triggers, _groups(tokens, phrases), persons, memory)


def assign_roles(scene: Scene, trigger: Trigger) -> Roles:
    """Reads the roles of one of the scene's triggers by its frame and form."""
    reader = _Reader(scene, trigger)
    actors, targets = reader.read()
    weapons: list[Party] = []
    if trigger.event_type not in role_words()["weaponless"]:
        weapons = find_weapons(scene.text, scene.tokens, trigger.clause_first, trigger.clause_last)
    return Roles(reader.actors_of(actors), reader.targets_of(targets, actors), weapons)


def _groups(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> list[Group]:
    out: list[list[Phrase]] = []
    for phrase in phrases:
        if out and _joined(tokens, out[-1][-1], phrase):
            out[-1].append(phrase)
        else:
            out.append([phrase])
    return [tuple(group) for group in out]


def _joined(tokens: Sequence[Token], left: Phrase, right: Phrase) -> bool:
    between = [t.lower for t in tokens[left.last + 1 : right.first]]
    if not between or len(between) > 5:
        return False
    if between == ["("]:
        return True
    words = role_words()
    if all(w.isdigit() for w in between):
        return False
    loose = {",", ";", "and", "or", "as", "well", "along", "with", "their", "allied", "/", "-", "&", ")"}
    fits = all(w in loose or w.isdigit() or w in words["determiners"] or w in words["adjectives"] for w in between)
    return fits and any(w in loose for w in between) and between != [")"] and "with" not in between[:1]


class _Reader:
    """Reads one trigger; holds nothing but what it was given."""

    def __init__(self, scene: Scene, trigger: Trigger, depth: int = 0) -> None:
        self.depth = depth
        self.scene, self.tokens, self.words = scene, scene.tokens, role_words()
        self.trigger = replace(trigger, form="active") if self._takes_object(trigger) else trigger

    def _reader(self, other: Trigger) -> _Reader:
        return _Reader(self.scene, other, self.depth + 1)

    def _later(self) -> Sequence[Trigger]:
        """The next triggers of the sentence; none for a reader that another reader asked, so that looking sideways ends."""
        return [t for t in self.scene.triggers if t.first > self.trigger.last][:_SIDEWAYS] if self.depth < 2 else []

    def _sooner(self) -> Sequence[Trigger]:
        """The triggers before, nearest first."""
        return [t for t in self.scene.triggers if t.last < self.trigger.first][: -_SIDEWAYS - 1 : -1] if self.depth < 2 else []

    def _takes_object(self, trigger: Trigger) -> bool:
        """Whether what looks like a bare participle is a past tense: "the raids killed 15 civilians", "rebels shelled the town"."""
        word = self.tokens[trigger.last].lower
        if trigger.form == "noun" and trigger.last > trigger.first and (word.endswith("ed") or word in self.words["past"]):
            return True
        if trigger.form != "passive" or trigger.last + 1 >= len(self.tokens):
            return False
        before = self.tokens[trigger.first - 1].lower if trigger.first else ""
        if before in self.words["be"] or self.tokens[max(trigger.first - 2, 0)].lower in self.words["be"]:
            return False
        following = self.tokens[trigger.last + 1].lower
        forceful = trigger.happening not in self.words["done_to_people"] and following != "by"
        if forceful and any(g[-1].last + 1 == trigger.first and g[-1].role == "actor" for g in self.scene.groups):
            return True
        takes = following in self.words["determiners"] or following in self.words["numbers"] or following[:1].isdigit()
        counted = (
            following in ("at", "as", "up", "more")
            and self.tokens[min(trigger.last + 2, len(self.tokens) - 1)].lower in self.words["quantities"]
        )
        return (
            takes
            or counted
            or any(g[0].first == trigger.last + 1 and g[0].lead == self.tokens[trigger.last].lower for g in self.scene.groups)
        )

    def read(self) -> tuple[Group, Group]:
        """Actor and target groups."""
        frame, form = self.trigger.frame, self.trigger.form
        if form == "noun":
            return self._noun()
        subject = self._subject(self.trigger)
        if frame == "mutual":
            return self._mutual(subject)
        if form == "passive":
            return self._by() or self._means(), subject
        if frame == "undergo":
            return self._by() or self._means(), subject or self._beside()
        if frame == "act":
            found = self._object()
            if self.trigger.event_type == "Battles" and not any(
                p.role in ("actor", "target") and p.kind not in _THINGS for p in found
            ):
                found = (*self._loser(), *found)
            if self.trigger.event_type == "Explosions/Remote violence" and all(
                p.kind in _THINGS or p.role == "settlement" for p in found
            ):
                victims = self._fallen({"in", "by", "during", "when", "as", "after"}) or self._victims_after()
                found = (*(p for p in victims if p not in found), *found)
            return subject, found or self._beside()
        if frame == "repel":
            return self._attack_by() or self._object(), subject
        return self._to(), (subject if frame == "lose" else self._holders())

    # --- the frames of nouns ---------------------------------------------------------------------------------------

    def _noun(self) -> tuple[Group, Group]:
        if self.trigger.frame == "mutual":
            return self._mutual(())
        if self.trigger.frame == "repel":
            return self._attack_by(), self._before_noun() or self._by()
        if self.tokens[self.trigger.first].lower in self.words["suffered"] and not self._onto():
            return self._by(), self._owner()
        actors = self._by() or self._before_noun()
        targets = self._onto()
        if self.trigger.frame == "undergo":
            return self._by(), targets or self._owner()
        launcher, passive = self._launcher()
        if not actors and not passive:
            actors = launcher
        if not targets and passive:
            targets = launcher
        remote = self.trigger.event_type == "Explosions/Remote violence"
        if remote or not targets or all(p.kind in _THINGS or p.role != "actor" for p in targets):
            victims = self._victims_after()
            targets = (*(p for p in victims if p not in targets), *targets)
        return actors or self._blamed(), targets or self._beside()

    def _blamed(self) -> Group:
        """Whom the sentence blames or accuses: "blamed the rebels for the attack", "an attack blamed on the rebels"."""
        for n in range(self.trigger.last + 1, min(self.trigger.clause_last, self.trigger.last + 8)):
            if self.tokens[n].lower in self.words["blame"]:
                return next((g for g in self._groups_within(n, self.trigger.clause_last) if g[0].lead in ("on", "to")), ())
        clause = {t.lower for t in self.tokens[self.trigger.clause_first : self.trigger.first]}
        if clause & self.words["attribute"]:
            return next((g for g in self._groups_within(self.trigger.last + 1, self.trigger.clause_last) if g[0].lead == "to"), ())
        for n in range(self.trigger.first - 1, max(0, self.trigger.first - 14), -1):
            if self.tokens[n].lower in self.words["blame"]:
                between = {t.lower for t in self.tokens[n : self.trigger.first]}
                return next(iter(self._groups_within(n + 1, self.trigger.first - 1)), ()) if between & {"for", "of"} else ()
        return ()

    def _beside(self) -> Group:
        """The thing that an explosion stood next to."""
        if self.trigger.event_type != "Explosions/Remote violence":
            return ()
        for group in self._groups_within(self.trigger.last + 1, self.trigger.clause_last):
            if group[0].lead in self.words["beside"] and group[0].kind in (*_THINGS, "state"):
                return group
        return ()

    def _before_noun(self) -> Group:
        """The group that ends just before the trigger or in it, adjectives between ("ISIS suicide attack", "the rebels' shelling")."""
        if own := self._within_trigger(False):
            return own
        for group in reversed(self._groups_within(0, self.trigger.first - 1)):
            end = group[-1]
            between = [t.lower for t in self.tokens[end.last + 1 : self.trigger.first]]
            glued = len(between) <= 4 and all(self._premodifies(w) for w in between)
            if (
                glued
                and end.role != "holder"
                and end.kind not in ("building", "infrastructure", "person")
                and end.lead not in ("of",)
            ):
                return group
            return ()
        return ()

    def _owner(self) -> Group:
        """Whose murder or death it is: the possessive before the noun."""
        for group in reversed(self._groups_within(0, self.trigger.first - 1)):
            between = [t.lower for t in self.tokens[group[-1].last + 1 : self.trigger.first]]
            return group if len(between) <= 2 and all(self._premodifies(w) for w in between) else ()
        return ()

    def _premodifies(self, word: str) -> bool:
        return (
            word in ("'s", "'", "\u2019")
            or word in self.words["premodifiers"]
            or word in self.words["adjectives"]
            or word in self.words["modifiers"]
        )

    def _launcher(self) -> tuple[Group, bool]:
        """The subject of "carried out an attack", or (True) of "came under attack", "was killed in an attack"."""
        for n in range(self.trigger.first - 1, max(self.trigger.clause_first, self.trigger.first - 9) - 1, -1):
            word = self.tokens[n].lower
            if word in self.words["support"]:
                was = n > 0 and self.tokens[n - 1].lower in ("was", "were", "been", "being")
                accused = n > 0 and self.tokens[n - 1].lower in ("of", "for")
                return (() if was else self._left_of(n, 0 if accused else self.trigger.clause_first, accused)), False
            if word in self.words["suffer"]:
                return self._left_of(n, self.trigger.clause_first), True
            if n != self.trigger.first - 1 and any(g[0].first <= n <= g[-1].last for g in self.scene.groups):
                break
        return (), False

    def _onto(self) -> Group:
        """The group after "on", "against", "of", "at" behind a noun; things the attack stood near where nothing else is given."""
        for group in self._groups_within(self.trigger.last + 1, self.trigger.clause_last):
            lead = group[0].lead
            if lead in self.words["onto"] and not (lead == "of" and self.trigger.frame == "act" and self._far(group)):
                return group
        return ()

    def _far(self, group: Group) -> bool:
        n = group[0].first - 1
        while n > self.trigger.last and self.tokens[n].lower != group[0].lead:
            n -= 1
        return n - self.trigger.last > 5

    def _victims_after(self) -> Group:
        """Whom the sentence says it hurt: "a raid killed five", "shelling, killing a man", "two were killed in a raid"."""
        for other in self._later():
            reader = self._reader(other)
            own = other.form == "active" and reader._left_of(other.first, self.trigger.last + 1)
            if reader.trigger.form in ("gerund", "active") and other.frame == "act" and not own:
                return reader._object()
        return self._fallen({"in", "by", "during"}) or self._hurt()

    def _hurt(self) -> Group:
        """People next to a word for harm after the trigger: "leaving 20 people dead", "that wounded nine soldiers"."""
        for group in self._groups_within(self.trigger.last + 1, len(self.tokens) - 1):
            near = self.tokens[max(self.trigger.last, group[0].first - 5) : group[0].first]
            after = self.tokens[group[-1].last + 1 : group[-1].last + 3]
            harmed = any(t.lower in self.words["hurting"] for t in near) or any(t.lower in self.words["hurt"] for t in after)
            if harmed and group[0].kind not in _THINGS and group[0].role in ("actor", "target", "person"):
                return group
        return ()

    # --- the frames of verbs ---------------------------------------------------------------------------------------

    def _subject(self, trigger: Trigger) -> Group:
        n = trigger.first - 1
        low = trigger.clause_first
        while n >= 0 and (self.tokens[n].lower in self.words["auxiliaries"] or self.tokens[n].lower.endswith("ly")):
            n -= 1
        word = self.tokens[n].lower if n >= 0 else ""
        if word in self.words["relatives"]:
            return self._antecedent(n)
        if trigger.form == "gerund" and word in ("of", "for"):
            return self._left_of(n, 0, any_lead=True)
        if trigger.form == "gerund" or word in ("and", "then", "but", "or", ","):
            earlier = self._earlier(trigger)
            if earlier is not None:
                return self._inherited(earlier)
        if word in self.words["pronouns_many"]:
            return next((g for g in reversed(self._groups_within(0, n)) if g[0].role == "actor" and g[0].kind != "unknown"), ())
        if word in self.words["pronouns_one"]:
            return ()
        found = self._left_of(trigger.first, low)
        if found or (trigger.form != "infinitive" and n >= low and not self._interrupted(low)):
            return found
        return self._left_of(trigger.first, 0)

    def _antecedent(self, n: int) -> Group:
        """Whom "who" at token `n` means; "an ISIL group, mostly foreigners, who attacked" means the group."""
        before = self._groups_within(0, n - 1)
        if len(before) > 1 and before[-1][0].role == "target" and before[-2][-1].role == "actor":
            near = before[-1][0].first - before[-2][-1].last <= 3 and before[-1][0].lead != "of"
            return before[-2] if near else before[-1]
        return self._left_of(n, 0, any_lead=True)

    def _interrupted(self, low: int) -> bool:
        """Whether a bracket or an apposition before the clause cut it off from its subject: "the Front (FMLN) attacked"."""
        return (low > 0 and self.tokens[low - 1].text in ')]\u201d"') or self.tokens[low].text in ")]"

    def _earlier(self, trigger: Trigger) -> Trigger | None:
        before = self._sooner() if trigger is self.trigger else []
        return before[0] if before else None

    def _inherited(self, earlier: Trigger) -> Group:
        actors, targets = self._reader(earlier).read()
        return targets if self.trigger.form == "passive" and earlier.form == "passive" else actors

    def _left_of(self, n: int, low: int, any_lead: bool = False) -> Group:
        """The nearest group before token `n` that no preposition leads; one that the trigger itself begins with comes first."""
        if n == self.trigger.first and (own := self._within_trigger(False)):
            return own
        for group in reversed(self._groups_within(low, n - 1)):
            if group[0].role == "holder":
                continue
            if group[0].lead in ("by", "from") and self._before_lead(group) in self.words["launched"]:
                return group
            if any_lead or group[0].lead not in self.words["elsewhere"] | self.words["onto"]:
                return (*self._coordinate(group, low), *group)
            if group[0].lead in self.words["clausal"] and n - group[-1].last <= 3:
                return group
            named = next((k for k, p in enumerate(group) if k and p.role == "person" and p.lead == ","), 0)
            if named:
                return group[named:]
        return ()

    def _within_trigger(self, after: bool) -> Group:
        """The group at the start of a trigger of several words ("regime warplanes struck"), or (`after`) the one inside or at its end."""
        first, last = self.trigger.first, self.trigger.last
        for group in self.scene.groups if last > first else ():
            begins = group[0].first <= first <= group[-1].last
            if after and group[0].first > first and group[0].first <= last and group[0].lead not in self.words["agents"]:
                return group
            if not after and (begins or (first < group[0].first <= last and group[0].lead in self.words["agents"])):
                return group
        return ()

    def _coordinate(self, group: Group, low: int) -> Group:
        """What "and" joins to a group across an apposition: "A, rector of B, five others and C were killed"."""
        if group[0].lead not in ("and", ","):
            return ()
        before = [g for g in self._groups_within(low, group[0].first - 1) if g[0].role != "holder"]
        for n in range(len(before) - 1, -1, -1):
            between = self.tokens[before[n][-1].last + 1 : group[0].first]
            if any(t.lower in self.words["verbs"] for t in between) or self._trigger_within(before[n][-1].last, group[0].first):
                return ()
            if before[n][0].lead not in self.words["elsewhere"] | self.words["onto"]:
                return (*self._coordinate(before[n], low), *before[n])
        return ()

    def _trigger_within(self, first: int, last: int) -> bool:
        return any(first < t.first < last and t.form != "noun" for t in self.scene.triggers)

    def _object(self) -> Group:
        if own := self._within_trigger(True):
            return own
        for group in self._groups_within(self.trigger.last + 1, self.trigger.clause_last):
            lead = group[0].lead
            close = group[0].first - self.trigger.last <= 3
            if lead not in self.words["elsewhere"] | self.words["onto"] or (lead in self.words["onto"] and close and lead != "of"):
                return (*group, *self._listed(group))
        return ()

    def _listed(self, group: Group) -> Group:
        """The things that a dash or a colon lists after a group: "three vehicles -- an ambulance, a truck and a van"."""
        for other in self._groups_within(group[-1].last + 1, self.trigger.clause_last):
            if other[0].lead in ("--", "-", ":", "\u2013", "\u2014"):
                return other
        return ()

    def _by(self) -> Group:
        for group in self._groups_within(self.trigger.last + 1, self.trigger.clause_last):
            lead, before = group[0].lead, self._before_lead(group)
            if (lead in self.words["agents"] and before not in self.words["other_by"]) or (
                lead == "from" and before in self.words["launched"]
            ):
                return group
        return ()

    def _before_lead(self, group: Group) -> str:
        """The word before a group's lead: "fired" in "fired by the rebels"."""
        n = group[0].first - 1
        while n > 0 and self.tokens[n].lower != group[0].lead:
            n -= 1
        return self.tokens[n - 1].lower if n > 0 else ""

    def _means(self) -> Group:
        """Who did that in which somebody fell: "killed in army air raids", "died in shelling by rebels", "killed when rebels stormed"."""
        for group in self._groups_within(self.trigger.last + 1, len(self.tokens) - 1):
            after = [t.lower for t in self.tokens[group[-1].last + 1 : group[-1].last + 6]]
            noun = next((n for n, w in enumerate(after) if w in self.words["attack_nouns"]), -1)
            if group[0].lead in ("in", "by", "of") and noun >= 0 and all(self._premodifies(w) for w in after[:noun]):
                return group
        for other in self._later():
            reader = self._reader(other)
            between = {t.lower for t in self.tokens[self.trigger.last + 1 : other.first]}
            if other.form == "noun" and other.frame == "mutual":
                return next((g for g in self._groups_within(other.last + 1, self.trigger.clause_last) if g[0].lead == "with"), ())
            if other.form == "noun" and other.frame == "act":
                return reader._by() or reader._before_noun()
            if reader.trigger.form == "active" and other.frame == "act" and between & {"as", "when", "after"}:
                return reader._subject(reader.trigger)
        return ()

    def _attack_by(self) -> Group:
        """After a repelled attack: "by B", "of B", "B's attack", "from B"."""
        groups = self._groups_within(self.trigger.last + 1, self.trigger.clause_last)
        for group in groups:
            if group[0].lead in ("by", "from", "of") and group[-1].role != "target":
                return group
        return (
            groups[0]
            if groups and groups[0][-1].role in ("actor", "country") and groups[0][0].lead not in ("in", "near", "on", "at")
            else ()
        )

    def _to(self) -> Group:
        for group in self._groups_within(self.trigger.last + 1, self.trigger.clause_last):
            if group[0].lead in ("to", "by") and group[-1].role in ("actor", "country"):
                return group
        return ()

    def _holders(self) -> Group:
        return tuple(
            p for g in self._groups_within(self.trigger.clause_first, self.trigger.clause_last) for p in g if p.role == "holder"
        )

    def _mutual(self, subject: Group) -> tuple[Group, Group]:
        after = self._groups_within(self.trigger.last + 1, self.trigger.clause_last)
        for n, group in enumerate(after):
            if group[0].lead in ("between", "among"):
                sides = [p for g in after[n : n + 2] for p in g if p.role != "holder"]
                return tuple(sides[:1]), tuple(sides[1:2])
        others: Group = ()
        for group in after:
            if group[0].lead in ("with", "against", "and") or (
                self.trigger.form != "noun" and group[0].lead not in self.words["elsewhere"]
            ):
                others = group
                break
        if others and self.trigger.form == "noun" and (fallen := self._fallen({"in", "during"})):
            return others, fallen
        if not subject:
            subject = self._before_noun() or self._left_of(self.trigger.first, self.trigger.clause_first)
        if not others and len(subject) > 1:
            return subject[:1], subject[1:]
        return subject, others

    def _fallen(self, links: Set[str]) -> Group:
        """Who fell in it, told before: "rebels were killed in clashes with the army", "two died in a raid"."""
        for other in self._sooner():
            if other.form == "passive" or (other.frame == "undergo" and other.form != "noun"):
                between = {t.lower for t in self.tokens[other.last + 1 : self.trigger.first]}
                return self._reader(other)._subject(other) if between & links else ()
        return ()

    def _loser(self) -> Group:
        """From whom ground was taken: "captured it from ISIS", "after clashes with the rebels"; else who held it."""
        groups = self._groups_within(self.trigger.last + 1, len(self.tokens) - 1)
        armed = next((g for g in groups if g[0].lead in ("from", "with", "against") and g[0].role == "actor"), ())
        return armed or self._holders()

    # --- parties -----------------------------------------------------------------------------------------------------

    def _groups_within(self, first: int, last: int) -> list[Group]:
        return [g for g in self.scene.groups if g[0].first >= first and g[-1].last <= last]

    def actors_of(self, group: Group) -> list[Party]:
        """The members of a group that can act: armed parties, countries, persons and crowds; not houses and not victims."""
        memory = self.scene.memory
        if not group:
            word = self._pronoun()
            return resolve_pronoun(memory, word) if word else []
        parties = [resolve_phrase(memory, _party(p, p.kind), self._definite(p)) for p in group if self._acts(p)]
        return _once(p for p in parties if p.name or p.text.lower() not in self.words["pointers"])

    def _cited(self, phrase: Phrase) -> bool:
        """Whether the words after a person make them the one who is cited."""
        following = self.tokens[phrase.last + 1].lower if phrase.last + 1 < len(self.tokens) else ""
        return phrase.role in ("person", "target") and following in self.words["citing"]

    def _acts(self, phrase: Phrase) -> bool:
        following = self.tokens[phrase.last + 1].lower if phrase.last + 1 < len(self.tokens) else ""
        if self._cited(phrase):
            return False
        if phrase.role == "country":
            near = phrase.last < self.trigger.first <= phrase.last + 5 and self.trigger.form == "noun"
            return (
                near or phrase.last + 1 == self.trigger.first or not following.isalpha() or following in self.words["after_country"]
            )
        if phrase.role == "target" and phrase.kind == "civilian":
            near = 0 < self.trigger.first - phrase.last <= 3 and self.trigger.form in ("active", "gerund")
            anybody = near and phrase.text.lower().split()[-1] in self.words["anybody"] and self.trigger.frame == "act"
            return self.trigger.event_type in self.words["popular"] or anybody
        return phrase.role in ("actor", "person")

    def targets_of(self, group: Group, actors: Group) -> list[Party]:
        """The members of a group as targets: aircraft and tanks become vehicles."""
        acting = {(p.first, p.last) for p in actors}
        kept = [p for p in group if (p.first, p.last) not in acting and p.role not in ("country", "holder", "settlement")]
        kept = [p for p in kept if not self._cited(p)]
        if self.trigger.event_type == "Battles":
            kept = kept or [p for p in group if p.role == "holder"]
        elif self.trigger.event_type in self.words["lethal"]:
            kept = kept or [p for p in group if p.role == "settlement"]
        kept.sort(key=lambda p: (p.thing or p.kind) in _THINGS)
        word = None if group else self._pronoun("passive")
        if word is not None:
            return resolve_person(self.scene.memory, word)
        return _once(_party(p, p.thing or p.kind) for p in kept)

    def _pronoun(self, form: str = "active") -> str | None:
        """The pronoun that is the subject of a verb of that form."""
        n = self.trigger.first - 1
        while n >= 0 and (self.tokens[n].lower in self.words["auxiliaries"] or self.tokens[n].lower.endswith("ly")):
            n -= 1
        word = self.tokens[n].lower if n >= 0 and self.trigger.form == form else ""
        return word if word in ("they", "he", "she") else None

    def _definite(self, phrase: Phrase) -> bool:
        return phrase.first > 0 and self.tokens[phrase.first - 1].lower in ("the", "these", "those", "this")


def _party(phrase: Phrase, kind: str) -> Party:
    return Party(phrase.text, phrase.start, phrase.end, phrase.name, kind)  # type: ignore[arg-type]


def _once(parties: Iterable[Party]) -> list[Party]:
    out: list[Party] = []
    for party in parties:
        if all((p.name or p.text.lower()) != (party.name or party.text.lower()) for p in out):
            out.append(party)
    return out


def read_all(scene: Scene) -> Mapping[int, Roles]:
    """The roles of every trigger of a scene, by its place in `scene.triggers`."""
    return {n: assign_roles(scene, t) for n, t in enumerate(scene.triggers)}
