"""`copydesk lineage`."""

from __future__ import annotations

import click

from copydesk.cli.families import report_of
from copydesk.cli.options import LEDGER


@click.command("lineage", short_help="Show who copied whom around a report.")
@LEDGER
@click.argument("report")
def command(ledger: str, report: str) -> None:
    """Print the copy family of REPORT as a tree, with shares and dates, and the reports it shares passages with."""
    from rich.console import Console

    from copydesk.ledger import Ledger
    from copydesk.lineage import family_of, family_tree

    with Ledger.open(ledger) as opened:
        asked = report_of(opened, report)
        family = {r.report_id: r for r in opened.family(asked.origin_id or asked.report_id)} | {asked.report_id: asked}
        edges = opened.lineage(family)
        beside = {i for e in edges for i in (e.from_report_id, e.to_report_id)} - set(family)
        reports = [*family.values(), *opened.reports(beside)]
    found = family_of(asked.report_id, edges, reports, {r.report_id: r.origin_id or r.report_id for r in reports})
    console = Console()
    console.print(family_tree(found))
    known = {r.report_id: r for r in reports}
    for edge in found.passages:
        other = known[edge.to_report_id if edge.from_report_id in family else edge.from_report_id]
        console.print(
            f"shares passages with {other.report_id} ({other.outlet or 'no outlet'}): {edge.share_of_to:.0%} of the later one",
            highlight=False,
        )
    if asked.credited_origin and asked.origin_id == asked.report_id:
        console.print(f"credits {asked.credited_origin}, whose own text is not in the ledger", highlight=False)
