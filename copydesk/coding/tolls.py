"""Tolls: how many were killed and injured, as one sentence tells it, and what several sentences of one happening come to.

The words by which a toll is told stand in `data/tolls.toml`. A sentence is cut into its predicates ("killed", "12 dead", "claimed
the lives of"); each takes the people counted to its left (passive, "12 dead") or to its right (active, "the bodies of 12"). No
parse is needed: word order and distance decide, which is what damaged punctuation leaves.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec.structs import replace

from copydesk.coding.chains import count_of, has_verb, is_part, joins
from copydesk.coding.counts import Count, Kind, combine
from copydesk.coding.dealing import deal
from copydesk.coding.people import People, is_one_person
from copydesk.coding.tollsentence import Predicate, TollSentence, toll_rules
from copydesk.coding.victims import names_before, one_person, person_named

_LOOK_BACK = 160  # characters before a figure in which a toll is named
_NEAR = 20  # characters between a word for killing and the people it takes
_WIDTH = 60  # tokens on one side of a predicate in which it looks for people
_LABEL = 2  # words that may name the people of a headline behind their number ("2 Syrians killed 5 injured")
_REACH = 24  # words between the people and what became of them, at most


def find_counts(text: str, start: int, end: int) -> list[Count]:
    """The counts of the killed and the injured in the sentence `text[start:end]`, in order; offsets in `text`."""
    rules = toll_rules()
    if not rules.finder.search(text, start, end) and not rules.hints.search(text, start, end):
        return []
    sentence = TollSentence(text, start, end)
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
    if any(rules.raised.search(text, max(start, c.start - _LOOK_BACK), c.start) for c in found):
        found = [replace(c, part=True) if c.others else c for c in found]
    return deal(sentence, [_marked(sentence, c, found) for c in _of_them(sentence, found)])


def _of_them(sentence: TollSentence, found: Sequence[Count]) -> list[Count]:
    """The counts; some of people not told to be dead are a toll of their own: "repelled the attackers, killing 20 of them"."""
    out: list[Count] = []
    for n, count in enumerate(found):
        alone = count.part and all(o.kind != count.kind or o.low == 0 for o in found[:n])
        harmed = 0 <= count.victims_start - count.predicate_end < _NEAR or 0 <= count.predicate_start - count.victims_end <= 1
        told = sentence.text[: count.end].lower().endswith(sentence.rules.of_them)
        out.append(replace(count, part=False) if alone and harmed and told else count)
    return out


def _nobody(sentence: TollSentence) -> list[Count]:
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


def _tolls(sentence: TollSentence) -> list[Count]:
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
        chain = [told, *_including(sentence, people)]
        count = count_of(sentence, kind, chain, (at, at + len(match.group().split(None, 1)[0])))
        found.append(replace(count, update_of=update_of))
    return found


def _including(sentence: TollSentence, people: People) -> list[People]:
    """Some of a toll, named right behind it: "82 people, including 58 civilians"."""
    after = next((p for p in sentence.people if p.first > people.last), None)
    link = sentence.between(people.last + 1, after.first) if after else []
    opened = bool(link) and len(link) <= _LABEL and link[-1] in sentence.rules.words["part_openers"]
    return [replace(after, part=True)] if after and opened else []


def _of_the_dead(sentence: TollSentence) -> list[Count]:
    """ "Fifteen of the dead came in the barrel bomb strike"."""
    words, found = sentence.rules.words, []
    for index, people in enumerate(sentence.people):
        last = sentence.word(people.last)
        if people.part and index not in sentence.used and not people.barred and last in words["dead"] | words["hurt"]:
            at = sentence.tokens[people.last]
            after = sentence.between(people.last + 1, people.last + 4)
            dead = last in words["dead"] or any(w in words["then_dead"] for w in after)
            sentence.used.add(index)
            found.append(count_of(sentence, "killed" if dead else "injured", [people], (at.start, at.end)))
    return found


def _taken(sentence: TollSentence, index: int) -> list[Count]:
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


def _joint(sentence: TollSentence, one: Predicate, two: Predicate) -> bool:
    return one.kind != two.kind and 0 < two.first - one.last <= 2 and sentence.word(one.last + 1) in sentence.rules.words["joint"]


def _to_the_right(sentence: TollSentence, predicate: Predicate, after: Predicate | None) -> list[Count]:
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
    elif (named := person_named(sentence, at)) and not predicate.person_only:
        chain.append((-1, named))
        people = [(i, p) for i, p in people if p.first > named.last]
    if not chain:
        return []
    for i, person in people:
        link = sentence.between(chain[-1][1].last + 1, person.first)
        if (after and after.left and _subject_of(sentence, person, after)) or _speaks(sentence, person, link):
            break
        if chain[-1][0] == -1 and len(chain) == 1 and person.low == 1 and link in ([], [","]):  # "Ali Omar, a field commander"
            chain[-1] = (-1, replace(chain[-1][1], last=person.last))
            continue
        beside = not link and person.noun is not None and chain[-1][1].noun is not None  # "kill 10 children 5 women"
        if beside or (link and (set(link) <= words["joiners"] or joins(link))):
            chain.append((i, replace(person, part=True) if chain[-1][1].part else person))
        elif any(w in words["part_openers"] for w in link) or is_part(sentence, person):
            chain.append((i, replace(person, part=True)))
        else:
            break
    return _from_chain(sentence, predicate, chain)


def _speaks(sentence: TollSentence, people: People, link: Sequence[str]) -> bool:
    """Whether people are those who say so: "killed 12 on Monday, the governor Ana Diaz said", "killed four two residents said"."""
    behind = sentence.between(people.last + 1, people.last + 6)
    if not sentence.rules.words["says"].isdisjoint(behind[:1]):
        return True
    return bool(link) and link[-1] == "," and people.low == 1 and not sentence.rules.words["says"].isdisjoint(behind)


def _counts_both(sentence: TollSentence, predicate: Predicate, people: People, after: Predicate) -> bool:
    """ "7 civilians killed 25 injured": a headline in which each figure stands before what became of them."""
    before = sentence.people_within(max(0, predicate.first - _WIDTH), predicate.first)
    if not before or not after.left or not _subject_of(sentence, people, after):
        return False
    link = sentence.tokens[before[-1][1].last + 1 : predicate.first]
    return len(link) <= _LABEL and all(t.is_word and t.lower not in sentence.rules.words["closers"] for t in link)


def _subject_of(sentence: TollSentence, people: People, predicate: Predicate) -> bool:
    link = sentence.between(people.last + 1, predicate.first)
    return all(w in sentence.rules.words["auxiliaries"] for w in link)


def _to_the_left(sentence: TollSentence, predicate: Predicate, before: Predicate | None) -> list[Count]:
    words = sentence.rules.words
    floor = max(before.last + 1 if before else 0, predicate.first - _WIDTH)
    quoted = {p.last + 1 for _, p in sentence.people_within(floor, predicate.first)}  # "put at "128 people" killed"
    for i in range(predicate.first - 1, floor - 1, -1):
        if sentence.word(i) in words["clause"] and sentence.word(i - 1) not in words["be"] and i not in quoted:
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
        or any(w in words["agents"] for w in link[-6:])
        or (link and link[-1] in words["alternatives"] and predicate.form != "past")
    )
    if (
        far
        or _another_subject(sentence, link)
        or (predicate.form == "past" and has_verb(link) and not any(w in words["be"] for w in link[-4:]))
    ):
        return []
    if len(chain) == 1 and chain[0][1].low == 1 and len(named := _named_before(sentence, predicate, floor)) > 1:
        chain = [(-1, p) for p in named]  # "the reporter Ana Diaz and French photographer Luc Martin were killed"
    lead = sentence.word(chain[0][1].first - 1)
    if lead == "and" or (lead == "," and len(chain) > 1 and sentence.word(chain[0][1].first) in words["possessives"]):
        chain = [(-1, p) for p in names_before(sentence, chain[0][1].first - 2, floor)] + chain
    return _from_chain(sentence, predicate, chain)


def _named_before(sentence: TollSentence, predicate: Predicate, floor: int) -> list[People]:
    """The persons whose names stand before a predicate and its auxiliaries."""
    at = predicate.first - 1
    while at >= floor and sentence.word(at) in sentence.rules.words["auxiliaries"]:
        at -= 1
    return names_before(sentence, at, floor)


def _another_subject(sentence: TollSentence, link: Sequence[str]) -> bool:
    """Whether the people have their own verb and others what became of them: "60 soldiers surrendered and a number were killed"."""
    if "and" not in link:
        return False
    at = len(link) - 1 - list(reversed(link)).index("and")
    return has_verb(link[:at]) and any(w not in sentence.rules.words["auxiliaries"] for w in link[at + 1 :])


def _chained(sentence: TollSentence, people: Sequence[tuple[int, People]]) -> list[tuple[int, People]]:
    """The people right before a predicate, and those before them that are joined by "and" or that they are part of."""
    words = sentence.rules.words
    chain = [people[-1]]
    among = False  # "six civilians including a child were among 22 people killed": all before are some of the 22
    for (index, prior), (_, here) in zip(reversed(people[:-1]), reversed(people[1:]), strict=True):
        link = sentence.between(prior.last + 1, here.first)
        if not link and not (here.part or prior.part):
            break
        if not link or (link == [","] and here.part):
            chain = [(index, prior), *((i, replace(p, part=True)) for i, p in chain)]
        elif link[-1] in words["among"] or (among and any(w in words["part_openers"] or w in words["joiners"] for w in link)):
            among = True
            chain.insert(0, (index, replace(prior, part=True)))
        elif set(link) <= words["joiners"] or joins(link):
            chain.insert(0, (index, prior))
        elif any(w in words["part_openers"] for w in link) or is_part(sentence, here):
            chain = [(index, prior), *((i, replace(p, part=True)) for i, p in chain)]
        elif link[-1] in words["embedding"] and not has_verb(link):  # "12 fighters from 3 brigades": the brigades are no subject
            chain = [(index, prior)]
        else:
            break
    return chain


def _from_chain(sentence: TollSentence, predicate: Predicate, chain: Sequence[tuple[int, People]]) -> list[Count]:
    """One count for the people of a chain: those joined by "and" are added up, parts become `of`."""
    bare = predicate.person_only and not any(p.noun for _, p in chain)
    if (
        bare
        and not (predicate.form == "past" and chain[-1][1].last + 1 == predicate.first)
        and not _in_headline(sentence, predicate, chain[0][1])
    ):
        return []
    if chain[0][1].barred:
        return []
    sentence.used |= {i for i, _ in chain}
    span = (sentence.tokens[predicate.first].start, sentence.tokens[predicate.last].end)
    return [count_of(sentence, predicate.kind, [p for _, p in chain], span)]


def _in_headline(sentence: TollSentence, predicate: Predicate, people: People) -> bool:
    words = sentence.rules.words
    after = sentence.word(people.last + 1)
    return sentence.word(predicate.first) in words["headline"] and (not after or after in words["closers"])


def _subject_named(sentence: TollSentence, predicate: Predicate, floor: int) -> list[Count]:
    """ "Ahmad Saleh was killed", "he was shot dead", "Abu Osama and Amer Rafdan were killed"."""
    words = sentence.rules.words
    at = predicate.first - 1
    be = False
    while at >= floor and sentence.word(at) in words["auxiliaries"]:
        be = be or sentence.word(at) in words["be"]
        at -= 1
    if at >= floor and is_one_person(sentence.tokens[at]) and sentence.word(at - 1) not in words["before_one"]:
        return _from_chain(sentence, predicate, [(-1, one_person(sentence, at, at))])
    if (not be and predicate.form != "state") or at < floor:
        return []
    if sentence.word(at) in words["subject_pronouns"]:
        return _from_chain(sentence, predicate, [(-1, one_person(sentence, at, at))]) if predicate.kind == "killed" or be else []
    if sentence.word(at) == ",":  # "Gregory Fronius, a military adviser, was killed"
        commas = [i for i in range(max(floor, at - 9), at) if sentence.word(i) == ","]
        at = commas[-1] - 1 if commas else at
    chain = names_before(sentence, at, floor)
    return _from_chain(sentence, predicate, [(-1, p) for p in chain]) if chain else []


def _marked(sentence: TollSentence, count: Count, found: Sequence[Count]) -> Count:
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
