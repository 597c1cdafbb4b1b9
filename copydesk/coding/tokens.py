"""Tokens of a span, and the casing of a run of them.

Offsets are Python string offsets in the string that was given (`Report.working`, or the title), end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from copydesk.coding.lexicons import words

Casing = Literal["normal", "title", "upper"]

# Numbers with their separators, words with inner hyphens, apostrophes and dots ("al-Nusra", "U.S."), any other sign alone.
_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*(?:[-\u2013][A-Za-z][\w-]*)?"
    r"|(?:[A-Za-z]\.){2,}"
    r"|[^\W\d_]\w*(?:[-'\u2019\u2018`\u2010\u2011]\w+)*"
    r"|\w+"
    r"|[^\w\s]"
)


class Token(NamedTuple):
    """A word, number or sign."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.lower[:1].isalpha()

    @property
    def is_capital(self) -> bool:
        return self.text[:1].isupper()


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]` in order; a possessive "'s" is a token of its own."""
    out: list[Token] = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        word, at = match.group(), match.start()
        if len(word) > 2 and word[-2] in "'\u2019`" and word[-1] in "sS":
            out.append(Token(word[:-2], word[:-2].lower(), at, match.end() - 2))
            out.append(Token(word[-2:], "'s", match.end() - 2, match.end()))
        else:
            out.append(Token(word, word.lower().replace("\u2019", "'"), at, match.end()))
    return out


def casing(tokens: Sequence[Token]) -> Casing:
    """How a run of tokens is cased: "upper" for wire copy in capitals, "title" for a Headline in Title Case, else "normal".

    Only where it is "normal" is a capital the sign of a name.
    """
    enough = 0.3 * len(tokens) + 1  # with so many small words neither share below can be reached
    small = capitals = shouted = 0
    light = words("small_words")
    for token in tokens:
        text = token.text
        if len(text) < 2 or not text[0].isalpha():
            continue
        if text[0].islower():
            if token.lower not in light:
                small += 1
                if small >= enough:
                    return "normal"
        else:
            shouted += text.isupper()
            capitals += token.lower not in light
    found = small + capitals
    if found < 3:
        return "normal"
    if shouted > 0.7 * found:
        return "upper"
    return "title" if capitals > 0.85 * found else "normal"
