"""A bomb that kills, or soldiers who fall, are told of as such in reports that are else about courts or medicine."""

from __future__ import annotations

import pytest

from copydesk.coding import code_report
from copydesk.model import Report

COURT = "He will be brought before a judge on Monday. His lawyer said that he had pleaded guilty; a court will hear the case."
CLINIC = "Nurses went from door to door with vaccine. The disease remains endemic, and many a patient is a child."


@pytest.mark.parametrize(
    ("told", "rest", "kind"),
    [
        ("A bomb in a van exploded outside the prime minister's office in Oslo on Friday, killing seven.", COURT, "ied"),
        ("Elsewhere, a soldier was killed and two others were hurt in an explosion near a checkpost in Mohmand.", CLINIC, ""),
    ],
)
def test_it_makes_an_event(told: str, rest: str, kind: str) -> None:
    mentions = [m for m in code_report(Report(report_id="r", text=f"{told} {rest}")).mentions if not m.background]
    assert mentions
    assert mentions[0].killed_low in (7, 1)
    assert not kind or mentions[0].sub_event_type == "Remote explosive/landmine/IED"


def test_a_war_named_by_its_year_is_recalled() -> None:
    text = (
        "Maps show where the army dropped cluster bombs during the summer 2006 war. Rebels and soldiers clashed on Monday in Tyre."
    )
    dropped = [m for m in code_report(Report(report_id="r", text=text)).mentions if "bombs" in m.quote]
    assert all(m.background for m in dropped)


@pytest.mark.parametrize(
    "text",
    [
        "Two robbers and a guard were killed in a shootout on Wednesday in Santiago. The judge, the jury and a lawyer met.",
        "Floods hit the valley. Rainfall was heavy. A day later, fire destroyed the village of Ahr, killing two.",
        "Floods killed 43 people in the hills. The army sent 850 soldiers to the Ahr, where 117 people were killed.",
    ],
)
def test_crime_fire_and_water_make_none(text: str) -> None:
    assert [m.quote for m in code_report(Report(report_id="r", text=text)).mentions if not m.background] == []
