"""`copydesk explain`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from copydesk.cli.options import ReadingWords, reading_options
from copydesk.cli.reading import options_of
from copydesk.cli.speaking import problem_line
from copydesk.model.errors import WrongUse

if TYPE_CHECKING:
    from rich.console import Console

    from copydesk.coding import Explained
    from copydesk.model import Report


@click.command("explain", short_help="Show sentence by sentence what was seen in a report, and why.")
@click.argument("where", metavar="LEDGER|FILE")
@click.argument("report", required=False, metavar="REPORT")
@reading_options
def command(where: str, report: str | None, reading: ReadingWords) -> None:
    """Show sentence by sentence what was seen in a report, and which rule or weight decided.

    Give a LEDGER and the id of one of its reports, or a FILE of reports (and, where it holds several, an id).
    """
    from rich.console import Console

    from copydesk.coding import explain

    console = Console(highlight=False)
    for found in _reports(where, report, reading):
        console.rule(f"{found.report_id}  {found.outlet or ''}  {found.title or ''}", align="left", style="dim")
        for sentence in explain(found):
            _print(console, sentence)


def _reports(where: str, report: str | None, words: ReadingWords) -> list[Report]:
    from copydesk.ledger import Ledger
    from copydesk.model import Problem
    from copydesk.reading import read, sources

    if report is not None:
        try:
            with Ledger.open(where) as ledger:
                held = ledger.reports([report])
                if held:
                    return held
        except WrongUse:
            pass  # not a ledger: read it as a file of reports
    found: list[Report] = []
    options = options_of(words)
    for source in sources([where], options):
        for item in [source] if isinstance(source, Problem) else read(source, options):
            if isinstance(item, Problem):
                click.echo(problem_line(item), err=True)
            elif report in (None, item.report_id):
                found.append(item)
    if not found:
        click.echo(f"copydesk: {where}: no report {report or ''} is there", err=True)
        sys.exit(1)
    return found


def _print(console: Console, sentence: Explained) -> None:
    from rich.text import Text

    console.print(Text(sentence.text.strip(), style="bold" if sentence.seen else "" if sentence.passed else "dim"))
    if sentence.negatives:
        console.print(Text(f"    speaks against: {', '.join(sentence.negatives)}", style="dim"))
    if sentence.informants:
        console.print(Text(f"    cites: {', '.join(sentence.informants)}", style="dim"))
    for seen in sentence.seen:
        m = seen.mention
        kept = "kept" if seen.kept else "left out"
        console.print(
            Text(f"    {m.sub_event_type}, {m.status}{', background' if m.background else ''} ({kept}, {seen.points:+.1f})")
        )
        parties = [("by", [p.name or p.text for p in m.actors]), ("on", [p.name or p.text for p in m.targets])]
        told = [f"{word} {', '.join(names)}" for word, names in parties if names]
        if m.killed_low is not None:
            told.append(f"killed {m.killed_low} ({m.killed_text})")
        if told:
            console.print(Text(f"        {'; '.join(told)}"))
        signs = ", ".join(f"{name} {points:+.1f}" for name, points in seen.signs)
        console.print(Text(f"        rules {', '.join(seen.rules)}; status by {seen.status_because}; {signs}", style="dim"))
