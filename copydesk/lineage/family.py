"""The family of a report as a tree: who carries whose text, how much of it, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from copydesk.lineage.direction import moment
from copydesk.lineage.revisions import is_retraction
from copydesk.model import LineageEdge, Report

if TYPE_CHECKING:
    from rich.tree import Tree


@dataclass(frozen=True)
class Member:
    """A report of a family, the edge by which it carries its parent's text (None for the head), and those that carry on from it."""

    report: Report
    edge: LineageEdge | None = None
    carriers: list[Member] = field(default_factory=list)


@dataclass(frozen=True)
class Family:
    """The tree of copies and revisions that a report stands in, and the edges by which passages alone go in or out of it."""

    asked: str
    head: Member
    passages: list[LineageEdge]


def family_of(report_id: str, edges: Iterable[LineageEdge], reports: Iterable[Report], origin_of: Mapping[str, str]) -> Family:
    """The family of `report_id`; KeyError where it is not among `reports`.

    `origin_of` is what `origins` gave. `edges` and `reports` may be those of the whole ledger or of the family and its neighbours.
    Each member hangs below the one it carries most of; one whose source is of another branch, below the head.
    """
    known = {r.report_id: r for r in reports}
    head = origin_of.get(report_id, report_id)
    ids = {i for i in known if origin_of.get(i, i) == head} | {report_id}
    if head not in known:
        head = report_id
    edges = list(edges)
    within = [e for e in edges if e.relation != "partial" and {e.from_report_id, e.to_report_id} <= ids]
    passages = [e for e in edges if e not in within and ids & {e.from_report_id, e.to_report_id}]
    parents = _parents(head, ids, within)
    return Family(report_id, _member(head, parents, known), sorted(passages, key=lambda e: (e.from_report_id, e.to_report_id)))


def family_tree(family: Family) -> Tree:
    """The family for the terminal: outlet, date, title, shares and what the direction rests on; the report asked for is marked."""
    from rich.tree import Tree  # noqa: PLC0415

    root = Tree(_line(family.head, family.asked))
    _hang(root, family.head, family.asked)
    if family.passages:
        branch = root.add("[dim]passages shared with other stories[/dim]")
        for e in family.passages:
            branch.add(_plain(f"{e.from_report_id} → {e.to_report_id}  {e.relation}, {_share(e)}"))
    return root


def _parents(head: str, ids: set[str], within: list[LineageEdge]) -> dict[str, LineageEdge | None]:
    """For each member but the head the edge it hangs by, chosen so that no ring forms; None where nothing leads to it."""
    parents: dict[str, LineageEdge | None] = {}
    placed, left = {head}, ids - {head}
    while left:
        reach = [e for e in within if e.from_report_id in placed and e.to_report_id in left]
        back = [e for e in within if e.to_report_id in placed and e.from_report_id in left]
        if reach:
            best = max(reach, key=lambda e: (e.share_of_to, e.from_report_id == head, e.to_report_id, e.from_report_id))
            new = best.to_report_id
        elif back:  # first by its edge, but not the head: dated wrongly, or a second source
            best = max(back, key=lambda e: (e.share_of_from, e.from_report_id, e.to_report_id))
            new = best.from_report_id
        else:
            parents.update(dict.fromkeys(left, None))
            break
        parents[new] = best
        placed.add(new)
        left.discard(new)
    return parents


def _member(report_id: str, parents: Mapping[str, LineageEdge | None], known: Mapping[str, Report]) -> Member:
    below: dict[str, list[str]] = {}
    for child, edge in parents.items():
        parent = next(iter({edge.from_report_id, edge.to_report_id} - {child}), report_id) if edge else report_id
        below.setdefault(parent, []).append(child)
    members: dict[str, Member] = {}
    order, todo = [], [report_id]
    while todo:  # by hand, as a chain of copies can be longer than Python's stack
        one = todo.pop()
        order.append(one)
        todo += below.get(one, [])
    for one in reversed(order):
        carriers = sorted((members[c] for c in below.get(one, [])), key=lambda m: _when(m.report))
        members[one] = Member(known[one], parents.get(one), carriers)
    return members[report_id]


def _when(report: Report) -> tuple[str, str]:
    when = moment(report.published)
    return (when.isoformat() if when else "9999", report.report_id)


def _hang(tree: Tree, member: Member, asked: str) -> None:
    todo = [(tree, member)]
    while todo:
        branch, one = todo.pop()
        todo += [(branch.add(_line(m, asked)), m) for m in one.carriers]


def _line(member: Member, asked: str) -> str:
    r, e = member.report, member.edge
    name = _plain(f"{r.report_id}  {r.outlet or 'unknown outlet'}  {r.published or 'undated'}  {r.title or ''}".rstrip())
    line = f"[bold]{name}[/bold]" if r.report_id == asked else name
    if e:
        line += f"\n[dim]{e.relation}, {_share(e)}; direction: {e.direction_basis}[/dim]"
        line += "".join(f"\n[yellow]{_plain(c)}[/yellow]" for c in e.conflicts)
    if r.credited_origin:
        line += f"\n[dim]credits {_plain(r.credited_origin)}[/dim]"
    if is_retraction(r):
        line += "\n[red]withdraws the story[/red]"
    return line


def _share(edge: LineageEdge) -> str:
    source, carrier = _plain(edge.from_report_id), _plain(edge.to_report_id)
    return f"{edge.share_of_to:.0%} of {carrier} stands in {source}, {edge.share_of_from:.0%} the other way"


def _plain(text: str) -> str:
    from rich.markup import escape  # noqa: PLC0415

    return escape(text)
