"""`copydesk show`."""

from __future__ import annotations

import click

from copydesk.cli.options import LEDGER


@click.command("show", short_help="Show an event or a report, its evidence highlighted.")
@LEDGER
@click.argument("wanted", metavar="EVENT|REPORT")
def command(ledger: str, wanted: str) -> None:
    """Show an event or a report of LEDGER in the terminal, the evidence highlighted where it stands."""
    from rich.console import Console

    from copydesk.export import show
    from copydesk.ledger import Ledger

    with Ledger.open(ledger) as opened:
        Console().print(show(opened, wanted))
