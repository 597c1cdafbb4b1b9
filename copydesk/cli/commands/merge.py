"""`copydesk merge`."""

from __future__ import annotations

import click

from copydesk.cli.deciding import by_option, living, settle
from copydesk.cli.options import LEDGER


@click.command("merge", short_help="Say that two events are one.")
@LEDGER
@click.argument("events", nargs=-1, required=True, metavar="EVENT EVENT...")
@by_option
def command(ledger: str, events: tuple[str, ...], by: str, note: str | None) -> None:
    """Say that EVENTs of LEDGER are one. The first keeps its name; the others forward to it."""
    from copydesk.ledger import Decision, Ledger

    with Ledger.open(ledger) as opened, opened.build_lock():
        number = opened.merge(events, Decision(kind="merge", by=by, note=note))
        settle(opened)
        click.echo(f"decision {number}: {', '.join(events)} are one event, {living(opened, events[0])}")
