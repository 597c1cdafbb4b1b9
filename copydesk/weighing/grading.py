"""The Admiralty grade of an event, and one sentence that says why.

Source letter: how far the sources deserve belief, set by the user ("F", cannot be judged, where nothing is set). Information digit:
from independent voices, from whether those who tell it fight in it, and from denials. See docs/weighing.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copydesk.model import Informant, Mention, Party
from copydesk.weighing.rules import rules
from copydesk.weighing.settling import Voices, mentions_of
from copydesk.weighing.voices import Telling, folded


@dataclass(frozen=True)
class Grade:
    """The code, e.g. "F3", and why."""

    code: str
    why: str


def rank(told: Telling, reliability: Mapping[str, str]) -> int:
    """The place of an origin's best-rated name (outlet, credited origin or informant) among the letters, 0 the best."""
    letters = rules().reliability
    names = told.names | {folded(i) for i in told.informants}
    rated = {folded(name): letter for name, letter in reliability.items()}
    return min((letters.index(rated[n]) for n in names if rated.get(n) in letters), default=len(letters) - 1)


def grade(voices: Voices, disputed: Sequence[str], reliability: Mapping[str, str]) -> Grade:
    """The grade of an event told by these voices, of which these fields are disputed."""
    telling = [v for v in voices if mentions_of(v)]
    best = min((rank(t, reliability) for v in voices for t in v), default=len(rules().reliability) - 1)
    letter = rules().reliability[best]
    parties = {claimant for v in telling if (claimant := party_speaking(v))}
    free = [v for v in telling if not party_speaking(v)]
    # opponents who say the same confirm one another
    heads = len(free) + (1 if free and parties else len(parties) if len(parties) > 1 else 0)
    denied = any(mentions_of(v, denials=True) for v in voices)
    digit, why = _information(heads, len(free), parties)
    if denied:
        digit, why = min(5, digit + 2), why + ", and it is denied"
    elif {"actor", "outcome", "sub_event_type"} & set(disputed):
        digit, why = min(5, digit + 1), why + ", which differ on " + " and ".join(d.replace("_", " ") for d in disputed)
    unset = best == len(rules().reliability) - 1
    source = "the reliability of the sources is not set" if unset else f"the best source is rated {letter}"
    return Grade(f"{letter}{digit}", f"{why[0].upper()}{why[1:]}; {source}.")


def _information(heads: int, free: int, parties: set[str]) -> tuple[int, str]:
    if heads >= rules().confirmed:
        small = rules().numbers
        return 1, f"{small[heads] if heads < len(small) else heads} independent voices tell it"
    if heads >= rules().probable:
        return 2, "two independent voices tell it" if free else "opposing parties both say so"
    if free:
        return 3, "one voice tells it"
    if parties:
        return 4, f"only {min(parties)}, a party to it, says so"
    return 6, "nobody affirms it"


def party_speaking(voice: Sequence[Telling]) -> str | None:
    """The party to the event on whose word alone a voice rests, where its claim serves it; None otherwise.

    A party that tells of its own dead or its own defeat does not speak for itself.
    """
    claims = [(m, m.informant) for m in mentions_of(voice)]
    if not claims:
        return None
    said = [_claims_success(m, i) if i else None for m, i in claims]
    found = {s for s in said if s}
    return min(found) if found and all(said) and len(found) == 1 else None


def _claims_success(mention: Mention, informant: Informant) -> str | None:
    if informant.kind not in rules().armed:
        return None
    acting, hit = _is_among(informant, mention.actors), _is_among(informant, mention.targets)
    serves = (acting and mention.outcome != "repelled") or (hit and mention.outcome == "repelled")
    return (informant.name or informant.text) if serves else None


def _is_among(informant: Informant, parties: Sequence[Party]) -> bool:
    """Whether an informant is one of the parties: the same name, or the same kind sharing a word of the name."""
    said = set(folded(informant.name or informant.text).split())
    for p in parties:
        if informant.name and informant.name == p.name:
            return True
        if p.kind == informant.kind and said & set(folded(p.name or p.text).split()):
            return True
    return False
