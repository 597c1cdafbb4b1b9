"""Which triggers of one sentence tell of one happening."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.coding.forms import grammar
from copydesk.coding.ontology import happenings
from copydesk.coding.tokens import Token
from copydesk.coding.triggers import Trigger


def fold(
    triggers: Sequence[Trigger], settled: Sequence[str], tokens: Sequence[Token], aims: frozenset[int] = frozenset()
) -> list[list[int]]:
    """Groups of trigger indexes, each with the trigger that names the happening first; in order of the text.

    `aims` are triggers that are only aimed at ("an offensive to take the town"): they never name a happening that took place.

    `settled` is the class of each trigger. Two triggers of one class with nothing that separates them are one happening; what came
    of it (killed, wounded) and words that only frame it ("in clashes", "during an ambush") join the nearest that tells more.
    """
    kinds = happenings()
    groups: list[list[int]] = []
    weak = [n for n, t in enumerate(triggers) if kinds[t.happening].result]
    for n, trigger in enumerate(triggers):
        if n in weak:
            continue
        host = next(
            (g for g in reversed(groups) if _joins(triggers[g[-1]], trigger, (settled[g[0]], settled[n]), tokens)),
            None,
        )
        if host is None:
            groups.append([n])
        else:
            host.append(n)
            host.sort(key=lambda i: (i in aims, -kinds[settled[i]].rank, i))
    for n in weak:
        host = _nearest(n, triggers, groups, tokens)
        if host is None:
            groups.append([n])
        else:
            host.append(n)
    return [g for g in _unresulted(groups, triggers) if g]


def _joins(one: Trigger, two: Trigger, classes: tuple[str, str], tokens: Sequence[Token]) -> bool:
    if one.form == "noun" and two.form == "active" and _subject_of(one, two, tokens):
        return bool(_family(classes[0]) & (_family(classes[1]) | _family(two.happening)))
    if separated(one, two, tokens):
        return False
    if classes[0] == classes[1] or ("advance" in classes and set(classes) & grammar("led_to")):
        return True
    framing = tokens[two.first - 1].lower if two.first else ""
    near = _family(classes[0]) & _family(classes[1])
    return bool(near) and (two.form == "noun" or one.form == "noun") and (framing in grammar("framing") or one.form == "noun")


def _subject_of(noun: Trigger, verb: Trigger, tokens: Sequence[Token]) -> bool:
    """Whether a noun is what the verb right behind it says it of: "shelling also hit the town"."""
    between = tokens[noun.last + 1 : verb.first]
    return all(t.lower in grammar("adverbs") or t.lower in grammar("have") for t in between)


def _family(name: str) -> set[str]:
    """Coarse families whose words stand for one another in one sentence ("in an ambush", "after an offensive")."""
    return {family for family, members in _families().items() if name in members}


def _families() -> dict[str, frozenset[str]]:
    return {
        "ground": grammar("family_ground"),
        "remote": grammar("family_remote"),
        "bombs": grammar("family_bombs"),
    }


def separated(one: Trigger, two: Trigger, tokens: Sequence[Token]) -> bool:
    """Whether a word that starts another happening ("while", "meanwhile", "elsewhere", ";") stands between two triggers."""
    low, high = sorted((one.last, two.first))
    return any(t.lower in grammar("separators") for t in tokens[low + 1 : high])


def _nearest(n: int, triggers: Sequence[Trigger], groups: Sequence[list[int]], tokens: Sequence[Token]) -> list[int] | None:
    """The group nearest to result `n`, one of its own clause before others."""
    best: tuple[tuple[bool, int], list[int]] | None = None
    mine = triggers[n]
    for group in groups:
        for i in group:
            other = triggers[i]
            if separated(mine, other, tokens):
                continue
            apart = max(mine.first - other.last, other.first - mine.last)
            key = (mine.clause_first != other.clause_first, apart)
            if best is None or key < best[0]:
                best = (key, group)
    return None if best is None else best[1]


def _unresulted(groups: list[list[int]], triggers: Sequence[Trigger]) -> list[list[int]]:
    """Groups in order of their first word; what came of a happening leaves no second group beside one of its own kind."""
    return sorted(groups, key=lambda g: triggers[g[0]].first)
