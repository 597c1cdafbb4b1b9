"""A count of the killed or the injured, and what several counts of one happening come to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from copydesk.model.records import Bound, Range, TollOf

Kind = Literal["killed", "injured"]
Toll = tuple[int | None, int | None, Bound | None, str | None, TollOf | None]


class Count(Struct, frozen=True, kw_only=True):
    """One count of people killed or injured.

    `low`/`high` follow the published tables (dozens = 24 to None, "no one" = 0); both None where people are counted without a number. `text`
    is `text[start:end]` of the string searched: the number and the people ("at least 12 Islamist fighters"). `predicate_start`/`predicate_end`
    span the word that says what became of them. `of` says how many of them were ...; `parts` are the counts that were added up.
    """

    kind: Kind
    low: int | None
    high: int | None
    bound: Bound | None = None
    text: str
    start: int
    end: int
    predicate_start: int
    predicate_end: int
    of: TollOf = TollOf()
    victims_start: int = 0
    victims_end: int = 0
    cumulative: bool = False  # a war's or a long time's total, not one happening's
    update_of: int | None = None  # the earlier figure that this one replaces
    part: bool = False  # some of a toll given before ("seven of them", "among the dead were 3 children")
    others: bool = False  # to be added to people told of before ("six others")


def combine(counts: Sequence[Count]) -> Toll:
    """(low, high, bound, text, of) of the counts that one report gives of one happening, all of one kind, in the order of the text.

    Cumulative counts are left out. A figure that an update replaces goes; a number said to be part of another is no rival to it; parts that
    add up to a figure given are that figure, not a range; "dozens" beside 62 is 62. What then still differs gives the lowest and the
    highest. Nothing told: all None.
    """
    told = [c for c in counts if not c.cumulative and (c.low is not None or c.high is not None)]
    if not told:
        return None, None, None, None, None
    replaced = {c.update_of for c in told if c.update_of is not None}
    told = [c for c in told if c.low not in replaced or c.high not in replaced] or told
    whole = [c for c in told if not c.part] or told
    exact = [c for c in whole if c.high is not None]
    if exact:
        top = max(c.high or 0 for c in exact)
        whole = [c for c in exact if c.low != 0 or top == 0]
    whole = _without_parts(whole)
    low = min(c.low or 0 for c in whole)
    high = max(c.high for c in whole if c.high is not None) if exact else None
    lead = whole[0]
    bound = lead.bound if low == high or high is None else None
    return low, high, bound, lead.text, _of(counts)


def _without_parts(counts: Sequence[Count]) -> list[Count]:
    """Leave out counts that add up to the largest one, and repeats."""
    kept: list[Count] = []
    for count in counts:
        if all((count.low, count.high) != (k.low, k.high) for k in kept):
            kept.append(count)
    if len(kept) < 3:
        return kept
    top = max(kept, key=lambda c: c.high or c.low or 0)
    rest = [c for c in kept if c is not top]
    if sum(c.low or 0 for c in rest) == top.low:
        return [top]
    return kept


def _of(counts: Sequence[Count]) -> TollOf | None:
    """For each kind of people the fullest count given."""
    found: dict[str, Range] = {}
    for count in counts:
        if count.cumulative:
            continue
        for name in TollOf.__struct_fields__:
            value: Range | None = getattr(count.of, name)
            if value is not None and value.low is not None and (name not in found or value.low > (found[name].low or 0)):
                found[name] = value
    return TollOf(**found) if found else None
