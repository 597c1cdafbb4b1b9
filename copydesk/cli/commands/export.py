"""`copydesk export`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from copydesk.cli.options import LEDGER


@click.command("export", short_help="Print a table of the ledger (jsonl, csv, parquet).")
@LEDGER
@click.option("--table", "-t", default="events", show_default=True, help="reports, mentions, lineage, events or problems.")
@click.option("--format", "-f", "fmt", default="jsonl", show_default=True, help="jsonl, csv or parquet.")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Where to write (default: standard output).")
def command(ledger: str, table: str, fmt: str, output: Path | None) -> None:
    """Print a table of LEDGER, one row an item."""
    from copydesk.export.tables import export
    from copydesk.ledger import Ledger

    with Ledger.open(ledger) as opened:
        if output is None:
            export(opened, table, fmt, sys.stdout.buffer)
        else:
            with output.open("wb") as out:
                export(opened, table, fmt, out)
