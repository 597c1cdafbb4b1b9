"""`copydesk where`."""

from __future__ import annotations

import click


@click.command("where", short_help="Find the places in a text, and why these.")
@click.argument("text")
def command(text: str) -> None:
    """Show where TEXT says that something happened, every place it names, what each may mean, and why."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from copydesk.locating import where

    answer = where(text)
    console = Console()
    place = answer.place
    if place is None:
        told = "no place can be told"
    else:
        names = dict.fromkeys(n for n in (place.name, place.admin2, place.admin1, place.country_name) if n)
        told = f"{', '.join(names)} ({place.lat}, {place.lon}; precision {place.precision}, {answer.precision})"
    console.print(f"[bold]{escape(told)}[/bold]: {escape(answer.why)}", highlight=False)
    table = Table("words", "may mean", "in", "lat, lon", "weight", "why", box=None, pad_edge=False)
    for number, toponym in enumerate(answer.toponyms):
        words = escape(toponym.text)
        if not toponym.candidates:
            table.add_row(words, "", "", "", "", "not in the gazetteer")
        for rank, c in enumerate(toponym.candidates):
            style = "bold" if rank == 0 and number in answer.chosen else ""
            around = ", ".join(n for n in (c.admin1, c.country) if n)
            point = f"{c.lat:.2f}, {c.lon:.2f}"
            table.add_row(
                "" if rank else words, escape(c.name), escape(around), point, f"{c.weight:.2f}", escape(c.why), style=style
            )
    if answer.toponyms:
        console.print(table)
