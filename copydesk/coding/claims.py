"""Who did it by other words than those of the happening: claims, blame, "was carried out by", "is held responsible for"."""

from __future__ import annotations

from copydesk.coding.neighbours import Neighbours
from copydesk.coding.scenes import Group
from copydesk.coding.triggers import Trigger

_REACH = 14  # tokens between a happening and the words that say whose it was
_BLAMED = 20  # tokens between words of blame and what for: lists of suspects are long
_AGENT = 10  # tokens between "was perpetrated" and its "by"


class Claims(Neighbours):
    """Reads whom a sentence makes responsible for the happening of its trigger."""

    def _blamed(self) -> Group:
        """Whom the sentence blames or accuses: "blamed the rebels for the attack", "an attack blamed on the rebels"."""
        for n in range(self.trigger.last + 1, min(self.high, self.trigger.last + 8)):
            if self.tokens[n].lower in self.words["blame"]:
                return next((g for g in self._groups_within(n, self.high) if g[0].lead in self.words["blamed_on"]), ())
        clause = {t.lower for t in self.tokens[self.trigger.clause_first : self.trigger.first]}
        if clause & self.words["attribute"]:
            return next((g for g in self._groups_within(self.trigger.last + 1, self.high) if g[0].lead == "to"), ())
        for n in range(self.trigger.first - 1, max(0, self.trigger.first - _BLAMED), -1):
            if self.tokens[n].lower in self.words["blame"]:
                between = {t.lower for t in self.tokens[n : self.trigger.first]}
                found = next(iter(self._groups_within(n + 1, self.trigger.first - 1)), ())
                return found if between & self.words["blamed_for"] else ()
        return self._held_responsible()

    def _charged(self) -> Group:
        """Who stands accused: "two men were arrested for the murder", "Ruiz was the mastermind of the attack"."""
        reach = range(self.trigger.first - 1, max(-1, self.trigger.first - _BLAMED), -1)
        for n in reach:
            word = self.tokens[n].lower
            between = {t.lower for t in self.tokens[n + 1 : self.trigger.first]}
            if word in self.words["culprits"] and "of" in between:
                return self._named_as(n)
            if word in self.words["charged"] and between & self.words["blamed_for"]:
                before = {t.lower for t in self.tokens[max(0, n - 3) : n]}
                return self._left_of(n, 0) if before & self.words["be"] else ()
        return ()

    def _named_as(self, n: int) -> Group:
        """Whom "the mastermind" at token `n` is said to be: "X was the mastermind of it", "the author of the attack is X"."""
        before = {t.lower for t in self.tokens[max(0, n - 4) : n]}
        if before & self.words["be"]:
            return self._left_of(n, 0)
        for group in self._groups_within(self.trigger.last + 1, len(self.tokens) - 1):
            between = {t.lower for t in self.tokens[self.trigger.last + 1 : group[0].first]}
            if between & self.words["be"] and group[0].lead not in self.words["prepositions"]:
                return group
        return ()

    def _held_responsible(self) -> Group:
        """ "for which they hold the army responsible", "the army is held responsible for the attack"."""
        for n, token in enumerate(self.tokens):
            if token.lower not in self.words["accountable"]:
                continue
            hold = next((k for k in range(n - 1, max(n - 12, -1), -1) if self.tokens[k].lower in self.words["holding"]), None)
            if hold is not None:
                return next(iter(self._groups_within(hold + 1, n - 1)), ()) or self._left_of(hold, 0)
        return ()

    def _perpetrated(self) -> Group:
        """The agent of the verb by which somebody did it: "the attack, which began at noon, was perpetrated by rebels"."""
        behind = (t for t in self.scene.triggers if t.first > self.trigger.last and t.form == "active")
        end = min((t.first for t in behind if not self._relative(t)), default=len(self.tokens))
        for n in range(self.trigger.last + 1, end):
            if self.tokens[n].lower in self.words["works"] and n + 1 < end and self.tokens[n + 1].lower == "of":
                return next(iter(self._groups_within(n + 2, min(n + _REACH, len(self.tokens) - 1))), ())
            if self.tokens[n].lower in self.words["perpetrated"]:
                agent = (
                    g
                    for g in self._groups_within(n + 1, min(n + _AGENT, len(self.tokens) - 1))
                    if g[0].lead in self.words["agents"]
                )
                if found := next(agent, ()):
                    return found
        return ()

    def _relative(self, trigger: Trigger) -> bool:
        """Whether a verb only describes what stands before it: "a raid that killed nine"."""
        return trigger.first > 0 and self.tokens[trigger.first - 1].lower in self.words["relatives"]

    def _launcher(self) -> tuple[Group, bool]:
        """The subject of "carried out an attack", or (True) of "came under attack", "was killed in an attack"."""
        for n in range(self.trigger.first - 1, max(self.low, self.trigger.first - _REACH) - 1, -1):
            word = self.tokens[n].lower
            if word in self.words["support"]:
                was = n > 0 and self.tokens[n - 1].lower in self.words["made_passive"] and word not in self.words["party_to"]
                if n > 0 and self.tokens[n - 1].lower in self.words["those"] and word in self.words["party_to"]:
                    return (), False  # "those responsible" are nobody yet
                accused = n > 0 and self.tokens[n - 1].lower in self.words["before_gerund"]
                if (who := self._relative_before(n)) is not None:
                    return self._antecedent(who), False
                return (() if was else self._left_of(n, 0 if accused else self.low, accused)), False
            if word in self.words["suffer"]:
                return self._left_of(n, self.low), True
            if n != self.trigger.first - 1 and any(
                g[0].first <= n <= g[-1].last for g in self.scene.groups if not self._adjectival(g)
            ):
                break
        return (), False

    def _relative_before(self, n: int) -> int | None:
        """Where "which" stands that is the subject of the verb at `n`: "the rebels, which have claimed the attack"."""
        at = n - 1
        while at > 0 and self.tokens[at].lower in self.words["auxiliaries"]:
            at -= 1
        return at if at > 0 and self.tokens[at].lower in self.words["subject_relatives"] else None

    def _adjectival(self, group: Group) -> bool:
        """Whether the words before the noun only say of what kind it is: "a guerrilla attack", "terrorist attacks"."""
        glued = bool(group) and group[-1].last + 1 == self.trigger.first
        return glued and len(group) == 1 and self.tokens[group[0].last].lower in self.words["kinds"]
