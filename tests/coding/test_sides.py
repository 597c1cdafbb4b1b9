"""Who fights whom: the sides of a fight as one report tells them, in sentences of many wars."""

from __future__ import annotations

import pytest

from copydesk.coding import code_report
from copydesk.coding.actors import registry, setting_of
from copydesk.coding.foes import known_foes, side_of, sides_against
from copydesk.model import Mention, Party, Report


def mentions(text: str, title: str | None = None) -> list[Mention]:
    return code_report(Report(report_id="r", text=text, title=title, published="2016-06-01")).mentions


def name(party: Party | None) -> str | None:
    return None if party is None else party.name or party.text


def sides(text: str) -> set[tuple[str | None, str | None]]:
    return {(name(m.actor), name(m.target)) for m in mentions(text)}


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        (
            "KANDAHAR, Afghanistan - Taliban insurgents captured a district on Monday after fighting with Afghan troops.",
            "Taliban",
            "Afghan government forces",
        ),
        (
            "In Kosovo, Serbian police shelled Kosovo Liberation Army positions near the border on Friday, Tanjug said.",
            "Yugoslav People's Army",
            "Kosovo Liberation Army",
        ),
        ("13 Malian soldiers killed in heavy Timbuktu fighting on Sunday.", None, "Malian government forces"),
        (
            "Rebels in Mali launched an assault on Sunday to push government forces back from the road to Gao.",
            "Rebels (Mali)",
            "Malian government forces",
        ),
        (
            "The army shelled rebels in Syria and Islamic State militants fled. Syrian Democratic Forces fighters captured a hill.",
            "Syrian Democratic Forces",
            "Islamic State",
        ),
    ],
)
def test_both_sides_of_a_fight(text: str, actor: str | None, target: str) -> None:
    assert (actor, target) in sides(text)


def test_a_government_s_militia_fights_rebels_not_the_government() -> None:
    militia = Party("NDF", 0, 3, "National Defense Forces", "militia")
    assert side_of(militia) == "state"
    assert sides_against(militia) == ("rebel", "militia")
    assert sides_against(Party("rebels", 0, 6, "Rebels (Mali)", "rebel")) == ("state",)
    assert sides_against(Party("SDF", 0, 3, "Syrian Democratic Forces", "rebel")) == ()


def test_parties_with_known_foes_stand_in_the_registry() -> None:
    assert {n for n in known_foes() if n not in registry() and not n.endswith(" government forces")} == set()


@pytest.mark.parametrize(
    ("title", "text", "home"),
    [
        ("US-led strike kills 18", "Jets hit a market in Syria on Monday. The US military said US pilots erred.", "SY"),
        (None, "Britain-based monitors said Islamic State in Iraq fighters shot a man in Syria.", "SY"),
        (None, "Turkish police said a bomb killed 30 people in Turkey on Monday. The Syrian government denied it.", "TR"),
    ],
)
def test_a_report_is_about_the_country_where_things_happen(title: str | None, text: str, home: str) -> None:
    assert setting_of(Report(report_id="r", text=text, title=title)).home == home
