"""One sentence as tolls are sought in it: its words of dying and hurting, and the people it counts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import Any

from msgspec import Struct

from copydesk.coding.background import only_compared
from copydesk.coding.counts import Kind
from copydesk.coding.lexicons import table
from copydesk.coding.people import People, find_people
from copydesk.coding.tokens import Token, tokenise

_FORMS = ("past", "active", "state", "noun")


class Predicate(Struct, frozen=True):
    kind: Kind
    first: int  # token index
    last: int
    left: bool  # may take the people before it
    right: bool  # may take the people after it
    person_only: bool
    form: str


class Rules(Struct, frozen=True):
    finder: re.Pattern[str]
    forms: dict[str, list[tuple[Kind, str]]]
    person_only: frozenset[tuple[str, str]]
    words: dict[str, frozenset[str]]
    part_after: re.Pattern[str]
    none: list[tuple[re.Pattern[str], Kind]]
    none_unless: re.Pattern[str]
    of_them: tuple[str, ...]
    joining_wide: tuple[str, ...]
    hints: re.Pattern[str]
    bodies: tuple[re.Pattern[str], ...]
    figure: re.Pattern[str]
    raised: re.Pattern[str]
    toll_name: re.Pattern[str]
    toll: re.Pattern[str]
    toll_injured: re.Pattern[str]
    earlier: re.Pattern[str]
    cumulative: re.Pattern[str]


def _phrases(terms: Sequence[str]) -> str:
    longest = sorted(set(terms), key=lambda t: (-len(t), t))
    return "|".join(re.escape(t).replace(r"\ ", r"\s+") for t in longest)


@cache
def toll_rules() -> Rules:
    data: dict[str, Any] = table("tolls")
    forms: dict[str, list[tuple[Kind, str]]] = {}
    person_only = set()
    kinds: tuple[Kind, Kind] = ("killed", "injured")
    for kind in kinds:
        for form in _FORMS:
            for phrase in data["predicates"][kind][form]:
                forms.setdefault(phrase, []).append((kind, form))
        person_only |= {(kind, phrase) for phrase in data["predicates"][kind]["person_only"]}
        for phrase in data["predicates"][kind]["person_only"]:
            forms.setdefault(phrase, [(kind, "active")])
    patterns = data["patterns"]
    follow = rf"\s+(?:{patterns['toll_verbs']})?\s*$"
    return Rules(
        finder=re.compile(rf"\b(?:{_phrases(list(forms))})\b", re.IGNORECASE),
        forms=forms,
        person_only=frozenset(person_only),
        words={name: frozenset(terms) for name, terms in data["words"].items()},
        part_after=re.compile(rf"^\W*(?:{patterns['whence']})?(?:{_phrases(data['words']['part_after'])})\b", re.IGNORECASE),
        none=[(re.compile(row["pattern"], re.IGNORECASE), row["kind"]) for row in patterns["none"]],
        of_them=tuple(data["words"]["of_them"]),
        joining_wide=tuple(data["words"]["joining_wide"]),
        none_unless=re.compile(patterns["none_unless"], re.IGNORECASE),
        hints=re.compile(patterns["hints"], re.IGNORECASE),
        bodies=tuple(re.compile(patterns[name], re.IGNORECASE) for name in ("bodies", "bodies_found")),
        figure=re.compile(patterns["figure"] + follow, re.IGNORECASE),
        raised=re.compile(patterns["raised"] + r"\s*$", re.IGNORECASE),
        toll_name=re.compile(f"{patterns['toll']}|{patterns['toll_injured']}", re.IGNORECASE),
        toll=re.compile(patterns["toll"] + follow, re.IGNORECASE),
        toll_injured=re.compile(patterns["toll_injured"] + follow, re.IGNORECASE),
        earlier=re.compile(patterns["earlier"], re.IGNORECASE),
        cumulative=re.compile("|".join(f"(?:{p})" for p in patterns["cumulative"]), re.IGNORECASE),
    )


class TollSentence:
    """What is known of one sentence while its counts are sought."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.rules = toll_rules()
        self.tokens: list[Token] = tokenise(text, start, end)
        self.at = {t.start: i for i, t in enumerate(self.tokens)}
        self.predicates = self._predicates()
        self.people: list[People] = find_people(text, self.tokens, {i for p in self.predicates for i in range(p.first, p.last + 1)})
        self.firsts = [p.first for p in self.people]
        self.starts = [p.start for p in self.people]
        self.used: set[int] = set()  # index of people that a predicate took
        long_times = self.rules.cumulative.finditer(text, start, end)
        tells = self.rules.finder  # "the biggest victory in a war that has killed 400": the war's dead all the same
        self.cumulative = any(tells.search(m.group()) or not only_compared(text, start, m.start()) for m in long_times)

    def _predicates(self) -> list[Predicate]:
        found = []
        for match in self.rules.finder.finditer(self.text, self.start, self.end):
            first = self.at.get(match.start())
            if first is None:
                continue
            last = first
            while last + 1 < len(self.tokens) and self.tokens[last + 1].end <= match.end():
                last += 1
            phrase = " ".join(match.group().lower().split())
            if phrase == "death" and self.word(last + 1) in self.rules.words["toll_nouns"]:
                continue
            kind, form = self.rules.forms[phrase][0]
            left, right = form in ("past", "state"), form in ("past", "active", "noun")
            if phrase in self.rules.words["either_side"]:
                left = right = True
            found.append(Predicate(kind, first, last, left, right, (kind, phrase) in self.rules.person_only, form))
        return sorted([*found, *self._bodies(found)], key=lambda p: p.first)

    def _bodies(self, others: Sequence[Predicate]) -> list[Predicate]:
        """ "17 bodies were recovered": bodies that somebody finds are people killed."""
        busy = {i for p in others for i in range(p.first, p.last + 1)}
        found = (m for pattern in self.rules.bodies for m in pattern.finditer(self.text, self.start, self.end))
        at = sorted({n for m in found if (n := self.at.get(m.start("body"))) is not None})
        return [Predicate("killed", n, n, True, False, False, "state") for n in at if n not in busy]

    def word(self, index: int) -> str:
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def people_within(self, first: int, end: int) -> list[tuple[int, People]]:
        """(index, people) free to be counted whose words lie in tokens first..end-1."""
        span = range(bisect_left(self.firsts, first), bisect_left(self.firsts, end))
        return [(i, self.people[i]) for i in span if self.people[i].last < end and i not in self.used]

    def between(self, first: int, last: int) -> list[str]:
        """Lower-case words of tokens first..last-1."""
        return [t.lower for t in self.tokens[first:last]]
