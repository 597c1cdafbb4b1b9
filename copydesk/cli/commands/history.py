"""`copydesk history`."""

from __future__ import annotations

import click

from copydesk.cli.deciding import living
from copydesk.cli.options import LEDGER


@click.command("history", short_help="Show all that was decided on an event.")
@LEDGER
@click.argument("event")
def command(ledger: str, event: str) -> None:
    """Show every state that EVENT had, oldest first, and who or which build brought it about."""
    from rich.console import Console

    from copydesk.export import history
    from copydesk.ledger import Ledger

    with Ledger.open(ledger) as opened:
        Console().print(history(opened, living(opened, event)))
