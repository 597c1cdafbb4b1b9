"""What stands around a trigger: the groups before and behind it, and the words that bind them to it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from copydesk.coding.phrases import ARMED, THINGS
from copydesk.coding.rolewords import role_words
from copydesk.coding.scenes import Group, Scene
from copydesk.coding.triggers import Trigger

_SIDEWAYS = 4  # triggers of the same sentence that are looked at for a role, on each side


class Neighbours:
    """The groups around one trigger of a scene; holds nothing but what it was given.

    `trigger.form` is corrected where the words behind a bare participle show it to be a past tense. `depth` counts how many
    readers asked for one another ("the actor of the attack in which it was killed"), so that asking ends.
    """

    def __init__(self, scene: Scene, trigger: Trigger, depth: int = 0) -> None:
        self.depth = depth
        self.scene, self.tokens, self.words = scene, scene.tokens, role_words()
        self.trigger = replace(trigger, form="active") if self._takes_object(trigger) else trigger
        if self.trigger.form == "active" and (self._done_by(trigger) or self._fell_in_fight(trigger)):
            self.trigger = replace(trigger, form="passive")
        if self.trigger.form == "passive" and trigger.happening in self.words["of_weapons"] and not self._helped(trigger):
            self.trigger = replace(trigger, form="active")  # "the bomb, which was hidden, exploded on the second floor"
        self.low = self._whole_subject(self._before_asides(trigger.clause_first))
        self.high = self._behind_asides(trigger.clause_last)

    def _helped(self, trigger: Trigger) -> bool:
        """Whether a form of "be" stands before a participle, or "by" behind it."""
        before = self.tokens[trigger.first - 1].lower if trigger.first else ""
        return before in self.words["be"] or self._done_by(trigger)

    def _before_asides(self, first: int) -> int:
        """Where the clause starts once brackets that only name again what stands before them are stepped over."""
        tokens = self.tokens
        while first > 0 and (tokens[first].text == ")" or tokens[first - 1].text == ")"):
            close = first if tokens[first].text == ")" else first - 1
            opening = next((n for n in range(close - 1, max(close - 10, -1), -1) if tokens[n].text == "("), None)
            if opening is None or any(opening < t.first < close for t in self.scene.triggers):
                break
            marks = self.words["clause_opening"]
            first = next((n for n in range(opening - 1, -1, -1) if tokens[n].lower in marks), 0)
        return first

    def _whole_subject(self, low: int) -> int:
        """Where the clause starts if its "and" only joins two who act together: "troops and Kurdish fighters ousted the group"."""
        group = next((g for g in self.scene.groups if g[0].first < low <= g[-1].first), None)
        if group is None or group[0].lead in self.words["prepositions"] - {"elsewhere"}:
            return low
        taken = any(t.last < group[0].first and self.tokens[t.last].lower == group[0].lead for t in self.scene.triggers)
        return low if taken else group[0].first

    def _behind_asides(self, last: int) -> int:
        """Where the clause ends once such brackets behind it are stepped over."""
        tokens, size = self.tokens, len(self.tokens)
        while last + 1 < size and tokens[last + 1].text == "(":
            close = next((n for n in range(last + 2, min(last + 11, size)) if tokens[n].text == ")"), None)
            if close is None or any(last < t.first < close for t in self.scene.triggers):
                break
            marks = self.words["clause_opening"]
            last = next((n - 1 for n in range(close + 1, size) if tokens[n].lower in marks), size - 1)
        return last

    @property
    def _over_ground(self) -> bool:
        return self.trigger.event_type == "Battles" or self.trigger.happening in self.words["ground"]

    @property
    def _from_afar(self) -> bool:
        return self.trigger.event_type == "Explosions/Remote violence" or self.trigger.happening in self.words["remote"]

    def _done_by(self, trigger: Trigger) -> bool:
        """Whether "by" right behind a word that is past tense and participle alike shows it to be the participle: "hit by"."""
        behind = (t.lower for t in self.tokens[trigger.last + 1 : trigger.last + 4])
        following = next((w for w in behind if w not in self.words["earlier"] and not w.endswith("ly")), "")
        participle = trigger.first == trigger.last or self.tokens[trigger.last].lower.endswith("ed")
        return following in self.words["agents"] and trigger.frame == "act" and participle

    def _fell_in_fight(self, trigger: Trigger) -> bool:
        """Whether a fight right behind shows what headlines shorten: "12 soldiers killed fighting Boko Haram"."""
        following = self.tokens[trigger.last + 1].lower if trigger.last + 1 < len(self.tokens) else ""
        return following in self.words["fighting"] and self.tokens[trigger.last].lower.endswith("ed")

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
        if following == "and" and self._shares_object(trigger):
            return True
        takes = following in self.words["determiners"] or following in self.words["numbers"] or following[:1].isdigit()
        counted = (
            following in self.words["opening_counts"]
            and self.tokens[min(trigger.last + 2, len(self.tokens) - 1)].lower in self.words["quantities"]
        )
        return (
            takes
            or counted
            or any(g[0].first == trigger.last + 1 and g[0].lead == self.tokens[trigger.last].lower for g in self.scene.groups)
        )

    def _shares_object(self, trigger: Trigger) -> bool:
        """Whether "and" joins a verb to one right behind it that takes an object: "soldiers captured and tortured a teacher"."""
        beside = next((t for t in self.scene.triggers if t.first == trigger.last + 2), None)
        return beside is not None and beside.form == "active"

    def _later(self) -> Sequence[Trigger]:
        """The next triggers of the sentence; none for a reader that another reader asked, so that looking sideways ends."""
        return [t for t in self.scene.triggers if t.first > self.trigger.last][:_SIDEWAYS] if self.depth < 2 else []

    def _sooner(self) -> Sequence[Trigger]:
        """The triggers before, nearest first."""
        return [t for t in self.scene.triggers if t.last < self.trigger.first][: -_SIDEWAYS - 1 : -1] if self.depth < 2 else []

    def _groups_within(self, first: int, last: int) -> list[Group]:
        return [g for g in self.scene.groups if g[0].first >= first and g[-1].last <= last]

    def _groups_opening(self, first: int, last: int) -> list[Group]:
        """The groups that begin from `first` to `last`; a list may run on beyond a mark that ends the clause."""
        return [g for g in self.scene.groups if first <= g[0].first <= last]

    def _within_trigger(self, after: bool) -> Group:
        """The group that starts a trigger of several words ("regime warplanes struck"), or (`after`) the one in or behind it."""
        first, last = self.trigger.first, self.trigger.last
        for group in self.scene.groups:
            if last == first and not group[0].first < first == group[-1].last:
                continue  # a word by itself lies within a name only where it ends it: "US-led raids"
            begins = group[0].first <= first <= group[-1].last
            within = first < group[0].first <= last
            whence = self._from_afar and group[0].lead == "from"  # "shells from the rebel enclave hit"
            does = group[0].lead in self.words["agents"] or whence
            if after and within and not does:
                return group
            if not after and (begins or (within and does)):
                return _acting(group) if whence and not begins else group
        return ()

    def _trigger_within(self, first: int, last: int) -> bool:
        return any(first < t.first < last and t.form != "noun" for t in self.scene.triggers)

    def _left_of(self, n: int, low: int, any_lead: bool = False) -> Group:
        """The nearest group before token `n` that no preposition leads; one that the trigger itself begins with comes first."""
        if n == self.trigger.first and (own := self._within_trigger(False)):
            return own
        for group in reversed(self._groups_within(low, n - 1)):
            if group[0].role == "holder" or self._bracketed(group) or self._where(group) or self._lies_in(group):
                continue
            if group[0].lead in self.words["launched_by"] and self._before_lead(group) in self.words["launched"]:
                return group
            if any_lead or group[0].lead not in self.words["prepositions"]:
                return (*self._coordinate(group, low), *(self._described(group, low) or group))
            close = group[-1].last == n - 1 and n == self.trigger.first and group[-1].role != "target"
            close = close and self.trigger.happening not in self.words["of_weapons"]
            if close and not self._stands_at(group) and not self._helps(group):
                return group
            if group[0].lead in self.words["clausal"] and n - group[-1].last <= 3:
                return group
            named = next((k for k, p in enumerate(group) if k and p.role == "person" and p.lead == ","), 0)
            if named:
                return group[named:]
        return ()

    def _coordinate(self, group: Group, low: int) -> Group:
        """What "and" joins to a group across an apposition: "A, rector of B, five others and C were killed"."""
        if group[0].lead not in self.words["listing"]:
            return ()
        before = [g for g in self._groups_within(low, group[0].first - 1) if g[0].role != "holder" and _alike(g, group)]
        for n in range(len(before) - 1, -1, -1):
            between = self.tokens[before[n][-1].last + 1 : group[0].first]
            if any(t.lower in self.words["verbs"] for t in between) or self._trigger_within(before[n][-1].last, group[0].first):
                return ()
            if before[n][0].lead not in self.words["prepositions"]:
                return (*self._coordinate(before[n], low), *before[n])
        return ()

    def _antecedent(self, n: int) -> Group:
        """Whom "who" at token `n` means; "an ISIL group, mostly foreigners, who attacked" means the group."""
        before = [g for g in self._groups_within(0, n - 1) if not self._where(g)]
        if len(before) > 1 and before[-1][0].role == "target" and before[-2][-1].role == "actor":
            near = before[-1][0].first - before[-2][-1].last <= 3 and before[-1][0].lead != "of"
            return before[-2] if near else before[-1]
        return self._left_of(n, 0, any_lead=True)

    def _interrupted(self, low: int) -> bool:
        """Whether a bracket or an apposition before the clause cut it off from its subject: "the Front (FMLN) attacked"."""
        return (low > 0 and self.tokens[low - 1].text in ')]\u201d"') or self.tokens[low].text in ")]"

    def _before_lead(self, group: Group) -> str:
        """The word before a group's lead: "fired" in "fired by the rebels"."""
        n = group[0].first - 1
        while n > 0 and self.tokens[n].lower != group[0].lead:
            n -= 1
        return self.tokens[n - 1].lower if n > 0 else ""

    def _described(self, group: Group, low: int) -> Group:
        """The persons whom a group in apposition describes: "A and B, a party leader, were killed"."""
        if len(group) > 1 or group[0].role != "target" or group[0].kind != "civilian":
            return ()
        before = self._groups_within(low, group[0].first - 1)
        if not before or before[-1][-1].role != "person" or before[-1][0].lead in self.words["prepositions"]:
            return ()
        between = [t.lower for t in self.tokens[before[-1][-1].last + 1 : group[0].first]]
        apart = between[:1] == [","] and "and" not in between and len(between) <= 4
        return (*self._coordinate(before[-1], low), *before[-1]) if apart else ()

    def _bracketed(self, group: Group) -> bool:
        """Whether the group stands in brackets, as what a name before it means."""
        n = group[0].first - 1
        return n > 0 and self.tokens[n].text == "(" and self.tokens[min(group[-1].last + 1, len(self.tokens) - 1)].text == ")"

    def _stands_at(self, group: Group) -> bool:
        """Whether the group is a country right behind a preposition, which tells where: "raids on Syria killed"."""
        first = group[0].first
        return group[0].role == "country" and first > 0 and self.tokens[first - 1].lower in self.words["prepositions"]

    def _helps(self, group: Group) -> bool:
        """Whether the group only stands behind who acts: "the YPG, backed by rebels, killed"."""
        return group[0].lead in self.words["agents"] and self._before_lead(group) in self.words["helped"]

    def _lies_in(self, group: Group) -> bool:
        """Whether the group is a country behind a preposition and a direction, which tells where: "a blast in northwest Syria"."""
        n = group[0].first - 1
        if len(group) > 1 or group[0].role != "country" or n < 1 or self.tokens[n].lower not in self.words["directions"]:
            return False
        return self.tokens[n - 1].lower in self.words["prepositions"]

    def _where(self, group: Group) -> bool:
        """Whether the group is a country between commas that says where a town lies: "in Nairobi, Kenya, that killed"."""
        first, behind = group[0].first, group[-1].last + 1
        apart = first > 1 and self.tokens[first - 1].text == "," and behind < len(self.tokens) and self.tokens[behind].text == ","
        return len(group) == 1 and group[0].role == "country" and apart and self.tokens[first - 2].is_capital

    def _own_particle(self, group: Group) -> bool:
        """Whether the group's lead is the trigger's own last word: "blew up a bus"."""
        last = self.tokens[self.trigger.last].lower
        return self.trigger.last > self.trigger.first and group[0].lead == last and group[0].first - self.trigger.last <= 3

    def _far(self, group: Group) -> bool:
        n = group[0].first - 1
        while n > self.trigger.last and self.tokens[n].lower != group[0].lead:
            n -= 1
        return n - self.trigger.last > 5

    def _premodifies(self, word: str) -> bool:
        return (
            word in ("'s", "'", "\u2019")
            or word in self.words["premodifiers"]
            or word in self.words["adjectives"]
            or word in self.words["modifiers"]
        )

    def _before_noun(self) -> Group:
        """The group that ends just before the trigger or in it, adjectives between ("ISIS suicide attack")."""
        if own := self._within_trigger(False):
            return own
        behind = self.tokens[self.trigger.last + 1].text if self.trigger.last + 1 < len(self.tokens) else ""
        for group in reversed(self._groups_within(0, self.trigger.first - 1)):
            end = group[-1]
            if behind == ":" and group[0].first == 0 and end.role == "country":
                return ()  # "Libya strikes: French jets destroy tanks"
            between = [t.lower for t in self.tokens[end.last + 1 : self.trigger.first]]
            glued = len(between) <= 4 and all(self._premodifies(w) for w in between)
            if (
                glued
                and end.role != "holder"
                and end.kind not in ("building", "infrastructure", "person")
                and (end.role, end.kind) != ("target", "vehicle")
                and (end.lead != "of" or end.role in ("actor", "country"))
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

    def _by(self) -> Group:
        for group in self._groups_within(self.trigger.last + 1, self.high):
            lead, before = group[0].lead, self._before_lead(group)
            if (lead in self.words["agents"] and before not in self.words["other_by"] and not self._of_another_verb(before)) or (
                lead == "from" and before in self.words["launched"]
            ):
                return group
        return self._origin() or self._by_later()

    def _origin(self) -> Group:
        """Who holds the place that shells came from: "rockets from the rebel enclave", "shells fired from rebel-held areas"."""
        if not self._from_afar or self.trigger.form != "noun":
            return ()
        for group in self._groups_within(self.trigger.last + 1, self.high)[:1]:
            came = self._before_lead(group) in self.words["launched"] | {self.tokens[self.trigger.last].lower}
            if group[0].lead == "from" and came:
                return _acting(group)
        return ()

    def _of_another_verb(self, word: str) -> bool:
        """Whether the word before "by" is a participle of its own: "was shot down in the biggest loss suffered by the army"."""
        own = {t.lower for t in self.tokens[self.trigger.first : self.trigger.last + 1]}
        done = self.words["launched"] | self.words["perpetrated"] | own
        return self.trigger.form != "noun" and word.endswith("ed") and word not in done

    def _by_later(self) -> Group:
        """The agent that a comma cut off: "was kidnapped on 5 January, apparently by ELN guerrillas"."""
        for group in self._groups_within(self.high + 1, len(self.tokens) - 1):
            if group[0].lead not in self.words["prepositions"] and group[0].lead != ",":
                return ()
            if group[0].lead in self.words["agents"]:
                at = next(n for n in range(group[0].first - 1, -1, -1) if self.tokens[n].lower == group[0].lead)
                cut = self.tokens[at - 1].text == "," or (
                    self.tokens[at - 1].lower in self.words["perhaps"] | self.words["launched"] and at > 1
                )
                return group if cut and not self._trigger_within(self.trigger.last, at) else ()
        return ()

    def _to(self) -> Group:
        for group in self._groups_within(self.trigger.last + 1, self.high):
            if group[0].lead in self.words["fallen_to"] and group[-1].role in ("actor", "country"):
                return group
        return ()

    def _listed(self, group: Group) -> Group:
        """The things that a dash or a colon lists after a group: "three vehicles -- an ambulance, a truck and a van"."""
        for other in self._groups_within(group[-1].last + 1, self.high):
            if other[0].lead in ("--", "-", ":", "\u2013", "\u2014"):
                return other
        return ()

    def _holders(self) -> Group:
        return tuple(p for g in self._groups_within(self.trigger.clause_first, self.high) for p in g if p.role == "holder")

    def _keepers(self) -> Group:
        """Who is told to hold, use or own what stands before: "districts held by the army", "vehicles belonging to ISIS"."""
        for group in self._groups_within(self.trigger.last + 1, len(self.tokens) - 1):
            bound = self._before_lead(group) in self.words["other_by" if group[0].lead == "by" else "owned_by"]
            if bound and group[0].lead in self.words["fallen_to"] and group[0].role == "actor" and group[0].kind in ARMED:
                return () if self._trigger_within(self.trigger.last, group[0].first) else group
        return ()


def _acting(group: Group) -> Group:
    """The armed parties that hold a place, as those who act from it; who fires from a country is not told by its name."""
    return tuple(replace(p, role="actor") for p in group if p.kind in ARMED and p.name and p.role != "country")


def _alike(one: Group, two: Group) -> bool:
    """Whether both groups are people or neither is: "and" joins no rector to his university."""
    return (one[0].kind in THINGS or one[0].role == "country") == (two[0].kind in THINGS or two[0].role == "country")
