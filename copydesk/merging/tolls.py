"""What the tolls that the mentions of one group give come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from copydesk.merging.names import fold
from copydesk.merging.tables import wording
from copydesk.merging.tellers import Span, is_narrower, with_rivals
from copydesk.model import Mention

_ROUND = 0.15  # how much more an exact figure may be than the round one that it replaces ("more than 200" for 213)


class _Field(NamedTuple):
    """The names of the fields that give one kind of toll."""

    low: str
    high: str
    bound: str
    text: str
    proof: str
    told: tuple[str, ...]  # what is told with the numbers, and goes where they go


_FIELDS = (
    _Field("killed_low", "killed_high", "killed_bound", "killed_text", "killed", told=("killed_bound", "killed_text", "killed_of")),
    _Field("injured_low", "injured_high", "injured_bound", "injured_text", "injured", told=("injured_bound", "injured_text")),
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
            givers = [m for m in _ordered(mentions) if (getattr(m, field.low), getattr(m, field.high)) == toll]
            lead = min(givers, key=lambda m: m.in_title != mention.in_title, default=mention)  # spans count in one string
            changes |= {field.low: toll[0], field.high: toll[1]} | {f: getattr(lead, f) for f in field.told}
            if lead.in_title == mention.in_title:
                evidence = msgspec.structs.replace(evidence, **{field.proof: getattr(lead.evidence, field.proof)})
    return msgspec.structs.replace(mention, **changes, evidence=evidence) if changes else mention


def settled(mentions: Sequence[Mention], field: _Field = _FIELDS[0]) -> Span | None:
    """(low, high) of what the mentions of one group say, None where none says anything.

    "Dozens" and round figures give way to an exact one, people told of besides ("another five") to a whole, the children among them
    to all of them, and what only a heading tells to a larger figure of the text. Of what is left the
    figure told by most clauses leads, of equals the one told first; where others than its informants give another figure that is
    no part of it, the lowest and the highest of them stand.
    """
    told: dict[Span, list[Mention]] = {}
    titles = {m.quote for m in mentions if m.in_title}
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
    whole = [span for span in whole if not any(is_narrower(span, other, told) for other in whole)] or whole
    text = {span for span in whole if not all(m.quote in titles for m in told[span])}
    whole = [span for span in whole if span in text or not any(other[0] > span[0] for other in text)]
    best = max(whole, key=lambda span: (len({m.quote for m in told[span]}), -whole.index(span)))
    return with_rivals(best, {span: told[span] for span in whole}, field.text)


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
    """Whether the words of a toll tell of people besides those told of before: none but "another 10", not "15 and another 10"."""
    words = fold(text).split()
    first = next((n for n, w in enumerate(words) if w in wording().joins), len(words))
    return not wording().besides.isdisjoint(words[:first])
