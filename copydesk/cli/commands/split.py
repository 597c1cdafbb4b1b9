"""`copydesk split`."""

from __future__ import annotations

import click

from copydesk.cli.deciding import by_option, settle
from copydesk.cli.options import LEDGER


@click.command("split", short_help="Say that mentions of one event tell of another.")
@LEDGER
@click.argument("event")
@click.argument("mentions", nargs=-1, required=True, metavar="MENTION...")
@by_option
def command(ledger: str, event: str, mentions: tuple[str, ...], by: str, note: str | None) -> None:
    """Say that MENTIONs of EVENT tell of another event than the rest."""
    from copydesk.ledger import Decision, Ledger

    with Ledger.open(ledger) as opened, opened.build_lock():
        number = opened.split(mentions, Decision(kind="split", by=by, event_id=event, note=note))
        settle(opened)
        now = {m.mention_id: m.event_id for m in opened.mentions(mentions)}
        click.echo(f"decision {number}: " + ", ".join(f"{m} is in {now[m]}" for m in mentions if m in now))
