"""Weapons named in a clause."""

from __future__ import annotations

import pytest

from copydesk.coding.coder import code_report
from copydesk.coding.inflection import plural
from copydesk.coding.tokens import tokenise
from copydesk.coding.weapons import find_weapons
from copydesk.model.records import Report


@pytest.mark.parametrize(
    ("text", "weapons"),
    [
        ("A powerful car bomb exploded.", ["powerful car bomb"]),
        ("They fired AK-47 rifles and mortars.", ["AK-47 rifles", "mortars"]),
        ("Two bombs, then two more bombs went off.", ["bombs"]),
        ("A gas pipeline burned near the mine field.", []),
        ("The police confiscated six rifles and dynamite.", []),
        ("Gunmen fled on foot.", []),
        ("A drone strike hit the house.", []),
    ],
)
def test_weapons_of_a_clause(text: str, weapons: list[str]) -> None:
    tokens = tokenise(text)
    found = find_weapons(text, tokens, 0, len(tokens) - 1)
    assert [w.text for w in found] == weapons
    assert all(text[w.start : w.end] == w.text and w.kind == "weapon" for w in found)


def test_only_the_clause_is_searched() -> None:
    text = "They fired rockets but no grenades."
    tokens = tokenise(text)
    assert [w.text for w in find_weapons(text, tokens, 0, 2)] == ["rockets"]


@pytest.mark.parametrize(
    ("one", "many"), [("bomb", "bombs"), ("body", "bodies"), ("bus", "buses"), ("gunman", "gunmen"), ("key", "keys")]
)
def test_plurals(one: str, many: str) -> None:
    assert plural(one) == many


@pytest.mark.parametrize(
    ("text", "weapons"),
    [
        ("A car bomb exploded at a bank in Cali on Monday, killing two people. The powerful bomb wrecked the bank.", ["car bomb"]),
        (
            "A car bomb exploded in Cali on Monday, killing two. A bomb exploded in Lima on Friday, killing six.",
            ["car bomb", "bomb"],
        ),
        ("Rebels and soldiers fought with rifles and machine guns in Cali on Monday.", []),
        ("Rebels killed a judge with a rifle in Cali on Monday.", ["rifle"]),
        ("The judge was hit by two bullets that rebels fired in Cali on Monday.", []),
    ],
)
def test_one_answer_for_one_weapon(text: str, weapons: list[str]) -> None:
    found = code_report(Report(report_id="r", text=text)).mentions
    assert list(dict.fromkeys(w.text for m in found for w in m.weapons)) == weapons
