"""Nameless guerrillas of the one organisation that a report names; a fight's sides once each."""

from __future__ import annotations

import pytest

from copydesk.coding.coder import code_report
from copydesk.model.records import Mention, Report


def mentions(text: str) -> list[Mention]:
    return code_report(Report(report_id="r", text=text, sha256="", published="1989-05-02")).mentions


def actors(text: str, happening: str) -> list[str]:
    return [a.text for m in mentions(text) if m.sub_event_type == happening for a in m.actors]


def test_guerrillas_are_of_the_only_organisation_that_acts() -> None:
    text = "Guerrillas killed the mayor of Perquin, El Salvador, and two peasants on Monday. "
    assert {"Guerrillas", "FMLN"} <= set(actors(text + "The FMLN also kidnapped a landowner near the town on Monday.", "Attack"))
    assert actors(text + "The FMLN was silent.", "Attack") == ["Guerrillas"]


def test_guerrillas_of_a_report_that_names_two_organisations_stay_nameless() -> None:
    text = (
        "Guerrillas killed the mayor of Uribe, Colombia, and two peasants on Monday. The FARC and the ELN have asked voters to stay"
        " at home."
    )
    assert actors(text, "Attack") == ["Guerrillas"]


@pytest.mark.parametrize("says", ["denied that it was involved", "has condemned the crime"])
def test_guerrillas_are_not_of_an_organisation_that_denies_it(says: str) -> None:
    text = f"Guerrillas killed the mayor of Perquin, El Salvador, and two peasants on Monday. The FMLN {says}."
    assert actors(text, "Attack") == ["Guerrillas"]


def test_militants_may_be_of_any_group() -> None:
    text = "Militants killed the mayor of Azaz, Syria, and two farmers on Monday. The Nusra Front has asked people to stay at home."
    assert actors(text, "Attack") == ["Militants"]


def test_a_side_of_a_fight_is_given_once() -> None:
    text = "FARC guerrillas clashed with army troops in Uribe, Colombia, on Monday. Two soldiers were killed."
    assert actors(text, "Armed clash").count("FARC") >= 1
    assert "FARC guerrillas" not in actors(text, "Armed clash")


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Two soldiers were charged on Monday with the massacre of 12 peasants in Panzos, Guatemala.", "Two soldiers"),
        ("Carlos Ruiz was the mastermind of the massacre of 12 peasants in Panzos, Guatemala, on Monday.", "Carlos Ruiz"),
        ("Army troops were accused of the massacre of 12 peasants in Panzos, Guatemala, on Monday.", "Army troops"),
    ],
)
def test_who_is_charged_is_the_perpetrator(text: str, actor: str) -> None:
    assert actor.lower() in {a.lower() for a in actors(text, "Attack")}


def test_captured_fighters_are_no_hostages() -> None:
    found = {m.sub_event_type for m in mentions("The army captured 20 rebels near Aleppo, Syria, on Monday.")}
    assert "Abduction/forced disappearance" not in found


def test_dynamite_that_is_found_did_not_explode() -> None:
    found = {m.sub_event_type for m in mentions("Police found a van with 15 kg of dynamite in Bogota, Colombia, on Monday.")}
    assert "Remote explosive/landmine/IED" not in found


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        (
            "Six people were killed in the attack in Lima, Peru, on Monday. The blast was the work of urban guerrillas.",
            "urban guerrillas",
        ),
        (
            "A bomb exploded in a bus in Lima, Peru, on Monday, killing six people. Police said the attack could have been"
            " carried out by the Shining Path.",
            "Shining Path",
        ),
    ],
)
def test_whose_work_it_was(text: str, actor: str) -> None:
    assert actor in {a.text for m in mentions(text) for a in m.actors}


def test_an_ambushed_helicopter_did_not_bomb() -> None:
    found = {m.sub_event_type for m in mentions("FMLN units ambushed an army helicopter near Perquin, El Salvador, on Monday.")}
    assert found == {"Armed clash"}


@pytest.mark.parametrize(
    "text",
    [
        "The rebels took several prisoners near Raqqa, Syria, on Monday.",
        "Two suspects were captured in Bogota, Colombia, on Monday.",
        "The operation in Panama on Monday was aimed at kidnapping General Noriega.",
    ],
)
def test_no_abduction_is_told(text: str) -> None:
    kind = "Abduction/forced disappearance"
    assert not [m for m in mentions(text) if m.sub_event_type == kind and m.status == "occurred"]
