"""Whether a second figure of one happening is another informant's, or some of the first, or another happening's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from copydesk.merging.names import fold
from copydesk.merging.tables import wording
from copydesk.model import Informant, Mention
from copydesk.model.records import Range, TollOf

_SPOKESMEN = frozenset({"person", "unknown"})  # they may speak for whom another sentence cites
_ARTICLE = re.compile(r"^(?:the|an?|one)\s", re.IGNORECASE)
_APART = 10  # times that one informant's figure may be another's: beyond it the smaller is some of the larger

Span = tuple[int, int | None]
Told = Mapping[Span, Sequence[Mention]]


def with_rivals(best: Span, told: Told, words: str) -> Span:
    """From the lowest to the highest of `best` and the figures that other informants set against it.

    `told`: the mentions that give each figure; `words`: the mention field that holds a toll's words.
    """
    rivals = [best]
    for span, mentions in told.items():
        if span == best or not span[0] or span[1] is None or _is_part(span, best, told, words):
            continue
        if _stands_apart(mentions, told[best]) or _other_side(mentions, told[best], words):
            continue
        pairs = [(one, other) for rival in rivals for one in told[rival] for other in mentions]
        cited = [_likeness(one.informant, other.informant) for one, other in pairs if one.informant and other.informant]
        if any(_differ(*pair) for pair in pairs) and "one" not in cited and not (cited and set(cited) == {"maybe"}):
            rivals.append(span)
    highs = [high for _, high in rivals if high is not None]
    return min(low for low, _ in rivals), max(highs) if highs else None


def is_narrower(span: Span, whole: Span, told: Told) -> bool:
    """Whether a toll is of one kind of the people of another: the eleven children of "15 civilians, among them 11 children"."""
    kinds = TollOf.__struct_fields__
    return whole[0] > span[0] and any(_counted(m, kind) == span[0] for m in told[whole] for kind in kinds)


def _is_part(span: Span, whole: Span, told: Told, words: str) -> bool:
    """Whether a toll is some of another: "ten of the dead", the children of it, or what a third one makes up to the whole."""
    low = span[0]
    if low * _APART < whole[0] or whole[0] * _APART < low:
        return True
    if all(_some_of(getattr(m, words)) for m in told[span]):
        return True
    if any(low + other[0] == top[0] for other in told for top in told if other[0] and span not in (other, top)):
        return True
    return any(_counted(m, kind) == low for m in told[span] for kind in ("children", "women"))


def _stands_apart(mentions: Sequence[Mention], others: Sequence[Mention]) -> bool:
    """Whether mentions name a day or a place in their own words that is none of the others'."""
    days = {m.date_from for m in mentions if _names(m, m.evidence.date)}, {m.date_from for m in others if m.date_from}
    places = {fold(m.place.text) for m in mentions if m.place and _names(m, m.evidence.place)}
    theirs = {fold(m.place.text) for m in others if m.place}
    return any(mine and other and not mine & other for mine, other in (days, (places, theirs)))


def _names(mention: Mention, spans: Sequence[Sequence[int]]) -> bool:
    return any(mention.start <= start and end <= mention.end for start, end in spans)


def _other_side(mentions: Sequence[Mention], others: Sequence[Mention], words: str) -> bool:
    """Whether the dead are of another side: fifty "terrorists" are no other count of 25 civilians."""
    sides = [{side for m in told for side in _sides(getattr(m, words))} for told in (mentions, others)]
    return bool(sides[0] and sides[1] and not sides[0] & sides[1])


def _sides(text: str | None) -> set[str]:
    said = set(fold(text or "").split())
    return {side for side, nouns in wording().sides.items() if said & nouns}


def _counted(mention: Mention, kind: str) -> int | None:
    """How many of the killed a mention says to be of that kind."""
    span: Range | None = getattr(mention.killed_of, kind, None)
    return None if span is None else span.low


def _differ(one: Mention, other: Mention) -> bool:
    """Whether `other` is told by somebody else than `one`, who may be the outlet itself."""
    if _holds(other.quote, wording().rival):
        return other.informant is None or one.informant is None or _likeness(one.informant, other.informant) != "one"
    if other.informant is None or other.informant.kind in _SPOKESMEN:
        return False
    return one.informant is None or _likeness(one.informant, other.informant) == "none"


def _likeness(one: Informant, other: Informant) -> Literal["one", "maybe", "none"]:
    """Whether two informants are one: the same words, or maybe, of one kind and one of them without a name ("a monitor")."""
    if _teller(one) == _teller(other):
        return "one"
    unnamed = any(i.text.lower().startswith(("a ", "an ")) for i in (one, other))
    return "maybe" if unnamed and one.kind == other.kind else "none"


def _teller(informant: Informant) -> str:
    return informant.name or fold(_ARTICLE.sub("", informant.text))


def _some_of(text: str | None) -> bool:
    """Whether the words of a toll give some of those told of before: "ten of the dead", "22 of the rebels"."""
    return _holds(text or "", wording().some_of) or wording().number_of.search(f" {fold(text or '')} ") is not None


def _holds(text: str, phrases: Sequence[str]) -> bool:
    """Whether one of the phrases stands in the words of a text."""
    words = f" {fold(text)} "
    return any(f" {phrase} " in words for phrase in phrases)
