"""Place names as written, brought to what they share across spellings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

from copydesk.merging.tables import place_words

_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHES = re.compile(r"['’‘`ʿʾ]")
_VOWELS = re.compile(r"[aeiouy]+")


@lru_cache(maxsize=65536)
def fold(text: str | None) -> str:
    """Lower-case ASCII words with single spaces; "" for None."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text or "")).encode("ascii", "ignore").decode().lower()
    return " ".join(_WORD.findall(plain))


@lru_cache(maxsize=65536)
def name_words(text: str | None) -> tuple[str, ...]:
    """The words of a place's wording that name it: no articles, kinds of places, directions or joining words."""
    words = place_words()
    nothing = words.articles | words.kinds | words.directions | words.fillers
    return tuple(w for w in fold(text).split() if w not in nothing and not w.isdigit())


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """A word's consonants in one spelling: "Zabadani" and "Zabadany", "Ghouta" and "Ghoutta" come out the same."""
    for written, one in place_words().folds:
        word = word.replace(written, one)
    bare = ("a" if word[:1] in "aeiouy" else "") + _VOWELS.sub("", word)
    return re.sub(r"(.)\1+", r"\1", bare)


@lru_cache(maxsize=65536)
def alike(a: str, b: str) -> bool:
    """Whether two words may be one name in two spellings."""
    if a == b:
        return True
    likeness = fuzz.ratio(a, b)
    if skeleton(a) == skeleton(b):
        return likeness >= 55
    return len(a) >= 6 and len(b) >= 6 and likeness >= 84


@lru_cache(maxsize=65536)
def shared_names(a: tuple[str, ...], b: tuple[str, ...]) -> int:
    """How many of the words in `a` have their like in `b`."""
    return sum(any(alike(x, y) for y in b) for x in a)
