"""What a report is about as a whole: armed conflict and political violence, or ordinary life."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from math import log
from typing import NamedTuple

from copydesk.coding.lexicons import table
from copydesk.model.records import Report

_READ = 6000  # characters that are looked at; a report says early what it is about
_CALM = 2.0  # added to the sum of weights, so that a few words alone say little
_WORD = re.compile(r"[a-z][a-z0-9]*(?:[-'][a-z0-9]+)*")


class _Terms(NamedTuple):
    whole: dict[str, float]  # weight, negative for ordinary life
    stems: dict[str, float]
    heads: frozenset[str]  # first words of phrases


@cache
def _terms() -> _Terms:
    whole: dict[str, float] = {}
    stems: dict[str, float] = {}
    for name, sign in (("war", 1.0), ("life", -1.0)):
        for weight, terms in table("context")[name].items():
            for term in terms:
                (stems if term.endswith("*") else whole)[term.rstrip("*")] = sign * float(weight)
    return _Terms(whole, stems, frozenset(term.split()[0] for term in whole if " " in term))


@lru_cache(maxsize=65536)
def _weight(word: str) -> float:
    """The weight of a word: itself, its singular, or the stem it starts with; 0 where it says nothing."""
    terms = _terms()
    found = terms.whole.get(word) or (terms.whole.get(word[:-1]) if word.endswith("s") else None)
    if found is None:
        found = next((terms.stems[word[:n]] for n in range(len(word), 3, -1) if word[:n] in terms.stems), 0.0)
    return found


def leaning(report: Report) -> float:
    """From -1 (ordinary life) to 1 (war), by the words of title and text."""
    words = _WORD.findall(f"{report.title or ''}\n{report.working[:_READ]}".lower())
    heads = _terms().heads
    counts = Counter(words)
    for n, word in enumerate(words):
        if word in heads:
            for size in (2, 3):
                counts[" ".join(words[n : n + size])] += 1
    war = life = 0.0
    for word, count in counts.items():
        weight = _weight(word)
        if weight > 0:
            war += weight * log(1 + count)
        elif weight < 0:
            life -= weight * log(1 + count)
    return round((war - life) / (war + life + _CALM), 4)
