"""Totals that a report tells with their parts: which toll is the sum of tolls of several happenings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import msgspec

from copydesk.model import Mention

_LEAST = 4  # below it sums come about by chance
_LARGE = 10  # from here on a toll that others make up is taken for their total
_MOST = 5  # happenings whose tolls are tried together: 3 tolls each give 4 ** 5 sums at most
_TOLLS = 3  # tolls of one happening that are tried

Toll = tuple[int | None, int | None]
Groups = Mapping[str, Sequence[Mention]]


def without_totals(groups: Groups) -> dict[str, list[Mention]]:
    """The groups of one report, with no toll in a mention that tells the sum over its own happening and others.

    "Strikes killed 19 people", then "15 died in the bombing of a market" in the same group and "four others by rockets" in another:
    19 is no toll of the bombing. A total whose own part the report does not tell stays.
    """
    figures = {name: _figures(members) for name, members in groups.items()}
    out = {}
    for name, members in groups.items():
        others = [figures[other] for other in sorted(figures) if other != name and figures[other]]
        totals = {total for total in figures[name] if _is_sum(total, figures[name], others)}
        out[name] = [_untold(m) if m.killed_low in totals and m.killed_low == m.killed_high else m for m in members]
    return _without_headings(_with_parts(out))


def _with_parts(groups: Groups) -> dict[str, list[Mention]]:
    """The groups, one whose only toll is what those told after it come to put to the one with the largest part.

    "Strikes killed at least 21 people": 15 in the town and six in a village behind it. The report tells of two happenings.
    """
    out = {name: list(members) for name, members in groups.items()}
    for name in sorted(groups):
        own = _figures(out[name])
        if len(own) != 1 or own[0] < _LARGE:
            continue
        after = [other for other in sorted(out) if other != name and _figures(out[other]) and _tells_after(out[name], out[other])]
        chosen = next(_parts(own[0], {other: _figures(out[other]) for other in after[:_MOST]}), None)
        if chosen:
            out[chosen].extend(_untold(m) for m in out.pop(name))
    return out


def _parts(total: int, figures: Mapping[str, Sequence[int]]) -> Iterator[str]:
    """The names of the largest parts in each way to make up `total` of one figure each of two groups or more."""
    for numbers in product(*((0, *tolls[:_TOLLS]) for tolls in figures.values())):
        parts = [(n, name) for n, name in zip(numbers, figures, strict=True) if n]
        if len(parts) > 1 and sum(numbers) == total:
            yield max(parts)[1]


def _tells_after(before: Sequence[Mention], after: Sequence[Mention]) -> bool:
    """Whether all of a group is told behind the first words of another, and on a day that both may mean."""
    days, others = ({m.date_from for m in members if m.date_from} for members in (before, after))
    first = min((m.in_title is False, m.start) for m in before)
    return min((m.in_title is False, m.start) for m in after) > first and (not days or not others or bool(days & others))


def _without_headings(groups: Groups) -> dict[str, list[Mention]]:
    """The groups with no toll that only a heading gives them, where a sentence tells that toll of a happening of another type."""
    titles = {m.quote for members in groups.values() for m in members if m.in_title}
    told: dict[str, set[tuple[Toll, str]]] = {
        name: {(_toll(m), m.sub_event_type) for m in members if m.killed_low and m.quote not in titles}
        for name, members in groups.items()
    }
    everything = set().union(*told.values())
    out = {}
    for name, members in groups.items():
        kinds = {m.sub_event_type for m in members}
        own = {toll for toll, _ in told[name]} | {toll for toll, kind in everything if kind in kinds}
        elsewhere = {toll for toll, _ in everything} - own
        out[name] = [_untold(m) if m.quote in titles and _toll(m) in elsewhere else m for m in members]
    return out


def _toll(mention: Mention) -> Toll:
    return mention.killed_low, mention.killed_high


def _figures(members: Sequence[Mention]) -> list[int]:
    """The exact numbers of killed that a group tells, the largest first."""
    return sorted({m.killed_low for m in members if m.killed_low and m.killed_low == m.killed_high}, reverse=True)


def _is_sum(total: int, own: Sequence[int], others: Sequence[Sequence[int]]) -> bool:
    """Whether one smaller figure of the same group and one each of some other groups add up to it."""
    rests = set(_sums(others[:_MOST]))
    return total >= _LEAST and any(total - part in rests for part in own if part < total and part not in rests)


def _sums(others: Sequence[Sequence[int]]) -> Iterator[int]:
    """Every sum of at most one figure of each group."""
    return (sum(chosen) for chosen in product(*((0, *figures[:_TOLLS]) for figures in others)) if any(chosen))


def _untold(mention: Mention) -> Mention:
    evidence = msgspec.structs.replace(mention.evidence, killed=[])
    return msgspec.structs.replace(
        mention, killed_low=None, killed_high=None, killed_bound=None, killed_text=None, killed_of=None, evidence=evidence
    )
