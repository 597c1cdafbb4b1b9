"""The forms of English verbs and nouns: by rule, irregular verbs from data/irregular_verbs.tsv."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from copydesk.coding.lexicons import rows

_VOWELS = "aeiou"


class Inflection(NamedTuple):
    """A verb's forms."""

    base: str
    third: str
    past: frozenset[str]
    participle: frozenset[str]
    gerund: frozenset[str]

    def all(self) -> frozenset[str]:
        return self.past | self.participle | self.gerund | {self.base, self.third}


@cache
def inflect(verb: str) -> Inflection:
    """The forms of a verb, irregular ones from irregular_verbs.tsv."""
    for base, third, past, participle, gerund in rows("irregular_verbs"):
        if base == verb:
            return Inflection(base, third, *(frozenset(x.split("|")) for x in (past, participle, gerund)))
    third = _with_s(verb)
    if verb.endswith("e"):
        past, gerund = verb + "d", verb[:-1] + "ing"
    elif verb.endswith("y") and verb[-2] not in _VOWELS:
        past, gerund = verb[:-1] + "ied", verb + "ing"
    else:
        past, gerund = verb + "ed", verb + "ing"
    return Inflection(verb, third, frozenset([past]), frozenset([past]), frozenset([gerund]))


def plural(noun: str) -> str:
    """The regular plural of a noun, or of a phrase that ends in it: "armies", "car bombs", "gunmen"."""
    if noun.endswith("man"):
        return noun[:-3] + "men"
    return _with_s(noun)


def _with_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"
