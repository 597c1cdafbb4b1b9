"""Tolls that one sentence deals out over places: a happening for each place, told in its own words."""

from __future__ import annotations

import pytest

from copydesk.coding import code_report
from copydesk.merging import group_report
from copydesk.model import Report


def told(text: str) -> list[tuple[int | None, str]]:
    """Killed and the words of each mention with a toll, in order."""
    mentions = code_report(Report(report_id="r", text=text, published="2024-03-13")).mentions
    return [(m.killed_low, m.quote) for m in mentions if m.killed_low is not None]


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        ("Air strikes on Monday killed 12 people in Donetsk and five in neighbouring Luhansk, officials said.", [12, 5]),
        ("Gunmen killed nine farmers in Zabarmari, six in Konduga and two traders near Bama on Sunday.", [9, 6, 2]),
        ("Two soldiers and three policemen were killed in Diyala and four civilians in Anbar on Monday, police said.", [5, 4]),
        ("Rockets killed 20 people on Monday, including nine in Kharkiv and eight in Izium.", [9, 8]),
        ("Nine rebels were killed in Taiz and two others - including a commander - died near Mocha on Friday.", [9, 2]),
        ("Shelling on Monday killed seven people in Sloviansk and wounded 12 in Kramatorsk.", [7]),
        ("Gunmen killed a farmer and his two sons in Zabarmari on Sunday.", [3]),
    ],
)
def test_each_place_has_its_own_toll(text: str, tolls: list[int]) -> None:
    found = told(text)
    assert [n for n, _ in found] == tolls
    assert len({quote for _, quote in found}) == len(found)


def test_the_words_of_a_share_are_its_own() -> None:
    (_, one), (_, other) = told("Air strikes on Monday killed 12 people in Donetsk and five in neighbouring Luhansk.")
    assert [place in words for words in (one, other) for place in ("Donetsk", "Luhansk")] == [True, False, False, True]


def test_shares_are_never_one_happening() -> None:
    report = Report(
        report_id="r", text="Rebels killed five soldiers in one village and five in another village.", published="2024-03-13"
    )
    mentions = code_report(report).mentions
    assert len(mentions) == 2
    assert len({m.group for m in group_report(report, mentions)}) == 2
