"""`copydesk when`."""

from __future__ import annotations

from datetime import datetime

import click

from copydesk.model.errors import WrongUse


@click.command("when", short_help="Find the times in a text, against a publication date.")
@click.argument("text")
@click.option("--published", metavar="DATE", help="When the text was published (ISO date).")
def command(text: str, published: str | None) -> None:
    """Show which day or days TEXT speaks of, every temporal expression in it, and why."""
    from rich.console import Console
    from rich.table import Table

    from copydesk.dating import when

    if published is not None:
        try:
            datetime.fromisoformat(published)
        except ValueError:
            raise WrongUse(f"--published {published}: write an ISO date, for example 2017-01-27") from None
    answer = when(text, published)
    console = Console()
    told = f"{answer.first} to {answer.last} ({answer.precision})" if answer.first else "no day can be told"
    console.print(f"[bold]{told}[/bold]: {answer.why}", highlight=False)
    console.print(f"written {answer.anchor or 'on a day that is not known'}", style="dim", highlight=False)
    if answer.conflict:
        console.print(answer.conflict, style="yellow", highlight=False)
    table = Table("words", "from", "to", "precision", "why", box=None, pad_edge=False)
    for c in answer.candidates:
        table.add_row(c.text, c.first or "", c.last or "", c.precision or "", c.why, style="bold" if c.chosen else "")
    if answer.candidates:
        console.print(table)
