"""A clause that opens as news of its own ("separately", "elsewhere") is known for one, and makes an event."""

from __future__ import annotations

from copydesk.coding import code_report
from copydesk.merging.grouping import group_report
from copydesk.merging.profile import opens_item
from copydesk.model import Report

TEXT = (
    "A soldier was killed and three others were hurt when a bomb went off near their vehicle in Tank on Friday, police said.\n\n"
    "Separately, unidentified men on a motorcycle shot dead a tribal elder in Mir Ali."
)


def test_separately_opens_an_item_that_is_kept() -> None:
    report = Report(report_id="r", text=TEXT, published="2023-11-25")
    found = [m for m in group_report(report, code_report(report).mentions) if opens_item(m)]
    assert [m.quote.startswith("Separately") for m in found] == [True]
    assert found[0].group is not None
