"""Words of a text with their offsets, and the runs of capitalised words among them."""

from __future__ import annotations

import re
from typing import NamedTuple

# Every way to be a word starts with one class, so that a search skips what is between words: letters with stops ("U.S."), "St.",
# "W.Va.", else letters and figures with apostrophes inside.
_WORD = re.compile(
    r"[^\W_](?:\.(?<=[A-Z]\.)(?:[A-Z]\.)+|t(?:(?<=[SFM]t)|(?<=St)e)\.(?= [A-Z])|\.(?<=W\.)Va\."
    r"|[^\W_]*(?:['’`](?!s\b|S\b)[^\W_]+)*)"
)


class Token(NamedTuple):
    """A word; `low` is its lower-case form without stops, `capital` whether it starts with a capital letter."""

    start: int
    end: int
    text: str
    low: str
    capital: bool


def tokenise(text: str) -> list[Token]:
    """The words of `text`; hyphens part words, possessive 's is left out."""
    out, new = [], tuple.__new__  # a third of the time that Token(...) takes
    for match in _WORD.finditer(text):
        word = match[0]
        low = word.lower()
        start, end = match.span()
        out.append(new(Token, (start, end, word, low.replace(".", "") if "." in low else low, word[0].isupper())))
    return out
