"""`copydesk build`."""

from __future__ import annotations

import sys

import click

from copydesk.cli.options import INPUTS, ReadingWords, Speech, reading_options, speaking_options
from copydesk.cli.reading import options_of, runner_of
from copydesk.cli.speaking import speaking


@click.command("build", short_help="Read reports and keep a ledger of what they tell.")
@INPUTS
@click.option("--output", "-o", "ledger", required=True, metavar="LEDGER", help="The ledger: a file, or a database URL.")
@click.option("--keep-originals", is_flag=True, help="Keep the bytes read, packed. Commenters' names are then inside the ledger.")
@click.option("--no-wait", is_flag=True, help="Stop if another build is at work on the ledger (default: wait for it).")
@reading_options
@speaking_options
def command(
    reports: tuple[str, ...], ledger: str, keep_originals: bool, no_wait: bool, reading: ReadingWords, speech: Speech
) -> None:
    """Read REPORTS (files, folders, globs, archives, or - for standard input) into a ledger.

    Reports that are there already are not worked on again; adding reports adds only theirs. A build that was stopped is finished by
    the next one.
    """
    from copydesk.export.wording import several
    from copydesk.pipeline.build import BuildOptions, build

    options = BuildOptions(
        reading=options_of(reading),
        runner=runner_of(reading),
        keep_originals=keep_originals,
        wait=0 if no_wait else -1,
    )
    with speaking(speech) as teller:
        if keep_originals:
            teller.say("--keep-originals: the names of readers who commented are in the kept bytes; treat the ledger as private")
        done = build(ledger, reports, options, teller)
        teller.say(f"{ledger}: {several(done.read, 'report')} read, {done.new:,} new, {several(done.problems, 'problem')}")
    sys.exit(1 if done.problems else 0)
