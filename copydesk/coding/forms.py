"""Whether a word that may be verb or noun stands as one or the other, and in which form a verb stands: by the words beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from copydesk.coding.inflection import Inflection
from copydesk.coding.lexicons import table
from copydesk.coding.patterns import word_set
from copydesk.coding.tokens import Token
from copydesk.coding.triggers import Form


@cache
def grammar(name: str) -> frozenset[str]:
    """A closed class of words of grammar.toml."""
    return frozenset(table("grammar")[name])


def _lower(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].lower if 0 <= at < len(tokens) else ""


def stands_as_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word at `at`, which could be a verb too ("attacks", "shelling", "bomb"), is a noun here."""
    word, before, after = tokens[at].lower, _lower(tokens, at - 1), _lower(tokens, at + 1)
    gerund = word.endswith("ing")
    if before == "to":
        return gerund or (word.endswith("s") and not after.isalpha())
    was_hit = before in grammar("be") and word.endswith(("ed", "hit"))
    if was_hit or before in grammar("modals") or before in grammar("subjects"):
        return False
    if gerund and before in grammar("be"):
        return after in grammar("after_gerund")
    if after in grammar("determiners") and after not in grammar("no_determiners"):
        return before in grammar("determiners") and not gerund
    if not gerund and before in grammar("adjectives") and _lower(tokens, at - 2) in grammar("prepositions"):
        return True
    if before in grammar("determiners") or before in grammar("prepositions"):
        return not (gerund and before in grammar("prepositions") and after[:1].isalpha() and after not in grammar("after_noun"))
    if before in grammar("takes_noun") or (before == "out" and _lower(tokens, at - 2).startswith("carr")):
        return True
    if before.endswith("ly") or before in grammar("adverbs"):
        return False
    if after in grammar("after_noun") or not after[:1].isalnum():
        return not (word.endswith("s") and after == "on" and at > 1 and _may_be_one(tokens[at - 1]))
    if gerund:
        return before in grammar("adjectives")
    third = word.endswith("s")
    if third and tokens[at + 1].is_capital and not tokens[at].is_capital:
        return False
    if before in grammar("adjectives"):
        return True
    plural_subject = before.endswith("s") and not before.endswith("ss")
    return not (plural_subject or (third and before[:1].isalpha()))


def _may_be_one(subject: Token) -> bool:
    """Whether a capitalised word can be the subject of "advances on": one party ("Hamas", "ISIS"), no plural ("Forces")."""
    return subject.is_capital and not (subject.lower.endswith("s") and subject.lower in word_set("forceword"))


def verb_form(tokens: Sequence[Token], at: int, verb: Inflection) -> Form:
    """How the verb at `at` stands."""
    word, before = tokens[at].lower, _lower(tokens, at - 1)
    if word in verb.gerund:
        if _chain(tokens, at) == "being":
            return "passive"
        return "active" if before in grammar("be") else "gerund"
    finite = word in verb.past and word not in verb.participle
    if word in (verb.base, verb.third) and word not in verb.past:
        if before == "to":
            return "infinitive"
        thing = verb.base in word_set("bombword") and (
            before in grammar("prepositions") or _lower(tokens, at + 1) in word_set("attackish")
        )  # "15 kg of dynamite", "the October dynamite attack"
        return "noun" if thing or before in grammar("indefinite") else "active"  # "a bomb, planted by": the noun tells of it, too
    if finite:
        return "active"
    helper = _chain(tokens, at)
    if helper in grammar("be") or helper == "been":
        return "passive"
    if helper in grammar("have"):
        return "active"
    if word not in verb.past:
        return "passive"
    if before == "to":
        return "infinitive"
    after = _lower(tokens, at + 1)
    if after == "and" and _lower(tokens, at + 2).endswith("ed") and _lower(tokens, at + 3) in grammar("determiners"):
        return "active"  # "killed and wounded two"
    if after in grammar("passive_next") or not after[:1].isalnum():
        return "passive"
    return "active"


def _chain(tokens: Sequence[Token], at: int) -> str:
    """The auxiliary before the word, past up to three adverbs ("were reportedly killed" gives "were")."""
    here = at - 1
    for _ in range(4):
        word = _lower(tokens, here)
        if word in grammar("be") and word != "reportedly":
            return word
        if word in grammar("have"):
            return word
        if not (word.endswith("ly") or word in grammar("adverbs")):
            return ""
        here -= 1
    return ""
