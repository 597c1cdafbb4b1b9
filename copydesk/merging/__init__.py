"""Which mentions tell of one event: within a report, then across reports."""

from copydesk.merging.blocking import block_keys, lookup_keys
from copydesk.merging.clustering import Assignment, cluster, reach
from copydesk.merging.grouping import group_report, group_reports
from copydesk.merging.judging import judge
from copydesk.merging.persons import Contradiction
from copydesk.merging.settling import Values, settle

__all__ = [
    "Assignment",
    "Contradiction",
    "Values",
    "block_keys",
    "cluster",
    "group_report",
    "group_reports",
    "judge",
    "lookup_keys",
    "reach",
    "settle",
]
