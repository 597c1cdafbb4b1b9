"""What a report only recalls: the war's totals, earlier years and months."""

from __future__ import annotations

import re
from functools import cache

from copydesk.coding.lexicons import table

_MONTHS = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_YEAR = re.compile(r"\b(?:in|of|late|early|mid|during|from|until|back in) ?-?(?:\w+ )?((?:19|20)\d\d)\b", re.IGNORECASE)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = table("background")
    clause, sentence = ("|".join(f"(?:{p.format(months=_MONTHS)})" for p in data[name]) for name in ("clause", "sentence"))
    return re.compile(clause, re.IGNORECASE), re.compile(sentence, re.IGNORECASE)


def recalled(text: str, clause: tuple[int, int], sentence: tuple[int, int], year: int | None) -> tuple[int, int] | None:
    """Where the words stand that make a happening told in `clause` of `sentence` a thing of the past, or None.

    `year` is the year of the report; a clause that names an earlier year only recalls.
    """
    in_clause, in_sentence = _patterns()
    found = in_clause.search(text, *clause) or in_sentence.search(text, *sentence)
    if found:
        return found.span()
    for named in _YEAR.finditer(text, *clause):
        if year is not None and int(named.group(1)) < year:
            return named.span()
    return None
