"""People of one sentence that are counted together: added up, parts of one another, or one said in two ways."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from copydesk.coding.counts import Count, Kind
from copydesk.coding.people import People
from copydesk.coding.tollsentence import TollSentence, toll_rules
from copydesk.model.records import Range, TollOf


def has_verb(words: Sequence[str]) -> bool:
    plain = toll_rules().words["no_verbs"]
    return any(w.endswith("ed") and len(w) > 4 and "-" not in w and w not in plain for w in words)


def joins(link: Sequence[str]) -> bool:
    """Whether the words between two people only join them: "five of the militia and six guards", "two in Homs as well as three"."""
    rules = toll_rules()
    wide = tuple(link[-len(rules.joining_wide) :]) == rules.joining_wide
    return ((link[-1] in rules.words["joining"] and len(link) <= 6) or (wide and len(link) <= 12)) and not has_verb(link)


def _after_says_part(sentence: TollSentence, people: People) -> bool:
    return sentence.rules.part_after.search(sentence.text[people.end : people.end + 70]) is not None


def is_part(sentence: TollSentence, people: People) -> bool:
    """Whether people are some of a toll given before: "two of them", "were among the dead", "of those killed were civilians"."""
    return _after_says_part(sentence, people) or (people.part and not _sets_apart(sentence, people))


def _sets_apart(sentence: TollSentence, people: People) -> bool:
    """ "Fifteen of the dead came in the strike": some of a toll, yet all of this happening's."""
    if sentence.word(people.last) in sentence.rules.words["them"]:
        return False
    at = people.last + 1
    while at < people.last + 4 and sentence.word(at) in sentence.rules.words["harmed"]:
        at += 1
    return sentence.word(at) not in sentence.rules.words["divided_by"]


def count_of(sentence: TollSentence, kind: Kind, chain: Sequence[People], predicate: tuple[int, int]) -> Count:
    text = sentence.text
    chain = _without_apposition(sentence, chain)
    whole = [p for p in chain if not p.part and not p.barred] or list(chain[:1])
    counted = {p.category for p in whole}
    parts = [p for p in chain if p.part and p.category not in counted]  # "two civilians, a driver and his son" are two civilians
    lows = [p.low for p in whole if p.low is not None]
    low = sum(lows) if lows else None
    high = None if any(p.high is None for p in whole) else sum(p.high or 0 for p in whole)
    bounds = [p.bound for p in whole if p.bound]
    end = max(p.end for p in whole)
    of: dict[str, Range] = {}
    if len(whole) > 1 or parts or whole[0].category:
        for p in [*(whole if len(whole) > 1 or whole[0].category else []), *parts]:
            if p.category and p.low is not None:
                old = of.get(p.category)
                of[p.category] = Range(
                    p.low + (old.low or 0 if old else 0),
                    None if p.high is None or (old and old.high is None) else p.high + (old.high or 0 if old else 0),
                )
    start = whole[0].start
    return Count(
        kind=kind,
        low=low,
        high=high,
        bound=bounds[0] if bounds else None,
        text=text[start:end],
        start=start,
        end=end,
        predicate_start=predicate[0],
        predicate_end=predicate[1],
        of=TollOf(**of),
        victims_start=start,
        victims_end=end,
        part=all(is_part(sentence, p) for p in whole) or _after_says_part(sentence, whole[-1]),
        others=whole[0].others,
    )


def _without_apposition(sentence: TollSentence, chain: Sequence[People]) -> Sequence[People]:
    """ "Two civilians, a driver and his apprentice": those behind the first say who they are, where they come to the same."""
    first, rest = chain[0], [p for p in chain[1:] if not p.part]
    if not rest or first.low is None or sum(p.low or 0 for p in rest) != first.low or first.others:
        return chain
    link = sentence.between(first.last + 1, rest[0].first)
    return [first, *(replace(p, part=True) for p in chain[1:])] if link in ([], [","], ["-"], ["("]) else chain
