"""`copydesk verify`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from copydesk.cli.options import LEDGER, ReadingWords, Speech, reading_options, speaking_options
from copydesk.cli.reading import options_of
from copydesk.cli.speaking import speaking


@click.command("verify", short_help="Check a ledger against its originals, and derive it again.")
@LEDGER
@click.argument("folder", required=False, type=click.Path(path_type=Path, exists=True))
@reading_options
@speaking_options
def command(ledger: str, folder: Path | None, reading: ReadingWords, speech: Speech) -> None:
    """Hash the originals of LEDGER again (kept ones, those in FOLDER, or where they were read), derive every row again, and say
    what no longer agrees. Exit code 1 where something does not.
    """
    from copydesk.export.wording import several
    from copydesk.ledger import Ledger
    from copydesk.pipeline.verify import verify

    with speaking(speech) as teller, Ledger.open(ledger) as opened:
        found = verify(opened, None if folder is None else str(folder), options_of(reading), teller)
        for line in found.disagreements:
            click.echo(line)
        teller.say(
            f"{ledger}: {several(found.originals, 'original')} and {several(found.rows, 'report')} checked, "
            f"{several(len(found.disagreements), 'disagreement')}"
        )
    sys.exit(1 if found.disagreements else 0)
