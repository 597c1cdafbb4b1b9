"""Storage of everything that is known, who decided what, and the history of every event."""

from copydesk.ledger.changes import EventChange, Input, LineageChange, ReportBatch
from copydesk.ledger.deciding import CORRECTED, DecidedMeanwhile, Decision
from copydesk.ledger.history import Change, differences
from copydesk.ledger.ledger import TABLES, Ledger
from copydesk.ledger.safe_text import storable

__all__ = [
    "CORRECTED",
    "TABLES",
    "Change",
    "DecidedMeanwhile",
    "Decision",
    "EventChange",
    "Input",
    "Ledger",
    "LineageChange",
    "ReportBatch",
    "differences",
    "storable",
]
