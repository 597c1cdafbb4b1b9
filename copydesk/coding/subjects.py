"""Who is the subject of a verb: before it, told of by an earlier verb, or what a clause between them only describes."""

from __future__ import annotations

from abc import ABC, abstractmethod

from copydesk.coding.claims import Claims
from copydesk.coding.phrases import THINGS
from copydesk.coding.scenes import Group
from copydesk.coding.triggers import Trigger


class Subjects(Claims, ABC):
    """Reads the subject of a trigger, its own or another of its sentence."""

    @abstractmethod
    def _read_other(self, other: Trigger) -> tuple[Group, Group]:
        """Actor and target groups of another trigger of the sentence; frames.py reads them."""

    def _subject(self, trigger: Trigger) -> Group:
        n = trigger.first - 1
        low = self.low if trigger is self.trigger else trigger.clause_first
        while n >= 0 and (self.tokens[n].lower in self.words["auxiliaries"] or self.tokens[n].lower.endswith("ly")):
            n -= 1
        word = self.tokens[n].lower if n >= 0 else ""
        if word in self.words["relatives"]:
            return self._antecedent(n)
        if trigger.form == "gerund" and n <= 1 and word in self.words["opening"]:
            return self._main_subject(trigger)
        if trigger.form == "gerund" and word in self.words["before_gerund"]:
            return self._left_of(n, 0, any_lead=True)
        if word == "," and (helped := self._with_helpers(n)):
            return helped
        if word == "," and trigger.form == "passive" and (own := self._beyond_aside(trigger, n)):
            return own
        if trigger.form == "gerund" or word in self.words["going_on"]:
            earlier = self._earlier(trigger)
            if earlier is not None:
                return self._inherited(earlier)
            if word == "," and trigger.form in ("passive", "active") and not self._left_of(trigger.first, low):
                return self._left_of(n, 0)
        if word in self.words["pronouns_many"] or word == "it":
            return next((g for g in reversed(self._groups_within(0, n)) if g[0].role == "actor" and g[0].kind != "unknown"), ())
        if word in self.words["pronouns_one"]:
            return ()
        return self._nearest_subject(trigger, n, low)

    def _beyond_aside(self, trigger: Trigger, comma: int) -> Group:
        """Who stands before an aside that a comma closes right before a verb: "and Judge Diaz, a moderate, was hurt"."""
        earlier = self._earlier(trigger)
        opened = earlier.last + 1 if earlier is not None else 0
        for group in self._groups_within(opened, comma):
            name = next((p for p in reversed(group) if p.role == "person" or (p.thing or p.kind) in THINGS), None)
            if name is None or self.tokens[name.last + 1].text != ",":
                continue
            led = group[0].lead in self.words["prepositions"] or self._trigger_within(name.last, comma)
            return () if led else (*self._coordinate(group, opened), *group)
        return ()

    def _nearest_subject(self, trigger: Trigger, n: int, low: int) -> Group:
        """The group before a verb that acts; `n` is the last token before its helpers, `low` where its clause starts."""
        word = self.tokens[n].lower if n >= 0 else ""
        found = self._left_of(trigger.first, low)
        if found and trigger.form == "passive" and self._other_verb(found, trigger):
            found = self._described_thing(low, n) or found
        if found and word == "and" and self._before_lead(found) == "to":
            found = self._left_of(found[0].first - 1, low) or found
        if found and trigger.form == "active" and (doer := self._doer_to(found, trigger)):
            return doer
        opened = not found and self.tokens[low].lower in self.words["relatives"] and word not in self.words["prepositions"]
        if opened and trigger.form == "active":
            return self._antecedent(low)
        if not found and trigger.form == "passive" and (described := self._described_thing(low, n)):
            return described
        if found or (trigger.form != "infinitive" and n >= low and not self._interrupted(low)):
            return found
        return self._left_of(trigger.first, 0)

    def _other_verb(self, group: Group, trigger: Trigger) -> bool:
        """Whether a group has a verb of its own before a passive one: "the car in which he was traveling was hit"."""
        return sum(t.lower in self.words["was"] for t in self.tokens[group[-1].last + 1 : trigger.first]) > 1

    def _described_thing(self, low: int, n: int) -> Group:
        """What a clause that ends right before a verb only described: "two cars that were nearby were damaged"."""
        opening = next((k for k in (low, low - 1) if k > 0 and self.tokens[k].lower in self.words["describes"]), None)
        if opening is None or not any(t.lower in self.words["verbs"] for t in self.tokens[opening + 1 : n + 1]):
            return ()
        found = self._left_of(opening, 0)
        return found if all(p.kind in THINGS for p in found) else ()

    def _main_subject(self, trigger: Trigger) -> Group:
        """Who acts in the clause behind one that opens the sentence: "after taking the hill the army advanced"."""
        for group in self._groups_within(trigger.last + 1, len(self.tokens) - 1):
            following = self.tokens[group[-1].last + 1].lower if group[-1].last + 1 < len(self.tokens) else ""
            acts = following in self.words["auxiliaries"] or following in self.words["past"] or following.endswith("ed")
            if acts and group[0].role in ("actor", "country") and group[0].lead not in self.words["prepositions"]:
                return group
        return ()

    def _doer_to(self, group: Group, trigger: Trigger) -> Group:
        """Who acts on, where the group before a verb is what an earlier verb was done to: "Kurds fighting ISIS took a village"."""
        for earlier in self._sooner()[:1] if trigger is self.trigger else []:
            did = earlier.form in ("active", "gerund") and earlier.frame in ("act", "mutual")
            taken = earlier.last < group[0].first and group[0].lead == self.tokens[earlier.last].lower
            between = self.tokens[group[-1].last + 1 : trigger.first]
            if (
                did
                and taken
                and not any(t.lower in self.words["clause_opening"] or t.lower in self.words["listing"] for t in between)
            ):
                return self._read_other(earlier)[0]
        return ()

    def _with_helpers(self, comma: int) -> Group:
        """Who did it and who helped, before the comma that closes "A, backed by B,"."""
        for n in range(comma - 2, max(comma - 14, 0), -1):
            if self.tokens[n].text == "," and self.tokens[n + 1].lower in self.words["helped"]:
                helpers = [p for group in self._groups_within(n + 2, comma - 1) for p in group]
                main = self._left_of(n, 0)
                return (*main, *helpers) if main else ()
        return ()

    def _earlier(self, trigger: Trigger) -> Trigger | None:
        before = self._sooner() if trigger is self.trigger else []
        return before[0] if before else None

    def _inherited(self, earlier: Trigger) -> Group:
        actors, targets = self._read_other(earlier)
        return targets if self.trigger.form == "passive" and earlier.form == "passive" else actors
