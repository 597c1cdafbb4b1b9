"""Who fights whom: the sides of a fight as one report tells them, in sentences of many wars."""

from __future__ import annotations

import pytest

from copydesk.coding import code_report
from copydesk.coding.actors import registry
from copydesk.coding.foes import known_foes, side_of, sides_against
from copydesk.coding.setting import setting_of
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
    named = set(known_foes()) | {n for foes in known_foes().values() for n in foes}
    composed = (" government forces", " government", "Rebels (Syria)")
    assert {n for n in named if n not in registry() and not n.endswith(composed)} == set()


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


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        ("Twelve soldiers killed fighting Boko Haram in Borno in Nigeria on Sunday.", "Boko Haram", "Nigerian government forces"),
        (
            "29 Malian rebels were killed in clashes with Malian troops on Sunday during a failed bid to retake Gao in Mali.",
            "Rebels (Mali)",
            "Malian government forces",
        ),
        (
            "Clashes broke out in Kidal in Mali on Sunday between the army and rebels after the rebels attacked a checkpoint.",
            "Rebels (Mali)",
            "Malian government forces",
        ),
        (
            "Lord's Resistance Army (LRA) fighters backed by Sudanese soldiers killed nine Congolese troops in Congo on Sunday.",
            "Lord's Resistance Army",
            "Congolese government forces",
        ),
    ],
)
def test_who_attacked_comes_first(text: str, actor: str, target: str) -> None:
    assert (actor, target) in sides(text)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Shells from the rebel enclave have hit Aden in Yemen, killing three people on Sunday.", "Rebels (Yemen)"),
        ("Rockets fired from rebel-held areas hit Aden in Yemen on Sunday, killing three people.", "Rebels (Yemen)"),
        ("Libya strikes: French jets destroy four tanks near Benghazi in Libya on Saturday.", "French armed forces"),
        (
            "The attack in Mali on Sunday that killed three soldiers was claimed by the main jihadist alliance JNIM.",
            "Jama'at Nusrat al-Islam wal-Muslimin",
        ),
        (
            "Syria's army was at war. In Iraq, army troops shelled a village on Sunday, killing two people.",
            "Iraqi government forces",
        ),
    ],
)
def test_whose_fire_it_was(text: str, actor: str) -> None:
    assert {name(m.actor) for m in mentions(text)} == {actor}


def test_an_aircraft_shot_down_is_no_attacker_and_its_army_s_loss_no_deed() -> None:
    text = "A Russian helicopter was shot down on Monday near Homs in Syria, in the biggest loss experienced by Russian forces."
    assert {(name(m.actor), name(m.target)) for m in mentions(text)} == {(None, "Russian armed forces")}


def test_a_sponsor_s_name_stands_for_the_party_that_the_report_names() -> None:
    text = "Syrian Democratic Forces surrounded Manbij in Syria. US-backed fighters seized three villages in Syria on Monday."
    assert {name(m.actor) for m in mentions(text)} == {"Syrian Democratic Forces"}
    assert {name(m.actor) for m in mentions(text.partition(". ")[2])} == {"US-backed fighters"}


def test_who_says_so_before_a_colon_did_not_do_it() -> None:
    title = "Syrian Coalition: Targeting Civilians Is Terrorism as 19 Civilians Killed in Russian Airstrikes on Deir Ezzor in Syria"
    assert {name(m.actor) for m in mentions("Nothing more is known.", title)} == {"Russian armed forces"}


@pytest.mark.parametrize(
    "text",
    [
        "Barrel bombs killed 12 people in Falluja in Iraq on Monday. The Iraqi army holds the roads around the town.",
        "Shells fired from Syria hit the Turkish town of Kilis on Monday, killing two people.",
    ],
)
def test_whose_fire_it_was_is_not_guessed(text: str) -> None:
    assert {m.actor for m in mentions(text) if m.actor} == set()
