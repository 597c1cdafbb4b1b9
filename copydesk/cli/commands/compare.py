"""`copydesk compare`."""

from __future__ import annotations

from pathlib import Path

import click

from copydesk.cli.families import report_of
from copydesk.cli.options import LEDGER
from copydesk.model.errors import WrongUse


@click.command("compare", short_help="Show two reports side by side, shared passages marked.")
@LEDGER
@click.argument("left", metavar="REPORT")
@click.argument("right", metavar="REPORT")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write one HTML file instead.")
def command(ledger: str, left: str, right: str, output: Path | None) -> None:
    """Show two REPORTs of LEDGER side by side, their shared passages coloured alike."""
    from rich.console import Console

    from copydesk.ledger import Ledger
    from copydesk.lineage import Furniture, compare, comparison_html, side_by_side

    with Ledger.open(ledger) as opened:
        a, b = report_of(opened, left), report_of(opened, right)
        furniture = Furniture(opened.furniture())
    if a.report_id == b.report_id:
        raise WrongUse(f"{left}: a report cannot be compared with itself; name two")
    found = compare(a, b, furniture)
    if output is None:
        Console().print(side_by_side(found))
    else:
        output.write_text(comparison_html(found), encoding="utf-8")
