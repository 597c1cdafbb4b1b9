"""What leaves the ledger: tables for other programs, pages and terminal views for people."""

from copydesk.export.formats import FORMATS
from copydesk.export.rows import annotation_row, event_row, lineage_row, mention_row, problem_row, report_row
from copydesk.export.tables import TABLE_ROWS, export, rows

__all__ = [
    "FORMATS",
    "TABLE_ROWS",
    "annotation_row",
    "event_row",
    "export",
    "lineage_row",
    "mention_row",
    "problem_row",
    "report_row",
    "rows",
]
