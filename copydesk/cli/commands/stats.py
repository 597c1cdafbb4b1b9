"""`copydesk stats`."""

from __future__ import annotations

import click

from copydesk.cli.options import LEDGER


@click.command("stats", short_help="Count what a ledger holds.")
@LEDGER
def command(ledger: str) -> None:
    """Count what LEDGER holds: reports, copies, mentions, events, disputes, problems."""
    from rich.console import Console

    from copydesk.export import stats
    from copydesk.ledger import Ledger

    with Ledger.open(ledger) as opened:
        Console().print(stats(opened))
