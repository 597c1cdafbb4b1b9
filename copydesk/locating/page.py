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

    def gap(self, i: int) -> str:
        """What stands between word i and the next."""
        return self.text[self.tokens[i].end : self.tokens[i + 1].start] if i + 1 < len(self.tokens) else "\n"

    def opens(self, i: int) -> bool:
        """Whether word i is the first of a sentence."""
        return i == 0 or (any(c in self.gap(i - 1) for c in '.!?\n"“:;•') and self.tokens[i - 1].text[-1] != ".")

    def ends(self, i: int) -> bool:
        """Whether a sentence ends with word i."""
        return i >= 0 and any(c in self.gap(i) for c in ".!?\n") and not self.tokens[i].text.endswith(".")
