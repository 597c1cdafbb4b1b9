"""Who copied whom: shared passages, credits, direction, and the origin of each report."""

from copydesk.lineage.comparison import Comparison, compare, comparison_html, side_by_side, summary
from copydesk.lineage.credits import credit_reports, credited, find_credits
from copydesk.lineage.family import Family, Member, family_of, family_tree
from copydesk.lineage.furniture import Furniture, furniture_version, learn_furniture, merge_furniture
from copydesk.lineage.origins import origins
from copydesk.lineage.registry import registry
from copydesk.lineage.relate import relate
from copydesk.lineage.revisions import Change, Versions, changes, is_retraction, is_revision, versions
from copydesk.lineage.signatures import candidates, signatures

__all__ = [
    "Change",
    "Comparison",
    "Family",
    "Furniture",
    "Member",
    "Versions",
    "candidates",
    "changes",
    "compare",
    "comparison_html",
    "credit_reports",
    "credited",
    "family_of",
    "family_tree",
    "find_credits",
    "furniture_version",
    "is_retraction",
    "is_revision",
    "learn_furniture",
    "merge_furniture",
    "origins",
    "registry",
    "relate",
    "side_by_side",
    "signatures",
    "summary",
    "versions",
]
