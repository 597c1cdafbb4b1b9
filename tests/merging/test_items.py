"""A clause that opens as news of its own ("separately", "elsewhere") is known for one, and makes an event."""

from __future__ import annotations

from copydesk.coding import code_report
from copydesk.locating.locate import locate_report
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


def test_two_towns_that_lost_as_many_each_in_its_own_words_are_two_happenings() -> None:
    text = "A car bomb killed 12 people in Baghdad in Iraq on Monday. A car bomb killed 12 people in Mosul on Monday."
    report = Report(report_id="r", text=text, published="2016-06-01")
    coded = code_report(report)
    _, mentions = locate_report(report, coded.sentences, coded.entities, coded.mentions)
    found = [m for m in group_report(report, mentions) if m.killed_low == 12]
    assert len({m.group for m in found}) == 2
