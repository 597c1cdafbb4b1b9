"""Which of the happenings told become mentions: what is only pointed back to, or is no conflict, does not."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.coding.ontology import happenings
from copydesk.coding.reading import Told
from copydesk.coding.tokens import Token

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "its", "their"})


def tells_something(told: Told, tokens: Sequence[Token]) -> bool:
    """Whether a happening says more than that something known before happened."""
    lead = told.triggers[0]
    said = any(c.low is not None or c.high is not None for c in told.counts)
    if happenings()[lead.happening].result and lead.happening != "kill":
        return said
    if lead.form == "noun" and _definite(lead.first, tokens):
        return said or bool(told.roles.actors or told.roles.targets)
    return True


def _definite(first: int, tokens: Sequence[Token]) -> bool:
    return any(t.lower in _DEFINITE for t in tokens[max(0, first - 2) : first])
