"""Coding: who did what to whom, as each report tells it. `code_report` for one report, `code_reports` for a batch."""

from copydesk.coding.batch import code_reports
from copydesk.coding.coder import code_report
from copydesk.coding.explaining import Explained, Seen, explain

__all__ = ["Explained", "Seen", "code_report", "code_reports", "explain"]
