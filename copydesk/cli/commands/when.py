"""`copydesk when`."""

from __future__ import annotations

from datetime import date, datetime

import click

from copydesk.model.errors import WrongUse


@click.command("when", short_help="Find the times in a text, against a publication date.")
@click.argument("text")
@click.option("--published", metavar="DATE", help="When the text was published (ISO date).")
def command(text: str, published: str | None) -> None:
    """Show which day or days TEXT speaks of, every temporal expression in it, and why."""
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    from copydesk.dating import when

    if published is not None:
        try:
            datetime.fromisoformat(published)
        except ValueError:
            raise WrongUse(f"--published {published}: write an ISO date, for example 2017-01-27") from None
    answer = when(text, published)
    console = Console()
    console.print(f"[bold]{_span(answer.first, answer.last, answer.precision)}[/bold]", highlight=False)
    console.print(answer.why, highlight=False, markup=False)
    written = f"{_day(answer.anchor)}, by {answer.anchor_from}" if answer.anchor else "on a day that is not known"
    console.print(f"Written {written}", style="dim", highlight=False)
    if answer.conflict:
        console.print(answer.conflict, style="yellow", highlight=False)
    table = Table(Column("words", overflow="fold"), Column("means", no_wrap=True, overflow="fold"), "why", box=None, pad_edge=False)
    for c in answer.candidates:
        table.add_row(Text(c.text), _means(c.first, c.last), c.why, style="bold" if c.chosen else "")
    if answer.candidates:
        console.print(table)


def _day(iso: str) -> str:
    from copydesk.dating import told_day

    return told_day(date.fromisoformat(iso[:10]))


def _span(first: str | None, last: str | None, precision: str | None) -> str:
    """The days as a person would say them; what is known no better than to the week, month or year says so."""
    if not first:
        return f"Up to {_day(last)}" if last else "No day can be told"
    told = _day(first) if last in (None, first) else f"{_day(first)} to {_day(last or first)}"
    return told if precision in (None, "day", "hour") else f"{told}, known to the {precision}"


def _means(first: str | None, last: str | None) -> str:
    """First and last day (ISO 8601), one where they are equal; a time of day with a blank before it."""
    ends = [end.replace("T", " ") for end in (first, last) if end]
    if not ends:
        return "-"
    if first is None:
        return f"up to {ends[0]}"
    return ends[0] if ends[0] == ends[-1] else f"{ends[0]} to {ends[-1]}"
