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
