"""`copydesk relearn`."""

from __future__ import annotations

import click

from copydesk.cli.options import LEDGER, Speech, speaking_options
from copydesk.cli.speaking import speaking


@click.command("relearn", short_help="Learn again what recurs (furniture) and re-examine what it touches.")
@LEDGER
@speaking_options
def command(ledger: str, speech: Speech) -> None:
    """Learn from all reports of LEDGER what recurs and is no reporting, then relate again the reports this touches."""
    from copydesk.ledger import Ledger
    from copydesk.pipeline.merging import merge_pending
    from copydesk.pipeline.relating import relearn

    with speaking(speech) as teller, Ledger.open(ledger) as opened, opened.build_lock():
        touched = relearn(opened, teller)
        merge_pending(opened, None, teller)
        teller.say(f"{ledger}: learned from all reports; {touched} of them were examined again")
