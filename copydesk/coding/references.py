"""What a sentence can point back to: "they", "the group", "the jets", for two sentences."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from copydesk.coding.persons import Person, names_of
from copydesk.coding.rolewords import role_words
from copydesk.model import Party

REACH = 2  # sentences back


class Memory(Struct, frozen=True):
    """Who was told of: actors by sentence number, newest last, and the persons named (last name, folded, to full name)."""

    sentence: int = 0
    actors: tuple[tuple[int, Party], ...] = ()
    persons: dict[str, str] = {}
    last_persons: tuple[tuple[int, Party], ...] = ()


def after(memory: Memory, persons: Sequence[Person], actors: Sequence[Party]) -> Memory:
    """The memory once a sentence with these persons and these actors of its happenings has been read."""
    now = memory.sentence
    kept = tuple(pair for pair in memory.actors if now - pair[0] < REACH)
    people = [(now, Party(p.text, p.start, p.end, None, "person")) for p in persons]
    near = tuple(pair for pair in memory.last_persons if now - pair[0] < REACH)
    return Memory(now + 1, (*kept, *((now, actor) for actor in actors)), {**memory.persons, **names_of(persons)}, (*near, *people))


def resolve_pronoun(memory: Memory, word: str) -> list[Party]:
    """Whom "they" or "he" means: the actors of the nearest happening told, groups for "they", a person for "he" and "she"."""
    many = word in role_words()["pronouns_many"]
    fitting = [(n, p) for n, p in memory.actors if memory.sentence - n <= REACH and (p.kind == "person") != many]
    return [p for n, p in fitting if n == fitting[-1][0]][:2]


def resolve_person(memory: Memory, word: str) -> list[Party]:
    """Whom "he" or "she" means as the one it was done to: the last person given by name."""
    if word not in role_words()["pronouns_one"]:
        return []
    fitting = [p for n, p in memory.last_persons if memory.sentence - n <= REACH]
    return fitting[-1:]


def resolve_phrase(memory: Memory, party: Party, definite: bool) -> Party:
    """Gives "the group" or "the jets" the name of the armed party told of before; other words are returned as they are."""
    last = party.text.lower().split()[-1] if party.text else ""
    lists = role_words()
    if party.name is not None or not definite or last not in lists["definite"]:
        return party
    for n, earlier in reversed(memory.actors):
        fits = party.kind in (earlier.kind, "unknown") or {earlier.kind, party.kind} <= {"rebel", "militia"}
        if memory.sentence - n <= REACH and earlier.name is not None and fits:
            return replace(party, name=earlier.name, kind=earlier.kind)
    return party
