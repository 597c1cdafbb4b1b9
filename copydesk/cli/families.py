"""What the commands that look at reports share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.model.errors import WrongUse

if TYPE_CHECKING:
    from copydesk.ledger import Ledger
    from copydesk.model import Report


def report_of(ledger: Ledger, report_id: str) -> Report:
    """The report of that id; WrongUse where there is none."""
    found = ledger.reports([report_id])
    if not found:
        raise WrongUse(f"{report_id}: there is no such report; `copydesk export {ledger.where} --table reports` lists them")
    return found[0]
