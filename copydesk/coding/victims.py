"""Persons killed or hurt who are named, not counted: "Col. Ahmad Saleh was killed", "killing him"."""

from __future__ import annotations

from copydesk.coding.people import People, is_one_person, named_person
from copydesk.coding.tollsentence import TollSentence


def one_person(sentence: TollSentence, first: int, last: int) -> People:
    return People(low=1, high=1, first=first, last=last, start=sentence.tokens[first].start, end=sentence.tokens[last].end)


def person_named(sentence: TollSentence, at: int) -> People | None:
    """ "killed him", "killing Col. Ahmad Saleh"."""
    if sentence.word(at) in sentence.rules.words["closers"]:  # "17 killed as Nusra attacks": no particle of a name
        return None
    last = named_person(sentence.tokens, at, sentence.rules.words)
    if last is not None:
        return one_person(sentence, at, last)
    if at < len(sentence.tokens) and is_one_person(sentence.tokens[at]):  # "killing civilian Omar Saleh"
        last = named_person(sentence.tokens, at + 1, sentence.rules.words)
        if last is not None:
            return one_person(sentence, at, last)
    for i in range(at, min(at + 5, len(sentence.tokens))):
        if sentence.word(i) in sentence.rules.words["closers"]:
            break
        after = sentence.word(i + 1)
        if is_one_person(sentence.tokens[i]) and (not after or after in sentence.rules.words["closers"]):
            return one_person(sentence, at, i)
    return None


def names_before(sentence: TollSentence, at: int, floor: int) -> list[People]:
    """The persons named right up to token `at`, several where "and" joins them."""
    words = sentence.rules.words
    chain: list[People] = []
    while at >= floor:
        first = at
        while first > floor and _in_name(sentence, first - 1):
            first -= 1
        if not _in_name(sentence, at) or at == first or named_person(sentence.tokens, first, words) != at:
            break
        chain.insert(0, one_person(sentence, first, at))
        before = first - 1
        while before > floor and is_one_person(sentence.tokens[before]) and sentence.word(before) != "and":
            before -= 1  # "and French photographer Remi Ochlik": what a person is
            while before > floor and sentence.tokens[before].is_capital:
                before -= 1
        if sentence.word(before) != "and":
            break
        at = before - 1
        if sentence.word(at) == "," and sentence.word(at - 2) == ",":  # "Martinez, 47, and Alvarado, 21, were killed"
            at -= 3
    return chain


def _in_name(sentence: TollSentence, at: int) -> bool:
    words = sentence.rules.words
    token = sentence.tokens[at]
    return (token.is_capital or token.lower.split("-")[0] in words["particles"]) and token.lower not in words["not_names"]
