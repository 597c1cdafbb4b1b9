"""Whose deed it was, where a report says so behind its account: "Nobody saw the gunmen. ... The ELN claimed the attack."

A sentence that only points back ("the FMLN is responsible for these attacks", "the colonel ordered the crime") makes no mention of
its own; whom it names is lent to the nearest account of such a deed that knows no perpetrator or none by name. Denials and what
somebody says might be are lent to nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from copydesk.coding.lexicons import table, terms
from copydesk.coding.ontology import happenings
from copydesk.coding.phrases import ARMED
from copydesk.coding.reading import Read, Told
from copydesk.coding.roles import Roles, assign_roles
from copydesk.coding.rolewords import role_words
from copydesk.coding.scenes import Scene
from copydesk.coding.statuses import TOLD, find_cues, standing
from copydesk.coding.tokens import Token
from copydesk.coding.triggers import Trigger
from copydesk.model import Party


class Attribution(Struct, frozen=True):
    """Whom a sentence says a deed told of before was done by; `happening` is the deed's class, None where its noun tells none."""

    start: int
    in_title: bool
    actors: tuple[Party, ...]
    happening: str | None = None


_words = partial(terms, "attributions")


def attributes(words: Collection[str]) -> bool:
    """Whether a sentence of these words (lower case) can say whose a deed was."""
    return not _words("cues").isdisjoint(words) and not _words("deeds").isdisjoint(words)


def attribution(scene: Scene, start: int, in_title: bool) -> Attribution | None:
    """What a sentence says of whose a deed was by a noun that tells of no happening ("the crime"), read as if it told one."""
    cues = find_cues(scene.tokens)
    telling = {n for t in scene.triggers for n in range(t.first, t.last + 1)}
    for at in range(1, len(scene.tokens)):
        deed = at not in telling and scene.tokens[at].lower in _words("deeds")
        if deed and _points_back(scene.tokens, at) and _cued(scene.tokens, at):
            noun = _noun(scene.tokens, at)
            actors = assign_roles(scene, noun).actors
            said = actors and not _owns(actors[-1], scene.tokens, at)
            if said and standing(noun, scene.tokens, cues).status in TOLD:
                return Attribution(start, in_title, tuple(actors))
    return None


def _owns(actor: Party, tokens: Sequence[Token], at: int) -> bool:
    """Whether the actor only stands before the noun, as who is said to act and not to have done it: "the government's action"."""
    between = [t.lower for t in tokens[:at] if t.start >= actor.end]
    return actor.start < tokens[at].start and len(between) <= 2 and role_words()["prepositions"].isdisjoint(between)


def _points_back(tokens: Sequence[Token], at: int) -> bool:
    if at + 1 < len(tokens) and tokens[at + 1].is_capital:
        return False  # "the Kidnapping Division"
    return any(t.lower in _words("pointing") for t in tokens[max(0, at - 3) : at])


def _cued(tokens: Sequence[Token], at: int) -> bool:
    """Whether what says whose a deed was stands near its noun."""
    near = table("attributions")["near"]
    return any(t.lower in _words("cues") for t in tokens[max(0, at - near) : at + near])


def _noun(tokens: Sequence[Token], at: int) -> Trigger:
    """The noun of a deed as a trigger of the class that says least; its clause is the sentence."""
    kind = happenings()["assault"]
    return Trigger(
        start=tokens[at].start,
        end=tokens[at].end,
        first=at,
        last=at,
        rule="deed",
        happening="assault",
        event_type=kind.event_type,
        sub_event_type=kind.sub_event_type,
        plover=kind.plover,
        plover_mode=kind.plover_mode,
        form="noun",
        frame="act",
        clause_start=tokens[0].start,
        clause_end=tokens[-1].end,
        clause_first=0,
        clause_last=len(tokens) - 1,
    )


def lend(reads: Sequence[Read], kept: Collection[tuple[int, int]], more: Iterable[Attribution]) -> list[Read]:
    """The sentences with the perpetrators of `more`, and of nouns in `reads` that only point back, put where the deed is told.

    `kept` names the happenings that make mentions, by the index of their sentence and their own in it.
    """
    found = sorted((*more, *_pointed(reads, kept)), key=lambda a: (a.in_title, a.start))
    roles = {(n, k): reads[n].told[k].roles for n, k in kept if reads[n].told[k].standing.status in TOLD}
    for one in found:
        place = _told_at(one, reads, roles)
        if place is not None:
            roles[place] = _with(roles[place], one.actors)
    return [
        replace(read, told=[replace(t, roles=roles.get((n, k), t.roles)) for k, t in enumerate(read.told)])
        for n, read in enumerate(reads)
    ]


def _pointed(reads: Sequence[Read], kept: Collection[tuple[int, int]]) -> Iterable[Attribution]:
    """What nouns that make no mention say: "the attack was perpetrated by urban guerrillas"."""
    for n, read in enumerate(reads):
        for k, told in enumerate(read.told):
            lead = told.triggers[0]
            deed = lead.form == "noun" and read.tokens[lead.first].lower in _words("deeds")
            said = deed and told.roles.actors and told.standing.status in TOLD
            if said and (n, k) not in kept and _points_back(read.tokens, lead.first) and _cued(read.tokens, lead.first):
                yield Attribution(read.sentence.start, read.sentence.in_title, tuple(told.roles.actors), lead.happening)


def _told_at(one: Attribution, reads: Sequence[Read], roles: Collection[tuple[int, int]]) -> tuple[int, int] | None:
    """The nearest account before the attribution, else behind it, of a deed of its kind."""
    fit = [(n, k) for n, k in roles if reads[n].sentence.in_title == one.in_title and _fits(one, reads[n].told[k])]
    before = [p for p in fit if reads[p[0]].sentence.start <= one.start]
    behind = [p for p in fit if reads[p[0]].sentence.start > one.start]
    if before:
        near = max(before)
        between = sum(reads[near[0]].sentence.start < r.sentence.start < one.start for r in reads)
        return near if between < table("attributions")["reach"] else None
    return min(behind, default=None)


def _fits(one: Attribution, told: Told) -> bool:
    kind = happenings()[told.happening]
    if kind.event_type not in _words("violence") and told.happening not in _words("damage"):
        return False
    return one.happening is None or one.happening in _words("open") or one.happening == told.happening


def _with(roles: Roles, actors: Sequence[Party]) -> Roles:
    """The roles with the perpetrators, where none is known by name; who is named goes before who is only described."""
    own = roles.actors
    if any(a.kind == "person" or (a.name and a.kind in ARMED) for a in own):
        return roles
    named = [a for a in actors if a.name and a.kind in ARMED]
    if not own:
        return replace(roles, actors=list(actors))
    return replace(roles, actors=[*named, *own]) if named else roles
