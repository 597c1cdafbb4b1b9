"""Where the clause of a trigger starts and ends: at marks, subordinators, and "and" before a new subject with its own verb."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.coding.forms import grammar
from copydesk.coding.ontology import Hit
from copydesk.coding.tokens import Token

_FINITE = frozenset({"active", "passive"})


def clause_breaks(tokens: Sequence[Token], hits: Sequence[Hit]) -> list[int]:
    """Token indexes at which a clause starts, in order; the first is 0. A mark or subordinator is the first token of its clause."""
    verbs = sorted(h.head for h in hits if h.form in _FINITE)
    breaks = {0}
    for at, token in enumerate(tokens):
        word = token.lower
        if at == 0:
            continue
        starts = word in grammar("clause_starts") and not _not_a_start(tokens, at)
        joins = word == "and" and _new_subject(tokens, at, verbs, max(breaks))
        if starts or joins or word in grammar("clause_marks"):
            breaks.add(at)
    return sorted(breaks)


def _not_a_start(tokens: Sequence[Token], at: int) -> bool:
    """ "as well as", "as many as", "such as", "that" as determiner, "after" before a bare time or noun phrase start no clause."""
    word = tokens[at].lower
    before = tokens[at - 1].lower if at else ""
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if word == "as":
        return before in grammar("before_as") or after in grammar("after_as")
    return word == "that" and before in grammar("prepositions")


def _new_subject(tokens: Sequence[Token], at: int, verbs: Sequence[int], start: int) -> bool:
    """Whether the "and" at `at` joins two clauses: a verb before it in its clause, and one after it with a subject between."""
    before = [v for v in verbs if start <= v < at]
    after = [v for v in verbs if at < v <= at + 14]
    if not before or not after:
        return False
    between = tokens[at + 1 : after[0]]
    return any(
        t.lower not in grammar("adverbs") and t.lower not in grammar("be") and t.lower not in grammar("have") for t in between
    )


def clause_of(breaks: Sequence[int], tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """First and last token index of the clause that token `at` stands in, without marks that end what stood before it (") - ")."""
    first = max(b for b in breaks if b <= at)
    following = [b for b in breaks if b > at]
    while first < at and tokens[first].lower in grammar("clause_edges"):
        first += 1
    return first, (following[0] - 1 if following else len(tokens) - 1)
