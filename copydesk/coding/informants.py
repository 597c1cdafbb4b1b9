"""Who is cited for what a sentence tells: the words, their kind, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache, partial

from copydesk.coding.lexicons import table, terms
from copydesk.coding.setting import countries
from copydesk.coding.tokens import Token, casing
from copydesk.model.records import Informant

_set = partial(terms, "informants")


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile("|".join(rules), re.IGNORECASE)) for kind, rules in table("informants")["kinds"].items() if rules
    )


@lru_cache(maxsize=16384)
def kind_of(words: str, armed: bool = False) -> str:
    """The kind of informant that `words` name; `armed` where the actor registry knows them as an armed party."""
    for kind, pattern in _kinds():
        if pattern.search(words):
            return kind
    plain = re.sub(r"^the ", "", words.lower())
    if armed:
        return "armed party"
    if plain in _states() or plain in _set("capitals"):
        return "official"
    return "person" if len(words.split()) > 1 and words.istitle() else "unknown"


@cache
def _states() -> frozenset[str]:
    return frozenset(country.name.lower() for country in countries().values()) | _set("states")


def find_informants(text: str, tokens: Sequence[Token], before: Informant | None) -> list[Informant]:
    """Everybody whom the sentence cites, in order; `before` is whom the sentence before cites, for "he added"."""
    found: list[Informant] = []
    plain = casing(tokens) == "normal"
    for at, token in enumerate(tokens):
        span = None
        if (token.lower == "to" and at and tokens[at - 1].lower == "according") or (
            token.lower == "by" and at and tokens[at - 1].lower in _set("speech")
        ):
            span = _forward(tokens, at + 1)
        elif _publishes(tokens, at):
            span = _backward(tokens, at)
        elif token.lower in _set("speech") and not (token.is_capital and plain) and not _passive(tokens, at):
            span = _quoted(tokens, at) or _backward(tokens, at) or _inverted(tokens, at)
        if span is None:
            continue
        first, last = span
        if first == last and tokens[first].lower in _set("pronouns"):
            if before is not None:
                found.append(before)
            continue
        kind = kind_of(text[tokens[first].start : tokens[_apposition(tokens, last)].end])
        if token.lower in _set("saw") and kind not in ("outlet itself", "witness"):
            continue
        first, last = _cut(tokens, *_narrowed(tokens, first, last))
        start, end = tokens[first].start, tokens[last].end
        if all(f.end != end for f in found) and text[start:end].lower() not in _set("nobody"):
            found.append(Informant(text[start:end], start, end, None, kind))
    return found


def _publishes(tokens: Sequence[Token], at: int) -> bool:
    """ "X released a report", "X published figures": the thing made public stands close behind the verb."""
    if tokens[at].lower not in _set("publishing") or tokens[at].is_capital:
        return False
    return any(t.lower in _set("published") for t in tokens[at + 1 : at + 6])


def _quoted(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """ "X quoted Y as saying", "X cited Y": Y is the informant."""
    return _forward(tokens, at + 1) if tokens[at].lower in _set("quoting") and at else None


def _is_name(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].is_capital and tokens[at].is_word


def _forward(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The noun phrase that starts at `at`."""
    last = at - 1
    for n in range(at, min(len(tokens), at + 14)):
        word = tokens[n].lower
        known = word in _set("nouns") or _is_name(tokens, n)
        if word == "and" and last == n - 1 and last > at - 1 and n + 1 < len(tokens) and tokens[n + 1].lower in _set("nouns"):
            continue  # "photos and videos"
        if not (tokens[n].is_word or tokens[n].text in ".-'&") or word in _set("stops"):
            break
        if word in _set("placed") and n > at and last >= at:
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
    near = {t.lower for t in tokens[at + 1 : at + 4]}
    if following.is_capital or following.lower in _set("behind_verb") or near & _set("nouns"):
        return _forward(tokens, at + 1)
    return None


def _backward(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The noun phrase that ends before the verb of speech at `at`: a name, or words of informants with what stands before them."""
    end = at - 1
    while end >= 0 and (tokens[end].lower in _set("helpers") or tokens[end].lower.endswith("ly")):
        end -= 1
    if end < 0:
        return None
    if tokens[end].lower in _set("relatives"):
        return None
    if tokens[end].lower in _set("pronouns"):
        return end, end
    if tokens[end].text == ",":
        return _apposed(tokens, end)
    relative = next((n for n in range(end, max(-1, end - 9), -1) if tokens[n].lower == "who"), None)
    if relative and tokens[end].lower not in _set("nouns") and not _is_name(tokens, end):
        end = relative - 1
    start = _start_of(tokens, end)
    if start is None:
        return None
    words = {t.lower for t in tokens[start : end + 1]}
    if not (
        words & _set("nouns")
        or any(_is_name(tokens, n) for n in range(start, end + 1) if n or len(tokens[n].text) > 3 or tokens[n].text.isupper())
    ):
        return None
    return start, end


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
        if word in _set("openers") and before.lower not in _set("joins"):
            return at
        if (
            before.text in ',;:"\u201c\u201d()\u2014'
            or before.lower in _set("stops")
            or not (before.is_word or before.text in "'&-")
        ):
            return at
        if before.lower in _set("joins") and not _attached(tokens, at - 1):
            return at
        bare = word.endswith("s") and word in _set("nouns") and at > 1
        if bare and _is_name(tokens, at - 1) and tokens[at - 2].lower in _set("before_place"):
            return at
        at -= 1
    return at


def _attached(tokens: Sequence[Token], at: int) -> bool:
    """Whether the preposition at `at` belongs to the informant's name ("Observatory for Human Rights")."""
    before = tokens[at - 1] if at else None
    return before is not None and (before.lower in _set("nouns") or before.is_capital) and before.is_word and at > 0


def _narrowed(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """A person's name out of "provincial spokesman Omar Zwak": the run of capitals behind a word for a person's part."""
    first = end
    while first > start and _is_name(tokens, first - 1) and tokens[first - 1].lower not in _set("personal"):
        first -= 1
    if first > start and first <= end and _is_name(tokens, first) and tokens[first - 1].lower in _set("personal"):
        return first, end
    return start, end


def _apposition(tokens: Sequence[Token], last: int) -> int:
    """Where ", a resident of the village" behind a name ends; `last` where there is none."""
    if last + 2 >= len(tokens) or tokens[last + 1].text != "," or tokens[last + 2].lower not in _set("apposing"):
        return last
    for n in range(last + 2, min(len(tokens), last + 9)):
        if tokens[n].text in ",.;":
            return n - 1
    return min(len(tokens) - 1, last + 8)


def _cut(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """ "An official at the company" without its company."""
    for at in range(start + 1, end):
        if tokens[at].lower in _set("company") and tokens[at - 1].lower in _set("personal"):
            return start, at - 1
    return start, end


def _passive(tokens: Sequence[Token], at: int) -> bool:
    """ "is accused", "were said to": the subject is no informant; nor is the one of "opposition reports that" behind "denied"."""
    before = [t.lower for t in tokens[max(0, at - 3) : at]]
    if tokens[at].lower in _set("nominal"):
        return bool(set(before) & _set("speech")) or (at + 1 < len(tokens) and tokens[at + 1].lower in _set("speech"))
    return bool(before) and before[-1] in _set("passive")
