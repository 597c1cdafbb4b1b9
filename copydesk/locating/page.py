"""A text as its words, and the names in it that may be places."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

from copydesk.locating.gazetteer.index import Entry
from copydesk.locating.tokens import Token

_STOPS = frozenset(".!?\n")
_OPENINGS = frozenset('.!?\n"“:;•')


@dataclass(slots=True)
class Spot:
    """A name in the text that may be a place: token numbers `first` to `last`, what it may mean, and how far it is believed."""

    start: int
    end: int
    text: str
    first: int
    last: int
    kind: str  # "place", "demonym", "street" or "unknown"
    entries: tuple[Entry, ...] = ()
    countries: tuple[str, ...] = ()  # of a demonym
    belief: float = 0.0
    asks: str | None = None  # the kind of area that a word beside it asks for
    within: Spot | None = None  # "Hama" of "Salamiyah, Hama"
    beside: Spot | None = None  # "Aleppo" of "Anadan north of Aleppo"
    quarter: bool = False  # the words beside it call it a part of a town
    heads: bool = False  # it heads a section of a digest
    in_title: bool = False
    sentence: int = 0  # counted from the start of the text


@dataclass(slots=True)
class Page:
    """A text as its words, with what is known of them before any place is looked for."""

    text: str
    tokens: list[Token]
    spots: list[Spot] = field(default_factory=list)
    persons: set[str] = field(default_factory=set)
    shouting: bool = False
    small: frozenset[str] = frozenset()  # words that the text has in small letters too
    home: frozenset[str] = frozenset()  # countries that the report speaks of
    heart: frozenset[str] = frozenset()  # those of them that it is about
    meanings: dict[str, tuple[Entry, ...]] = field(default_factory=dict)  # of the names looked up so far
    gaps: list[str] = field(init=False)  # what stands between each word and the next, a line's end behind the last
    sentences: list[int] = field(init=False)  # of each word the number of its sentence

    def __post_init__(self) -> None:
        text, ends = self.text, [t.end for t in self.tokens]
        self.gaps = [text[end : t.start] for end, t in zip(ends, islice(self.tokens, 1, None), strict=False)]
        number = 0
        self.sentences = [0]
        for token, gap in zip(self.tokens, self.gaps, strict=False):
            if gap != " " and not _STOPS.isdisjoint(gap) and token.text[-1] != ".":
                number += 1
            self.sentences.append(number)
        self.gaps.append("\n")

    def opens(self, i: int) -> bool:
        """Whether word i is the first of a sentence."""
        return i == 0 or (not _OPENINGS.isdisjoint(self.gaps[i - 1]) and self.tokens[i - 1].text[-1] != ".")
