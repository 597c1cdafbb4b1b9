"""Persons given by name: a title or a first name and what follows it, or the last name of a person named before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct

from copydesk.coding.lexicons import words
from copydesk.coding.matching import pieces
from copydesk.coding.rolewords import role_words
from copydesk.coding.tokens import Token, casing

_LONGEST = 7  # tokens of one name


class Person(Struct, frozen=True):
    """A person's name without its title; `full` is the longest form that the report has given so far. Token indexes inclusive."""

    title: int  # index of the first token of the title, or `first`
    first: int
    last: int
    start: int
    end: int
    text: str
    full: str
    titled: bool


@cache
def _first_names() -> frozenset[str]:
    return frozenset(name for line in words("first_names") for name in line.split())


@cache
def _last_names() -> frozenset[str]:
    return frozenset(name for line in words("last_names") for name in line.split())


def find_persons(text: str, tokens: Sequence[Token], known: Mapping[str, str], taken: frozenset[int]) -> list[Person]:
    """Persons of a sentence in order. `known` maps a last name, folded, to the full name; `taken` are tokens of other names."""
    plain = casing(tokens) == "normal"
    out: list[Person] = []
    n = 0
    while n < len(tokens):
        found = _person_at(tokens, n, known, (plain, taken))
        if found is None:
            n += 1
            continue
        first, last, titled = found
        if not titled and last + 1 < len(tokens) and tokens[last + 1].lower in role_words()["named_things"]:
            n = last + 1
            continue
        own = text[tokens[first].start : tokens[last].end]
        full = known.get(_key(tokens[last]), own)
        out.append(
            Person(n, first, last, tokens[first].start, tokens[last].end, own, full if len(full) > len(own) else own, titled)
        )
        n = last + 1
    return out


def names_of(persons: Sequence[Person]) -> dict[str, str]:
    """Last name, folded, to full name, for the sentences that follow."""
    return {pieces(p.full.split()[-1])[-1]: p.full for p in persons if " " in p.full and pieces(p.full.split()[-1])}


def _key(token: Token) -> str:
    return pieces(token.text)[-1] if pieces(token.text) else token.lower


def _person_at(
    tokens: Sequence[Token], n: int, known: Mapping[str, str], how: tuple[bool, frozenset[int]]
) -> tuple[int, int, bool] | None:
    plain, taken = how
    after = _title_end(tokens, n)
    if after > n:
        begin = after
        while (step := _title_end(tokens, begin)) > begin:
            begin = step
        last = _name_end(tokens, begin, known, taken)
        if last >= begin and plain:
            return begin, last, True
        return None
    token = tokens[n]
    if n in taken or not token.is_word:
        return None
    if token.lower in _first_names():
        last = _name_end(tokens, n, known, taken)
        if last > n and (token.is_capital or tokens[last].is_capital):
            return n, last, False
    if plain and token.is_capital and _key(token) in known and token.lower not in role_words()["not_names"]:
        return n, n, False
    return None


def _title_end(tokens: Sequence[Token], n: int) -> int:
    """The index after the title that starts at `n`, or `n`."""
    titles = words("titles")
    for size in (2, 1):
        if n + size < len(tokens) and " ".join(t.lower.rstrip(".") for t in tokens[n : n + size]) in titles:
            end = n + size
            return end + 1 if end + 1 < len(tokens) and tokens[end].text == "." else end
    return n


def _name_end(tokens: Sequence[Token], begin: int, known: Mapping[str, str], taken: frozenset[int]) -> int:
    """The last token of the name that starts at `begin`, or `begin - 1` where none does."""
    lists = role_words()
    particles, barred = lists["name_particles"], lists["not_names"]
    last = begin - 1
    for n in range(begin, min(begin + _LONGEST, len(tokens))):
        token = tokens[n]
        if n in taken or not token.is_word or token.lower in barred:
            if token.text == "." and n > begin and len(tokens[n - 1].text) == 1:
                continue
            break
        if token.lower in particles and n > begin:
            continue
        large = (token.is_capital or token.text.partition("-")[2][:1].isupper()) and not (
            token.text.isupper() and len(token.text) > 3
        )
        if large or token.lower in _first_names() or (n > begin and (_key(token) in _last_names() or _key(token) in known)):
            last = n
        else:
            break
    return last
