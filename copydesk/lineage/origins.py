"""The origin of each report: the earliest known one of its copy family.

A function of the edges and reports alone, so that order of arrival changes nothing, and each family can be settled without the
others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC

from copydesk.lineage.direction import moment
from copydesk.model import LineageEdge, Report

_STRONG = ("credit", "link")


def origins(edges: Iterable[LineageEdge], reports: Iterable[Report]) -> dict[str, str]:
    """report_id -> origin_id for every report given; its own id where it copies nothing known.

    `edges` are all edges, partial ones included, among `reports`; edges with a report that is not given are passed over.
    Families join through copies and revisions alone.
    """
    known = {r.report_id: r for r in reports}
    edges = [e for e in edges if e.from_report_id in known and e.to_report_id in known and e.from_report_id != e.to_report_id]
    joining = _joining(edges)
    carried = Counter(e.to_report_id for e in joining)
    named = {e.to_report_id for e in joining if e.direction_basis in _STRONG}
    heads = {}
    for family in _families(known, joining):
        # The earliest of those that name no other as their source; of all where they name each other in a ring.
        head = min(family - named or family, key=lambda i: (*_published(known[i]), carried[i], i))
        heads.update(dict.fromkeys(family, head))
    return heads


def _joining(edges: list[LineageEdge]) -> list[LineageEdge]:
    """The edges that make families: copies and revisions, but for a report put together from several stories only those with
    its main one.
    """
    related: dict[str, set[str]] = defaultdict(set)
    sources: dict[str, list[LineageEdge]] = defaultdict(list)
    for e in edges:
        related[e.from_report_id].add(e.to_report_id)
        related[e.to_report_id].add(e.from_report_id)
        if e.relation != "partial":
            sources[e.to_report_id].append(e)
    kept = []
    for incoming in sources.values():
        groups = _groups(sorted(e.from_report_id for e in incoming), related)
        main = max(groups, key=lambda g: max((e.share_of_to, e.from_report_id) for e in incoming if e.from_report_id in g))
        kept += [e for e in incoming if e.from_report_id in main]
    return kept


def _groups(ids: list[str], related: Mapping[str, set[str]]) -> list[set[str]]:
    """`ids` parted so that reports which share text stand together."""
    left, groups = set(ids), []
    for first in ids:
        if first not in left:
            continue
        group: set[str] = set()
        todo = [first]
        while todo:
            one = todo.pop()
            if one in left:
                left.discard(one)
                group.add(one)
                todo += sorted(related[one] & left)
        groups.append(group)
    return groups


def _families(known: Mapping[str, Report], joining: Iterable[LineageEdge]) -> list[set[str]]:
    joined: dict[str, set[str]] = defaultdict(set)
    for e in joining:
        joined[e.from_report_id].add(e.to_report_id)
        joined[e.to_report_id].add(e.from_report_id)
    return _groups(sorted(known), joined)


def _published(report: Report) -> tuple[bool, str]:
    """For sorting: the earliest first, the undated last."""
    when = moment(report.published)
    return (when is None, when.astimezone(UTC).isoformat() if when else "")
