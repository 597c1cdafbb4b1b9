"""Two reports side by side, what they share marked: for the terminal and as one HTML file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from copydesk.lineage.furniture import Furniture
from copydesk.lineage.passages import Body
from copydesk.lineage.relate import prepared, relate
from copydesk.model import LineageEdge, Report

if TYPE_CHECKING:
    from jinja2 import Template
    from rich.table import Table

_COLOURS = ("yellow", "cyan", "green", "magenta", "blue", "red")  # of the terminal's own palette, so that any theme stays readable


@dataclass(frozen=True)
class Stretch:
    """A stretch of a report: `passage` is the number (from 1) of the shared passage it is of, None outside; furniture counts
    for nothing.
    """

    text: str
    passage: int | None = None
    furniture: bool = False


@dataclass(frozen=True)
class Comparison:
    """Two reports, the source first, their edge (None where they share nothing that counts), and the stretches of each."""

    left: Report
    right: Report
    edge: LineageEdge | None
    left_stretches: list[Stretch]
    right_stretches: list[Stretch]


def compare(a: Report, b: Report, furniture: Furniture) -> Comparison:
    """What `a` and `b` share, as the ledger would judge it by `furniture`. Two versions under one id are told apart by their
    order alone.
    """
    if a.report_id == b.report_id:
        raise ValueError(f"one report cannot be set beside itself: {a.report_id}")
    edge = next(iter(relate([(a, b)], furniture)), None)
    left, right = (b, a) if edge and edge.from_report_id == b.report_id else (a, b)
    bodies = prepared([left, right], furniture)
    passages = edge.passages if edge else []
    return Comparison(
        left,
        right,
        edge,
        _stretches(left.working, [(p[0], p[1]) for p in passages], bodies[left.report_id]),
        _stretches(right.working, [(p[2], p[3]) for p in passages], bodies[right.report_id]),
    )


def summary(comparison: Comparison) -> str:
    """The judgement in one sentence."""
    e = comparison.edge
    if e is None:
        return "These two reports share no text that counts: nothing but names, stock phrases or furniture."
    first = {"copy": "One text", "partial": "Passages shared", "revision": "Two versions of one page"}[e.relation]
    source, carrier = e.from_report_id, e.to_report_id
    shares = f"{e.share_of_to:.0%} of {carrier} stands in {source}, {e.share_of_from:.0%} of {source} in {carrier}"
    rests = (
        "who had it first cannot be told"
        if e.direction_basis == "unknown"
        else f"{e.from_report_id} first, by {_BASES[e.direction_basis]}"
    )
    return f"{first}: {shares}; {rests}." + "".join(f" But {c}." for c in e.conflicts)


_BASES = {"credit": "credit", "link": "link", "published": "publication date", "containment": "which text holds the other"}


def side_by_side(comparison: Comparison) -> Table:
    """The comparison for the terminal: two columns, passages numbered and coloured alike on both sides, furniture dimmed."""
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(caption=Text(summary(comparison)), expand=True, show_lines=False)
    row = []
    for report, stretches in (
        (comparison.left, comparison.left_stretches),
        (comparison.right, comparison.right_stretches),
    ):
        table.add_column(Text(_heading(report)), ratio=1, overflow="fold")
        text = Text()
        before = None
        for s in stretches:
            if s.passage and s.passage != before:
                text.append(f"[{s.passage}]", style="bold")
            text.append(s.text, style=_style(s))
            before = s.passage
        row.append(text)
    table.add_row(*row)
    return table


def comparison_html(comparison: Comparison) -> str:
    """The comparison as one HTML page that needs nothing else."""
    sides = [
        (_heading(comparison.left), comparison.left, comparison.left_stretches),
        (_heading(comparison.right), comparison.right, comparison.right_stretches),
    ]
    count = len(comparison.edge.passages) if comparison.edge else 0
    page = _template().render(summary=summary(comparison), sides=sides, hues=_hues(count), edge=comparison.edge)
    return page.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate can stand in a text but in no file


def _heading(report: Report) -> str:
    return " · ".join(x for x in (report.outlet or report.report_id, report.published, report.title) if x)


def _style(stretch: Stretch) -> str:
    if stretch.furniture:
        return "dim strike" if stretch.passage else "dim"
    return f"{_COLOURS[(stretch.passage - 1) % len(_COLOURS)]}" if stretch.passage else ""


def _hues(count: int) -> list[int]:
    """For each passage a hue as far as can be from its neighbours' (golden angle)."""
    return [round(i * 137.508) % 360 for i in range(count)]


def _stretches(text: str, passages: Sequence[tuple[int, int]], body: Body) -> list[Stretch]:
    """`text` cut wherever a passage or furniture begins or ends."""
    furniture = _furniture_spans(body)
    cuts = sorted({0, len(text), *(x for span in (*passages, *furniture) for x in span)})
    stretches = []
    for start, end in pairwise(cuts):
        number = next((i for i, (a, b) in enumerate(passages, 1) if a <= start < b), None)
        stretches.append(Stretch(text[start:end], number, any(a <= start < b for a, b in furniture)))
    return stretches


def _furniture_spans(body: Body) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], body.furniture.view(np.int8), [0]))))
    return [(int(body.starts[a]), int(body.ends[b - 1])) for a, b in zip(edges[::2], edges[1::2], strict=True)]


@cache
def _template() -> Template:
    from jinja2 import Environment  # noqa: PLC0415

    source = files(__package__).joinpath("data/comparison.html.jinja").read_text("utf-8")
    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(source)
