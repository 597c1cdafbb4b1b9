"""Storage of everything that is known, who decided what, and the history of every event."""

from copydesk.ledger.changes import EventChange, Input, LineageChange, ReportBatch
from copydesk.ledger.ledger import TABLES, Ledger

__all__ = ["TABLES", "EventChange", "Input", "Ledger", "LineageChange", "ReportBatch"]
