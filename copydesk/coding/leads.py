"""What stands before the words of a phrase: the word that leads it, and words that say what kind of party or person is named."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.coding.lexicons import words
from copydesk.coding.rolewords import role_words
from copydesk.coding.tokens import Token


def lead_of(tokens: Sequence[Token], first: int) -> str:
    """The word before a phrase, what belongs to the phrase stepped over: "at least", determiners, "in the same [square]"."""
    lists = role_words()
    n = first - 1
    determined = False
    n = _before_apposed(tokens, n)
    while n >= 0 and (tokens[n].lower in lists["premodifying"] or tokens[n].text in "\"'\u201c\u2018("):
        determined = determined or tokens[n].lower in lists["determiners"]
        n -= 1
    number = tokens[first].lower[:1].isdigit() or tokens[first].lower in lists["numbers"]
    while number and n >= 0 and tokens[n].lower in lists["approximations"]:
        n -= 1
    while n > 0 and tokens[n].lower in lists["quantities"] and tokens[n - 1].lower in lists["quantities"]:
        n -= 3 if tokens[n - 2].lower == "as" and n > 2 and tokens[n].lower == "as" else 2
    for back in range(n, n if determined or tokens[first].is_capital else max(n - 3, 0), -1):
        word = tokens[back].lower
        if word in lists["determiners"] and back < n:
            return tokens[back - 1].lower
        if not tokens[back].is_word or closes(word) or word.endswith(("ed", "ing", "'s")) or word in lists["breaking"]:
            break
        if tokens[back].is_capital:
            break
    return tokens[n].lower if n >= 0 else ""


def _before_apposed(tokens: Sequence[Token], n: int) -> int:
    """The token before the noun that says what kind of party a name bears: "by the maoist guerrilla group Shining Path"."""
    lists = role_words()
    at = n - 1 if n > 0 and tokens[n].text in "\"'\u201c\u2018" else n
    if at < 1 or tokens[at].lower not in lists["apposed"]:
        return n
    while at > 0 and n - at < 5 and tokens[at - 1].is_word and not closes(tokens[at - 1].lower):
        at -= 1
    return at - 1 if at > 0 and tokens[at - 1].lower in lists["determiners"] else n


def before_post(tokens: Sequence[Token], begin: int) -> int:
    """Where the words start that say what a person is ("political analyst", "Irish reporters"), `begin` where none do."""
    lists = role_words()
    if begin < 1 or tokens[begin - 1].lower not in lists["posts"]:
        return begin
    first = begin - 1
    while first > 0 and begin - first < 5 and tokens[first - 1].is_word and says_what(tokens[first - 1]):
        first -= 1
    return first


def says_what(token: Token) -> bool:
    """Whether a word before a person's name may say what the person is: a post, a modifier, a party's or a country's name."""
    lists = role_words()
    said = token.lower in lists["posts"] or token.lower in words("titles") or token.lower in lists["describing"] or token.is_capital
    return said and not closes(token.lower)


def of_title(token: Token) -> bool:
    """Whether a word may belong to the title behind it ("presidency minister"), and is no verb whose object that is."""
    word = token.lower
    return token.is_word and not closes(word) and not word.endswith(("ed", "ly")) and word not in role_words()["before_titled"]


def closes(word: str) -> bool:
    """Whether a word ends a phrase: none goes on across it."""
    return word in role_words()["closing"]
