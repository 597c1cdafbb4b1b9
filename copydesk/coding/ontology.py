"""The ontology: which classes of happening there are, and which words tell of them. All of it is data; see docs/coding.md."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

from msgspec import Struct

from copydesk.coding.forms import grammar, stands_as_noun, verb_form
from copydesk.coding.inflection import inflect
from copydesk.coding.lexicons import rows, table
from copydesk.coding.patterns import Pattern, compile_pattern, match_at
from copydesk.coding.tokens import Token
from copydesk.coding.triggers import Form, Frame
from copydesk.model.converting import converted


class Happening(Struct, frozen=True):
    """One class of ontology.toml; a way station (`settled` false) has no type of its own."""

    event_type: str = ""
    sub_event_type: str = ""
    plover: str = ""
    plover_mode: str | None = None
    rank: int = 0
    settled: bool = True
    result: bool = False
    counted: bool = False  # tells nothing without a count of people
    yields: bool = False  # gives way to a killing told in the same sentence


class Rule(NamedTuple):
    """One row of triggers.tsv or negatives.tsv; a negative has the class "", and the weight 1 where it is a figure of speech."""

    name: str
    happening: str
    frame: Frame
    weight: int
    pattern: Pattern
    order: int


class Hit(NamedTuple):
    """A rule that fired: token indexes, both inclusive."""

    rule: Rule
    head: int
    first: int
    last: int
    form: Form


@cache
def happenings() -> dict[str, Happening]:
    """The classes of ontology.toml by key."""
    return converted(table("ontology"), dict[str, Happening])


@cache
def _rules() -> dict[str, tuple[Rule, ...]]:
    """Rules by every form of their head word."""
    found: dict[str, list[Rule]] = {}
    order = 0
    for happening, frame, weight, pattern in rows("triggers"):
        if happening not in happenings():
            raise ValueError(f"triggers.tsv: class {happening!r} of pattern {pattern!r} is not in ontology.toml")
        order += 1
        _enter(
            found, Rule(f"{happening}: {pattern}", happening, converted(frame, Frame), int(weight), compile_pattern(pattern), order)
        )
    plain = table("relevance")["plain_wordings"]
    for why, pattern in rows("negatives"):
        order += 1
        _enter(found, Rule(f"not ({why}): {pattern}", "", "act", int(why not in plain), compile_pattern(pattern), order))
    return {word: tuple(rules) for word, rules in found.items()}


def _enter(found: dict[str, list[Rule]], rule: Rule) -> None:
    for word in rule.pattern.elements[rule.pattern.head].words:
        found.setdefault(word, []).append(rule)


@cache
def head_words() -> frozenset[str]:
    """Every word that can be the head of a rule that tells of a happening."""
    return frozenset(word for word, rules in _rules().items() if any(rule.happening for rule in rules))


@cache
def _kinds(word: str) -> Literal["v", "n", "vn"]:
    alone = [rule for rule in _rules()[word] if len(rule.pattern.elements) == 1]
    kinds = {"v" if rule.pattern.kind == "v" else "n" for rule in alone}
    return "vn" if len(kinds) > 1 else "v" if "v" in kinds else "n"


def find_hits(tokens: Sequence[Token]) -> list[Hit]:
    """The rules that fire in a sentence, at most one a head word, negatives included (their rule's class is "")."""
    out: list[Hit] = []
    known = _rules()
    for at, token in enumerate(tokens):
        rules = known.get(token.lower)
        if rules:
            hit = _best(rules, tokens, at)
            if hit is not None:
                out.append(hit)
    return _outermost(out)


def _best(rules: Sequence[Rule], tokens: Sequence[Token], at: int) -> Hit | None:
    """The longest rule that fits; a negative wins over a rule of its length; of equals the first in the file."""
    best: Hit | None = None
    noun: bool | None = None
    for rule in rules:
        span = match_at(rule.pattern, tokens, at)
        if span is None:
            continue
        if _kinds(tokens[at].lower) != ("v" if rule.pattern.kind == "v" else "n") and span == (at, at):
            if noun is None:
                noun = stands_as_noun(tokens, at)
            if noun == (rule.pattern.kind == "v"):
                continue
        if rule.pattern.kind == "v" and span == (at, at) and _describes(tokens, at):
            continue
        hit = Hit(rule, at, span[0], span[1], _form(rule, tokens, at))
        if best is None or _strength(hit) > _strength(best):
            best = hit
    return best


def _describes(tokens: Sequence[Token], at: int) -> bool:
    """Whether a participle only describes the noun behind it ("the besieged town", "in occupied territory")."""
    if at == 0 or not tokens[at].lower.endswith("ed") or at + 1 >= len(tokens) or not tokens[at + 1].is_word:
        return False
    before = tokens[at - 1].lower
    if tokens[at + 1].is_capital and tokens[at].lower in grammar("done_to_one"):
        return False  # "the assassinated Juan Lopez"
    leads = before in grammar("articles") or before in grammar("prepositions")
    return leads and tokens[at + 1].lower not in grammar("passive_next") and tokens[at + 1].lower not in grammar("determiners")


def _strength(hit: Hit) -> tuple[int, int, int, int]:
    fixed = sum(1 for e in hit.rule.pattern.elements if not e.gap)
    return (fixed, not hit.rule.happening, hit.rule.weight, -hit.rule.order)


def _form(rule: Rule, tokens: Sequence[Token], at: int) -> Form:
    if rule.pattern.kind == "n":
        return "noun"
    if rule.pattern.kind == "v":
        stem = rule.pattern.source.split("/v")[0].split()[-1]
        for verb in stem.split("|"):
            forms = inflect(verb)
            if tokens[at].lower in forms.all():
                return verb_form(tokens, at, forms)
        return "active"
    return "noun" if len(rule.pattern.elements) == 1 else "active"


def _outermost(hits: list[Hit]) -> list[Hit]:
    """Hits that lie inside a longer one, or share its head's words, leave the field to it."""
    kept = []
    for hit in hits:
        inside = any(
            other is not hit
            and other.first <= hit.head <= other.last
            and (other.last - other.first, -other.rule.order) > (hit.last - hit.first, -hit.rule.order)
            for other in hits
        )
        if not inside:
            kept.append(hit)
    return kept
