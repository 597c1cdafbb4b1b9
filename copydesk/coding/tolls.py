"""Tolls: how many were killed and injured, as one sentence tells it, and what several sentences of one happening come to.

The words by which a toll is told stand in `data/tolls.toml`. A sentence is cut into its predicates ("killed", "12 dead", "claimed
the lives of"); each takes the people counted to its left (passive, "12 dead") or to its right (active, "the bodies of 12"). No
parse is needed: word order and distance decide, which is what damaged punctuation leaves.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from copydesk.coding.counts import Count, Kind, combine
from copydesk.coding.lexicons import table
from copydesk.coding.people import People, find_people, is_one_person, named_person
from copydesk.coding.tokens import Token, tokenise
from copydesk.model.records import Range, TollOf


class _Predicate(Struct, frozen=True):
    kind: Kind
    first: int  # token index
    last: int
    left: bool  # may take the people before it
    right: bool  # may take the people after it
    person_only: bool
    form: str


class _Rules(Struct, frozen=True):
    finder: re.Pattern[str]
    forms: dict[str, list[tuple[Kind, str]]]
    person_only: frozenset[tuple[str, str]]
    words: dict[str, frozenset[str]]
    part_after: re.Pattern[str]
    none: list[tuple[re.Pattern[str], Kind]]
    none_unless: re.Pattern[str]
    hints: re.Pattern[str]
    bodies: re.Pattern[str]
    figure: re.Pattern[str]
    raised: re.Pattern[str]
    toll_name: re.Pattern[str]
    toll: re.Pattern[str]
    toll_injured: re.Pattern[str]
    earlier: re.Pattern[str]
    cumulative: re.Pattern[str]


_LOOK_BACK = 160  # characters before a figure in which a toll is named
_WIDTH = 60  # tokens on one side of a predicate in which it looks for people
_REACH = 24  # words between the people and what became of them, at most
_FORMS = ("past", "active", "state", "noun")


def _phrases(terms: Sequence[str]) -> str:
    longest = sorted(set(terms), key=lambda t: (-len(t), t))
    return "|".join(re.escape(t).replace(r"\ ", r"\s+") for t in longest)


@cache
def _rules() -> _Rules:
    data: dict[str, Any] = table("tolls")
    forms: dict[str, list[tuple[Kind, str]]] = {}
    person_only = set()
    kinds: tuple[Kind, Kind] = ("killed", "injured")
    for kind in kinds:
        for form in _FORMS:
            for phrase in data["predicates"][kind][form]:
                forms.setdefault(phrase, []).append((kind, form))
        person_only |= {(kind, phrase) for phrase in data["predicates"][kind]["person_only"]}
        for phrase in data["predicates"][kind]["person_only"]:
            forms.setdefault(phrase, [(kind, "active")])
    patterns = data["patterns"]
    follow = rf"\s+(?:{patterns['toll_verbs']})?\s*$"
    return _Rules(
        finder=re.compile(rf"\b(?:{_phrases(list(forms))})\b", re.IGNORECASE),
        forms=forms,
        person_only=frozenset(person_only),
        words={name: frozenset(terms) for name, terms in data["words"].items()},
        part_after=re.compile(rf"^\W*(?:{_phrases(data['words']['part_after'])})\b", re.IGNORECASE),
        none=[(re.compile(row["pattern"], re.IGNORECASE), row["kind"]) for row in patterns["none"]],
        none_unless=re.compile(patterns["none_unless"], re.IGNORECASE),
        hints=re.compile(patterns["hints"], re.IGNORECASE),
        bodies=re.compile(patterns["bodies"], re.IGNORECASE),
        figure=re.compile(patterns["figure"] + follow, re.IGNORECASE),
        raised=re.compile(patterns["raised"] + r"\s*$", re.IGNORECASE),
        toll_name=re.compile(f"{patterns['toll']}|{patterns['toll_injured']}", re.IGNORECASE),
        toll=re.compile(patterns["toll"] + follow, re.IGNORECASE),
        toll_injured=re.compile(patterns["toll_injured"] + follow, re.IGNORECASE),
        earlier=re.compile(patterns["earlier"], re.IGNORECASE),
        cumulative=re.compile("|".join(f"(?:{p})" for p in patterns["cumulative"]), re.IGNORECASE),
    )


class _Sentence:
    """What is known of one sentence while its counts are sought."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.rules = _rules()
        self.tokens: list[Token] = tokenise(text, start, end)
        self.at = {t.start: i for i, t in enumerate(self.tokens)}
        self.predicates = self._predicates()
        self.people: list[People] = find_people(text, self.tokens, {i for p in self.predicates for i in range(p.first, p.last + 1)})
        self.firsts = [p.first for p in self.people]
        self.starts = [p.start for p in self.people]
        self.used: set[int] = set()  # index of people that a predicate took
        self.cumulative = bool(self.rules.cumulative.search(text, start, end))

    def _predicates(self) -> list[_Predicate]:
        found = []
        for match in self.rules.finder.finditer(self.text, self.start, self.end):
            first = self.at.get(match.start())
            if first is None:
                continue
            last = first
            while last + 1 < len(self.tokens) and self.tokens[last + 1].end <= match.end():
                last += 1
            phrase = " ".join(match.group().lower().split())
            kind, form = self.rules.forms[phrase][0]
            left, right = form in ("past", "state"), form in ("past", "active", "noun")
            if phrase in ("shot dead", "shot and killed"):
                left = right = True
            found.append(_Predicate(kind, first, last, left, right, (kind, phrase) in self.rules.person_only, form))
        return sorted([*found, *self._bodies(found)], key=lambda p: p.first)

    def _bodies(self, others: Sequence[_Predicate]) -> list[_Predicate]:
        """ "17 bodies were recovered": bodies that somebody finds are people killed."""
        busy = {i for p in others for i in range(p.first, p.last + 1)}
        at = [self.at.get(m.start("body")) for m in self.rules.bodies.finditer(self.text, self.start, self.end)]
        return [_Predicate("killed", n, n, True, False, False, "state") for n in at if n is not None and n not in busy]

    def word(self, index: int) -> str:
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def people_within(self, first: int, end: int) -> list[tuple[int, People]]:
        """(index, people) free to be counted whose words lie in tokens first..end-1."""
        span = range(bisect_left(self.firsts, first), bisect_left(self.firsts, end))
        return [(i, self.people[i]) for i in span if self.people[i].last < end and i not in self.used]

    def between(self, first: int, last: int) -> list[str]:
        """Lower-case words of tokens first..last-1."""
        return [t.lower for t in self.tokens[first:last]]


def find_counts(text: str, start: int, end: int) -> list[Count]:
    """The counts of the killed and the injured in the sentence `text[start:end]`, in order; offsets in `text`."""
    rules = _rules()
    if not rules.finder.search(text, start, end) and not rules.hints.search(text, start, end):
        return []
    sentence = _Sentence(text, start, end)
    found: list[Count] = _nobody(sentence)
    found += _tolls(sentence)
    if not found or sentence.predicates:
        spans = [(c.predicate_start, c.predicate_end) for c in found if c.low == 0][:20]
        for index, predicate in enumerate(sentence.predicates):
            at = sentence.tokens[predicate.first].start
            if any(s <= at < e for s, e in spans):
                continue
            found += _taken(sentence, index)
    found += _of_the_dead(sentence)
    found.sort(key=lambda c: (c.start, c.end))
    if any(rules.raised.search(text, start, c.start) for c in found):
        found = [replace(c, part=True) if c.others else c for c in found]
    return [_marked(sentence, c, found) for c in found]


def _nobody(sentence: _Sentence) -> list[Count]:
    found = []
    for pattern, kind in sentence.rules.none:
        for match in pattern.finditer(sentence.text, sentence.start, sentence.end):
            if sentence.rules.none_unless.search(sentence.text, max(sentence.start, match.start() - 60), match.start()):
                continue
            kinds: list[Kind] = [kind]
            if "and" in match.groupdict() and match["and"] is not None:
                kinds = ["killed", "injured"]
            for each in kinds:
                found.append(
                    Count(
                        kind=each,
                        low=0,
                        high=0,
                        text=match.group(),
                        start=match.start(),
                        end=match.end(),
                        predicate_start=match.start(),
                        predicate_end=match.end(),
                        victims_start=match.start(),
                        victims_end=match.end(),
                    )
                )
    return found


def _tolls(sentence: _Sentence) -> list[Count]:
    """ "The death toll rose to 44 from 22" and its like."""
    text, found = sentence.text, []
    for index, people in enumerate(sentence.people):
        before = text[max(sentence.start, people.start - _LOOK_BACK) : people.start]
        update_of = None
        if people.low != people.high and before.lower().endswith("from "):  # "from 22 to 44" is no range
            before, update_of = before[:-5], people.low
        kind: Kind = "injured"
        match = sentence.rules.toll_injured.search(before)
        if not match:
            kind, match = "killed", sentence.rules.toll.search(before)
        if not match and sentence.predicates:
            match = sentence.rules.figure.search(before)
        if not match or people.barred:
            continue
        at = people.start - len(before) - (5 if update_of is not None else 0) + match.start()
        sentence.used.add(index)
        told = people if update_of is None else replace(people, low=people.high)
        count = _count(sentence, kind, [told], (at, at + len(match.group().split(None, 1)[0])))
        found.append(replace(count, update_of=update_of))
    return found


def _of_the_dead(sentence: _Sentence) -> list[Count]:
    """ "Fifteen of the dead came in the barrel bomb strike"."""
    words, found = sentence.rules.words, []
    for index, people in enumerate(sentence.people):
        last = sentence.word(people.last)
        if people.part and index not in sentence.used and not people.barred and last in words["dead"] | words["hurt"]:
            at = sentence.tokens[people.last]
            after = sentence.between(people.last + 1, people.last + 4)
            dead = last in words["dead"] or any(w in words["then_dead"] for w in after)
            sentence.used.add(index)
            found.append(_count(sentence, "killed" if dead else "injured", [people], (at.start, at.end)))
    return found


def _taken(sentence: _Sentence, index: int) -> list[Count]:
    """The counts one predicate gives."""
    predicate = sentence.predicates[index]
    before = sentence.predicates[index - 1] if index else None
    after = sentence.predicates[index + 1] if index + 1 < len(sentence.predicates) else None
    passive = predicate.form == "past" and any(
        w in sentence.rules.words["be"] for w in sentence.between(max(0, predicate.first - 4), predicate.first)
    )
    if after and _joint(sentence, predicate, after) and not passive and after.right:
        return []  # "killing and wounding dozens": casualties, of neither kind alone
    if before and _joint(sentence, before, predicate):
        return []
    if predicate.right and not passive:
        taken = _to_the_right(sentence, predicate, after)
        if taken:
            return taken
    if predicate.left:
        return _to_the_left(sentence, predicate, before)
    return []


def _joint(sentence: _Sentence, one: _Predicate, two: _Predicate) -> bool:
    return one.kind != two.kind and 0 < two.first - one.last <= 2 and sentence.word(one.last + 1) in ("and", "or", "/", "&")


def _to_the_right(sentence: _Sentence, predicate: _Predicate, after: _Predicate | None) -> list[Count]:
    words = sentence.rules.words
    at = predicate.last + 1
    while sentence.word(at) in words["object_adverbs"]:
        at += 1
    stop = after.first if after else len(sentence.tokens)
    people = sentence.people_within(at, min(stop, at + _WIDTH))
    chain: list[tuple[int, People]] = []
    if people and after and people[0][1].first == at and _counts_both(sentence, predicate, people[0][1], after):
        return []
    if people and people[0][1].first == at:
        chain.append(people.pop(0))
    elif (named := _named(sentence, at)) and not predicate.person_only:
        chain.append((-1, named))
        people = [(i, p) for i, p in people if p.first > named.last]
    if not chain:
        return []
    for i, person in people:
        link = sentence.between(chain[-1][1].last + 1, person.first)
        if after and after.left and _subject_of(sentence, person, after):
            break
        if link and (set(link) <= words["joiners"] or _joins(link)):
            chain.append((i, replace(person, part=True) if chain[-1][1].part else person))
        elif any(w in words["part_openers"] for w in link) or _is_part(sentence, person):
            chain.append((i, replace(person, part=True)))
        else:
            break
    return _from_chain(sentence, predicate, chain)


def _counts_both(sentence: _Sentence, predicate: _Predicate, people: People, after: _Predicate) -> bool:
    """ "7 civilians killed 25 injured": a headline in which each figure stands before what became of them."""
    before = sentence.people_within(max(0, predicate.first - _WIDTH), predicate.first)
    return bool(before) and before[-1][1].last == predicate.first - 1 and after.left and _subject_of(sentence, people, after)


def _subject_of(sentence: _Sentence, people: People, predicate: _Predicate) -> bool:
    link = sentence.between(people.last + 1, predicate.first)
    return all(w in sentence.rules.words["auxiliaries"] for w in link)


def _joins(link: Sequence[str]) -> bool:
    """Whether the words between two people only join them: "five of the militia and six guards", "two in Homs as well as three"."""
    wide = list(link[-3:]) == ["as", "well", "as"]
    return (link[-1] in ("and", ",") and len(link) <= 6 or wide and len(link) <= 12) and not _has_verb(link)


def _has_verb(words: Sequence[str]) -> bool:
    plain = _rules().words["no_verbs"]
    return any(w.endswith("ed") and len(w) > 4 and "-" not in w and w not in plain for w in words)


def _is_part(sentence: _Sentence, people: People) -> bool:
    """Whether people are some of a toll given before: "two of them", "were among the dead", "of those killed were civilians"."""
    after = sentence.text[people.end : people.end + 40]
    if sentence.rules.part_after.search(after):
        return True
    return people.part and not _sets_apart(sentence, people)


def _sets_apart(sentence: _Sentence, people: People) -> bool:
    """ "Fifteen of the dead came in the strike": some of a toll, yet all of this happening's."""
    if sentence.word(people.last) in ("them", "whom", "us"):
        return False
    at = people.last + 1
    while at < people.last + 4 and sentence.word(at) in ("killed", "dead", "wounded", "injured", "who", "died"):
        at += 1
    return sentence.word(at) not in sentence.rules.words["divided_by"]


def _to_the_left(sentence: _Sentence, predicate: _Predicate, before: _Predicate | None) -> list[Count]:
    words = sentence.rules.words
    floor = max(before.last + 1 if before else 0, predicate.first - _WIDTH)
    for i in range(predicate.first - 1, floor - 1, -1):
        if sentence.word(i) in words["clause"] and sentence.word(i - 1) not in words["be"]:
            floor = i + 1
            break
    people = [(i, p) for i, p in sentence.people_within(floor, predicate.first) if not p.barred]
    if words["sentenced"].intersection(sentence.between(floor, predicate.first)):
        return []  # "sentenced 12 men to death"
    if not people:
        return _subject_named(sentence, predicate, floor)
    chain = _chained(sentence, people)
    link = sentence.between(chain[-1][1].last + 1, predicate.first)
    far = (
        len(link) > _REACH
        or any(w in ("by", "against") for w in link[-6:])
        or (link and link[-1] in ("and", "or") and predicate.form != "past")
    )
    if far or (predicate.form == "past" and _has_verb(link) and not any(w in words["be"] for w in link[-4:])):
        return []
    lead = sentence.word(chain[0][1].first - 1)
    if lead == "and" or (lead == "," and len(chain) > 1 and sentence.word(chain[0][1].first) in words["possessives"]):
        chain = [(-1, p) for p in _names_before(sentence, chain[0][1].first - 2, floor)] + chain
    return _from_chain(sentence, predicate, chain)


def _chained(sentence: _Sentence, people: Sequence[tuple[int, People]]) -> list[tuple[int, People]]:
    """The people right before a predicate, and those before them that are joined by "and" or that they are part of."""
    words = sentence.rules.words
    chain = [people[-1]]
    among = False  # "six civilians including a child were among 22 people killed": all before are some of the 22
    for (index, prior), (_, here) in zip(reversed(people[:-1]), reversed(people[1:]), strict=True):
        link = sentence.between(prior.last + 1, here.first)
        if not link and not here.part:
            break
        if not link or link == [","] and here.part:
            chain = [(index, prior), *((i, replace(p, part=True)) for i, p in chain)]
        elif link[-1] in ("among", "amongst") or (among and any(w in words["part_openers"] or w in words["joiners"] for w in link)):
            among = True
            chain.insert(0, (index, replace(prior, part=True)))
        elif set(link) <= words["joiners"] or _joins(link):
            chain.insert(0, (index, prior))
        elif any(w in words["part_openers"] for w in link) or _is_part(sentence, here):
            chain = [(index, prior), *((i, replace(p, part=True)) for i, p in chain)]
        elif link[-1] in words["embedding"] and not _has_verb(link):  # "12 fighters from 3 brigades": the brigades are no subject
            chain = [(index, prior)]
        else:
            break
    return chain


def _from_chain(sentence: _Sentence, predicate: _Predicate, chain: Sequence[tuple[int, People]]) -> list[Count]:
    """One count for the people of a chain: those joined by "and" are added up, parts become `of`."""
    bare = predicate.person_only and not any(p.noun for _, p in chain)
    if bare and not (predicate.form == "past" and chain[-1][1].last + 1 == predicate.first) and not _in_headline(sentence, predicate, chain[0][1]):
        return []
    if chain[0][1].barred:
        return []
    sentence.used |= {i for i, _ in chain}
    span = (sentence.tokens[predicate.first].start, sentence.tokens[predicate.last].end)
    return [_count(sentence, predicate.kind, [p for _, p in chain], span)]


def _in_headline(sentence: _Sentence, predicate: _Predicate, people: People) -> bool:
    words = sentence.rules.words
    after = sentence.word(people.last + 1)
    return sentence.word(predicate.first) in words["headline"] and (not after or after in words["closers"])


def _count(sentence: _Sentence, kind: Kind, chain: Sequence[People], predicate: tuple[int, int]) -> Count:
    text = sentence.text
    chain = _without_apposition(sentence, chain)
    whole = [p for p in chain if not p.part and not p.barred] or list(chain[:1])
    parts = [p for p in chain if p.part]
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
        part=all(_is_part(sentence, p) for p in whole),
        others=whole[0].others,
    )


def _without_apposition(sentence: _Sentence, chain: Sequence[People]) -> Sequence[People]:
    """ "Two civilians, a driver and his apprentice": those behind the first say who they are, where they come to the same number."""
    first, rest = chain[0], [p for p in chain[1:] if not p.part]
    if not rest or first.low is None or sum(p.low or 0 for p in rest) != first.low or first.others:
        return chain
    link = sentence.between(first.last + 1, rest[0].first)
    return [first, *(replace(p, part=True) for p in chain[1:])] if link in ([], [","], ["-"], ["("]) else chain


def _named(sentence: _Sentence, at: int) -> People | None:
    """ "killed him", "killing Col. Ahmad Saleh"."""
    if sentence.word(at) in sentence.rules.words["closers"]:  # "17 killed as Nusra attacks": no particle of a name
        return None
    last = named_person(sentence.tokens, at, sentence.rules.words)
    if last is not None:
        return _one(sentence, at, last)
    for i in range(at, min(at + 5, len(sentence.tokens))):
        if sentence.word(i) in sentence.rules.words["closers"]:
            break
        after = sentence.word(i + 1)
        if is_one_person(sentence.tokens[i]) and (not after or after in sentence.rules.words["closers"]):
            return _one(sentence, at, i)
    return None


def _one(sentence: _Sentence, first: int, last: int) -> People:
    return People(low=1, high=1, first=first, last=last, start=sentence.tokens[first].start, end=sentence.tokens[last].end)


def _subject_named(sentence: _Sentence, predicate: _Predicate, floor: int) -> list[Count]:
    """ "Ahmad Saleh was killed", "he was shot dead", "Abu Osama and Amer Rafdan were killed"."""
    words = sentence.rules.words
    at = predicate.first - 1
    be = False
    while at >= floor and sentence.word(at) in words["auxiliaries"]:
        be = be or sentence.word(at) in words["be"]
        at -= 1
    if at >= floor and is_one_person(sentence.tokens[at]) and sentence.word(at - 1) not in ("of", "and"):
        return _from_chain(sentence, predicate, [(-1, _one(sentence, at, at))])
    if (not be and predicate.form != "state") or at < floor:
        return []
    if sentence.word(at) in ("he", "she"):
        return _from_chain(sentence, predicate, [(-1, _one(sentence, at, at))]) if predicate.kind == "killed" or be else []
    if sentence.word(at) == ",":  # "Gregory Fronius, a military adviser, was killed"
        commas = [i for i in range(max(floor, at - 9), at) if sentence.word(i) == ","]
        at = commas[-1] - 1 if commas else at
    chain = _names_before(sentence, at, floor)
    return _from_chain(sentence, predicate, [(-1, p) for p in chain]) if chain else []


def _names_before(sentence: _Sentence, at: int, floor: int) -> list[People]:
    """The persons named right up to token `at`, several where "and" joins them."""
    words = sentence.rules.words
    chain: list[People] = []
    while at >= floor:
        first = at
        while first > floor and _in_name(sentence, first - 1):
            first -= 1
        if not _in_name(sentence, at) or at == first or named_person(sentence.tokens, first, words) != at:
            break
        chain.insert(0, _one(sentence, first, at))
        if sentence.word(first - 1) != "and":
            break
        at = first - 2
        if sentence.word(at) == "," and sentence.word(at - 2) == ",":  # "Martinez, 47, and Alvarado, 21, were killed"
            at -= 3
    return chain


def _in_name(sentence: _Sentence, at: int) -> bool:
    words = sentence.rules.words
    token = sentence.tokens[at]
    return (token.is_capital or token.lower.split("-")[0] in words["particles"]) and token.lower not in words["not_names"]


def _marked(sentence: _Sentence, count: Count, found: Sequence[Count]) -> Count:
    """The count with what the rest of its sentence says of it: a total of the war, an earlier figure."""
    cumulative = sentence.cumulative and count.low != 0
    update_of = count.update_of
    bare = not sentence.rules.toll_name.match(sentence.text, count.predicate_start)
    after = bisect_left(sentence.starts, count.end)
    for people in sentence.people[after : after + 2]:
        match = sentence.rules.earlier.search(sentence.text[count.end : people.start])
        if match and people.low is not None and not (bare and match.group().strip().lower() == "from"):
            update_of = people.low
    if count.low is None and sentence.text[max(0, count.start - 3) : count.start + 4].lower() == "as many":
        same = [c for c in found if c.end <= count.start and c.low is not None][-1:]
        if same:
            return replace(count, low=same[-1].low, high=same[-1].high, bound=same[-1].bound)
    return replace(count, cumulative=cumulative, update_of=update_of)


__all__ = ["Count", "combine", "find_counts"]
