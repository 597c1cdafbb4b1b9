"""Words of a text with their offsets, and the runs of capitalised words among them."""

from __future__ import annotations

import re
from typing import NamedTuple

_WORD = re.compile(r"(?:[A-Z]\.){2,}|(?:St|Ft|Mt|Ste)\.(?= [A-Z])|W\.Va\.|[^\W_]+(?:['’`](?!s\b|S\b)[^\W_]+)*", re.UNICODE)


class Token(NamedTuple):
    """A word; `low` is its lower-case form without stops, `capital` whether it starts with a capital letter."""

    start: int
    end: int
    text: str
    low: str
    capital: bool


def tokenise(text: str) -> list[Token]:
    """The words of `text`; hyphens part words, possessive 's is left out."""
    out = []
    for match in _WORD.finditer(text):
        word = match.group()
        low = word.lower()
        out.append(Token(match.start(), match.end(), word, low.replace(".", "") if "." in low else low, word[0].isupper()))
    return out
