"""A text as its words, and the names in it that may be places."""

from __future__ import annotations

from dataclasses import dataclass, field

from copydesk.locating.gazetteer.index import Entry
from copydesk.locating.tokens import Token


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
    _gaps: list[str] = field(init=False)
    sentences: list[int] = field(init=False)  # of each word the number of its sentence
    heart: frozenset[str] = frozenset()  # those of them that it is about

    def __post_init__(self) -> None:
        starts = [t.start for t in self.tokens[1:]]
        self._gaps = [self.text[t.end : start] for t, start in zip(self.tokens, starts, strict=False)]
        number = 0
        self.sentences = [0]
        for token, gap in zip(self.tokens, self._gaps, strict=False):
            if gap != " " and not token.text.endswith(".") and any(c in gap for c in ".!?\n"):
                number += 1
            self.sentences.append(number)

    def gap(self, i: int) -> str:
        """What stands between word i and the next."""
        return self._gaps[i] if i < len(self._gaps) else "\n"

    def opens(self, i: int) -> bool:
        """Whether word i is the first of a sentence."""
        return i == 0 or (any(c in self.gap(i - 1) for c in '.!?\n"“:;•') and self.tokens[i - 1].text[-1] != ".")
