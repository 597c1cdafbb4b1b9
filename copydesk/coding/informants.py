"""Who is cited for what a sentence tells: the words, their kind, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from copydesk.coding.lexicons import table
from copydesk.coding.tokens import Token
from copydesk.model.records import Informant

_PRONOUNS = frozenset({"he", "she", "it", "they"})


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(table("informants")[name])


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile("|".join(rules), re.IGNORECASE)) for kind, rules in table("informants")["kinds"].items() if rules
    )


def kind_of(words: str, armed: bool = False) -> str:
    """The kind of informant that `words` name; `armed` where the actor registry knows them as an armed party."""
    for kind, pattern in _kinds():
        if pattern.search(words):
            return kind
    return "armed party" if armed else "unknown"


def find_informants(text: str, tokens: Sequence[Token], before: Informant | None) -> list[Informant]:
    """Everybody whom the sentence cites, in order; `before` is whom the sentence before cites, for "he added"."""
    found: list[Informant] = []
    for at, token in enumerate(tokens):
        span = None
        if token.lower == "to" and at and tokens[at - 1].lower == "according":
            span = _forward(tokens, at + 1)
        elif token.lower in _set("speech"):
            span = _quoted(tokens, at) or _backward(tokens, at) or _inverted(tokens, at)
        if span is None:
            continue
        first, last = span
        if first == last and tokens[first].lower in _PRONOUNS:
            if before is not None:
                found.append(before)
            continue
        start, end = tokens[first].start, tokens[last].end
        words = text[start:end]
        if all(f.start != start for f in found):
            found.append(Informant(words, start, end, None, kind_of(words)))
    return found


def _quoted(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """ "X quoted Y as saying", "X cited Y": Y is the informant."""
    return _forward(tokens, at + 1) if tokens[at].lower in ("quoted", "cited", "quoting", "citing") and at else None


def _is_name(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].is_capital and tokens[at].is_word


def _forward(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The noun phrase that starts at `at`."""
    last = at - 1
    for n in range(at, min(len(tokens), at + 14)):
        word = tokens[n].lower
        known = word in _set("nouns") or _is_name(tokens, n)
        if not (tokens[n].is_word or tokens[n].text in ".-'&") or word in _set("stops"):
            break
        if word in ("in", "on", "at", "from", "near") and n > at and last >= at:
            break
        if known:
            last = n
        elif n - max(last, at) > 3:
            break
    while last >= at and tokens[last].lower in _set("glue"):
        last -= 1
    return (at, last) if last >= at else None


def _inverted(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """ "..., said Amina Yusuf", "says the Observatory"."""
    if tokens[at].lower not in _set("inverted") or at + 1 >= len(tokens):
        return None
    following = tokens[at + 1]
    if following.is_capital or following.lower in ("the", "a", "an", "one") or following.lower in _set("nouns"):
        return _forward(tokens, at + 1)
    return None


def _backward(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The noun phrase that ends before the verb of speech at `at`: a name, or words of informants with what stands before them."""
    end = at - 1
    while end >= 0 and (
        tokens[end].lower
        in ("has", "have", "had", "also", "later", "then", "reportedly", "repeatedly", "again", "is", "are", "was")
        or tokens[end].lower.endswith("ly")
    ):
        end -= 1
    if end < 0:
        return None
    if tokens[end].lower in _PRONOUNS:
        return end, end
    if tokens[end].text == ",":
        return _apposed(tokens, end)
    start = _start_of(tokens, end)
    if start is None:
        return None
    words = {t.lower for t in tokens[start : end + 1]}
    if not (words & _set("nouns") or any(_is_name(tokens, n) for n in range(start, end + 1) if n or len(tokens[n].text) > 3)):
        return None
    return _narrowed(tokens, start, end)


def _apposed(tokens: Sequence[Token], comma: int) -> tuple[int, int] | None:
    """ "Amaq, the news agency linked to IS, said": the name before the apposition."""
    for n in range(comma - 1, max(0, comma - 12), -1):
        if tokens[n].text == ",":
            start = _start_of(tokens, n - 1)
            return (start, n - 1) if start is not None and _is_name(tokens, n - 1) else None
    return None


def _start_of(tokens: Sequence[Token], end: int) -> int | None:
    """Where the noun phrase that ends at `end` starts."""
    at = end
    if not (tokens[end].is_word or tokens[end].text in ")."):
        return None
    while at > 0:
        word, before = tokens[at].lower, tokens[at - 1]
        if word in (
            "the",
            "a",
            "an",
            "his",
            "her",
            "its",
            "their",
            "one",
            "two",
            "several",
            "some",
            "local",
            "both",
        ) and before.lower not in ("of", "for", "in", "at", "on", "with", "to", "from", "and"):
            return at
        if (
            before.text in ',;:"\u201c\u201d()\u2014'
            or before.lower in _set("stops")
            or not (before.is_word or before.text in "'&-")
        ):
            return at
        if before.lower in ("of", "for", "in", "at", "on", "to", "from", "with", "and") and not _attached(tokens, at - 1):
            return at
        if _is_name(tokens, at - 1) and not tokens[at].is_capital and word not in _set("glue") and word not in _set("nouns"):
            return at
        at -= 1
    return at


def _attached(tokens: Sequence[Token], at: int) -> bool:
    """Whether the preposition at `at` belongs to the informant's name ("Observatory for Human Rights", "director of the hospital")."""
    before = tokens[at - 1] if at else None
    return before is not None and (before.lower in _set("nouns") or before.is_capital) and before.is_word and at > 0


def _narrowed(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """A person's name out of "provincial spokesman Omar Zwak": the run of capitals at the end of a phrase that starts small."""
    first = end
    while first > start and (_is_name(tokens, first - 1) or tokens[first - 1].lower in ("al", "de", "el", "bin")):
        first -= 1
    titled = first > start and any(t.lower in _set("nouns") for t in tokens[start:first])
    if titled and _is_name(tokens, end) and tokens[first - 1].lower in _set("nouns") and tokens[start].lower not in ("the",):
        return first, end
    return start, end
