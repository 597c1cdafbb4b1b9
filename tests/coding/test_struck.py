"""Whom force was used on where the words of the happening name nobody."""

from __future__ import annotations

import pytest

from copydesk.coding import code_report
from copydesk.model import Mention, Report


def told(text: str) -> list[Mention]:
    report = Report(report_id="r", url=None, outlet=None, title=None, text=text + " Syria's war goes on in Syria.")
    return [m for m in code_report(report).mentions if not m.background]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Air strikes near Anadan in Syria killed at least 44 on Monday.", "at least 44", "Civilians (Syria)"),
        ("Thirty were killed in barrel bomb attacks in the village of Tlajabin.", "Thirty", "Civilians (Syria)"),
        ("Army jets hit residential areas of the city of Aleppo on Monday.", "residential areas", "Civilians (Syria)"),
        ("Rebels attacked a government-held district of Aleppo with mortars.", "government-held", "Syrian government"),
        ("Army jets hit vehicles belonging to ISIS militants near Palmyra.", "ISIS militants", "Islamic State"),
        ("Army jets bombed ISILs positions near Palmyra on Monday.", "ISILs", "Islamic State"),
        ("Over 20 ISIS fighters were killed in air strikes near Palmyra.", "20 ISIS fighters", "Islamic State"),
    ],
)
def test_toll_and_ground_tell_whom_it_hit(text: str, words: str, name: str) -> None:
    target = told(text)[0].target
    assert target is not None
    assert (target.text, target.name) == (words, name)
    assert text[target.start : target.end] == words


def test_a_clash_without_a_named_side_hits_nobody_by_number_alone() -> None:
    assert all(t.kind != "civilian" for m in told("Clashes near Hama killed 12 on Monday.") for t in m.targets)


def test_who_wounds_a_number_of_people_is_no_victim() -> None:
    mention = told("A bomber killed 16 people and wounded 40 in a suicide attack on a market in Homs.")[0]
    assert [t.text for t in mention.targets if t.kind == "unknown"] == []
    assert "16 people" in [t.text for t in mention.targets]


def test_who_does_it_is_not_hit_though_his_own_dead_are_counted() -> None:
    mention = told("Rebels shelled a rebel-held village near Hama.")[0]
    assert all(t.name != "Rebels (Syria)" for t in mention.targets)
