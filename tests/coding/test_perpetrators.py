"""Who did it, in wordings of reports: whole sentences of several wars, and the first actor that is read in them."""

from __future__ import annotations

import pytest

from copydesk.coding import code_report
from copydesk.model import Mention, Report


def mentions(text: str, outlet: str | None = None) -> list[Mention]:
    return code_report(Report(report_id="r", text=text, outlet=outlet, published="2016-06-01")).mentions


def actors(text: str, outlet: str | None = None) -> set[str | None]:
    """The canonical names of the first actors of all mentions; words where there is no name."""
    return {m.actors[0].name or m.actors[0].text if m.actors else None for m in mentions(text, outlet)}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The war in Mali goes on. At least 10 Malian soldiers killed in French raids.", "French armed forces"),
        ("Nigerian troops fighting Boko Haram captured a village in Borno on Monday.", "Nigerian government forces"),
        ("Iraqi rebels that are fighting Islamic State militants took control of a base.", "Rebels (Iraq)"),
        ("Somali army kills 40 al-Shabaab fighters in Bay region recaptures town.", "Somali government forces"),
        ("A bomb attack in northwest Pakistan killed three people on Sunday.", None),
        ("Kenyan army units clashed with al-Shabaab militants who tried to storm a base.", "Al-Shabaab"),
        ("Jet strikes blamed on the Sudanese army hit a market in Darfur killing 12 people.", "Sudanese government forces"),
        ("Gunmen affiliated to Boko Haram fired a rocket on a village in Nigeria, killing three.", "Boko Haram"),
        ("In Somalia a bomber from al Qaeda's affiliate al-Shabaab shelled a village killing three.", "Al-Shabaab"),
        ("Al-Shabaab, Somalia's al-Qaeda affiliate, launched an attack on an army base in Somalia.", "Al-Shabaab"),
        ("Boko Haram (also known as ISWAP) terrorists shot dead three farmers in Borno, Nigeria.", "Boko Haram"),
        ("In Syria regime snipers shot dead a child in Homs on Friday.", "Syrian government forces"),
        ("Junta warplanes bombed a village in Myanmar killing 12 people on Monday.", "Burmese government forces"),
        ("Russian pilots bombed a village in Syria on Friday, killing three Syrian shepherds.", "Russian armed forces"),
        ("Air raids on Homs in Syria were carried out by either Russian or regime warplanes, killing 9.", "Russian armed forces"),
        (
            "The war in Syria: while Russia speaks of a truce in Syria, air strikes carried out by its forces killed nine.",
            "Russian armed forces",
        ),
        ("Fighters loyal to Syria's President Bashar al-Assad shelled Homs in Syria on Monday.", "Syrian government forces"),
        ("In Mali a local al-Qaeda linked group bombed an army checkpoint on Monday.", "Al-Qaeda"),
        ("Boko Haram fighters killed and wounded several farmers in Borno, Nigeria.", "Boko Haram"),
        (
            "Two were killed by an explosive device planted earlier by ELN rebels in Colombia.",
            "National Liberation Army (Colombia)",
        ),
        ("Elsewhere Nigerian troops and local vigilantes captured a Boko Haram camp.", "Nigerian government forces"),
        ("Hamas claimed responsibility for a bus bombing in Israel in which 22 people died.", "Hamas"),
        ("A car bomb killed nine in Kabul, Afghanistan. The Taliban claimed responsibility for the attack.", "Taliban"),
        ("Nine soldiers died in an assault in Mali claimed by the Macina Liberation Front.", "Macina Liberation Front"),
        ("After taking a hill in Marib in Yemen the army has captured two villages.", "Yemeni government forces"),
        ("The Iraqi army continued to push Islamic State back and captured two villages near Mosul.", "Iraqi government forces"),
        ("People inspect the damage at a market in Yemen hit by air strikes on Friday.", None),
        ("Opposition shelling of government-held quarters of Taiz in Yemen killed nine civilians.", "Rebels (Yemen)"),
    ],
)
def test_wordings(text: str, actor: str | None) -> None:
    assert actors(text) == {actor}


def test_a_claim_names_only_the_deed_before_it() -> None:
    deeds = "Gunmen killed nine people in Kano, Nigeria. A car bomb killed six in Yola, Nigeria. "
    found = mentions(deeds + "Boko Haram claimed responsibility for the bombing.")
    assert [[a.name for a in m.actors] for m in found[:2]] == [[None], ["Boko Haram"]]


def test_a_date_line_owns_nobody() -> None:
    text = "PORT-AU-PRINCE, Haiti (AP) - Gang members shot dead nine people in Haiti on Monday."
    assert [m.actors[0].text for m in mentions(text)] == ["Gang members"]


def test_opposition_without_force_is_no_armed_party() -> None:
    assert "Rebels (Zambia)" not in actors("Zambian police shot dead two opposition supporters in Lusaka, Zambia on Monday.")


def test_words_for_nobody_yield_to_the_group_named_for_the_same_happening() -> None:
    text = "Two citizens were hurt in a terrorist mortar attack when al-Nusra Front terrorists shelled Daraa in Syria."
    assert actors(text, "sana") == {"Al-Nusra Front"}
