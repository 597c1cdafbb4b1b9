"""Tolls that one sentence deals out over places: "strikes killed 45 in and around Aleppo and 22 in neighbouring Idlib".

Each share is a happening of its own, told in the words from its number to its place. No parse is needed: a share is a number of
people with a place behind it, joined to the one before by nothing but "and", a comma or, in damaged text, nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from copydesk.coding.chains import has_verb, is_part
from copydesk.coding.counts import Count
from copydesk.coding.forms import grammar
from copydesk.coding.patterns import word_set
from copydesk.coding.people import People
from copydesk.coding.tollsentence import TollSentence
from copydesk.model.records import TollOf

_BEHIND = 8  # words behind the people in which their place begins
_NAME = 7  # words behind "in" in which the place is named
_LINK = 5  # words between a place's name and the next number, at most


class _Share(Struct, frozen=True):
    """People counted together, with the token index of the last word of their place."""

    people: tuple[People, ...]
    place: int

    @property
    def start(self) -> int:
        return self.people[0].start

    @property
    def end(self) -> int:
        return self.people[-1].end


def deal(sentence: TollSentence, counts: Sequence[Count]) -> list[Count]:
    """The counts, with one for each share of a toll that is dealt out over places; a share's words stand in its `share`.

    A total told before its shares ("54 were killed, including nine in one quarter and eight in another") goes.
    """
    for count in counts:
        if count.kind == "killed" and count.low and not count.cumulative:
            shares = _shares(sentence, count, counts)
            if len(shares) > 1:
                return _dealt(sentence, count, shares, counts)
    return list(counts)


def _dealt(sentence: TollSentence, count: Count, shares: Sequence[_Share], counts: Sequence[Count]) -> list[Count]:
    known = {c.start: c for c in counts if c.kind == "killed"}
    spans = [(s.start, s.end) for s in shares]
    gone = [c for c in counts if c.kind == "killed" and (c is count or any(a <= c.start < b for a, b in spans))]
    out = [c for c in counts if c not in gone]
    for n, share in enumerate(shares):
        own = known.get(share.start, count)
        lows, highs = [p.low or 0 for p in share.people], [p.high for p in share.people]
        out.append(
            replace(
                own,
                low=sum(lows),
                high=None if None in highs else sum(h or 0 for h in highs),
                bound=next((p.bound for p in share.people if p.bound), None),
                text=sentence.text[share.start : share.end],
                start=share.start,
                end=share.end,
                victims_start=share.start,
                victims_end=share.end,
                of=own.of if own.low == sum(lows) else TollOf(),
                part=False,
                others=False,
                share=(share.start if n else sentence.start, sentence.tokens[share.place].end),
            )
        )
    return sorted(out, key=lambda c: (c.start, c.end))


def _shares(sentence: TollSentence, count: Count, counts: Sequence[Count]) -> list[_Share]:
    """The people of a toll and of the numbers joined to it, as far as each has a place of its own."""
    total = [p for p in sentence.people if p.start == count.start]
    after = [p for p in sentence.people if total and p.first > total[0].last and not p.barred]
    if after and not sentence.rules.words["part_openers"].isdisjoint(sentence.between(max(0, after[0].first - 2), after[0].first)):
        return _run(sentence, [p for p in after if not is_part(sentence, p)], count, counts)
    return _run(sentence, [*total, *(p for p in after if not _is_some(sentence, p))], count, counts)


def _run(sentence: TollSentence, people: Sequence[People], count: Count, counts: Sequence[Count]) -> list[_Share]:
    shares: list[_Share] = []
    mine: list[People] = []
    for n, one in enumerate(people):
        stop = people[n + 1].first if n + 1 < len(people) else len(sentence.tokens)
        if not _is_share(one, counts) or (shares and not mine and not _linked(sentence, shares[-1].place, one.first)):
            break
        mine.append(one)
        place = _place(sentence, one, stop)
        if place is not None:
            shares.append(_Share(tuple(mine), place))
            mine = []
        elif not count.start <= one.start < count.end:
            break
    return shares


def _is_some(sentence: TollSentence, people: People) -> bool:
    """Whether people are some of those told before: "two others - including a child - died"."""
    return is_part(sentence, people) or sentence.word(people.first - 1) in sentence.rules.words["part_openers"]


def _is_share(people: People, counts: Sequence[Count]) -> bool:
    """Whether a number can be of the dead: not one of the hurt."""
    if not people.low:
        return False
    return not any(c.kind == "injured" and c.start <= people.start < c.end for c in counts)


def _place(sentence: TollSentence, people: People, stop: int) -> int | None:
    """The index of the last word of the name of the place right behind the people and before token `stop`, or None."""
    words = sentence.tokens
    first = people.last + 1
    hurt = sentence.rules.words["hurt"]
    for at in range(first, min(first + _BEHIND, stop)):
        if words[at].lower in hurt or words[at].lower in grammar("separators"):
            return None
        if words[at].lower in grammar("whereabouts"):
            return _named(sentence, at + 1, min(at + 1 + _NAME, stop))
    return None


def _named(sentence: TollSentence, first: int, stop: int) -> int | None:
    """The index of the last word in capitals, or word for a kind of place, from token `first` to `stop`."""
    days = sentence.rules.words["days"]
    names = [
        n
        for n in range(first, stop)
        if sentence.tokens[n].lower not in days
        and (sentence.tokens[n].text != sentence.tokens[n].lower or sentence.tokens[n].lower in word_set("placenoun"))
    ]
    return names[-1] if names else None


def _linked(sentence: TollSentence, place: int, people: int) -> bool:
    """Whether nothing but a word that joins stands between a place's name and the next number of people."""
    link = sentence.between(place + 1, people)
    return len(link) <= _LINK and not has_verb(link) and (not link or link[-1] in grammar("share_joins"))
