"""Whether a happening occurred, or was attempted, planned, denied, alleged, only thought of, or said not to have been."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

from msgspec import Struct

from copydesk.coding.lexicons import table
from copydesk.coding.patterns import Pattern, compile_pattern, match_at
from copydesk.coding.tokens import Token
from copydesk.coding.triggers import Trigger
from copydesk.model.converting import converted
from copydesk.model.records import Outcome, Status

TOLD: frozenset[Status] = frozenset({"occurred", "attempted", "alleged"})  # what is told to have been done
_WORDS = ("factive", "realised", "attempted", "planned", "irreal", "open", "conditions")  # sets of statuses.toml


class Cue(Struct, frozen=True):
    """One cue of statuses.toml."""

    say: str
    status: Status
    reach: Literal["after", "before", "both"]
    near: int = 99
    condition: bool = False
    first: bool = False  # decides before all others
    opening: bool = False  # only as the first word of the sentence


class Standing(NamedTuple):
    """The status of one trigger, with what decided it: token indexes of the cue (inclusive) or None, and the cue's words."""

    status: Status
    outcome: Outcome | None
    span: tuple[int, int] | None
    why: str


class _Rules(NamedTuple):
    cues: tuple[tuple[Cue, Pattern], ...]
    heads: dict[str, tuple[int, ...]]
    ends: frozenset[str]
    words: dict[str, frozenset[str]]


@cache
def _rules() -> _Rules:
    data = table("statuses")
    order = {status: n for n, status in enumerate(data["order"])}
    cues = sorted(converted(data["cues"], list[Cue]), key=lambda cue: (not cue.first, order[cue.status]))
    pairs = tuple((cue, compile_pattern(cue.say)) for cue in cues)
    heads: dict[str, list[int]] = {}
    for n, (_, pattern) in enumerate(pairs):
        for word in pattern.elements[pattern.head].words:
            heads.setdefault(word, []).append(n)
    words = {name: frozenset(data[name]) for name in _WORDS}
    return _Rules(pairs, {w: tuple(ns) for w, ns in heads.items()}, frozenset(data["ends"]), words)


class _Found(NamedTuple):
    rank: int
    cue: Cue
    first: int
    last: int


def find_cues(tokens: Sequence[Token]) -> list[_Found]:
    """The cues of a sentence, the one that decides first in front."""
    rules = _rules()
    found: list[_Found] = []
    for at, token in enumerate(tokens[: _until_comment(tokens)]):
        for n in rules.heads.get(token.lower, ()):
            cue, pattern = rules.cues[n]
            span = match_at(pattern, tokens, at)
            if span is not None:
                found.append(_Found(n, cue, *span))
    return sorted(found)


def _until_comment(tokens: Sequence[Token]) -> int:
    """How many tokens stand before a comment that closes the sentence: "killed 40 in what would be the worst attack this year"."""
    said = [t.lower for t in tokens]
    opening, irreal = table("statuses")["comment"], _rules().words["irreal"]
    size = len(opening)
    return next((n for n in range(len(said) - size) if said[n : n + size] == opening and said[n + size] in irreal), len(said))


def standing(trigger: Trigger, tokens: Sequence[Token], cues: Sequence[_Found]) -> Standing:
    """The status of one trigger by the cues of its sentence; a repelled attack occurred, with its outcome."""
    rules = _rules()
    if trigger.frame == "repel":
        stopped = trigger.rule.startswith("assault")
        return Standing(
            "attempted" if stopped else "occurred", None if stopped else "repelled", (trigger.first, trigger.last), trigger.rule
        )
    for found in cues:
        if (found.cue.status == "denied" or found.cue.first) and _reaches(found, trigger, tokens, rules):
            return Standing(found.cue.status, None, (found.first, found.last), found.cue.say)
    before = {t.lower for t in tokens[max(trigger.clause_first, trigger.first - 4) : trigger.first]}
    if before & rules.words["factive"] and not before & rules.words["open"]:
        return Standing("occurred", None, None, "told as fact")
    if trigger.form == "infinitive":
        return _infinitive(trigger, tokens, cues)
    for found in cues:
        if _reaches(found, trigger, tokens, rules):
            return Standing(found.cue.status, None, (found.first, found.last), found.cue.say)
    return Standing("occurred", None, None, "no cue")


def _infinitive(trigger: Trigger, tokens: Sequence[Token], cues: Sequence[_Found]) -> Standing:
    """ "to attack": what the words before "to" make of it; with nothing before it, it is only a purpose."""
    rules = _rules()
    for found in cues:
        if found.cue.status in ("negated", "denied", "hypothetical") and _reaches(found, trigger, tokens, rules):
            return Standing(found.cue.status, None, (found.first, found.last), found.cue.say)
    for at in range(trigger.first - 2, max(-1, trigger.first - 12), -1):
        word = tokens[at].lower
        for status in ("attempted", "realised", "planned"):
            if word in rules.words[status]:
                if status == "realised" and {t.lower for t in tokens[max(0, at - 3) : at]} & rules.words["irreal"]:
                    return Standing("hypothetical", None, (at, at), word)
                if status == "realised":
                    return Standing("occurred", None, None, word)
                return Standing("attempted" if status == "attempted" else "planned", None, (at, at), word)
    return Standing("planned", None, (trigger.first - 1, trigger.first - 1) if trigger.first else None, "purpose")


def _reaches(found: _Found, trigger: Trigger, tokens: Sequence[Token], rules: _Rules) -> bool:
    cue = found.cue
    if cue.opening and found.first > 0:
        return False
    if found.first <= trigger.last and trigger.first <= found.last:
        return not cue.condition and (trigger.first <= found.first or trigger.last >= found.last or cue.reach == "both")
    if found.last < trigger.first:
        if cue.reach == "before" or trigger.first - found.last > cue.near:
            return False
        between = tokens[found.last + 1 : trigger.first]
        if any(t.lower in rules.ends for t in between):
            return False
        if cue.condition:
            return not any(t.lower == "," for t in between) and (
                found.first == 0 or tokens[found.first].lower in rules.words["conditions"]
            )
        return True
    if cue.reach == "after" or found.first - trigger.last > cue.near:
        return False
    return not any(t.lower in rules.ends for t in tokens[trigger.last + 1 : found.first])
