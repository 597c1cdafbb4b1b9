"""`copydesk judge`."""

from __future__ import annotations

from typing import get_args

import click

from copydesk.cli.deciding import by_option, settle
from copydesk.cli.options import LEDGER
from copydesk.model.records import Verdict


@click.command("judge", short_help="Say of two mentions: same, different or unsure.")
@LEDGER
@click.argument("left", metavar="MENTION")
@click.argument("right", metavar="MENTION")
@click.argument("verdict", type=click.Choice(get_args(Verdict)))
@by_option
def command(ledger: str, left: str, right: str, verdict: Verdict, by: str, note: str | None) -> None:
    """Say of two MENTIONs that they tell of the same event, of different ones, or that one cannot be sure."""
    from copydesk.ledger import Decision, Ledger

    with Ledger.open(ledger) as opened, opened.build_lock():
        number = opened.judge(left, right, verdict, Decision(kind="judge", by=by, note=note))
        settle(opened)
        click.echo(f"decision {number}: {left} and {right}: {verdict}")
