"""Where temporal expressions stand in a text, and what they are made of.

The grammar is `data/expressions.toml`; here it is compiled and run. Patterns are tried only in sentences that hold one of their
seed words, which keeps the cost of a sentence without a date near that of splitting it into words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from msgspec import Struct

_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d")
_FIGURES = {
    "half": re.compile(r"\d[ap]m\b"),
    "year": re.compile(r"\b(?:19|20)\d\d\b"),
    "numeric": re.compile(r"\d[-./]\d"),
    "colon": re.compile(r"\d:\d"),
    "four": re.compile(r"\b(?:[01]\d|2[0-3])[0-5]\d\b"),
}
_POSSESSED = re.compile(r"day[\x27’]?s$")
_OWNED = ("from", "after", "by", "through", "between")  # limits that say nothing where the day owns what follows
_LOOK_BACK = 40  # characters before an expression in which words that change it are sought


class Expression(Struct, frozen=True):
    """A temporal expression: `kind` names its rule, `fields` its parts as lower-case words; offsets end exclusive.

    `limit` is "since", "until" ...; `part` "early", "late", "mid"; `relative` "last", "next" ....
    """

    kind: str
    start: int
    end: int
    fields: dict[str, str]
    limit: str | None = None
    part: str | None = None
    relative: str | None = None


class Vocabulary(Struct, frozen=True):
    """The word lists of the grammar as values."""

    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    seasons: dict[str, list[int]]
    zones: dict[str, int]
    dayparts: dict[str, list[int]]


class _Pattern(Struct, frozen=True):
    kind: str
    seeds: frozenset[str]
    regex: re.Pattern[str]
    lead: re.Pattern[str] | None


class _Grammar(Struct, frozen=True):
    seeds: dict[str, frozenset[str]]
    patterns: list[_Pattern]
    before: re.Pattern[str]
    ambiguous: frozenset[str]


def read_data(name: str) -> dict[str, Any]:
    """The content of `data/<name>.toml`."""
    return tomllib.loads(files("copydesk.dating").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def vocabulary() -> Vocabulary:
    data = read_data("expressions")
    return Vocabulary(**{name: data[name] for name in Vocabulary.__struct_fields__})


def _any(terms: Sequence[str]) -> str:
    return "(?:" + "|".join(re.escape(t).replace(r"\ ", r"\s+") for t in sorted(terms, key=lambda t: (-len(t), t))) + ")"


@cache
def _grammar() -> _Grammar:
    data, words = read_data("expressions"), vocabulary()
    feasts = [name for row in read_data("feasts")["feast"] for name in row["names"]]
    lists = {
        "month": _any(list(words.months)),
        "fullmonth": _any([m for m in words.months if len(m) > 4 or m in ("may", "june", "july")]),
        "weekday": _any(list(words.weekdays)),
        "fullweekday": _any([w for w in words.weekdays if w.endswith("day")]),
        "number": _any(list(words.numbers)),
        "ordinal": _any(list(words.ordinals)),
        "season": _any(list(words.seasons)),
        "zone": _any(list(words.zones)),
        "feast": _any(feasts),
    }
    fill = re.compile(r"\{(" + "|".join(lists) + r")\}")

    def compiled(regex: str) -> re.Pattern[str]:
        return re.compile(fill.sub(lambda m: lists[m[1]], regex))

    patterns = [
        _Pattern(row["kind"], frozenset(row["seeds"]), compiled(row["regex"]), compiled(row["lead"]) if "lead" in row else None)
        for row in data["pattern"]
    ]
    seeds: dict[str, frozenset[str]] = {}
    spotted = [_spotted(name, words) for name in feasts]
    for seed, group in {**data["seeds"], "feast": spotted}.items():
        for word in group:
            seeds[word] = seeds.get(word, frozenset()) | {seed}
    before = data["before"]
    parts = (
        rf"(?:\b(?P<limit>{_any(before['limits'])})\s+)?(?:\b(?:on|in|at|around|about)\s+)?(?:the\s+)?"
        rf"(?:\b(?P<part>{_any(before['parts'])})(?:\s+|-)(?:on\s+)?)?(?:the\s+)?"
        rf"(?:\b(?P<relative>{_any(before['relative'])})\s+)?$"
    )
    return _Grammar(seeds, patterns, re.compile(parts), frozenset({"may", "march", "august"}))


def _spotted(name: str, words: Vocabulary) -> str:
    """The word of a feast's name by which a sentence that may hold it is spotted: its last that is no day or unit of time."""
    telling: list[str] = [
        w for w in re.findall(r"\w+", name) if w not in words.weekdays and w not in ("day", "eve", "s", "of", "al", "week", "night")
    ]
    return telling[-1]


def lowered(text: str) -> str:
    """`text` in lower case, of the same length (a few letters grow when lowered; those are left as they are)."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def find_expressions(text: str, low: str, start: int, end: int, kinds: frozenset[str] | None = None) -> list[Expression]:
    """The expressions of `text[start:end]`, in order, without overlaps; `low` is `lowered(text)`, `kinds` all where None."""
    groups = _groups(low, start, end)
    if not groups:
        return []
    found: list[tuple[int, int, int, re.Match[str], _Pattern]] = []
    for rank, pattern in _seeded(frozenset(groups)):
        if kinds is None or pattern.kind in kinds:
            for match in pattern.regex.finditer(low, start, end):
                if _stands(text, low, match, pattern.kind):
                    found.append((match.start(), -match.end(), rank, match, pattern))
    found.sort(key=lambda row: row[:3])
    out: list[Expression] = []
    covered = start
    for at, minus_end, _, match, pattern in found:
        if at >= covered:
            out.append(_expression(low, match, pattern, out[-1].end if out else start))
            covered = -minus_end
    return out


@lru_cache(maxsize=4096)
def _seeded(groups: frozenset[str]) -> tuple[tuple[int, _Pattern], ...]:
    """The patterns, with their rank, that a sentence with these seed groups may hold."""
    return tuple((rank, pattern) for rank, pattern in enumerate(_grammar().patterns) if pattern.seeds <= groups)


def _groups(low: str, start: int, end: int) -> set[str]:
    """The seed groups that have a word in the sentence."""
    seeds = _grammar().seeds
    groups: set[str] = set()
    for word in seeds.keys() & _WORD.findall(low, start, end):
        groups |= seeds[word]
    if _FIGURE.search(low, start, end):
        groups |= {name for name, shape in _FIGURES.items() if shape.search(low, start, end)}
    return groups


def _expression(low: str, match: re.Match[str], pattern: _Pattern, floor: int) -> Expression:
    start, end = match.span()
    fields = {k: v for k, v in match.groupdict().items() if v is not None}
    if pattern.lead:
        lead = pattern.lead.search(low, max(floor, start - _LOOK_BACK), start)
        if lead and lead.group().strip():
            start, fields = lead.start(), {**fields, **{k: v for k, v in lead.groupdict().items() if v is not None}}
    if low[end - 1] == "." and pattern.kind in ("date", "month"):
        end -= 1
    while start < end and low[start].isspace():
        start += 1
    return _with_words_before(low, Expression(pattern.kind, start, end, fields), floor)


def _stands(text: str, low: str, match: re.Match[str], kind: str) -> bool:
    """Whether words that are also something else ("may", "march") stand here for a month."""
    if kind != "month" or match["m"] not in _grammar().ambiguous or ("y" in match.groupdict() and match["y"]):
        return True
    at = match.start("m")
    if not text[at].isupper():
        return False
    before = low[max(0, at - 14) : at]
    return match["m"] == "august" or bool(
        re.search(r"\b(?:in|last|since|early|late|mid|of|this|next|until|by|from|between|during|and|to)[\s-]+$", before)
    )


def _with_words_before(low: str, found: Expression, floor: int) -> Expression:
    window = low[max(floor, found.start - _LOOK_BACK) : found.start]
    match = _grammar().before.search(window)
    if not match or not any(match.groupdict().values()):
        return found
    moved = found.start - len(window) + min(match.start(name) for name, value in match.groupdict().items() if value)
    part, limit = match["part"], match["limit"]
    if limit in _OWNED and _POSSESSED.search(
        low, found.start, found.end
    ):  # "the toll from Saturday's raid" is no "from Saturday on"
        if not part and not match["relative"]:
            return found
        moved, limit = found.start - len(window) + match.start("part" if part else "relative"), None
    return Expression(found.kind, moved, found.end, found.fields, limit, part, match["relative"])
