"""The pattern language of the rule files: tokens, sets, gaps, and one head whose forms are known.

`shell/v` any form of the verb, `raid/n` noun in singular or plural, `a|b` either, `<name>` a set of wordsets.toml, `(x)` may be
missing, `..3` up to three words that do not end a clause, commas only in pairs. The head is the first /v or /n element, else the
one marked `!`, else the last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from copydesk.coding.inflection import inflect, plural
from copydesk.coding.lexicons import table
from copydesk.coding.tokens import Token

_STOPS = frozenset(".;:!?()")


class Element(NamedTuple):
    """One step of a pattern: any of `words`, or a gap of up to `gap` tokens."""

    words: frozenset[str]
    gap: int = 0
    optional: bool = False


class Pattern(NamedTuple):
    """A compiled pattern; `head` is an index into `elements`, `kind` says what the head is: "v", "n" or "w"."""

    source: str
    elements: tuple[Element, ...]
    head: int
    kind: str


@cache
def word_set(name: str) -> frozenset[str]:
    """The set `<name>` of wordsets.toml."""
    return frozenset(table("wordsets")[name])


def compile_pattern(source: str) -> Pattern:
    """A pattern from its text; raises ValueError for an element that cannot be read."""
    elements: list[Element] = []
    head, kind = -1, "w"
    for item in source.split():
        element, marked = _element(item)
        if marked and head < 0:
            head, kind = len(elements), marked
        elements.append(element)
    return Pattern(source, tuple(elements), head if head >= 0 else len(elements) - 1, kind)


def _element(item: str) -> tuple[Element, str]:
    if item.startswith(".."):
        return Element(frozenset(), gap=int(item[2:])), ""
    optional = item.startswith("(") and item.endswith(")")
    item = item.strip("()")
    marked = "w" if item.endswith("!") else ""
    item = item.rstrip("!")
    found = re.fullmatch(r"(.+)/([vn])", item)
    if found:
        item, marked = found.group(1), found.group(2)
    words: set[str] = set()
    for alternative in item.split("|"):
        if alternative.startswith("<"):
            words |= word_set(alternative.strip("<>"))
        elif marked == "v":
            words |= inflect(alternative).all()
        elif marked == "n":
            words |= {alternative, plural(alternative)}
        else:
            words.add(alternative)
    if not words:
        raise ValueError(f"pattern element {item!r} names no word")
    return Element(frozenset(words), 0, optional), marked


def match_at(pattern: Pattern, tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """First and last token index of the pattern with its head at `at`, or None."""
    first = _walk(pattern.elements[: pattern.head][::-1], tokens, at, -1)
    if first is None:
        return None
    last = _walk(pattern.elements[pattern.head + 1 :], tokens, at, 1)
    return None if last is None else (first, last)


def _walk(elements: Sequence[Element], tokens: Sequence[Token], at: int, step: int) -> int | None:
    """The index of the furthest token matched going from `at` (itself matched) in direction `step`."""
    if not elements:
        return at
    element, rest = elements[0], elements[1:]
    if element.gap:
        here, commas = at, 0
        for _ in range(element.gap + 1):
            # one comma parts what stands on its sides, two only bracket: "forces, backed by warplanes, repelled" is no strike
            found = _walk(rest, tokens, here, step) if commas % 2 == 0 else None
            if found is not None:
                return found
            here += step
            if not 0 <= here < len(tokens) or tokens[here].lower in _STOPS:
                return None
            commas += tokens[here].lower == ","
        return None
    following = at + step
    if 0 <= following < len(tokens) and tokens[following].lower in element.words:
        found = _walk(rest, tokens, following, step)
        if found is not None:
            return found
    return _walk(rest, tokens, at, step) if element.optional else None
