"""Vague words take their class from what the report tells elsewhere: "18 killed in Aleppo" above "a missile killed 18"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec.structs import replace

from copydesk.coding.forms import grammar
from copydesk.coding.lexicons import terms
from copydesk.coding.ontology import happenings
from copydesk.coding.reading import Read, Told
from copydesk.coding.tokens import Token

_REACH = 4  # sentences that passed the gate, back from the one with the vague words
_LEAD = 3  # sentences that passed the gate in which a report says what it is told for
_GROUND = frozenset({"rebel", "militia", "communal-militia"})


_set = partial(terms, "adopting")


def adopt(reads: Sequence[Read]) -> list[Read]:
    """The sentences with each vague happening given the class of the plain one that it tells of again, where there is one."""
    plain = [(n, told) for n, read in enumerate(reads) for told in read.told if _plain(told)]
    out: list[Read] = []
    for n, read in enumerate(reads):
        body = [told for later in reads[n + 1 : n + 1 + _LEAD] for told in later.told] if _heads(read) else []
        out.append(replace(read, told=[_adopted(told, n, read, plain, body) for told in read.told]))
    return out


def _plain(told: Told) -> bool:
    sure = not told.vague and told.weight > 1
    return sure and told.standing.status in ("occurred", "alleged") and happenings()[told.happening].rank > 30


def _heads(read: Read) -> bool:
    return read.sentence.role == "headline"


def _adopted(told: Told, n: int, read: Read, plain: Sequence[tuple[int, Told]], body: Sequence[Told]) -> Told:
    if not told.vague:
        return told
    tolls = _tolls(told)
    same = [p for _, p in plain if tolls and tolls & _tolls(p) and not _others(told, p)]
    if same:
        return replace(told, happening=same[0].happening)
    if _heads(read):
        lead = [p for m, p in plain if n < m <= n + _LEAD]
        again = next((t for t in body if tolls & _tolls(t)), None)
        if again is not None and lead and _tolls(lead[0]):  # the text tells that toll apart from the one of the plain words
            return replace(told, happening=again.happening)
        return replace(told, happening=lead[0].happening) if lead and not told.roles.actors else told
    if n < _LEAD and _opens(told, read.tokens):
        ahead = [p for m, p in plain if n < m <= n + _REACH and p.happening in _set("far")]
        return replace(told, happening=ahead[0].happening) if ahead and not _tolls(ahead[0]) else told
    if not _points_back(told, read.tokens):
        return told
    before = [p for m, p in plain if n - _REACH <= m < n and p.happening not in _set("lasting")]
    if not before and told.triggers[0].form == "noun" and len({p.happening for m, p in plain if m < n}) == 1:
        # "the attack" of a report that tells of one kind alone
        before = [p for m, p in plain if m < n and p.happening in _set("far")]
    return replace(told, happening=before[-1].happening) if before else told


def _opens(told: Told, tokens: Sequence[Token]) -> bool:
    """Whether the words leave it to what follows to say how: "22 people were killed in an attack on the airport"."""
    nouns = [t for t in told.triggers if t.form == "noun" and t.happening in _set("open")]
    return any(w.lower in grammar("indefinite") for t in nouns for w in tokens[max(0, t.first - 2) : t.first])


def _tolls(told: Told) -> set[tuple[str, int]]:
    return {(c.kind, c.low) for c in told.counts if c.low is not None and c.low > 1 and c.high is not None}


def _others(told: Told, plain: Told) -> bool:
    """Whether those who act have no aircraft: ten fighters whom a militia killed are not the ten of an air raid."""
    ground = any(a.name and a.kind in _GROUND for a in told.roles.actors)
    return ground and plain.happening in _set("flown")


def _points_back(told: Told, tokens: Sequence[Token]) -> bool:
    """Whether the words go on about something told before: a bare toll, or "the attack"."""
    lead = told.triggers[0]
    clause = {t.lower for t in tokens[lead.clause_first : lead.clause_last + 1]}
    if not told.roles.actors and lead.form == "passive" and clause & _set("going_on"):
        return True
    if lead.form == "noun" and lead.happening in _set("pointed"):
        return any(t.lower in _set("pointing") for t in tokens[max(0, lead.first - 2) : lead.first])
    return happenings()[lead.happening].result and not told.roles.actors and lead.form != "infinitive"
