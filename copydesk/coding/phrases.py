"""The phrases of a sentence that can be actor or target, and how they hang together.

No parser: actors, persons and nouns for targets are found by their words, widened by their modifiers ("a group of", "unidentified",
"members of the") and joined where only a comma or "and" stands between.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, cast

from msgspec import Struct
from msgspec.structs import replace

from copydesk.coding.actors import Sighting, recognise
from copydesk.coding.composing import tail
from copydesk.coding.inflection import plural
from copydesk.coding.leads import before_post, closes, lead_of, of_title
from copydesk.coding.lexicons import rows
from copydesk.coding.matching import Names
from copydesk.coding.patterns import word_set
from copydesk.coding.persons import Person, find_persons
from copydesk.coding.rolewords import role_words
from copydesk.coding.setting import Country, Setting, countries, spell
from copydesk.coding.tokens import Token
from copydesk.coding.weapons import weapon_modifiers
from copydesk.model.records import PartyKind

Role = Literal["actor", "target", "person", "country", "holder", "settlement"]
THINGS = ("building", "vehicle", "infrastructure")
ARMED = ("state", "foreign-state", "rebel", "militia", "communal-militia")


class Phrase(Struct, frozen=True):
    """Words for an actor or a target. `first`/`last` are token indexes without determiners; `lead` is the word before them."""

    first: int
    last: int
    start: int
    end: int
    text: str
    name: str | None
    kind: PartyKind
    role: Role
    lead: str
    thing: PartyKind | None = None  # what aircraft and tanks are where force is used on them
    whole: tuple[int, int] | None = None  # offsets of the organisation whose members the words mean ("guerrillas of the FMLN")


class _Noun(Struct, frozen=True):
    kind: PartyKind
    name: str | None
    role: Role


@cache
def _nouns() -> Names[_Noun]:
    pairs: list[tuple[str, _Noun]] = []
    for row in rows("targets"):
        settled = row[0] == "settlement"
        kind = cast(PartyKind, "civilian" if settled else row[0])
        noun = _Noun(kind, None if row[2] == "-" else row[2], "settlement" if settled else "target")
        pairs.extend((form, noun) for word in row[1].split("|") for form in (word, plural(word)))
    return Names(pairs)


@cache
def name_of_people() -> str:
    """The canonical name of people of whom nothing is told but that they are people."""
    return next(row[2] for row in rows("targets") if "people" in row[1].split("|"))


def find_phrases(
    text: str, tokens: Sequence[Token], setting: Setting, known: Mapping[str, str]
) -> tuple[list[Phrase], list[Person]]:
    """Phrases of one sentence in order, not overlapping, and the persons among them."""
    sightings = recognise(text, tokens, setting)
    taken = frozenset(n for s in sightings for n in range(s.first, s.last + 1))
    persons = find_persons(text, tokens, known, taken)
    named = frozenset(n for p in persons for n in range(p.title, p.last + 1))
    spans = _ranked(tokens, [_of_person(text, tokens, p) for p in persons], countries().get(setting.home or ""))
    free = [s for s in sightings if s.first not in named and s.last not in named]
    spans += _things(text, tokens, (free, named), setting)
    spans.sort(key=lambda p: (p.first, -p.last))
    out: list[Phrase] = []
    for phrase in spans:
        described = out and phrase.role == "person" and _describes(tokens, out[-1], phrase, persons)
        current = replace(phrase, lead=out.pop().lead) if described else phrase
        if not out or current.first > out[-1].last:
            out.append(current)
    return _partitives(text, tokens, _offshoots(tokens, out)), persons


def _offshoots(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> list[Phrase]:
    """The phrases without one that only says whose part the one beside it is: "al-Qaeda's affiliate, the Nusra Front"."""
    lists = role_words()
    out: list[Phrase] = []
    lead: str | None = None
    for n, phrase in enumerate(phrases):
        current = phrase if lead is None else replace(phrase, lead=lead)
        lead = None
        begin = phrase.last if tokens[phrase.last].lower in lists["offshoots"] else phrase.last + 1
        near = tokens[begin : begin + 4]
        noun = next((k for k, t in enumerate(near) if t.lower in lists["offshoots"]), None)
        known = phrase.name is not None and (phrase.role in ("actor", "country") or (begin == phrase.last and phrase.kind in ARMED))
        if noun is None or not known or not all(t.lower in ("'s", *lists["modifiers"], *lists["adjectives"]) for t in near[:noun]):
            out.append(current)
            continue
        at = begin + noun
        sides = [p for p in out[-2:] if p.role == "actor" and p.name]
        before = sides[-1] if sides and _apposes(tokens, sides[-1].last, phrase.first) else None
        behind = next((p for p in phrases[n + 1 : n + 3] if p.first > at), None)
        named = behind is not None and behind.role == "actor" and behind.name is not None and _apposes(tokens, at, behind.first)
        if named:
            lead = current.lead
        elif before is None:
            out.append(current)
    return out


def _apposes(tokens: Sequence[Token], last: int, first: int) -> bool:
    """Whether nothing but marks, articles and names of countries stands between the tokens `last` and `first`."""
    between = tokens[last + 1 : first]
    return len(between) <= 4 and all(
        t.text in ",-(\u2013\u2014" or t.lower in role_words()["in_apposition"] or t.is_capital for t in between
    )


def _describes(tokens: Sequence[Token], before: Phrase, person: Phrase, persons: Sequence[Person]) -> bool:
    """Whether a noun and what stands between say who the person is: "University rector Ignacio Ellacuria"."""
    title = next(p.title for p in persons if p.first == person.first)
    between = tokens[before.last + 1 : title]
    fits = before.role in ("target", "actor", "country") and before.last < title and len(between) <= 3
    kept = role_words()["describing"]
    return fits and all(t.is_word and (t.is_capital or t.lower in kept) and not closes(t.lower) for t in between)


def _of_person(text: str, tokens: Sequence[Token], person: Person) -> Phrase:
    words = text[person.start : person.end]
    begin = person.title
    while begin > 0 and person.title - begin < 3 and person.titled and of_title(tokens[begin - 1]):
        begin -= 1
    begin = before_post(tokens, begin)
    return Phrase(person.first, person.last, person.start, person.end, words, None, "person", "person", lead_of(tokens, begin))


def _ranked(tokens: Sequence[Token], spans: Sequence[Phrase], home: Country | None) -> list[Phrase]:
    """The persons, those with a rank of a state's armed forces as its men: "Sergeant Ruiz", "soldiers A, B and C"."""
    lists = role_words()
    out: list[Phrase] = []
    listing = False  # whether a rank in the plural leads the list that the persons so far are of
    for span in spans:
        before = [t.lower for t in tokens[max(0, span.first - 2) : span.first]]
        led = bool(before) and before[-1].rstrip(".") in lists["ranks"] and before[0] not in lists["no_longer"]
        link = [t.lower for t in tokens[out[-1].last + 1 : span.first]] if out else []
        listing = before[-1] in lists["ranks_of_many"] if led else listing and lists["listing"].issuperset(link)
        out.append(replace(span, kind="state", name=spell(_name_of_forces(), home)) if led or listing else span)
    return out


@cache
def _name_of_forces() -> str:
    """The canonical name of what only a state's armed forces have."""
    return next(row[2] for row in rows("targets") if row[0] == "state")


def _things(text: str, tokens: Sequence[Token], seen: tuple[list[Sighting], frozenset[int]], setting: Setting) -> list[Phrase]:
    """Sightings and nouns, those that stand side by side made one: "ISIS positions", "army truck", "hospital ambulance"."""
    sightings, named = seen
    raw: list[Phrase] = []
    home = countries().get(setting.home or "")
    held = {n: s for s in sightings for n in range(s.first, s.last + 1)}
    doubled: dict[int, PartyKind] = {}
    parts = weapon_modifiers(tokens)
    for found in _nouns().find(tokens):
        if not found.whole or found.last in parts or found.first in named or found.last in named:
            continue
        noun = found.entries[0]
        if noun.kind == "vehicle" and _is_bomb(tokens, found.first, found.last):
            continue
        over = held.get(found.last)
        if over is not None and not (over.first >= found.first and over.last == found.last and found.last > found.first):
            if over.kind == "unknown" and noun.kind in THINGS and over.last == found.last:
                doubled[over.first] = noun.kind
            continue
        owner = held.get(found.first)
        if owner is not None and owner.first < found.first and owner.last < found.last:  # "Kosovo Liberation [Army positions]"
            kind = "building" if noun.kind in ARMED else noun.kind
            raw.append(_phrase(text, tokens, (owner.last + 1, found.last), (None, kind, noun.role)))
            continue
        name = spell(noun.name, home)
        raw.append(_phrase(text, tokens, (found.first, found.last), (name, noun.kind, noun.role)))
    taken = {n for p in raw for n in range(p.first, p.last + 1)}
    raw.extend(_of_sighting(s, doubled.get(s.first)) for s in sightings if not taken & set(range(s.first, s.last + 1)))
    raw.sort(key=lambda p: p.first)
    out: list[Phrase] = []
    for phrase in raw:
        beside = out and phrase.role == "target" and out[-1].last + 1 == phrase.first and out[-1].role != "holder"
        out.append(_compound(text, tokens, out.pop(), phrase) if beside else phrase)
    return [_widen(text, tokens, phrase) for phrase in out]


def _is_bomb(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a vehicle was itself the bomb: "an explosives-laden truck", "a car packed with dynamite"."""
    lists = role_words()
    after = [t.lower for t in tokens[last + 1 : last + 4]]
    return (first > 0 and tail(tokens[first - 1]) in lists["laden"]) or (
        len(after) == 3 and after[0] in lists["laden"] and after[1] == "with" and after[2] in lists["explosives"]
    )


def _phrase(text: str, tokens: Sequence[Token], span: tuple[int, int], what: tuple[str | None, PartyKind, Role]) -> Phrase:
    first, last = span
    name, kind, role = what
    start, end = tokens[first].start, tokens[last].end
    return Phrase(first, last, start, end, text[start:end], name, kind, role, "")


def _compound(text: str, tokens: Sequence[Token], left: Phrase, head: Phrase) -> Phrase:
    """A thing that an armed party owns stands for that party, as ACLED codes an attack on a base; people keep their own name."""
    name, kind = head.name, head.kind
    if kind in THINGS and left.role == "actor" and left.kind in ARMED:
        name, kind = left.name, left.kind
    if kind == "civilian" and left.role == "actor" and left.kind in ARMED:
        name, kind = left.name, left.kind
    if kind == "civilian" and left.role == "country" and name is not None and name.startswith("Civilians"):
        name = None
    return _phrase(text, tokens, (left.first, head.last), (name, kind, "target"))


def _of_sighting(sighting: Sighting, thing: PartyKind | None) -> Phrase:
    role: Role = "actor"
    if sighting.basis == "country":
        role = "country"
    elif sighting.basis == "holder":
        role = "holder"
    s = sighting
    whole = (s.start, s.owner_end) if s.owner_end else None
    return Phrase(s.first, s.last, s.start, s.end, s.text, s.name, s.kind, role, "", thing, whole)


def _widen(text: str, tokens: Sequence[Token], phrase: Phrase) -> Phrase:
    """Takes in the modifiers on the left; a determiner is stepped over to find the lead."""
    lists = role_words()
    first = phrase.first
    if tokens[first].lower in lists["determiners"] and first < phrase.last:
        first += 1
        phrase = replace(phrase, first=first, start=tokens[first].start, text=text[tokens[first].start : phrase.end])
    while first > 0 and phrase.role not in ("country", "holder", "settlement") and _modifies(tokens, first, phrase):
        first -= 1
    start = tokens[first].start
    return replace(phrase, first=first, start=start, text=text[start : phrase.end], lead=lead_of(tokens, first))


def _modifies(tokens: Sequence[Token], first: int, phrase: Phrase) -> bool:
    before = tokens[first - 1]
    lists = role_words()
    if phrase.last - first > 6:
        return False
    if before.lower in lists["adjectives"] or before.text in lists["capital_articles"] or before.lower.isdigit():
        return True
    if tail(before) in lists["ties"]:
        return True
    large = (
        before.is_capital
        and before.is_word
        and first - 1 > 0
        and not closes(before.lower)
        and before.lower not in lists["not_names"]
    )
    named = phrase.kind == "building" or (phrase.kind in THINGS and tokens[phrase.last].lower not in word_set("placenoun"))
    return named and phrase.role == "target" and large and not before.text.isupper()


def _partitives(text: str, tokens: Sequence[Token], phrases: list[Phrase]) -> list[Phrase]:
    """ "members of the FMLN", "dozens of people", "fighters from ISIS": one phrase, named by its whole."""
    out: list[Phrase] = []
    for phrase in phrases:
        current = phrase
        while current.lead in role_words()["of_whole"]:
            at = _lead_index(tokens, current)
            if at < 1:
                break
            if current.lead in role_words()["tied_by"]:
                if not out or not _belongs(tokens, out[-1], phrase, at):
                    break
                group = out.pop()
                merged = _phrase(text, tokens, (group.first, phrase.last), (phrase.name, phrase.kind, "actor"))
                current = replace(merged, lead=group.lead, whole=phrase.whole or (phrase.start, phrase.end))
                break
            if phrase.kind in THINGS and tokens[at - 1].lower in role_words()["pieces"]:
                current = replace(current, lead=lead_of(tokens, at - 1))
                continue
            if part := _own_part(tokens, current, at - 1):
                current = replace(_extended(text, tokens, current, part), whole=current.whole or (phrase.start, phrase.end))
                while out and out[-1].last >= current.first:
                    out.pop()
                continue
            before = out[-1] if out and out[-1].last == at - 1 else None
            if before is not None and _whole_of(before, phrase):
                out.pop()
                thing = before.kind in THINGS
                name, kind = phrase.name or before.name, before.kind if thing and phrase.kind not in ARMED else phrase.kind
                span = (before.first, phrase.last)
                whole = (phrase.start, phrase.end) if phrase.role == "actor" and phrase.name and not thing else None
                current = _phrase(text, tokens, span, (name, kind, before.role if thing else "actor"))
                current = replace(current, lead=before.lead, whole=phrase.whole or whole)
            elif before is None and current.lead == "of" and _measures(tokens, current, at - 1):
                whole = (phrase.start, phrase.end) if phrase.role == "actor" and phrase.name else None
                current = replace(_extended(text, tokens, current, at - 1), whole=phrase.whole or whole)
            else:
                break
        out.append(current)
    return out


def _belongs(tokens: Sequence[Token], group: Phrase, whole: Phrase, at: int) -> bool:
    """Whether the words before the lead at `at` make a nameless armed group part of a party: "groups affiliated to al-Nusra"."""
    between = [t.lower for t in tokens[group.last + 1 : at]]
    tied = bool(between) and between[-1] in role_words()["belonging"] and all(w.endswith("ly") for w in between[:-1])
    loose = group.role == "actor" and (group.name is None or group.name.startswith("Rebels"))
    following = tokens[whole.last + 1].lower if whole.last + 1 < len(tokens) else ""
    party = whole.role == "actor" or (whole.role == "country" and following in role_words()["rulers"])
    return tied and loose and party and whole.name is not None and whole.kind in ARMED


def _lead_index(tokens: Sequence[Token], phrase: Phrase) -> int:
    """Where the lead of a phrase stands, -1 where it has none."""
    return next((n for n in range(phrase.first - 1, -1, -1) if tokens[n].lower == phrase.lead), -1)


def _measures(tokens: Sequence[Token], phrase: Phrase, n: int) -> bool:
    following = tokens[phrase.last + 1].lower if phrase.last + 1 < len(tokens) else ""
    lists = role_words()
    return phrase.role in ("actor", "target") and tokens[n].lower in lists["partitives"] and following not in lists["attack_nouns"]


def _own_part(tokens: Sequence[Token], whole: Phrase, n: int) -> int | None:
    """Where the own name of a part of an organisation starts ("the Nelson Mandela cell of the ELN"), None where it bears none."""
    if whole.role != "actor" or whole.name is None or tokens[n].lower not in role_words()["formations"]:
        return None
    begin = n
    while (
        begin > 0
        and n - begin < 5
        and tokens[begin - 1].is_word
        and not closes(tokens[begin - 1].lower)
        and tokens[begin - 1].is_capital
    ):
        begin -= 1
    return begin if begin < n else None


def _whole_of(before: Phrase, phrase: Phrase) -> bool:
    """Whether the earlier phrase is made of the later: "fighters of ISIS", "headquarters of the FMLN"."""
    if before.role not in ("actor", "target") or phrase.role not in ("actor", "country"):
        return False
    if phrase.role == "country" and before.kind not in ("state", "foreign-state"):
        return False  # "a bomber from Syria" is no soldier of Syria
    return (phrase.role == "actor" or before.role == "actor") and (
        before.name is None or before.kind == phrase.kind or before.role == "target"
    )


def _extended(text: str, tokens: Sequence[Token], phrase: Phrase, begin: int) -> Phrase:
    lists = role_words()
    while begin > 0 and (tokens[begin - 1].lower in lists["adjectives"] or tokens[begin - 1].lower.isdigit()):
        begin -= 1
    start = tokens[begin].start
    return replace(phrase, first=begin, start=start, text=text[start : phrase.end], lead=lead_of(tokens, begin))
