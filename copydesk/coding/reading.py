"""One sentence as it is coded: its triggers with their classes, standings and roles, folded into happenings."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from copydesk.coding.actors import registry
from copydesk.coding.background import Recalling, find_recalling
from copydesk.coding.counts import Count
from copydesk.coding.folding import fold
from copydesk.coding.informants import find_informants
from copydesk.coding.naming import joined, names_victims, victims_named
from copydesk.coding.ontology import happenings
from copydesk.coding.patterns import word_set
from copydesk.coding.phrases import ARMED
from copydesk.coding.references import Memory
from copydesk.coding.roles import Roles, assign_roles, harms_people
from copydesk.coding.rolewords import role_words
from copydesk.coding.scenes import Scene, read_scene
from copydesk.coding.setting import Setting, country_of
from copydesk.coding.settle import Circumstances, Means, find_means, settle
from copydesk.coding.spotting import Spot, moved, trigger_of
from copydesk.coding.statuses import Standing, find_cues, standing
from copydesk.coding.struck import with_struck
from copydesk.coding.tokens import Token
from copydesk.coding.tolls import find_counts
from copydesk.coding.triggers import Trigger
from copydesk.coding.weapons import weapon_class
from copydesk.model import Party
from copydesk.model.records import Informant, Sentence

_REBELS = frozenset({"rebel", "militia"})
_STATES = frozenset({"state", "foreign-state"})
_PEOPLE = frozenset({"civilian", "person"})


class Told(Struct, frozen=True):
    """One happening of one sentence: its triggers (the one that names it first), class, standing, roles and counts."""

    triggers: tuple[Trigger, ...]
    weight: int
    happening: str  # settled class
    standing: Standing
    roles: Roles
    counts: tuple[Count, ...]
    vague: bool  # no weapon and no word of its own says which class it is ("killed", "the attack")

    @property
    def start(self) -> int:
        return min(t.clause_start for t in self.triggers)

    @property
    def end(self) -> int:
        return max(t.clause_end for t in self.triggers)


class Read(Struct, frozen=True):
    """What one sentence tells, in order, with whom it cites and the scene its roles were read in."""

    sentence: Sentence
    tokens: Sequence[Token]
    told: Sequence[Told]
    informants: Sequence[Informant]
    scene: Scene
    recalling: Recalling
    figures: int = 0  # how many wordings only look like a happening ("heart attack")


class Before(Struct, frozen=True):
    """What the sentences before leave behind for the next: who was named, and whom they cite."""

    memory: Memory = Memory()
    informant: Informant | None = None


def read_sentence(text: str, sentence: Sentence, seen: Spot, setting: Setting, before: Before) -> Read:
    """Reads a sentence that passed the gate; offsets count in `text`."""
    tokens = moved(seen.tokens, sentence.start)
    setting = _there(setting, tokens)
    triggers = [trigger_of(hit, seen, tokens) for hit in seen.hits]
    scene = read_scene(text, tokens, triggers, setting, before.memory)
    roles = [assign_roles(scene, t) for t in triggers]
    means = find_means(text, sentence.start, sentence.end)
    settled = [_settled(means, t, r, tokens) for t, r in zip(triggers, roles, strict=True)]
    cues = find_cues(tokens)
    standings = [standing(t, tokens, cues) for t in triggers]
    aims = frozenset(
        n for n, s in enumerate(standings) if s.status in ("planned", "attempted") and triggers[n].form == "infinitive"
    )
    groups = [_yielded(g, triggers, settled) for g in fold(triggers, [s for s, _ in settled], tokens, aims)]
    counts = _shared(find_counts(text, sentence.start, sentence.end), triggers, groups)
    names = [_name(group, triggers, settled, roles) for group in groups]
    told = [
        piece
        for group, mine, name in zip(groups, counts, names, strict=True)
        for piece in _dealt_out(
            Told(
                tuple(triggers[i] for i in group),
                max(seen.hits[i].rule.weight for i in group),
                name,
                _standing([standings[i] for i in group], [triggers[i] for i in group]),
                _joined(_naming(group, settled, roles, name), name),
                tuple(mine),
                settled[group[0]][1],
            )
        )
    ]
    told = [replace(t, roles=with_struck(t.happening, _armed(t), t.counts, scene, setting)) for t in told]
    informants = [_named(i, scene) for i in find_informants(text, tokens, before.informant)]
    recalling = find_recalling(text, sentence.start, sentence.end, setting.year)
    figures = sum(hit.rule.weight for hit in seen.denied)
    read = Read(sentence, tokens, told, informants, scene, recalling, figures)
    if not names_victims(text[sentence.start : sentence.end]):
        return read
    return with_victims(read, victims_named(text, sentence.start, sentence.end, before.memory.persons))


def _there(setting: Setting, tokens: Sequence[Token]) -> Setting:
    """The setting of a sentence that says where it leads to: "In Iraq, government forces"."""
    opening = [t.text for t in tokens[:3]]
    if not opening or opening[0] not in role_words()["leading_in"]:
        return setting
    code = next((c for name in opening[1:] if (c := country_of(name)) in setting.countries), None)
    return replace(setting, countries=(code, *(c for c in setting.countries if c != code))) if code else setting


def with_victims(read: Read, named: Sequence[Party]) -> Read:
    """The sentence with the victims that one behind it names, as targets of the last harm to people that it tells."""
    harm = [k for k, told in enumerate(read.told) if any(harms_people(t) for t in told.triggers)]
    if not harm or not named:
        return read
    told = list(read.told)
    roles = told[harm[-1]].roles
    told[harm[-1]] = replace(told[harm[-1]], roles=replace(roles, targets=joined(roles.targets, named)))
    return replace(read, told=told)


def _armed(told: Told) -> Roles:
    """The roles without the arms that both sides of a fight bear: rifles and artillery fire are no means that tell it apart."""
    roles = told.roles
    fought = happenings()[told.happening].event_type == "Battles"
    if not fought or not roles.weapons:
        return roles
    common = role_words()["ordinary_arms"]
    return replace(roles, weapons=[w for w in roles.weapons if weapon_class(w.text) not in common])


def _dealt_out(told: Told) -> list[Told]:
    """The happening, or one for each share of a toll that its sentence deals out over places, told in the words of the share."""
    shares = [c.share for c in told.counts if c.share]
    if len(shares) < 2:
        return [told]
    out = []
    for n, (start, end) in enumerate(shares):
        first, last = (told.start if n == 0 else start), (max(start + 1, told.end) if n == len(shares) - 1 else end)
        triggers = tuple(replace(t, clause_start=first, clause_end=last) for t in told.triggers)
        mine = tuple(c for c in told.counts if c.share == (start, end) or (c.share is None and first <= c.start < last))
        out.append(replace(told, triggers=triggers, counts=mine))
    return out


def _named(informant: Informant, scene: Scene) -> Informant:
    """The informant with the canonical name of the actor that its words hold; an armed group is an armed party."""
    for group in scene.groups:
        for phrase in group:
            if phrase.role == "actor" and informant.start <= phrase.start and phrase.end <= informant.end:
                armed = phrase.kind in ("rebel", "militia") and informant.kind in ("unknown", "person", "official")
                return replace(informant, name=phrase.name, kind="armed party" if armed else informant.kind)
    return informant


def _settled(found_means: Sequence[Means], trigger: Trigger, roles: Roles, tokens: Sequence[Token]) -> tuple[str, bool]:
    """The class of a trigger, and whether it is vague: no means decided it."""
    found_means = [m for m in found_means if _does_harm(m, roles)]
    means = tuple(m for m, start, end in found_means if trigger.clause_start <= start and end <= trigger.clause_end)
    if happenings()[trigger.happening].settled:
        return settle(trigger.happening, Circumstances(means)), False
    if not means and trigger.frame != "mutual":
        means = tuple(m for m, _, _ in found_means)
    actor = roles.actors[0].kind if roles.actors else None
    target = _hit(roles.targets[0]) if roles.targets else None
    person = trigger.frame == "act" and trigger.form != "passive" and _takes_people(trigger, tokens)
    person = person or (trigger.frame == "act" and trigger.form == "passive" and any(_are_people(t) for t in roles.targets[:1]))
    found = Circumstances(means, actor, target, person)
    return settle(trigger.happening, found), not means and trigger.happening not in role_words()["plain_stations"]


def _does_harm(means: Means, roles: Roles) -> bool:
    """Whether aircraft told of did it: not where they are what was hit ("ambushed an army helicopter")."""
    kind, start, end = means
    if kind not in role_words()["by_air"]:
        return True
    return not any(t.start <= start and end <= t.end for t in roles.targets)


def _yielded(group: list[int], triggers: Sequence[Trigger], settled: Sequence[tuple[str, bool]]) -> list[int]:
    """The group with the killing in front where what named it gives way: "killed 25 soldiers and burned six trucks"."""
    if not happenings()[settled[group[0]][0]].yields:
        return group
    killing = [i for i in group if triggers[i].happening in role_words()["killing"] and triggers[i].form != "noun"]
    return [*killing[:1], *(i for i in group if i not in killing[:1])]


def _name(group: Sequence[int], triggers: Sequence[Trigger], settled: Sequence[tuple[str, bool]], roles: Sequence[Roles]) -> str:
    """The class of a happening: its first trigger's; an attack on nobody in arms in which civilians died was one on them,

    and one that names nobody, in which an armed party killed armed men, was a clash ("killed 32 rebels in an ambush").
    """
    named, vague = settled[group[0]]
    if named == "civilians" and vague and not roles[group[0]].targets:
        fought = any(settled[i][0] == "clash" and any(t.kind in ARMED for t in roles[i].targets) for i in group)
        return "clash" if fought else named
    if named != "clash" or not vague or triggers[group[0]].frame != "act":
        return named
    died = [
        i for i in group if triggers[i].happening in role_words()["killing"] and settled[i][0] == "civilians" and roles[i].targets
    ]
    armed = any(t.kind in ARMED for i in group for t in roles[i].targets)
    state = any(a.kind in _STATES for i in group for a in roles[i].actors)  # an army may have fired from afar
    return "civilians" if died and not armed and not state else named


def _hit(target: Party) -> str:
    """The kind of what is hit; a post or a base stands for the armed men in it."""
    held = target.kind in ("building", "vehicle") and target.text.lower().partition(" of ")[0].split()[-1] in word_set("stronghold")
    return "militia" if held else target.kind


def _are_people(target: Party) -> bool:
    """Whether what was taken is people ("six soldiers were captured")."""
    return target.kind in _PEOPLE or not word_set("person").isdisjoint(target.text.lower().split())


def _takes_people(trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """Whether what the verb takes is people ("captured 20 soldiers") and not a place ("captured the rebel town")."""
    people = False
    for token in tokens[trigger.last + 1 : min(trigger.clause_last + 1, trigger.last + 9)]:
        if token.lower in word_set("placenoun"):
            return False
        if token.lower in word_set("person"):
            people = True
        elif people or token.lower in role_words()["behind_taken"]:
            break
    return people


def _standing(standings: Sequence[Standing], triggers: Sequence[Trigger]) -> Standing:
    """The happening's standing is that of the trigger that names it; a toll that occurred, or a repulse, outweighs a mere plan."""
    lead = standings[0]
    repelled = next((s for s in standings if s.outcome == "repelled"), None)
    if repelled is not None:
        return repelled
    if lead.status in ("planned", "attempted") and lead.why == "purpose":
        done = next(
            (s for s, t in zip(standings, triggers, strict=True) if s.status == "occurred" and t.form != "infinitive"), None
        )
        return done or lead
    return lead


def _naming(group: Sequence[int], settled: Sequence[tuple[str, bool]], roles: Sequence[Roles], name: str) -> list[Roles]:
    """The roles of the triggers that give a happening its own: not who agreed to a truce where men were killed beside it.

    What says only which things were destroyed gives no weapons: "killed two rebels and destroyed their ammunition".
    """
    kinds, lists = happenings(), role_words()
    if kinds[settled[group[0]][0]].yields:
        return [roles[i] for i in group]
    hit = lists["things_hit"] if name in lists["hits_things"] else ()
    out = [roles[group[0]]]
    for i in group[1:]:
        if settled[i][0] in hit:
            out.append(replace(roles[i], weapons=[]))
        elif kinds[settled[i][0]].event_type != "Strategic developments":
            out.append(roles[i])
    return out


def _joined(roles: Sequence[Roles], happening: str) -> Roles:
    """The roles of the naming trigger, filled from the others where it has none."""
    barred = ("civilian",) if happening in role_words()["crewed"] else ()
    able = ([a for a in r.actors if a.kind not in barred] for r in roles)
    return Roles(
        _most_exact([actors for actors in able if actors]),
        _all_of([r.targets for r in roles]),
        next((r.weapons for r in roles if r.weapons), []),
        next((r.grounds for r in roles if r.grounds), []),
    )


def _most_exact(lists: Sequence[list[Party]]) -> list[Party]:
    """The actors that are told first; words for rebels or for nobody yield to the group that another trigger names."""
    if not lists or not _loose(lists[0][0]):
        return lists[0] if lists else []
    named = (actors for actors in lists[1:] if actors[0].kind in _REBELS and not _loose(actors[0]))
    return next(named, lists[0])


def _loose(party: Party) -> bool:
    """Whether a party's words name no organisation: "gunmen", "rebels"."""
    return (party.kind == "unknown" and party.name is None) or (party.kind in _REBELS and party.name not in registry())


def _all_of(lists: Sequence[Sequence[Party]]) -> list[Party]:
    """The targets of all triggers, each once: "attacked the home, killing a guard"."""
    out: list[Party] = []
    for party in (p for parties in lists for p in parties):
        if not any(party.start < p.end and p.start < party.end for p in out):
            out.append(party)
    return out


def _shared(counts: Sequence[Count], triggers: Sequence[Trigger], groups: Sequence[Sequence[int]]) -> list[list[Count]]:
    """The counts of a sentence, each with the happening whose trigger stands nearest to the words that tell what became of them."""
    out: list[list[Count]] = [[] for _ in groups]
    for count in counts:
        best: tuple[bool, int, int] | None = None
        for n, group in enumerate(groups):
            for i in group:
                t = triggers[i]
                apart = max(t.start - count.predicate_end, count.predicate_start - t.end, 0)
                key = (not t.clause_start <= count.predicate_start < t.clause_end, apart, n)
                if best is None or key < best:
                    best = key
        if best is not None:
            out[best[2]].append(count)
    return out
