"""The family tree and the comparison, as a person sees them."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from copydesk.lineage import Furniture, compare, comparison_html, family_of, family_tree, origins, side_by_side, summary
from copydesk.model import LineageEdge, Report
from tests.lineage.conftest import OTHER, STORY, chain

FAMILY = [
    Report(report_id="a", text=STORY, outlet="One", published="2020-01-01", title="Town [falls]"),
    Report(report_id="b", text="Town falls. " + STORY, outlet="Two", published="2020-01-02", credited_origin="AFP"),
    Report(report_id="c", text="This story has been withdrawn.\n" + STORY, outlet="Three", published="2020-01-03"),
    Report(report_id="d", text=OTHER + " " + STORY.split(". ")[2] + ".", outlet="Four", published="2020-01-04"),
]


def shown(renderable: object, width: int = 120) -> str:
    console = Console(file=io.StringIO(), width=width)
    console.print(renderable)
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_the_tree_shows_each_member_once_with_shares_and_dates() -> None:
    edges = chain(FAMILY)
    family = family_of("b", edges, FAMILY, origins(edges, FAMILY))
    assert family.head.report.report_id == "a"
    assert {m.report.report_id for m in family.head.carriers} | {
        n.report.report_id for m in family.head.carriers for n in m.carriers
    } == {
        "b",
        "c",
    }
    text = shown(family_tree(family))
    for part in (
        "a  One  2020-01-01  Town [falls]",
        "b  Two  2020-01-02",
        "credits AFP",
        "withdraws the story",
        "direction: published",
        "100%",
    ):
        assert part in text
    assert re.search(r"a → d +partial", text)


def test_a_report_alone_is_its_own_family() -> None:
    family = family_of("a", [], FAMILY[:1], {"a": "a"})
    assert (family.head.report.report_id, family.head.carriers, family.passages) == ("a", [], [])
    with pytest.raises(KeyError):
        family_of("nobody", [], FAMILY[:1], {})


def test_a_long_chain_and_a_ring_do_not_break_the_tree() -> None:
    reports = [Report(report_id=f"r{i:04}", text="") for i in range(1500)]
    edges = [
        LineageEdge(
            from_report_id=f"r{i:04}",
            to_report_id=f"r{i + 1:04}",
            relation="copy",
            share_of_to=1,
            share_of_from=1,
            conflicts=["dates"],
        )
        for i in range(1499)
    ]
    heads = dict.fromkeys((r.report_id for r in reports), "r0000")
    family = family_of("r0007", edges, reports, heads)
    depth, member = 0, family.head
    while member.carriers:
        member, depth = member.carriers[0], depth + 1
    assert depth == 1499
    back = LineageEdge(from_report_id="y", to_report_id="x", relation="copy", share_of_to=1, share_of_from=1)
    both = [Report(report_id="x", text=""), Report(report_id="y", text=""), Report(report_id="z", text="")]
    family = family_of("x", [back], both, dict.fromkeys("xyz", "x"))
    assert [m.report.report_id for m in family.head.carriers] == ["y", "z"]


def test_side_by_side_numbers_the_passages() -> None:
    comparison = compare(FAMILY[1], FAMILY[0], Furniture())
    assert comparison.left.report_id == "a"
    assert "".join(s.text for s in comparison.left_stretches) == FAMILY[0].text
    text = shown(side_by_side(comparison), 160)
    assert text.count("[1]") == 2
    assert "One text" in text
    assert "by publication date" in text


def test_the_page_is_whole_and_safe() -> None:
    nasty = Report(report_id="n", text="<script>alert(1)</script> " + STORY + " \ud800", outlet="<b>x</b>")
    page = comparison_html(compare(FAMILY[0], nasty, Furniture()))
    assert page.startswith("<!doctype html>")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "<b>x</b>" not in page
    assert page.count('id="left-1"') == page.count('id="right-1"') == 1
    assert not re.search(r'(src|href)="(?!#)', page)
    page.encode("utf-8")


def test_two_reports_that_share_nothing() -> None:
    comparison = compare(FAMILY[0], Report(report_id="o", text=OTHER), Furniture())
    assert comparison.edge is None
    assert "share no text that counts" in summary(comparison)
    assert "share no text that counts" in comparison_html(comparison)
    assert "[1]" not in shown(side_by_side(comparison))
    with pytest.raises(ValueError, match="beside itself"):
        compare(FAMILY[0], FAMILY[0], Furniture())
