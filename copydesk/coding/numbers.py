"""Counts as reports write them: digits, words, ranges, vague counts, and the words that bound them.

"At least 10" is 10 to 10 with the bound "at least"; "between 10 and 15" and "10-15" are 10 to 15; "dozens" is 24 and up. A number
that is part of a date, an age, a clock time, a compound or a decimal is none.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from copydesk.coding.lexicons import table
from copydesk.model.records import Bound


class Quantity(Struct, frozen=True):
    """A number with the words that bound it.

    `low` None where a vague word gives no number ("several"), `high` None where it gives no highest. `start`/`end` take in the
    bounding words, `number_start` is where the number itself begins.
    """

    low: int | None
    high: int | None
    bound: Bound | None
    start: int
    end: int
    number_start: int
    vague: bool = False


class _Grammar(Struct, frozen=True):
    quantity: re.Pattern[str]
    word: re.Pattern[str]
    values: dict[str, int]
    scales: dict[str, int]
    vague: dict[str, int]
    fixed: dict[str, int]
    bounds: dict[str, str]
    within: frozenset[str]
    so: str


def _any(terms: object) -> str:
    assert isinstance(terms, (dict, list))
    longest = sorted(terms, key=lambda t: (-len(t), t))
    return "(?:" + "|".join(re.escape(t).replace(r"\ ", r"\s+") for t in longest) + ")"


@cache
def _grammar() -> _Grammar:
    data = table("tolls")
    numbers = data["numbers"]
    say = numbers["wording"]
    values = {**numbers["units"], **numbers["tens"]}
    units, tens, scales = _any(numbers["units"]), _any(numbers["tens"]), _any(numbers["scales"])
    small = rf"(?:{tens}(?:[-\s]+(?!{say['not_units']}){units})?|{units})"
    more = rf"(?:\s+(?:{say['joined']}\s+)?{small}\b)"
    worded = rf"(?:(?:{say['one']}|{small})\s+{scales}(?:\s+{scales})?(?:{more}(?:\s+{scales}\b{more}?)?)?|{small})"
    # A blank groups thousands only where the number so far has at most three digits ("1 200"), so "2013 400 people" is no number.
    digits = rf"(?:\d{{1,3}}(?:[.,\u00a0\u202f ]\d{{3}})+(?![\d.,]*\d)|\d+(?:\.\d+)?(?=\s+{scales}\b)|\d+)(?:\s+{scales}\b)?"
    fixed, vague = _any(numbers["fixed"]), _any(numbers["vague"])
    number = rf"(?<![\w.,:/$€£-])(?:{vague}|{fixed}|{worded}|{digits})(?![\w%]|[.,:/]\d)"
    link = rf"(?:\s*[-\u2013\u2014]\s*|\s+(?:{say['to']})\s+)"
    plain = rf"(?>{fixed}|{worded}|{digits})"  # atomic, so that "twenty-five" is no range
    quantity = (
        rf"(?P<bounds>(?:\b{_any(data['bounds'])}\s+)*)"
        rf"(?:(?P<between>\b{say['between']}\s+)(?P<b1>{plain})\s+{say['and']}\s+(?P<b2>{plain})(?!\w)"
        rf"|(?<![\w.,:/$€£-])(?P<r1>{plain}){link}(?:{_any(data['bounds'])}\s+)?(?P<r2>{plain})(?![\w%]|[-.,:/]\w)"
        rf"|(?P<number>{number})(?!-\w)(?P<after>\s+(?:{say['more']})\b)?)"
    )
    return _Grammar(
        quantity=re.compile(quantity, re.IGNORECASE),
        word=re.compile(r"[^\W_]+(?:\.\d+)?", re.IGNORECASE),
        values=values,
        scales=numbers["scales"],
        vague=numbers["vague"],
        fixed=numbers["fixed"],
        bounds=data["bounds"],
        within=frozenset(data["words"]["within_numbers"]),
        so=say["so"],
    )


def value_of(words: str) -> int | None:
    """The integer that number words or grouped digits give ("twenty-five", "20.000"), None for anything else."""
    grammar = _grammar()
    text = " ".join(words.lower().split())
    if text in grammar.fixed:
        return grammar.fixed[text]
    if re.fullmatch(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+", text):
        return int(re.sub(r"\D", "", text))
    total = current = 0.0
    for part in grammar.word.findall(text):
        if part in grammar.scales:
            scale = grammar.scales[part]
            current = max(current, 1) * scale
            if scale > 100:
                total, current = total + current, 0
        elif part in grammar.values:
            current += grammar.values[part]
        elif part[0].isdigit() and part.replace(".", "").isdecimal():
            current += float(part)
        elif part not in grammar.within:
            return None
    return int(total + current)


def _bound(words: str, after: str | None) -> Bound | None:
    grammar = _grammar()
    if after and grammar.so not in after:
        return "at least"
    text = " ".join(words.lower().split())
    for term, bound in sorted(grammar.bounds.items(), key=lambda item: -len(item[0])):
        if bound and re.search(rf"\b{term}\b", text):
            return bound  # type: ignore[return-value]
    return "about" if after else None


def find_quantities(text: str, start: int, end: int) -> list[Quantity]:
    """The quantities of `text[start:end]` in order, offsets in `text`."""
    grammar = _grammar()
    found = []
    for match in grammar.quantity.finditer(text, start, end):
        bound = _bound(match["bounds"], match["after"])
        pair = (match["b1"], match["b2"]) if match["between"] else (match["r1"], match["r2"]) if match["r1"] else None
        if pair:
            low, high = value_of(pair[0]), value_of(pair[1])
            if low is None or high is None or low >= high:
                continue
            at = match.start("between") if match["between"] else match.start("r1")
            found.append(Quantity(low, high, bound, match.start(), match.end(), at))
            continue
        words = " ".join(match["number"].lower().split())
        if words in grammar.vague:
            low = grammar.vague[words] or None
            found.append(Quantity(low, None, bound, match.start(), match.end(), match.start("number"), vague=True))
        else:
            low = value_of(words)
            if low is not None and low < 10**9:
                found.append(Quantity(low, low, bound, match.start(), match.end(), match.start("number")))
    return found
