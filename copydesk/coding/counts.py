"""A count of the killed or the injured, and what several counts of one happening come to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from copydesk.model.records import Bound, Range, TollOf

Kind = Literal["killed", "injured"]
Toll = tuple[int | None, int | None, Bound | None, str | None, TollOf | None]


class Count(Struct, frozen=True, kw_only=True):
    """One count of people killed or injured.

    `low`/`high` follow the published tables (dozens = 24 to None, "no one" = 0); both None where no number
    is told. `text` is `text[start:end]` of the string searched: the number and the people ("at least 12 Islamist fighters"),
    as are the `victims_` offsets. `predicate_start`/`predicate_end` span the word that says what became of them, `of` how many
    were ....
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
    share: tuple[int, int] | None = None  # offsets of the words that tell this share of a toll dealt out over places
    others: bool = False  # to be added to people told of before ("six others")


def combine(counts: Sequence[Count], tellers: int = 2) -> Toll:
    """(low, high, bound, text, of) of the counts that one report gives of one happening, all of one kind, in the order of the text.

    Cumulative counts are left out; people told of besides ("two others died in the next town") are added. A figure that an update
    replaces goes; a number said to be part of a toll gives none; parts that add up to a figure given are that figure, not a range;
    "dozens" or "more than 200" beside 213 is 213. What then still differs gives the lowest and the highest, or the highest alone
    where no more than one informant is cited (`tellers`). Nothing told: all None.
    """
    told = [c for c in counts if not c.cumulative and not c.part and (c.low is not None or c.high is not None)]
    earlier = {c.update_of for c in told if c.update_of is not None}
    told = [c for c in told if c.low not in earlier or c.high not in earlier] or told
    whole = _distinct(_with_others(told))
    if any(c.low for c in whole):
        whole = [c for c in whole if c.low != 0]
    whole = _without_parts([c for c in whole if not any(_is_rounding(c, o) for o in whole)])
    if not whole:
        return None, None, None, None, _of(counts)
    if tellers < 2 and not any(c.bound == "at most" for c in whole):
        whole = [max(whole, key=lambda c: c.low or 0)]
    highs = [c.high for c in whole if c.high is not None]
    low, high = min(c.low or 0 for c in whole), max(highs) if highs else None
    lead = whole[0]
    bound = lead.bound if low == high or high is None else None
    return low, high, bound, lead.text, _of(counts)


def replaced(counts: Sequence[Count]) -> int | None:
    """The earlier figure that one of the counts is told to replace ("rose to 44 from 22"); of several the highest."""
    return max((c.update_of for c in counts if c.update_of is not None and not c.cumulative and not c.part), default=None)


def _with_others(counts: Sequence[Count]) -> list[Count]:
    """ "Nine were killed in the first village and two others in the second": eleven."""
    out: list[Count] = []
    for count in counts:
        before = out[-1] if out and count.others else None
        if before is not None and before.low is not None and count.low is not None:
            high = None if before.high is None or count.high is None else before.high + count.high
            out[-1] = replace(before, low=before.low + count.low, high=high)
        else:
            out.append(count)
    return out


def _distinct(counts: Sequence[Count]) -> list[Count]:
    kept: list[Count] = []
    for count in counts:
        if all((count.low, count.high) != (k.low, k.high) for k in kept):
            kept.append(count)
    return kept


def _is_rounding(count: Count, other: Count) -> bool:
    """Whether `count` is the other one told less exactly: "dozens" for 62, "more than 200" for 213, "nearly 30" for 29."""
    if count is other or count.low is None or other.low is None or other.high is None:
        return False
    if count.high is None:
        return other.low >= count.low
    loose = count.bound is not None and count.low % 10 == 0
    return loose and abs(other.low - count.low) <= count.low * 0.15 and other.low % 10 != 0


def _without_parts(counts: Sequence[Count]) -> list[Count]:
    """Leave out counts that add up to the largest one."""
    if len(counts) < 3:
        return list(counts)
    top = max(counts, key=lambda c: c.high or c.low or 0)
    if sum(c.low or 0 for c in counts if c is not top) == top.low:
        return [top]
    return list(counts)


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
