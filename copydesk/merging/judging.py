"""The machine's judgements of mentions across reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from copydesk.merging.blocking import sought_keys, stored_keys
from copydesk.merging.profile import Profile, profiles
from copydesk.merging.scale import Scale, probability, scale
from copydesk.model import Judgement, Mention, Report

MACHINE = "machine"


def judge(new: Sequence[Mention], known: Sequence[Mention], reports: Mapping[str, Report], at: str = "") -> list[Judgement]:
    """The machine's judgements of new mentions against each other and against known ones.

    `reports`: by report_id, for origin_id, outlet and published (their text is not looked at); `at`: the time to note. A judgement
    stands between the first mentions (by id) of two groups. Pairs that the machine holds to be two happenings are not listed: no
    judgement means that nothing speaks for one happening.
    """
    fresh, old = profiles(new, reports), profiles(known, reports)
    fresh_keys = {p.key for p in fresh}
    weigher = scale("across")
    found = [
        judgement
        for a, b in candidates(fresh, [p for p in old if p.key not in fresh_keys])
        if (judgement := _judged(a, b, weigher, at)) is not None
    ]
    return sorted(found, key=lambda j: (j.left, j.right))


def candidates(new: Sequence[Profile], known: Sequence[Profile]) -> Iterator[tuple[Profile, Profile]]:
    """Pairs that share a key, each once, the smaller key first; never two of one report, never two known ones."""
    stored: dict[str, list[int]] = defaultdict(list)
    ordered = [*known, *sorted(new, key=lambda p: p.key)]
    for at, p in enumerate(ordered):
        if at >= len(known):
            found: set[int] = set().union(*(stored[key] for key in sought_keys(p) if key in stored))
            for other in (ordered[n] for n in sorted(found)):
                if other.report_id != p.report_id:
                    yield (other, p) if other.key < p.key else (p, other)
        for key in stored_keys(p):
            stored[key].append(at)


def _judged(a: Profile, b: Profile, weigher: Scale, at: str) -> Judgement | None:
    odds = weigher.odds(a, b, weigher.unsure)
    if odds < weigher.unsure:
        return None
    return Judgement(
        left=a.key,
        right=b.key,
        verdict="same" if odds >= weigher.same else "unsure",
        by=MACHINE,
        at=at,
        score=round(probability(odds), 4),
        reasons=weigher.reasons(a, b),
    )
