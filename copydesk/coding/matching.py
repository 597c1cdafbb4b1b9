"""Finding thousands of names in a run of tokens in one pass, whatever their hyphens, accents, articles and apostrophes.

A name is folded to pieces: "Jabhat al-Nuṣra" to (jabhat, nusra), "People's Protection Units" to (people, protection, units) and, as
damaged text has it, (peoples, protection, units). Tokens are folded the same way, so the look-up is one dictionary access a piece.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from copydesk.coding.rolewords import role_words
from copydesk.coding.tokens import Token, tokenise

T = TypeVar("T")

_SPLIT = str.maketrans({"-": " ", "\u2010": " ", "\u2011": " ", "\u2013": " ", "/": " "})
_DROP = str.maketrans("", "", "'\u2019\u2018`\u02bf\u02be.")


@lru_cache(maxsize=65536)
def pieces(word: str) -> tuple[str, ...]:
    """The folded pieces of one token; empty for a possessive "'s" and for an article."""
    if word[0] in "'\u2019`" and len(word) == 2:
        return ()
    low = word.lower()
    if not low.isascii():
        low = unicodedata.normalize("NFKD", low.replace("\u0131", "i").translate(_SPLIT).translate(_DROP))
        low = "".join(c for c in low if not unicodedata.combining(c))
    parts = low.translate(_SPLIT).translate(_DROP).split()
    if len(parts) > 1:
        parts = [p for n, p in enumerate(parts) if p not in role_words()["hyphened_articles"] or n == len(parts) - 1]
    return tuple(p for p in parts if p not in role_words()["name_articles"])


class Found(NamedTuple, Generic[T]):
    """A name in the tokens: both indexes inclusive; `whole` is false where it ends inside a hyphened token ("rebel-held")."""

    first: int
    last: int
    whole: bool
    entries: tuple[T, ...]


class _Entry(NamedTuple, Generic[T]):
    rest: tuple[str, ...]
    exact: str | None  # an acronym of at most three letters must stand in capitals
    value: T


class Names(Generic[T]):
    """An immutable index of names; build it once, then `find` in any number of sentences."""

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        index: dict[str, dict[tuple[str, ...], list[_Entry[T]]]] = {}
        for name, value in names:
            short = name.replace(".", "")
            exact = short if short.isupper() and len(short) <= 3 else None
            for form in _forms(name):
                held = index.setdefault(form[0], {}).setdefault(form[1:], [])
                if all(e.value != value for e in held):
                    held.append(_Entry(form[1:], exact, value))
        self._index = {
            first: tuple(sorted(by_rest.items(), key=lambda item: (-len(item[0]), item[0]))) for first, by_rest in index.items()
        }

    def find(self, tokens: Sequence[Token], upper: bool = False) -> Iterator[Found[T]]:
        """Names in the tokens from left to right, the longest at each place. `upper`: the sentence is all capitals."""
        seq: list[str] = []
        at: list[int] = []
        for n, token in enumerate(tokens):
            for piece in pieces(token.text):
                seq.append(piece)
                at.append(n)
        n, size, index = 0, len(seq), self._index
        while n < size:
            for rest, entries in index.get(seq[n], ()):
                end = n + len(rest)
                if end >= size or (rest and tuple(seq[n + 1 : end + 1]) != rest):
                    continue
                values = tuple(e.value for e in entries if _cased(e.exact, tokens[at[n]].text, upper))
                if not values:
                    continue
                starts = n == 0 or at[n - 1] != at[n]
                ends = end + 1 == size or at[end + 1] != at[end]
                yield Found(_with_article(tokens, at[n]), at[end], starts and ends, values)
                n = end
                break
            n += 1


def _with_article(tokens: Sequence[Token], first: int) -> int:
    """Takes in the article that folding dropped: "El Salvador", "Al Qaeda"."""
    return first - 1 if first and tokens[first - 1].text in role_words()["kept_articles"] else first


def _cased(exact: str | None, word: str, upper: bool) -> bool:
    if exact is None:
        return True
    return exact in word.replace(".", "") and (not upper or len(exact) > 2)


def _forms(name: str) -> list[tuple[str, ...]]:
    tokens = tokenise(name)
    plain = tuple(p for t in tokens for p in pieces(t.text))
    out = [plain] if plain else []
    if any(t.lower == "'s" for t in tokens):
        lost = name.replace("'s", "s").replace("\u2019s", "s")
        out.append(tuple(p for t in tokenise(lost) for p in pieces(t.text)))
    last = tokens[-1].text if tokens else ""
    if (
        plain
        and last[:1].isupper()
        and last.isalpha()
        and not last.lower().endswith("s")
        and len(last) > (2 if last.isupper() else 4)
    ):
        out.append((*plain[:-1], plain[-1] + "s"))  # "Syrias regime"
    return out
