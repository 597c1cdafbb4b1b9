"""What leaves the ledger: tables for other programs, pages and terminal views for people."""

from copydesk.export.formats import FORMATS
from copydesk.export.pages import PAGES, report_page
from copydesk.export.rows import annotation_row, event_row, lineage_row, mention_row, problem_row, report_row
from copydesk.export.tables import TABLE_ROWS, export, rows
from copydesk.export.terminal import history, show, stats

__all__ = [
    "FORMATS",
    "PAGES",
    "TABLE_ROWS",
    "annotation_row",
    "event_row",
    "export",
    "history",
    "lineage_row",
    "mention_row",
    "problem_row",
    "report_page",
    "report_row",
    "rows",
    "show",
    "stats",
]
