"""`copydesk undo`."""

from __future__ import annotations

import click

from copydesk.cli.deciding import by_option, settle
from copydesk.cli.options import LEDGER
from copydesk.model.errors import WrongUse


@click.command("undo", short_help="Take back a decision.")
@LEDGER
@click.argument("decision", type=int, required=False)
@by_option
def command(ledger: str, decision: int | None, by: str, note: str | None) -> None:
    """Take back DECISION (its number; the newest of yours where none is given). An undo can be taken back too."""
    from copydesk.ledger import Ledger

    with Ledger.open(ledger) as opened, opened.build_lock():
        if decision is None:
            mine = [
                d.decision_id
                for d in opened.decisions()
                if d.by == by and d.active and d.kind != "undo" and d.decision_id is not None
            ]
            if not mine:
                raise WrongUse(f"{by} has no decision in {ledger} to take back")
            decision = mine[-1]
        number = opened.undo(decision, by, note)
        settle(opened)
        click.echo(f"decision {number}: took back decision {decision}")
