"""Who copied whom: shared passages, credits, direction, and the origin of each report."""

from copydesk.lineage.credits import credit_reports, credited, find_credits
from copydesk.lineage.furniture import Furniture, furniture_version, learn_furniture, merge_furniture
from copydesk.lineage.origins import origins
from copydesk.lineage.registry import registry
from copydesk.lineage.relate import relate
from copydesk.lineage.revisions import is_retraction, is_revision
from copydesk.lineage.signatures import candidates, signatures

__all__ = [
    "Furniture",
    "candidates",
    "credit_reports",
    "credited",
    "find_credits",
    "furniture_version",
    "is_retraction",
    "is_revision",
    "learn_furniture",
    "merge_furniture",
    "origins",
    "registry",
    "relate",
    "signatures",
]
