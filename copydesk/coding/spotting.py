"""The first look at a sentence: the gate, then its tokens and the rules that fire; one seen before is not worked on twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from copydesk.coding.clauses import clause_breaks, clause_of
from copydesk.coding.ontology import Hit, find_hits, happenings, head_words
from copydesk.coding.persons import names_somebody
from copydesk.coding.tokens import Token, tokenise
from copydesk.coding.tolls import find_counts
from copydesk.coding.triggers import Trigger

_WORDS = re.compile(r"[a-z]+(?:-[a-z]+)*")
MOST = 12  # happenings looked at in one sentence: no sentence that a person wrote tells of more, and roles cost the square
SEEN = 4096  # sentences remembered; syndicated text repeats within a batch


class Spot(Struct, frozen=True):
    """A sentence that passed the gate; offsets count from its own start, so that it is the same wherever it stands."""

    tokens: tuple[Token, ...]
    hits: tuple[Hit, ...]  # of rules that tell of a happening
    denied: tuple[Hit, ...]  # of negatives
    breaks: tuple[int, ...]


def passes_gate(sentence: str) -> bool:
    """Whether any word of the sentence can be the head of a rule; nothing else of the sentence is looked at."""
    return not head_words().isdisjoint(_WORDS.findall(sentence.lower()))


@lru_cache(maxsize=SEEN)
def spot(sentence: str) -> Spot | None:
    """What the rules see in a sentence, or None where it does not pass the gate or no rule fires. A pure function of its words."""
    if not passes_gate(sentence):
        return None
    tokens = tokenise(sentence)
    hits = find_hits(tokens)
    telling = tuple(h for h in hits if h.rule.happening)[:MOST]
    if not telling:
        return None
    if all(_mere_result(h) for h in telling) and not (names_somebody(tokens) or find_counts(sentence, 0, len(sentence))):
        return None
    return Spot(tuple(tokens), telling, tuple(h for h in hits if not h.rule.happening), tuple(clause_breaks(tokens, hits)))


def _mere_result(hit: Hit) -> bool:
    """Words like "wounded" or "casualties": without a count or a name they tell nothing of their own."""
    return happenings()[hit.rule.happening].counted


def moved(tokens: Sequence[Token], by: int) -> list[Token]:
    """The tokens with their offsets counted in the string that the sentence stands in."""
    return [Token(t.text, t.lower, t.start + by, t.end + by) for t in tokens] if by else list(tokens)


def trigger_of(hit: Hit, spot_: Spot, tokens: Sequence[Token]) -> Trigger:
    """The trigger of a hit, `tokens` being those of the sentence in its place."""
    first, last = clause_of(spot_.breaks, tokens, hit.head)
    kind = happenings()[hit.rule.happening]
    return Trigger(
        start=tokens[hit.first].start,
        end=tokens[hit.last].end,
        first=hit.first,
        last=hit.last,
        rule=hit.rule.name,
        happening=hit.rule.happening,
        event_type=kind.event_type,
        sub_event_type=kind.sub_event_type,
        plover=kind.plover,
        plover_mode=kind.plover_mode,
        form=hit.form,
        frame=hit.rule.frame,
        clause_start=tokens[first].start,
        clause_end=tokens[last].end,
        clause_first=first,
        clause_last=last,
    )
