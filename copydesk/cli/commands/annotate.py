"""`copydesk annotate`."""

from __future__ import annotations

import sys
from typing import IO

import click

from copydesk.cli.options import INPUTS, ReadingWords, Speech, reading_options, speaking_options
from copydesk.cli.reading import options_of, runner_of
from copydesk.cli.speaking import speaking


@click.command("annotate", short_help="Code reports without a ledger, one JSON object a report.")
@INPUTS
@click.option("--output", "-o", type=click.File("wb", lazy=True), default="-", help="Where to write (default: standard output).")
@reading_options
@speaking_options
def command(reports: tuple[str, ...], output: IO[bytes], reading: ReadingWords, speech: Speech) -> None:
    """Write what is found in REPORTS: parts, credits, places, times and mentions, one JSON object a report."""
    import msgspec

    from copydesk.export.rows import annotation_row
    from copydesk.pipeline.run import chunks

    options = options_of(reading)
    with speaking(speech) as teller:
        done = problems = 0
        for chunk in chunks(reports, options, runner_of(reading), lambda _: {}):
            for c in chunk.coded:
                output.write(msgspec.json.encode(annotation_row(c.report, c.places, c.times, c.mentions)) + b"\n")
            for problem in chunk.problems:
                teller.problem(problem)
            done, problems = done + len(chunk.coded), problems + len(chunk.problems)
            teller.step("annotating", done)
    sys.exit(1 if problems else 0)
