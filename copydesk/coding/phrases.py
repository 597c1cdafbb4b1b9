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

from copydesk.coding.actors import Setting, Sighting, countries, recognise
from copydesk.coding.lexicons import rows
from copydesk.coding.matching import Names
from copydesk.coding.persons import Person, find_persons
from copydesk.coding.rolewords import role_words
from copydesk.coding.tokens import Token
from copydesk.coding.weapons import plural
from copydesk.model.records import PartyKind

Role = Literal["actor", "target", "person", "country", "holder"]
_THINGS = ("building", "vehicle", "infrastructure")


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
    owner: str | None = None  # canonical name of whose the thing is


class _Noun(Struct, frozen=True):
    kind: PartyKind
    name: str | None


@cache
def _nouns() -> Names[_Noun]:
    pairs: list[tuple[str, _Noun]] = []
    for row in rows("targets"):
        noun = _Noun(cast(PartyKind, row[0]), None if row[2] == "-" else row[2])
        pairs.extend((form, noun) for word in row[1].split("|") for form in (word, plural(word)))
    return Names(pairs)


def find_phrases(
    text: str, tokens: Sequence[Token], setting: Setting, known: Mapping[str, str]
) -> tuple[list[Phrase], list[Person]]:
    """Phrases of one sentence in order, not overlapping, and the persons among them."""
    sightings = recognise(text, tokens, setting)
    taken = frozenset(n for s in sightings for n in range(s.first, s.last + 1))
    persons = find_persons(text, tokens, known, taken)
    named = frozenset(n for p in persons for n in range(p.first, p.last + 1))
    spans = [_of_person(text, tokens, p) for p in persons]
    free = [s for s in sightings if s.first not in named and s.last not in named]
    spans += _things(text, tokens, (free, named), setting)
    spans.sort(key=lambda p: (p.first, -p.last))
    out: list[Phrase] = []
    for phrase in spans:
        if not out or phrase.first > out[-1].last:
            out.append(phrase)
    return _partitives(text, tokens, out), persons


def _of_person(text: str, tokens: Sequence[Token], person: Person) -> Phrase:
    words = text[person.start : person.end]
    begin = person.title
    while (
        begin > 0
        and person.title - begin < 3
        and person.titled
        and tokens[begin - 1].is_word
        and not _closes(tokens[begin - 1].lower)
    ):
        begin -= 1
    return Phrase(person.first, person.last, person.start, person.end, words, None, "person", "person", _lead(tokens, begin))


def _closes(word: str) -> bool:
    lists = role_words()
    return (
        word in lists["determiners"]
        or word in lists["elsewhere"]
        or word in lists["onto"]
        or word in lists["verbs"]
        or word in ("and", "or", "but")
    )


def _things(text: str, tokens: Sequence[Token], seen: tuple[list[Sighting], frozenset[int]], setting: Setting) -> list[Phrase]:
    sightings, named = seen
    out: list[Phrase] = []
    used: set[int] = set()
    home = countries().get(setting.home or "")
    for found in _nouns().find(tokens):
        if not found.whole or found.first in named or found.last in named:
            continue
        noun = found.entries[0]
        over = [(n, s) for n, s in enumerate(sightings) if s.first <= found.last and s.last >= found.first - 1]
        same = [s for _, s in over if s.last >= found.last]
        if same:
            if same[0].kind == "unknown" and noun.kind in _THINGS and same[0].last == found.last:
                used.update(n for n, s in over)
                out.append(_widen(text, tokens, _of_sighting(text, tokens, same[0], noun.kind)))
            continue
        first = min([found.first, *(s.first for _, s in over)])
        used.update(n for n, _ in over)
        owner = over[-1][1] if over else None
        name = noun.name.format(country=home.name) if noun.name and home else None
        if owner is not None and noun.kind in _THINGS and owner.basis != "country":
            name = owner.name
        if owner is not None and noun.kind == "civilian" and owner.country and owner.basis == "country" and noun.name:
            name = noun.name.format(country=countries()[owner.country].name)
        start, end = tokens[first].start, tokens[found.last].end
        phrase = Phrase(
            first, found.last, start, end, text[start:end], name, noun.kind, "target", "", None, owner.name if owner else None
        )
        out.append(_widen(text, tokens, phrase))
    out.extend(_widen(text, tokens, _of_sighting(text, tokens, s, None)) for n, s in enumerate(sightings) if n not in used)
    return out


def _of_sighting(text: str, tokens: Sequence[Token], sighting: Sighting, thing: PartyKind | None) -> Phrase:
    role: Role = "actor"
    if sighting.basis == "country":
        role = "country"
    elif sighting.basis == "holder":
        role = "holder"
    return Phrase(
        sighting.first, sighting.last, sighting.start, sighting.end, sighting.text, sighting.name, sighting.kind, role, "", thing
    )


def _widen(text: str, tokens: Sequence[Token], phrase: Phrase) -> Phrase:
    """Takes in the modifiers on the left; a determiner is stepped over to find the lead."""
    lists = role_words()
    first = phrase.first
    if tokens[first].lower in lists["determiners"] and first < phrase.last:
        first += 1
        phrase = replace(phrase, first=first, start=tokens[first].start, text=text[tokens[first].start : phrase.end])
    while first > 0 and phrase.role not in ("country", "holder") and _modifies(tokens, first, phrase):
        first -= 1
    start = tokens[first].start
    return replace(phrase, first=first, start=start, text=text[start : phrase.end], lead=_lead(tokens, first))


def _modifies(tokens: Sequence[Token], first: int, phrase: Phrase) -> bool:
    before = tokens[first - 1]
    lists = role_words()
    if phrase.last - first > 6:
        return False
    if before.lower in lists["adjectives"] or before.lower.isdigit():
        return True
    if before.lower.endswith(("-backed", "-linked", "-led", "-held", "-run", "-owned")):
        return True
    large = (
        before.is_capital
        and before.is_word
        and first - 1 > 0
        and not _closes(before.lower)
        and before.lower not in lists["not_names"]
    )
    return phrase.kind == "building" and phrase.role == "target" and large and not before.text.isupper()


def _lead(tokens: Sequence[Token], first: int) -> str:
    """The word before a phrase, its determiner and its opening quotation mark stepped over."""
    lists = role_words()
    n = first - 1
    while n >= 0 and (
        tokens[n].lower in lists["determiners"] or tokens[n].lower in lists["adjectives"] or tokens[n].text in "\"'\u201c\u2018("
    ):
        n -= 1
    return tokens[n].lower if n >= 0 else ""


def _partitives(text: str, tokens: Sequence[Token], phrases: list[Phrase]) -> list[Phrase]:
    """ "members of the FMLN", "a column of guerrillas", "fighters from ISIS": one phrase, named by its whole."""
    lists = role_words()
    out: list[Phrase] = []
    for phrase in phrases:
        current = phrase
        while phrase.role in ("actor", "country") and current.lead in ("of", "from"):
            at = current.first - 1
            while tokens[at].lower != current.lead:
                at -= 1
            if at < 1:
                break
            head = at - 1
            before = out[-1] if out and out[-1].last == head else None
            generic = (
                before is not None
                and before.role in ("actor", "target")
                and (before.name is None or before.kind == phrase.kind or before.role == "target")
            )
            if before is not None and generic and (phrase.role == "actor" or before.role == "actor"):
                out.pop()
                kind = before.kind if before.kind in _THINGS else phrase.kind
                role = before.role if before.kind in _THINGS else "actor"
                current = Phrase(
                    before.first,
                    phrase.last,
                    before.start,
                    phrase.end,
                    text[before.start : phrase.end],
                    phrase.name or before.name,
                    kind,
                    role,
                    before.lead,
                )
            elif before is None and current.lead == "of" and phrase.role == "actor" and tokens[head].lower in lists["partitives"]:
                begin = head
                while begin > 0 and (tokens[begin - 1].lower in lists["adjectives"] or tokens[begin - 1].lower.isdigit()):
                    begin -= 1
                start = tokens[begin].start
                current = replace(
                    current, first=begin, start=start, text=text[start : phrase.end], lead=_lead(tokens, begin), role="actor"
                )
            else:
                break
        out.append(current)
    return out
