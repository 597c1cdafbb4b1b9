"""Whose deed it was, told behind the account: lent to the nearest account that knows nobody by name, and to none by a denial."""

from __future__ import annotations

import pytest

from tests.coding.test_claims_carrying import actors, mentions

DEED = "A car bomb killed five people near a bank in Bogota, Colombia, on Monday. "


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("In a call to a radio station the ELN claimed responsibility for the attack.", {"ELN"}),
        ("The police said that the ELN is responsible for this crime.", {"ELN"}),
        ("The crime was perpetrated by three individuals, a witness said.", {"three individuals"}),
        ("The governor accused the ELN of the crime.", {"ELN"}),
        ("The incident was presumably carried out by ELN guerrillas.", {"ELN guerrillas", "ELN"}),
        ("The ELN denied responsibility for the attack.", set()),
        ("No group has claimed responsibility for the attack.", set()),
        ("The judge wants to punish those responsible for the crime.", set()),
        ("The mayor praised the army's action.", set()),
    ],
)
def test_who_a_report_says_it_was(behind: str, expected: set[str]) -> None:
    assert actors([m for m in mentions(DEED + behind) if m.status == "occurred"]) == expected


def test_a_known_perpetrator_stays() -> None:
    found = mentions(
        "FARC rebels killed five people in Colombia on Monday. The ELN is responsible for the crime, the governor said."
    )
    assert "ELN" not in actors(found)


def test_who_is_named_goes_before_who_is_only_described() -> None:
    found = mentions("Gunmen killed five people in Bogota, Colombia, on Monday. The ELN claimed responsibility for the attack.")
    assert [a.text for a in found[0].actors] == ["ELN", "Gunmen"]
