"""Who did it by other words than the happening's own, and parties that a report tells elsewhere."""

from __future__ import annotations

import pytest

from copydesk.coding import code_report
from copydesk.coding.setting import setting_of
from copydesk.model import Report
from copydesk.model.records import Mention


def mentions(text: str, title: str | None = None) -> list[Mention]:
    return code_report(Report(report_id="r", text=text, title=title, published="2016-07-04")).mentions


def actors(found: list[Mention]) -> set[str]:
    return {a.text for m in found for a in m.actors}


def targets(found: list[Mention]) -> set[str]:
    return {t.text for m in found for t in m.targets}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        (
            "In Peru the Tupac Amaru Revolutionary Movement (MRTA) today claimed responsibility for the kidnapping of a judge.",
            "Tupac Amaru Revolutionary Movement",
        ),
        ("The attack on a bus in Nairobi, Kenya, that killed nine on Monday, was carried out by Al-Shabaab.", "Al-Shabaab"),
        ("Mexican prosecutors blamed the Sinaloa Cartel for Monday's murder of Judge Ana Lopez in Culiacan.", "Sinaloa Cartel"),
        ("Two judges were kidnapped in Colombia on Monday by the so-called Simon Diaz cell of the ELN.", "ELN"),
        ("Seven peasants were murdered in Colombia on Monday by FARC 12th Front members.", "FARC 12th Front members"),
    ],
)
def test_who_did_it_by_other_words(text: str, actor: str) -> None:
    assert actor in actors(mentions(text))


def test_a_terrorist_attack_names_nobody() -> None:
    assert actors(mentions("A terrorist attack on a bus in Lima, Peru, killed five people on Monday.")) == set()


def test_what_was_the_target_of_an_attack_was_attacked() -> None:
    found = mentions("The Turkish embassy in Athens was the target of a bomb attack on Monday that wounded two guards.")
    assert "Turkish embassy" in targets(found)


def test_the_owner_of_a_house_is_not_what_was_hit() -> None:
    found = targets(mentions("Guerrillas attacked Senator Merino's home in San Salvador on Monday with explosives."))
    assert "home" in found
    assert not any("Merino" in t for t in found)


def test_a_title_is_no_second_victim() -> None:
    found = targets(mentions("Three gunmen shot dead Senator Ernesto Samper in Bogota, Colombia, on Monday."))
    assert "Ernesto Samper" in found
    assert "Senator" not in found


def test_a_truck_full_of_explosives_is_the_bomb() -> None:
    found = targets(
        mentions("A truck rigged with dynamite exploded outside a police building in Bogota on Monday, killing 23 people.")
    )
    assert "truck" not in found


@pytest.mark.parametrize(("city", "country"), [("Medellin", "CO"), ("Aleppo", "SY"), ("Maiduguri", "NG")])
def test_a_report_that_names_only_a_city_is_about_its_country(city: str, country: str) -> None:
    assert setting_of(Report(report_id="r", text=f"Gunmen killed five people in {city} on Monday.")).home == country


def test_raids_that_a_report_goes_on_about_are_flown_by_whom_it_names() -> None:
    found = mentions(
        "Russian warplanes bombed a market in Idlib, Syria, on Monday, killing 12 people. "
        "Another air strike killed six civilians in the town of Saraqeb on Tuesday."
    )
    later = [m for m in found if m.start > 80]
    assert later
    assert all(m.actor is not None and m.actor.name == "Russian armed forces" for m in later)


def test_who_held_the_ground_did_not_bomb_it() -> None:
    found = mentions(
        "Rebel shelling killed two people in Damascus, Syria, on Monday. "
        "Shelling of a rebel-held district of Aleppo killed 11 civilians on Tuesday."
    )
    assert all(a.kind != "rebel" for m in found if m.start > 60 for a in m.actors)


def test_a_murder_without_a_perpetrator_stays_without_one() -> None:
    found = mentions(
        "Guerrillas of the FARC killed two farmers near Tame, Colombia, on Monday. "
        "In Bogota a judge, Hector Perez, was murdered on Tuesday."
    )
    assert not any(m.actors for m in found if m.start > 70)


def test_the_other_side_of_a_fight_is_told_elsewhere() -> None:
    found = mentions(
        "Syrian troops clashed with Al-Nusra Front fighters near Aleppo on Monday. "
        "Syrian troops captured the village of Khalasa on Tuesday."
    )
    taken = [m for m in found if m.start > 70]
    assert taken
    assert all(m.target is not None and m.target.name == "Al-Nusra Front" for m in taken)


def test_nobody_fights_itself() -> None:
    found = mentions(
        "Syrian rebels attacked positions of the army near Aleppo on Monday, and the rebels said three rebels were killed."
    )
    assert found
    assert not any(t.name and t.name in {a.name for a in m.actors} for m in found for t in m.targets)


@pytest.mark.parametrize(
    ("text", "weapon"),
    [
        ("A bomb was thrown at a shop in San Salvador, El Salvador, on Monday.", "bomb"),
        ("There were four dynamite attacks on the pipeline in Arauca, Colombia, on Monday, guerrillas said.", "dynamite"),
    ],
)
def test_a_weapon_behind_an_article_or_a_number_is_no_verb_of_what_goes_on(text: str, weapon: str) -> None:
    assert weapon in {w.text for m in mentions(text) for w in m.weapons}


def test_raids_of_a_coalition_are_its_own() -> None:
    found = mentions("US-led raids on Raqqa in Syria killed 14 people on Monday, after a series of Russian air strikes in Homs.")
    assert {a.name for a in found[0].actors} == {"US-led coalition"}
