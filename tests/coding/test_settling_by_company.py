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
        ("The army made advances and captured the district of Khaldiyeh on Monday.", {"Government regains territory"}),
    ],
)
def test_class(text: str, expected: set[str]) -> None:
    found = code_report(Report(report_id="r", text=text, published="2024-03-13")).mentions
    assert {m.sub_event_type for m in found} == expected
