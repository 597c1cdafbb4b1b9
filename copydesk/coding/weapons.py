"""Weapons: the means of force in or near a clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from copydesk.coding.inflection import plural
from copydesk.coding.lexicons import rows
from copydesk.coding.matching import Names
from copydesk.coding.rolewords import role_words
from copydesk.coding.tokens import Token, tokenise
from copydesk.model import Party


@cache
def _weapons() -> Names[str]:
    pairs = [(form, row[0]) for row in rows("weapons") for noun in row[1].split("|") for form in (noun, plural(noun))]
    return Names(pairs)


def weapon_class(text: str) -> str | None:
    """The class of the weapon that words name last (weapons.tsv), None where they name none."""
    found = list(_weapons().find(tokenise(text)))
    return found[-1].entries[0] if found else None


def weapon_modifiers(tokens: Sequence[Token]) -> frozenset[int]:
    """Tokens that stand before the head of a weapon's name: the "car" of "car bomb" is no car that was hit."""
    return frozenset(n for found in _weapons().find(tokens) for n in range(found.first, found.last))


def find_weapons(text: str, tokens: Sequence[Token], first: int, last: int) -> list[Party]:
    """Weapons named in the tokens from `first` to `last` (inclusive), with the adjectives before them, the same words once."""
    seen: set[str] = set()
    out: list[Party] = []
    unused = role_words()["not_used"]
    last = next((n - 1 for n in range(first, last + 1) if tokens[n].lower in unused), last)
    for begin, end in _joined(_spans(tokens, first, last)):
        start, stop = tokens[begin].start, tokens[end].end
        words = text[start:stop]
        if words.lower() not in seen:
            seen.add(words.lower())
            out.append(Party(words, start, stop, None, "weapon"))
    return out


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Weapons side by side made one: "AK-47 rifles"."""
    out: list[tuple[int, int]] = []
    for begin, end in spans:
        if out and out[-1][1] + 1 == begin:
            out[-1] = (out[-1][0], end)
        else:
            out.append((begin, end))
    return out


def _spans(tokens: Sequence[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    lists = role_words()
    adjectives = lists["weapon_adjectives"]
    for found in _weapons().find(tokens[first : last + 1]):
        if not found.whole:
            continue
        begin, end = found.first + first, found.last + first
        following = tokens[end + 1].lower if end + 1 < len(tokens) else ""
        if following in lists["not_weapons_before"] or (
            end + 1 < len(tokens) and tokens[end].lower in lists["strikers"] and following in lists["strikes"]
        ):
            continue
        while begin > first and tokens[begin - 1].lower in adjectives:
            begin -= 1
        yield begin, end
