"""A corpus of any size with known copies: invented outlets, invented words, every way of copying.

Words are drawn by Zipf's law from an invented vocabulary, with stock phrases between them. Each outlet has page furniture, and
some background sentences recur across the corpus. A copy is re-headlined, may be cut and re-ordered, has 5 to 30 % of its words
replaced, and stands in the furniture of another outlet; one copy in ten is put together from two sources.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from copydesk.model import Report

_SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in ("a", "e", "i", "o", "u", "an", "er", "in")]
_VOCABULARY = 30_000
_STOCK = 400  # phrases of four to seven words
_OUTLETS = 200
_BACKGROUND = 60  # sentences
_FIRST_DAY = date(2015, 1, 1)
_DAYS = 1500


@dataclass(frozen=True)
class Copied:
    """Reports, the pairs (source, carrier) that were copied, and the sources of each report's text: what shares none is
    unrelated.
    """

    reports: list[Report]
    pairs: list[tuple[str, str]]
    sources: dict[str, frozenset[str]]


class _Writer:
    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        syllables = np.array(_SYLLABLES)
        lengths = self.rng.integers(1, 5, _VOCABULARY)
        words = {"".join(self.rng.choice(syllables, n)) for n in np.append(lengths, self.rng.integers(3, 6, _VOCABULARY))}
        self.words = sorted(words)[:: max(1, len(words) // _VOCABULARY)][:_VOCABULARY]
        self.rng.shuffle(self.words)
        weights = 1 / np.arange(2.7, len(self.words) + 2.7)
        self.heap = np.cumsum(weights / weights.sum())
        self.stock = [self.drawn(int(n)) for n in self.rng.integers(4, 8, _STOCK)]
        self.background = [self.sentence() for _ in range(_BACKGROUND)]
        self.furniture = [
            ([*self.drawn(int(n))], [self.sentence() for _ in range(int(m))]) for n, m in self.rng.integers(2, 8, (_OUTLETS, 2))
        ]

    def drawn(self, n: int) -> list[str]:
        return [self.words[i] for i in np.searchsorted(self.heap, self.rng.random(n)).clip(0, len(self.words) - 1)]

    def sentence(self) -> list[str]:
        sentence = self.drawn(int(self.rng.integers(12, 32)))
        if self.rng.random() < 0.3:
            at = int(self.rng.integers(0, len(sentence)))
            sentence[at:at] = self.stock[int(self.rng.integers(0, len(self.stock)))]
        return sentence

    def story(self, words: int) -> list[list[str]]:
        sentences: list[list[str]] = []
        while sum(map(len, sentences)) < words:
            sentences.append(self.sentence())
        return sentences

    def copied(self, story: list[list[str]], least: float) -> list[list[str]]:
        """Cut to `least` of its sentences or more, re-ordered in one case of three, 5 to 30 % of the words replaced."""
        kept = max(2, round(len(story) * float(self.rng.uniform(least, 1))))
        sentences = [list(s) for s in story[:kept]]
        if self.rng.random() < 0.33:
            self.rng.shuffle(sentences)  # type: ignore[arg-type]
        rate = float(self.rng.uniform(0.05, 0.3))
        for s in sentences:
            hit = np.flatnonzero(self.rng.random(len(s)) < rate)
            for i, word in zip(hit, self.drawn(len(hit)), strict=True):
                s[i] = word
        return sentences

    def report(self, number: int, story: list[list[str]], day: int) -> Report:
        outlet = int(self.rng.integers(0, _OUTLETS))
        head, foot = self.furniture[outlet]
        body = list(story)
        if self.rng.random() < 0.3:
            body.append(self.background[int(self.rng.integers(0, len(self.background)))])
        title = " ".join(self.drawn(8)).capitalize()
        lines = [
            " ".join(head),
            title,
            *(" ".join(s).capitalize() + "." for s in body),
            *(" ".join(s).capitalize() + "." for s in foot),
        ]
        published = (_FIRST_DAY + timedelta(days=day)).isoformat()
        return Report(report_id=f"r{number:07}", text="\n".join(lines), title=title, outlet=f"outlet {outlet}", published=published)


def corpus(size: int, seed: int = 1, words: int = 350) -> Copied:
    """`size` reports of about `words` words each, furniture aside; about four in ten are copies."""
    writer = _Writer(seed)
    reports: list[Report] = []
    pairs: list[tuple[str, str]] = []
    sources: dict[str, frozenset[str]] = {}
    for number, (story, of) in enumerate(_told(writer, size, words)):
        day = int(writer.rng.integers(0, _DAYS)) if not of else _day(reports[of[-1]]) + int(writer.rng.integers(0, 4))
        report = writer.report(number, story, day)
        reports.append(report)
        pairs += [(reports[i].report_id, report.report_id) for i in of]
        sources[report.report_id] = frozenset({report.report_id}.union(*(sources[reports[i].report_id] for i in of)))
    return Copied(reports, pairs, sources)


def _told(writer: _Writer, size: int, words: int) -> Iterator[tuple[list[list[str]], list[int]]]:
    """For each report its story and the numbers of the reports it was copied from."""
    recent: list[tuple[int, list[list[str]]]] = []
    for number in range(size):
        kind = float(writer.rng.random())
        if kind < 0.6 or len(recent) < 2:
            story = writer.story(int(words * writer.rng.uniform(0.4, 1.6)))
            recent = [*recent[-20:], (number, story)]
            yield story, []
        elif kind < 0.96:
            source, story = recent[int(writer.rng.integers(0, len(recent)))]
            yield writer.copied(story, 0.4), [source]
        else:
            one, two = writer.rng.choice(len(recent), 2, replace=False)
            yield writer.copied(recent[one][1], 0.7) + writer.copied(recent[two][1], 0.7), [recent[one][0], recent[two][0]]


def _day(report: Report) -> int:
    return (date.fromisoformat(report.published or "") - _FIRST_DAY).days
