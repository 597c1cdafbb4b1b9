"""Persons given by name: a title or a first name and what follows it, or the last name of a person named before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct

from copydesk.coding.forms import grammar
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
        short = len(full) > len(own) and set(pieces(own)) <= set(pieces(full))
        post = out.pop().title if out and titled and _is_post(out[-1], n) else n
        out.append(Person(post, first, last, tokens[first].start, tokens[last].end, own, full if short else own, titled))
        n = last + 1
    return out


def _is_post(before: Person, n: int) -> bool:
    """Whether a word behind a title is a part of it that is not listed: "defense minister Division General Lopez"."""
    return before.titled and before.first == before.last and before.last + 1 == n


def names_somebody(tokens: Sequence[Token]) -> bool:
    """Whether a first name or a title stands before a capitalised word: a quick look, before persons are read."""
    first, titles = _first_names(), words("titles")
    return any(two.is_capital and (one.lower in first or one.lower in titles) for one, two in pairwise(tokens))


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
    lists = role_words()
    if n and tokens[n - 1].lower in lists["place_openers"]:
        return None  # "San Francisco Javier" is a town
    if token.lower in _first_names():
        last = _name_end(tokens, n, known, taken)
        sure = last > n and _key(tokens[n + 1]) in _last_names()
        if last > n and (token.is_capital or tokens[last].is_capital or sure):
            return n, last, False
    if not (plain and token.is_capital) or token.lower in lists["not_names"]:
        return None
    if n + 1 < len(tokens) and _may_begin(token) and _names_family(tokens[n + 1], known):
        last = _name_end(tokens, n, known, taken)
        following = tokens[last + 1].lower if last + 1 < len(tokens) else ""
        if last > n and following not in lists["place_heads"]:
            return n, last, False
    if _may_begin(token) and (found := _described(tokens, n, known, taken)) is not None:
        return found
    return (n, n, False) if _key(token) in known else None


def _described(tokens: Sequence[Token], n: int, known: Mapping[str, str], taken: frozenset[int]) -> tuple[int, int, bool] | None:
    """A name of two words or more that no list holds, where the words beside it show it to be a person's.

    A post stands before it ("reporter Kornel Vastrow"), an age or a post behind it ("Kornel Vastrow, 41," or "Vastrow, a nun").
    """
    lists = role_words()
    last = _name_end(tokens, n, known, taken)
    behind = [t.lower for t in tokens[last + 1 : last + 7]]
    whole = last > n and all(tokens[k].is_capital for k in (n, last)) and (not behind or not tokens[last + 1].is_capital)
    if not whole or any(t.lower in lists["place_heads"] or t.lower in lists["describing"] for t in tokens[n : last + 1]):
        return None
    if n and tokens[n - 1].lower in lists["sole_posts"]:
        return n, last, False
    if len(behind) < 4 or behind[0] != ",":
        return None
    aged = behind[1].isdigit() and len(behind[1]) == 2 and behind[2] in (",", ";", ".", ")")
    told = behind[1] in grammar("indefinite") and any(w in lists["sole_posts"] for w in behind[2:5])
    return (n, last, False) if aged or told else None


def _may_begin(token: Token) -> bool:
    """Whether a capitalised word may be a first name that no list holds: no word that opens a sentence or a place's name."""
    return len(token.text) > 2 and not token.text.isupper() and token.lower not in _no_first_names()


@cache
def _no_first_names() -> frozenset[str]:
    lists = role_words()
    own = (words(name) for name in ("small_words", "sentence_starters", "titles"))
    return frozenset().union(*own, *(lists[name] for name in ("closing", "place_openers", "adjectives")))


@cache
def _title_openers() -> frozenset[str]:
    """The first words of titles: most words are none, and need no second look."""
    return frozenset(title.split()[0] for title in words("titles"))


def _names_family(token: Token, known: Mapping[str, str]) -> bool:
    """Whether a word is a last name: a common one, or one that the report has given with a first name before."""
    return token.is_word and (_key(token) in _last_names() or (token.is_capital and _key(token) in known))


def _title_end(tokens: Sequence[Token], n: int) -> int:
    """The index after the title that starts at `n`, or `n`."""
    if tokens[n].lower.rstrip(".") not in _title_openers():
        return n
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
        family = _key(token) in _last_names() or _key(token) in known
        if large or token.lower in _first_names() or (family and (n > begin or _goes_on(tokens, n))):
            last = n
        else:
            break
    suffixed = begin <= last < len(tokens) - 1 and tokens[last + 1].lower in lists["name_suffixes"]
    return last + 1 if suffixed else last


def _goes_on(tokens: Sequence[Token], n: int) -> bool:
    """Whether another capitalised word follows the one that lost its capital: "Dr rodriguez Porth"."""
    return n + 1 < len(tokens) and tokens[n + 1].is_capital and tokens[n + 1].is_word
