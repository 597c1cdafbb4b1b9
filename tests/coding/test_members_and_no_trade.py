"""Perpetrators: people of no trade, members of organisations, who is only cited, and names that are none of persons."""

from __future__ import annotations

import pytest

from tests.coding.test_claims_carrying import actors, mentions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A plane burned in Peru on Monday when a bomb, planted by unidentified persons, exploded.",
            {"unidentified persons"},
        ),
        ("Six priests were killed in San Salvador on Monday by men wearing military uniforms.", {"men wearing military uniforms"}),
        ("On Monday a group of rebels conducted an armed terrorist attack against Judge Ana Lopez in Peru.", {"group of rebels"}),
        (
            "In Peru a column of Shining Path guerrillas killed 16 peasants on Monday.",
            {"column of Shining Path guerrillas", "Shining Path"},
        ),
        (
            "National police members who were dressed in civilian clothes kidnapped a student in El Salvador on Monday.",
            {"National police"},
        ),
    ],
)
def test_who_did_it(text: str, expected: set[str]) -> None:
    assert actors(mentions(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Five farmers were killed by a bomb in Peru on Monday, according to military sources.",
        "A bus was burned and two people were killed on Monday in Victor Fajardo province, Peru.",
        "Dynamite destroyed a pipeline on Monday after the offer of President Virgilio Barco's government in Colombia.",
    ],
)
def test_nobody_is_named_who_did_it(text: str) -> None:
    assert actors(mentions(text)) == set()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "Two men threw an explosive device into a bank in Bogota, Colombia, on Monday, killing a guard.",
            {"Remote explosive/landmine/IED"},
        ),
        (
            "Two gunmen fired a rocket at a hotel in Kabul on Monday. Police arrived. The mayor came. Five people were "
            "killed in the attack.",
            {"Shelling/artillery/missile attack"},
        ),
    ],
)
def test_what_was_done(text: str, kinds: set[str | None]) -> None:
    assert {m.sub_event_type for m in mentions(text)} == kinds


def test_an_aircraft_that_was_destroyed_did_nothing() -> None:
    found = mentions("A cargo plane was partially destroyed in Colombia on Monday when a bomb exploded at the airport.")
    assert "Air/drone strike" not in {m.sub_event_type for m in found}


def test_a_demand_tells_of_no_deed() -> None:
    found = mentions("The rebels in El Salvador made demands. Stop bombing civilian targets in the villages of Chalatenango.")
    assert {m.status for m in found} <= {"hypothetical"}
