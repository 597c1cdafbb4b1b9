"""Names that no gazetteer has, where the word beside them tells that they are places: "the village of Zugmaq", "al-Faid
neighborhood", "the villages of Harbiyat and Anbaj", "in Douris, near Baalbek".

The words are in `data/unlisted.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cache
from typing import NamedTuple

from copydesk.locating.page import Page, Spot
from copydesk.locating.tables import settings, word_lists, word_set

_LONGEST = 4  # words of a name, articles counted
_SHORTEST = 4  # letters of one that but the words around it tell to be a place's
_ASIDE = 3  # words in which an aside says what it is ("a small market town")


class _Words(NamedTuple):
    named: frozenset[str]  # kinds that end a name
    loose: frozenset[str]  # kinds that are no part of the name
    before: frozenset[str]
    behind: frozenset[str]
    plural: frozenset[str]
    articles: frozenset[str]
    never: frozenset[str]
    ahead: frozenset[str]
    lies: frozenset[str]


@cache
def _words() -> _Words:
    known = settings("unlisted.toml")
    behind = frozenset(known["behind"])
    plural = frozenset(_plural(word) for word in (*known["before"], *known["behind"]))
    before = frozenset(known["before"])
    loose = before | {_plural(word) for word in before}
    return _Words(
        named=behind | plural,
        loose=loose,
        before=before | plural,
        behind=behind,
        plural=plural,
        articles=word_lists("words.toml")["inside"]["articles"],
        never=frozenset(known["never"]),
        ahead=frozenset(known["ahead"]),
        lies=frozenset(known["lies"]),
    )


def _plural(word: str) -> str:
    return word[:-1] + "ies" if word.endswith("ty") else word + "s"


def unlisted(page: Page, i: int, found: Sequence[Spot], people: Set[str]) -> Spot | None:
    """The place that starts at word i and that no gazetteer has, None where the words around it leave that open.

    `found`: the names before it; `people`: adjectives and names of peoples, which no such name holds.
    """
    words = _words()
    last = _run(page, i)
    if last is None:
        return None
    named = last > i and page.tokens[last].low in words.named and page.gaps[last - 1] == " "  # "Salhiya District"
    if not (named or _led(page, i) or _followed(page, last) or _goes_on(page, i, found) or _described(page, i, last)):
        return None
    ends = last - (named and page.tokens[last].low in words.loose)
    if _is_name(page, i, last - named, people) and not _is_tail(page, i):
        start, end = page.tokens[i].start, page.tokens[ends].end
        return Spot(start, end, page.text[start:end], i, ends, "unknown")
    return None


def _run(page: Page, i: int) -> int | None:
    """The last word of the run of capitalised words, joined by articles, that starts at word i; None where there is none, or one
    too long."""
    tokens, gaps, articles = page.tokens, page.gaps, _words().articles
    last = i
    if not tokens[i].capital:
        if tokens[i].low not in articles or gaps[i] != "-":
            return None
        last = i + 1
    while last + 1 < len(tokens) and gaps[last] in (" ", "-"):
        following = tokens[last + 1]
        if following.capital:
            last += 1
        elif (
            last + 2 < len(tokens) and following.low in articles and gaps[last + 1] in ("-", " ", "- ") and tokens[last + 2].capital
        ):
            last += 2
        else:
            break
        if last - i > _LONGEST:
            return None
    return last


def _is_name(page: Page, first: int, last: int, people: Set[str]) -> bool:
    """Whether the words may be a name of their own: not a people's, a person's or all words of everyday language."""
    common, never, articles = word_set("common_words.txt"), _words().never, _words().articles
    tokens = [t for t in page.tokens[first : last + 1] if t.low not in articles]
    if not tokens or any(t.low in people or t.low in never or t.low in page.persons for t in tokens):
        return False
    if len(tokens) == 1 and tokens[0].text.title() in word_set("given_names.txt"):
        return False
    return not any(t.low in common or t.low in page.small or len(t.text) < 3 or t.text.isdigit() for t in tokens)


def _is_tail(page: Page, i: int) -> bool:
    """Whether a capitalised word before makes the run the end of a longer name ("Coronado Meat Market")."""
    if not i or page.gaps[i - 1] != " " or not page.tokens[i - 1].capital or page.opens(i - 1):
        return False
    before, low = word_lists("words.toml")["before"], page.tokens[i - 1].low
    return low not in before["strong"] and low not in before["medium"] and low not in _words().before


def _led(page: Page, i: int) -> bool:
    """Whether the kind of a place stands before a name: "the village of X", "village X"."""
    at = i - 1
    if at < 0 or page.gaps[at].strip() not in ("", "-", "–", "—"):
        return False
    if page.tokens[at].low == "of" and at:
        at -= 1
    return page.tokens[at].low in _words().before and not page.tokens[at].capital


def _described(page: Page, i: int, last: int) -> bool:
    """Whether a name stands behind "in" and before words for where or what it is: "in X, near Y", "at X, a small town"."""
    tokens, words = page.tokens, _words()
    if (
        not i
        or page.gaps[i - 1] != " "
        or tokens[i - 1].low not in words.ahead
        or last + 2 >= len(tokens)
        or page.gaps[last] != ", "
    ):
        return False
    if len(tokens[i].text) < _SHORTEST:
        return False
    behind = [t.low for t in tokens[last + 1 : last + 2 + _ASIDE]]
    return behind[0] in words.lies or (behind[0] in ("a", "an") and not words.before.isdisjoint(behind[1:]))


def _goes_on(page: Page, i: int, found: Sequence[Spot]) -> bool:
    """Whether a name goes on a list that a plural opens: "the towns of V, W and X"."""
    start = page.tokens[i].start
    for spot in reversed(found):
        if page.text[spot.end : start].strip() not in (",", "and", ", and"):
            return False
        at = spot.first - 2 if spot.first > 1 and page.tokens[spot.first - 1].low == "of" else spot.first - 1
        if at >= 0 and page.tokens[at].low in _words().plural:
            return True
        start = spot.start
    return False


def _followed(page: Page, last: int) -> bool:
    """Whether the kind of a place stands behind a name: "X village", "W and X villages"."""
    words = _words()
    if last + 1 >= len(page.tokens) or page.gaps[last] not in (" ", ", "):
        return False
    if page.gaps[last] == " " and page.tokens[last + 1].low in words.behind and not page.tokens[last + 1].capital:
        return True
    for _ in range(_LONGEST):
        last += 2 if page.tokens[last + 1].low == "and" else 1
        end = _run(page, last) if last < len(page.tokens) else None
        if end is None or end + 1 >= len(page.tokens):
            return False
        if page.gaps[end] == " " and page.tokens[end + 1].low in words.plural:
            return True
        last = end
    return False
