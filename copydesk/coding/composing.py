"""What may stand between and behind the words that name one party: brackets, torn hyphens, modifiers, the act itself."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.coding.rolewords import role_words
from copydesk.coding.tokens import Token


def past_bracket(tokens: Sequence[Token], last: int) -> int:
    """Where the bracket behind a name ends that says more of it: "the Nusra Front (JN) terrorists"; `last` without one."""
    if last + 1 >= len(tokens) or tokens[last + 1].text != "(":
        return last
    return next((n for n in range(last + 2, min(last + 11, len(tokens))) if tokens[n].text == ")"), last)


def without_torn_hyphen(between: Sequence[Token]) -> Sequence[Token]:
    """The tokens without a hyphen that spaces tore off its word: "Nusra Front- linked terrorists"."""
    torn = len(between) > 1 and between[0].text == "-" and between[1].lower in role_words()["ties"]
    return between[1:] if torn else between


def acts_next(tokens: Sequence[Token], last: int) -> bool:
    """Whether a word of force follows, its auxiliary stepped over: "the opposition has captured", "opposition shelling"."""
    lists = role_words()
    at = last + 1
    while at < len(tokens) and tokens[at].lower in lists["auxiliaries"]:
        at += 1
    word = tokens[at].lower if at < len(tokens) else ""
    return word in lists["attack_nouns"] or word in lists["forceful"]


def links(token: Token, modifiers: frozenset[str]) -> bool:
    """Whether a word between an owner and its word of force belongs to both: "Turkish special forces", "Iran's allied militia"."""
    tied = tail(token) in role_words()["ties"]
    return token.lower in modifiers or token.lower == "'s" or tied


def tail(token: Token) -> str:
    """The last part of a hyphened word, "" of any other."""
    return token.lower.rpartition("-")[2] if "-" in token.lower else ""
