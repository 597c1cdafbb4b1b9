"""What a happening is called by the company it stands in: who flies, who ambushes whom, what an advance led to."""

import pytest

from copydesk.coding import code_report
from copydesk.model import Report


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Six people died on Monday when the air force pounded the town of Mopti.", {"Air/drone strike"}),
        ("The Ethiopian Air Force shelled militia positions near Lalibela on Monday.", {"Air/drone strike"}),
        ("Army units backed by the air force shelled the village of Kafr on Monday.", {"Shelling/artillery/missile attack"}),
        ("Soldiers killed 32 rebels in an ambush in the south of the province on Sunday.", {"Armed clash"}),
        ("Gunmen killed nine farmers in an ambush near the village of Zabarmari on Sunday.", {"Attack"}),
        ("Coalition strikes hit an arms depot near Sirte on Monday, killing six militants.", {"Air/drone strike"}),
        ("Russian strikes kill 20 militants in Idlib", {"Air/drone strike"}),
        ("Warships and jets carried out strikes Sunday on militants near Derna.", {"Air/drone strike"}),
        (
            "Mortar shelling also hit the market of Avdiivka on Monday and a dozen people had been wounded.",
            {"Shelling/artillery/missile attack"},
        ),
        ("Six people lost their lives in a village near Goma on Monday when militiamen opened fire.", {"Attack"}),
        ("Troops managed on Saturday to control the town of Bara in Kordofan.", {"Government regains territory"}),
        ("At Bara in Kordofan 15 people were killed on Monday, including an officer who had defected to the rebels.", {"Attack"}),
        ("Six soldiers were captured near Goma on Monday by fighters of the M23.", {"Abduction/forced disappearance"}),
        ("The village of Bara was captured on Monday by fighters of the RSF.", {"Non-state actor overtakes territory"}),
        (
            "Five prisoners of war were killed on Monday when their camp near Donetsk was hit by rockets.",
            {"Shelling/artillery/missile attack"},
        ),
        ("The air force committed a massacre in the town of Taiz on Monday, killing 25 in an airstrike.", {"Air/drone strike"}),
        ("The army made advances and captured the district of Khaldiyeh on Monday.", {"Government regains territory"}),
    ],
)
def test_class(text: str, expected: set[str]) -> None:
    found = code_report(Report(report_id="r", text=text, published="2024-03-13")).mentions
    assert {m.sub_event_type for m in found} == expected
