"""What the tolls that the mentions of one group give come to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec

from copydesk.merging.names import fold
from copydesk.merging.tables import wording
from copydesk.model import Informant, Mention
from copydesk.model.records import Range, TollOf

_ROUND = 0.15  # how much more an exact figure may be than the round one that it replaces ("more than 200" for 213)

_SPOKESMEN = frozenset({"person", "unknown"})

_ARTICLE = re.compile(r"^(?:the|an?|one)\s", re.IGNORECASE)
_APART = 10  # times that one informant's figure may be another's: beyond it the smaller is some of the larger

Span = tuple[int, int | None]


class _Field(NamedTuple):
    """The names of the fields that give one kind of toll."""

    low: str
    high: str
    bound: str
    text: str
    proof: str


_FIELDS = (
    _Field("killed_low", "killed_high", "killed_bound", "killed_text", "killed"),
    _Field("injured_low", "injured_high", "injured_bound", "injured_text", "injured"),
)


def settled_tolls(mentions: Sequence[Mention], mention: Mention) -> Mention:
    """`mention`, one of `mentions`, with the tolls of all of them where it gives tolls itself."""
    changes: dict[str, object] = {}
    evidence = mention.evidence
    for field in _FIELDS:
        if getattr(mention, field.low) is None:
            continue
        toll = settled(mentions, field)
        if toll is not None and toll != (getattr(mention, field.low), getattr(mention, field.high)):
            lead = next((m for m in _ordered(mentions) if (getattr(m, field.low), getattr(m, field.high)) == toll), mention)
            changes |= {field.low: toll[0], field.high: toll[1], field.bound: getattr(lead, field.bound)}
            changes[field.text] = getattr(lead, field.text)
            if lead.in_title == mention.in_title:
                evidence = msgspec.structs.replace(evidence, **{field.proof: getattr(lead.evidence, field.proof)})
    return msgspec.structs.replace(mention, **changes, evidence=evidence) if changes else mention


def settled(mentions: Sequence[Mention], field: _Field = _FIELDS[0]) -> Span | None:
    """(low, high) of what the mentions of one group say, None where none says anything.

    "Dozens" and round figures give way to an exact one, people told of besides ("another five") to a whole. Of what is left the
    figure told by most clauses leads, of equals the one told first; where others than its informants give another figure that is
    no part of it, the lowest and the highest of them stand.
    """
    told: dict[Span, list[Mention]] = {}
    for m in _ordered(mentions):
        low = getattr(m, field.low)
        if low is not None:
            told.setdefault((low, getattr(m, field.high)), []).append(m)
    if any(low for low, _ in told):
        told.pop((0, 0), None)
    exact = [span for span in told if not any(_is_rounding(span, other, told[span][0], field) for other in told)] or list(told)
    whole = [span for span in exact if not all(_besides(getattr(m, field.text)) for m in told[span])] or exact
    if not whole:
        return None
    whole = [span for span in whole if not any(_is_narrower(span, other, told) for other in whole)] or whole
    best = max(whole, key=lambda span: (len({m.quote for m in told[span]}), -whole.index(span)))
    return _with_rivals(best, {span: told[span] for span in whole}, field)


def _with_rivals(best: Span, told: Mapping[Span, Sequence[Mention]], field: _Field) -> Span:
    """From the lowest to the highest of `best` and the figures that other informants set against it."""
    rivals = [best]
    for span, mentions in told.items():
        if span == best or not span[0] or span[1] is None or _is_part(span, best, told, field):
            continue
        pairs = [(one, other) for rival in rivals for one in told[rival] for other in mentions]
        cited = [_likeness(one.informant, other.informant) for one, other in pairs if one.informant and other.informant]
        if any(_differ(*pair) for pair in pairs) and "one" not in cited and not (cited and set(cited) == {"maybe"}):
            rivals.append(span)
    highs = [high for _, high in rivals if high is not None]
    return min(low for low, _ in rivals), max(highs) if highs else None


def _is_part(span: Span, whole: Span, told: Mapping[Span, Sequence[Mention]], field: _Field) -> bool:
    """Whether a toll is some of another: "ten of the dead", the children of it, or what a third one makes up to the whole."""
    low = span[0]
    if low * _APART < whole[0] or whole[0] * _APART < low:
        return True
    if all(_some_of(getattr(m, field.text)) for m in told[span]):
        return True
    if any(low + other[0] == top[0] for other in told for top in told if other[0] and span not in (other, top)):
        return True
    return any(_counted(m, kind) == low for m in told[span] for kind in ("children", "women"))


def _is_narrower(span: Span, whole: Span, told: Mapping[Span, Sequence[Mention]]) -> bool:
    """Whether a toll is of one kind of the people of another: the eleven children of "15 civilians, among them 11 children"."""
    kinds = TollOf.__struct_fields__
    return whole[0] > span[0] and any(_counted(m, kind) == span[0] for m in told[whole] for kind in kinds)


def _counted(mention: Mention, kind: str) -> int | None:
    """How many of the killed a mention says to be of that kind."""
    span: Range | None = getattr(mention.killed_of, kind, None)
    return None if span is None else span.low


def _differ(one: Mention, other: Mention) -> bool:
    """Whether `other` is told by somebody else than `one`, or one of them by the outlet itself."""
    if one.informant is None or other.informant is None:
        return one.informant is not None or (other.informant is not None and other.informant.kind not in _SPOKESMEN)
    return other.informant.kind not in _SPOKESMEN and _likeness(one.informant, other.informant) == "none"


def _likeness(one: Informant, other: Informant) -> Literal["one", "maybe", "none"]:
    """Whether two informants are one: the same words, or maybe, of one kind and one of them without a name ("a monitor")."""
    if _teller(one) == _teller(other):
        return "one"
    unnamed = any(i.text.lower().startswith(("a ", "an ")) for i in (one, other))
    return "maybe" if unnamed and one.kind == other.kind else "none"


def _teller(informant: Informant) -> str:
    return informant.name or fold(_ARTICLE.sub("", informant.text))


def _ordered(mentions: Iterable[Mention]) -> list[Mention]:
    return sorted(mentions, key=lambda m: (not m.in_title, m.start, m.mention_id))


def _is_rounding(span: Span, other: Span, mention: Mention, field: _Field) -> bool:
    """Whether a toll is the other one told less exactly."""
    (low, high), (low2, high2) = span, other
    if span == other or high2 is None:
        return False
    if high is None:
        return True
    loose = getattr(mention, field.bound) is not None and low == high and low % 10 == 0
    return loose and low2 % 10 != 0 and abs(low2 - low) <= low * _ROUND


def _besides(text: str | None) -> bool:
    """Whether the words of a toll tell of people besides those told of before."""
    return not wording().besides.isdisjoint(fold(text).split())


def _some_of(text: str | None) -> bool:
    """Whether the words of a toll give some of those told of before: "ten of the dead", "22 of the rebels"."""
    words = f" {fold(text or '')} "
    return any(f" {phrase} " in words for phrase in wording().some_of) or wording().number_of.search(words) is not None
