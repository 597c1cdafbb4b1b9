"""Where: every toponym of a report, and the place of each mention."""

from copydesk.locating.locate import locate_report, locate_reports

__all__ = ["locate_report", "locate_reports"]
