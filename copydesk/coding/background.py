"""What a report only recalls: the war's totals, earlier years and months."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from copydesk.coding.lexicons import table

_MONTHS = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_YEAR = re.compile(r"\b(?:in|of|late|early|mid|during|from|until|back in) ?-?(?:\w+ )?((?:19|20)\d\d)\b", re.IGNORECASE)

# A day of an earlier year; that of a year's last two months may still be news in the next January.
_DAY = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTHS}|{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?),? ((?:1[5-9]|20)\d\d)\b", re.IGNORECASE
)
_YEAR_END = ("november", "december")


def _long_ago(said: str, of: int, year: int) -> bool:
    return of < year - 1 or (of == year - 1 and not any(month in said.lower() for month in _YEAR_END))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = table("background")
    clause, sentence = ("|".join(f"(?:{p.format(months=_MONTHS)})" for p in data[name]) for name in ("clause", "sentence"))
    return re.compile(clause, re.IGNORECASE), re.compile(sentence, re.IGNORECASE)


@cache
def _hints() -> frozenset[str]:
    """Words of which every pattern holds one (or a number), so that most sentences need not be searched."""
    return frozenset(table("background")["hints"])


class Recalling(NamedTuple):
    """Where a sentence speaks of the past: `whole` says it of all of it, each of `parts` of the clause it stands in."""

    whole: tuple[int, int] | None
    parts: tuple[tuple[int, int], ...]


def find_recalling(text: str, start: int, end: int, year: int | None) -> Recalling:
    """The words of `text[start:end]` that make what it tells a thing of the past; a year before `year`, the report's, does.

    Where the report's year is not known (None), every year that is named does: news of the day names none.
    """
    said = text[start:end].lower().replace(",", " ").replace(".", " ").split()
    if _hints().isdisjoint(said) and not any(word[0].isdigit() for word in said):
        return Recalling(None, ())
    in_clause, in_sentence = _patterns()
    whole = in_sentence.search(text, start, end)
    parts = [m.span() for m in in_clause.finditer(text, start, end)]
    parts.extend(m.span() for m in _YEAR.finditer(text, start, end) if year is None or int(m.group(1)) < year)
    if year is not None:
        parts.extend(m.span() for m in _DAY.finditer(text, start, end) if _long_ago(m.group(), int(m.group(1)), year))
    return Recalling(whole.span() if whole else None, tuple(parts))


def recalled(found: Recalling, start: int, end: int) -> tuple[int, int] | None:
    """The words that make a happening told in the clause from `start` to `end` a thing of the past, or None."""
    return next(((s, e) for s, e in found.parts if start <= s and e <= end), found.whole)
