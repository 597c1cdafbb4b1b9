"""Who does what in each frame and form of a trigger (triggers.py says what the frames are)."""

from __future__ import annotations

from collections.abc import Set
from itertools import pairwise

from copydesk.coding.phrases import THINGS
from copydesk.coding.scenes import Group
from copydesk.coding.subjects import Subjects
from copydesk.coding.triggers import Trigger


class Frames(Subjects):
    """Reads the groups of actors and targets of one trigger."""

    def _reader(self, other: Trigger) -> Frames:
        return Frames(self.scene, other, self.depth + 1)

    def _read_other(self, other: Trigger) -> tuple[Group, Group]:
        return self._reader(other).read()

    def read(self) -> tuple[Group, Group]:
        """Actor and target groups."""
        frame, form = self.trigger.frame, self.trigger.form
        if form == "noun":
            return self._noun()
        if self._is_target():
            return self._by(), self._called_target() or self._left_of(self.trigger.first, self.low)
        subject = self._subject(self.trigger)
        if frame == "mutual":
            return self._attacker_first(self._mutual(subject))
        if form == "passive":
            return self._by() or self._means(), subject or self._at_last_word()
        harmed = self._harmed() if frame == "undergo" else ()
        if harmed or (frame == "undergo" and self._hurts_a_number()):
            return (subject if form == "active" or self.low < self.trigger.first else ()), harmed
        if frame == "undergo":
            return self._by() or self._means(), self._with_beside(subject)
        if frame == "act":
            found = self._object()
            if self._bursts(subject, found):
                return (), (*self._victims_after(), *subject)
            if self._over_ground and not any(p.role in ("actor", "target") and p.kind not in THINGS for p in found):
                found = (*self._loser(), *found) or self._victims_after()
            if self._from_afar and all(p.kind in THINGS or p.role == "settlement" for p in found):
                victims = self._fallen(self.words["fell_when"]) or self._victims_after()
                found = (*(p for p in victims if p not in found), *found)
            return subject, self._with_beside(found)
        if frame == "repel":
            return self._attack_by() or self._object(), subject
        return self._to(), (subject if frame == "lose" else self._holders())

    def _noun(self) -> tuple[Group, Group]:
        if self.trigger.frame == "mutual":
            return self._attacker_first(self._mutual(()))
        if self.trigger.frame == "repel":
            return self._attack_by(), self._before_noun() or self._by()
        if self.tokens[self.trigger.first].lower in self.words["suffered"] and not self._onto():
            return self._by() or self._perpetrated() or self._blamed(), self._owner()
        actors = self._by() or self._perpetrated() or self._before_noun()
        adjective = self._adjectival(actors)
        if adjective and actors[0].name is None and actors[0].text.lower().split()[-1] in self.words["mere_adjectives"]:
            actors = ()
        targets = self._onto()
        if self.trigger.frame == "undergo":
            return self._by() or self._blamed() or self._charged(), targets or self._owner()
        launcher, passive = self._launcher()
        if (adjective or not actors) and not passive:
            actors = launcher or actors
        if not targets and passive:
            targets = launcher
        remote = self._from_afar
        if remote or not targets or all(p.kind in THINGS or p.role != "actor" for p in targets):
            victims = self._victims_after()
            targets = (*(p for p in victims if p not in targets), *targets)
        unsure = adjective or all(p.name is None and p.kind == "unknown" for p in actors)
        return (self._blamed() or self._charged() or actors) if unsure else actors, self._with_beside(targets)

    def _bursts(self, subject: Group, found: Group) -> bool:
        """Whether a thing came to harm without anybody being told to do it: "the plane blew up in midair"."""
        alone = all(
            p.lead in self.words["prepositions"] or p.role == "settlement" or self._trigger_within(self.trigger.last, p.first)
            for p in found[:1]
        )
        own = self.trigger.form == "active" and self.trigger.happening in self.words["bursts"]
        return own and alone and bool(subject) and all((p.thing or p.kind) in THINGS for p in subject)

    def _harmed(self) -> Group:
        """Whom a verb of suffering does it to where it is done to somebody: "gunmen wounded a judge", "wounding a civilian"."""
        if self.trigger.form not in ("active", "gerund") or self.trigger.happening not in self.words["transitive"]:
            return ()
        own = self.tokens[self.trigger.last].lower
        groups = self._groups_within(self.trigger.last + 1, self.high)[:1]
        return next((g for g in groups if g[0].lead == own or self._right_behind(g)), ())

    def _right_behind(self, group: Group) -> bool:
        """Whether nothing but a title stands between the trigger and a group: "wounded Judge Ana Lopez"."""
        return all(t.is_capital for t in self.tokens[self.trigger.last + 1 : group[0].first])

    def _hurts_a_number(self) -> bool:
        """Whether it is done to people of whom only a number is told: "killed 16 people and wounded 40"."""
        after = [t.lower for t in self.tokens[self.trigger.last + 1 : self.trigger.last + 3]]
        does = self.trigger.form in ("active", "gerund") and self.trigger.happening in self.words["transitive"]
        counted = len(after) == 2 and all(w in self.words["quantities"] for w in after)  # "at least"
        return does and bool(after) and (after[0][:1].isdigit() or after[0] in self.words["numbers"] or counted)

    def _is_target(self) -> bool:
        """Whether the trigger is the noun of "was the target of an attack"."""
        before = self.tokens[self.trigger.first - 1].lower if self.trigger.first else ""
        noun = self.tokens[self.trigger.first].lower in self.words["target_nouns"]
        return noun and (before in self.words["be"] or before in self.words["determiners"])

    def _called_target(self) -> Group:
        """What a clause calls the target: "the targets of the attacks were two banks"."""
        for n in range(self.trigger.last + 1, min(self.trigger.last + 12, self.high + 1)):
            if self.tokens[n].lower in self.words["be"]:
                return next(iter(self._groups_opening(n + 1, self.high)), ())
        return ()

    def _with_beside(self, targets: Group) -> Group:
        """The targets with the thing that an explosion stood next to, where no other thing is among them."""
        if any(p.kind in THINGS for p in targets):
            return targets
        return (*targets, *(p for p in self._beside() if p not in targets))

    def _beside(self) -> Group:
        """The thing that an explosion stood next to."""
        if not self._from_afar:
            return ()
        for group in self._groups_within(self.trigger.last + 1, self.high):
            if group[0].lead in self.words["beside"] and group[0].kind in (*THINGS, "state"):
                return group
        return ()

    def _onto(self) -> Group:
        """The group after "on", "against", "of", "at" behind a noun; things the attack stood near where nothing else is given."""
        spare: Group = ()
        for group in self._groups_within(self.trigger.last + 1, self.high):
            lead = group[0].lead
            own = lead in self.words["prepositions"] and self._own_particle(group)  # "damage to"
            if (lead in self.words["onto"] or own) and not (lead == "of" and self.trigger.frame == "act" and self._far(group)):
                if not all(p.role in ("holder", "country") for p in group):
                    return group
                spare = spare or group
        return spare

    def _victims_after(self) -> Group:
        """Whom the sentence says it hurt: "a raid killed five", "shelling, killing a man", "two were killed in a raid"."""
        for other in self._later():
            reader = self._reader(other)
            own = other.form == "active" and reader._left_of(other.first, self.trigger.last + 1)
            if reader.trigger.form in ("gerund", "active") and other.frame == "act" and not own:
                return reader._object()
        return self._fallen(self.words["fell_by"]) or self._hurt()

    def _hurt(self) -> Group:
        """People next to a word for harm after the trigger: "leaving 20 people dead", "that wounded nine soldiers"."""
        for group in self._groups_within(self.trigger.last + 1, len(self.tokens) - 1):
            near = self.tokens[max(self.trigger.last, group[0].first - 5) : group[0].first]
            after = self.tokens[group[-1].last + 1 : group[-1].last + 3]
            harmed = any(t.lower in self.words["hurting"] for t in near) or any(t.lower in self.words["hurt"] for t in after)
            if harmed and group[0].kind not in THINGS and group[0].role in ("actor", "target", "person"):
                return group
        return ()

    def _object(self) -> Group:
        if own := self._within_trigger(True):
            return own
        spare: Group = ()
        for group in self._groups_opening(self.trigger.last + 1, self.high):
            lead = "" if self._own_particle(group) else group[0].lead
            near = group[0].first - self.trigger.last <= 3 or self.tokens[self.trigger.last + 1].lower == lead
            close = (near and lead != "of") or (lead == "of" and self._only_part(group))
            if lead not in self.words["prepositions"] or (lead in self.words["onto"] and close):
                if not all(p.role in ("holder", "country") for p in group):
                    return (*group, *self._listed(group))
                spare = spare or group
        return spare

    def _at_last_word(self) -> Group:
        """What stands behind a verb's own "at" or "on" where nobody is its subject: "shots were fired at a bus"."""
        own = self.trigger.last > self.trigger.first and self.tokens[self.trigger.last].lower in self.words["onto"]
        return self._object() if own else ()

    def _only_part(self, group: Group) -> bool:
        """Whether what stands before the "of" of a thing is only a part of it: "the windows of the bank"."""
        return group[0].kind in THINGS and self._before_lead(group) in self.words["parts"]

    def _means(self) -> Group:
        """Who did that in which somebody fell: "killed in army air raids", "died in shelling by rebels"."""
        for group in self._groups_within(self.trigger.last + 1, len(self.tokens) - 1):
            after = [t.lower for t in self.tokens[group[-1].last + 1 : group[-1].last + 6]]
            noun = next((n for n, w in enumerate(after) if w in self.words["attack_nouns"]), -1)
            if group[0].lead in self.words["before_means"] and noun >= 0 and all(self._premodifies(w) for w in after[:noun]):
                return group
        for other in self._later():
            reader = self._reader(other)
            between = {t.lower for t in self.tokens[self.trigger.last + 1 : other.first]}
            if other.form == "noun" and other.frame == "mutual":
                return next((g for g in self._groups_within(other.last + 1, self.high) if g[0].lead == "with"), ())
            if other.form == "noun" and other.frame == "act":
                return reader._by() or reader._before_noun()
            if reader.trigger.form == "active" and other.frame == "act" and between & self.words["died_when"]:
                return reader._subject(reader.trigger)
        return ()

    def _attack_by(self) -> Group:
        """After a repelled attack: "by B", "of B", "B's attack", "from B"."""
        groups = self._groups_within(self.trigger.last + 1, self.high)
        for group in groups:
            if group[0].lead in self.words["attack_of"] and group[-1].role != "target":
                return group
        return (
            groups[0]
            if groups and groups[0][-1].role in ("actor", "country") and groups[0][0].lead not in self.words["attack_at"]
            else ()
        )

    def _mutual(self, subject: Group) -> tuple[Group, Group]:
        after = self._groups_within(self.trigger.last + 1, self.high)
        for n, group in enumerate(after):
            if group[0].lead in self.words["both_sides"]:
                sides = [p for g in after[n : n + 2] for p in g if p.role != "holder"]
                return tuple(sides[:1]), tuple(sides[1:2])
        others: Group = ()
        for group in after:
            if group[0].lead in self.words["other_side"] or (
                self.trigger.form != "noun" and group[0].lead not in self.words["elsewhere"]
            ):
                others = group
                break
        if others and self.trigger.form == "noun" and (fallen := self._fallen(self.words["fell_in"])):
            return others, fallen
        if self.tokens[self.trigger.last].lower in self.words["fighting"] and (fallen := self._fallen_while()):
            return others, fallen
        if not others and not subject and (told := self._framed()):
            return told
        if not subject:
            subject = self._before_noun() or self._left_of(self.trigger.first, self.trigger.clause_first)
        if not others and len(subject) > 1:
            return subject[:1], subject[1:]
        return (others, subject) if subject and self._came(others) else (subject, others)

    def _attacker_first(self, sides: tuple[Group, Group]) -> tuple[Group, Group]:
        """The sides of a fight, turned where the second is told to have attacked: "clashes after rebels attacked a post"."""
        one, two = sides
        if not one or not two:
            return sides
        failed = self._failing()
        if failed and self._fallen(self.words["fell_in"]) == two:
            return two, one
        for other in self._later():
            between = {t.lower for t in self.tokens[self.trigger.last + 1 : other.first]}
            attacks = other.form == "active" and other.frame == "act" and other.happening not in self.words["done_to_people"]
            if attacks and between & self.words["upon"]:
                attacker = _called(self._reader(other)._subject(other))
                return (two, one) if attacker & _called(two) and not attacker & _called(one) else sides
        return sides

    def _failing(self) -> bool:
        """Whether those who fell had tried something: "killed in clashes with troops during a failed bid to reopen the road"."""
        words = [t.lower for t in self.tokens[self.trigger.last + 1 :]]
        return any(a in self.words["failing"] and b in self.words["attempts"] for a, b in pairwise(words))

    def _came(self, group: Group) -> bool:
        """Whether a clause behind the other side of a fight says that they came: "with rebels who tried to enter"."""
        size = len(self.tokens)
        behind = group[-1].last + 1 if group else size
        who = next((n for n in range(behind, min(behind + 4, size)) if self.tokens[n].lower in self.words["relatives"]), None)
        return who is not None and any(t.lower in self.words["coming_at"] for t in self.tokens[who + 1 : who + 5])

    def _framed(self) -> tuple[Group, Group] | None:
        """The roles of the verb that the noun only frames: "the army killed five rebels in clashes", "they died in fighting"."""
        if self.trigger.form != "noun" or self._before_noun():
            return None
        n = self.trigger.first - 1
        while n >= 0 and (self._premodifies(self.tokens[n].lower) or self.tokens[n].is_capital):  # "killed in fierce Gaza fighting"
            n -= 1
        verb = next((t for t in self._sooner() if t.form != "noun"), None)
        if verb is None or n < 0 or self.tokens[n].lower not in self.words["framed_by"]:
            return None
        actors, targets = self._reader(verb).read()
        return (actors, targets) if targets else None

    def _fallen(self, links: Set[str]) -> Group:
        """Who fell in it, told before: "rebels were killed in clashes with the army", "two died in a raid"."""
        for other in self._sooner():
            form = self._reader(other).trigger.form
            if form == "passive" or (other.frame == "undergo" and form != "noun" and not self._reader(other)._hurts_a_number()):
                between = {t.lower for t in self.tokens[other.last + 1 : self.trigger.first]}
                return self._reader(other)._subject(other) if between & links else ()
        return ()

    def _fallen_while(self) -> Group:
        """Who fell while it went on: "twelve soldiers were killed fighting Boko Haram"."""
        for other in self._sooner()[:1]:
            reader = self._reader(other)
            fell = reader.trigger.form == "passive" or other.frame == "undergo"
            if fell and other.form != "noun" and other.last + 1 == self.trigger.first:
                return reader._subject(other)
        return ()

    def _loser(self) -> Group:
        """From whom ground was taken: "captured it from ISIS", "after clashes with the rebels"; else who held it."""
        groups = self._groups_within(self.trigger.last + 1, len(self.tokens) - 1)
        held = [g for g in groups if g[0].lead == "by" and self._before_lead(g) in self.words["other_by"]]
        beaten = [g for g in groups if g[0].lead in self.words["beaten"]]
        armed = next((g for g in (*beaten, *held) if g[0].role == "actor"), ())
        return armed or self._holders()


def _called(group: Group) -> frozenset[str]:
    """What the parties of a group are called."""
    return frozenset(p.name or p.text for p in group)
