"""What the commands that decide share: who decides, and settling what a decision touches."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from copydesk.model.errors import WrongUse

if TYPE_CHECKING:
    from copydesk.ledger import Ledger

Command = Callable[..., Any]


def by_option(command: Command) -> Command:
    """--by and --note."""
    command = click.option("--note", metavar="WORDS", help="Why.")(command)
    return click.option("--by", metavar="NAME", default=_user, help="Who decides (default: your user name).")(command)


def settle(ledger: Ledger) -> None:
    """Settle the events that a decision touched, and say which they are now."""
    from copydesk.pipeline.merging import settle_again

    stale = ledger.pending_events()
    if stale:
        settle_again(ledger, stale)


def living(ledger: Ledger, event_id: str) -> str:
    """The event that an id names today; WrongUse where there is none."""
    found = ledger.resolve(event_id)
    if found is None:
        raise WrongUse(f"{event_id}: there is no such event; `copydesk export {ledger.where}` lists them")
    return found


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
