"""`copydesk report`."""

from __future__ import annotations

from pathlib import Path

import click

from copydesk.cli.options import LEDGER

FORMAT_OF = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html"}


@click.command("report", short_help="Write the situation report (HTML or Markdown).")
@LEDGER
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Where to write: .html or .md.")
@click.option("--format", "-f", "fmt", type=click.Choice(["html", "markdown"]), help="Default: by the output's ending, else html.")
@click.option("--title", metavar="WORDS", help="The report's title.")
def command(ledger: str, output: Path | None, fmt: str | None, title: str | None) -> None:
    """Write what LEDGER tells: each event in plain sentences with footnotes, its origins, disagreements and a small map."""
    from copydesk.export import report_page
    from copydesk.ledger import Ledger

    chosen = fmt or (FORMAT_OF.get(output.suffix.lower(), "html") if output else "html")
    with Ledger.open(ledger) as opened:
        page = report_page(opened, chosen, title)
    if output is None:
        click.echo(page)
    else:
        output.write_text(page, encoding="utf-8")
