"""What a report only recalls: the war's totals, earlier years and months."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from copydesk.coding.lexicons import table, terms

_COMPARED = 40  # characters between a superlative and the time over which it compares


class _Patterns(NamedTuple):
    """The patterns of background.toml; the first group of `year` and of `day` is the year."""

    clause: re.Pattern[str]
    sentence: re.Pattern[str]
    year: re.Pattern[str]
    day: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    data = table("background")
    months = f"(?:{'|'.join(data['months'])})"
    wordings = ([data[name]] if isinstance(data[name], str) else data[name] for name in _Patterns._fields)
    return _Patterns(*(re.compile("|".join(f"(?:{p.format(months=months)})" for p in one), re.IGNORECASE) for one in wordings))


def _long_ago(said: str, of: int, year: int) -> bool:
    return of < year - 1 or (of == year - 1 and not any(month in said.lower() for month in table("background")["year_end"]))


@cache
def _superlative() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('background')['superlatives'])})\b[^.;:!?\d]{{0,{_COMPARED}}}$", re.IGNORECASE)


def only_compared(text: str, start: int, at: int) -> bool:
    """Whether the time told at `at` only says since when there was nothing like it: "the deadliest attack since May"."""
    return _superlative().search(text, start, at) is not None


class Recalling(NamedTuple):
    """Where a sentence speaks of the past: `whole` says it of all of it, each of `parts` of the clause it stands in."""

    whole: tuple[int, int] | None
    parts: tuple[tuple[int, int], ...]


def find_recalling(text: str, start: int, end: int, year: int | None) -> Recalling:
    """The words of `text[start:end]` that make what it tells a thing of the past; a year before `year`, the report's, does.

    Where the report's year is not known (None), every year that is named does: news of the day names none.
    """
    said = text[start:end].lower().replace(",", " ").replace(".", " ").split()
    if terms("background", "hints").isdisjoint(said) and not any(word[0].isdigit() for word in said):
        return Recalling(None, ())
    patterns = _patterns()
    whole = next((m for m in patterns.sentence.finditer(text, start, end) if not only_compared(text, start, m.start())), None)
    parts = [m.span() for m in patterns.clause.finditer(text, start, end)]
    parts.extend(m.span() for m in patterns.year.finditer(text, start, end) if year is None or int(m.group(1)) < year)
    if year is not None:
        parts.extend(m.span() for m in patterns.day.finditer(text, start, end) if _long_ago(m.group(), int(m.group(1)), year))
    news = tuple(span for span in parts if not only_compared(text, start, span[0]))
    return Recalling(whole.span() if whole else None, news)


def recalled(found: Recalling, start: int, end: int) -> tuple[int, int] | None:
    """The words that make a happening told in the clause from `start` to `end` a thing of the past, or None."""
    return next(((s, e) for s, e in found.parts if start <= s and e <= end), found.whole)
