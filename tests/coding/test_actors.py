"""The registry of actors, and the recognition of actors, persons and phrases in a sentence."""

from __future__ import annotations

import itertools
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.coding.actors import recognise, registry
from copydesk.coding.matching import Names, pieces
from copydesk.coding.persons import find_persons, names_of
from copydesk.coding.phrases import find_phrases
from copydesk.coding.setting import Setting, countries, setting_of, spell
from copydesk.coding.tokens import tokenise
from copydesk.model import Report

KINDS = {"state", "foreign-state", "rebel", "militia", "communal-militia"}
SYRIA = Setting(("SY",), None, 2015)


def names(text: str, setting: Setting = SYRIA) -> list[tuple[str, str | None, str]]:
    """What is recognised: its words, canonical name and kind."""
    return [(s.text, s.name, s.kind) for s in recognise(text, tokenise(text), setting)]


def test_registry_is_large_and_sound() -> None:
    actors = registry()
    assert len(actors) >= 400
    assert len({a.country for a in actors.values() if a.country}) >= 30
    assert sum(len(a.aliases) for a in actors.values()) >= 1500
    for actor in actors.values():
        assert actor.kind in KINDS, actor.name
        assert actor.source, actor.name
        assert set(actor.source) <= set("UAWM"), actor.name
        assert actor.successor is None or actor.successor in actors, actor.name
        assert actor.parent is None or actor.parent in actors, actor.name
        assert actor.since is None or actor.until is None or actor.since <= actor.until, actor.name
        assert actor.parent != actor.name


def test_successors_end() -> None:
    for actor in registry().values():
        seen = {actor.name}
        following = actor.successor
        while following is not None:
            assert following not in seen, actor.name
            seen.add(following)
            following = registry()[following].successor


def test_nusra_became_hts_and_tiger_forces_belong_to_the_army() -> None:
    actors = registry()
    assert actors["Al-Nusra Front"].successor == "Fatah al-Sham Front"
    assert actors["Fatah al-Sham Front"].successor == "Hayat Tahrir al-Sham"
    assert actors["Tiger Forces of the Syrian army"].parent == "Syrian government forces"


@pytest.mark.parametrize(
    "words", ["ISIS", "ISIL", "IS", "Daesh", "Da\u2019esh", "Islamic State", "Islamic State in Iraq and Syria"]
)
def test_aliases_of_islamic_state(words: str) -> None:
    assert names(f"Fighters of {words} withdrew.")[-1][1] == "Islamic State"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Turkish special forces fired.", "Turkish armed forces", "foreign-state"),
        ("Russia's air force struck.", "Russian armed forces", "foreign-state"),
        ("Assads forces fled.", "Syrian government forces", "state"),
        ("Syrias regime fell.", "Syrian government", "state"),
        ("Jabhat al Nuṣra said.", "Al-Nusra Front", "rebel"),
        ("Peoples Protection Units advanced.", "People's Protection Units (Kurdish)", "rebel"),
        ("The rebels fired.", "Rebels (Syria)", "rebel"),
        ("The army fired.", "Syrian government forces", "state"),
        ("Gunmen fired.", None, "unknown"),
        ("US-backed rebels fired.", "Rebels (Syria)", "rebel"),
    ],
)
def test_names_and_compositions(text: str, name: str | None, kind: str) -> None:
    assert [n[1:] for n in names(text)] == [(name, kind)]


def test_other_countries_compose_by_rule() -> None:
    kenya = Setting(("KE", "SO"), None, 2015)
    assert names("Kenyan air force jets bombed.", kenya)[0][1] == "Kenyan government forces"
    assert names("Ethiopian troops fired.", kenya)[0][1:] == ("Ethiopian government forces", "state")
    assert names("Burundian troops fired.", kenya)[0][2] in ("state", "foreign-state")


def test_namesakes_are_told_apart_by_country() -> None:
    colombia, bolivia = Setting(("CO",), None, 1989), Setting(("BO",), None, 1968)
    assert names("The National Liberation Army struck.", colombia)[0][1] == "National Liberation Army (Colombia)"
    assert names("The Bolivian National Liberation Army struck.", bolivia)[-1][1] == "National Liberation Army (Bolivia)"
    assert names("The Maoists struck.", Setting(("NP",), None, 2003))[0][1] == "Communist Party of Nepal (Maoist)"


def test_short_acronyms_need_capitals_and_their_country() -> None:
    assert names("He is in the town.") == []
    assert names("The eta of the bus.", Setting(("ES",))) == []
    assert names("ETA said so.", Setting(("ES",)))[0][1] == "Euskadi Ta Askatasuna"
    assert names("ETA said so.", SYRIA) == []


def test_terrorists_of_state_media_only() -> None:
    assert names("Terrorists fired.", Setting(("SY",), "SY"))[0][1] == "Rebels (Syria)"
    assert names("Terrorists fired.", SYRIA)[0][1] is None
    assert names("Terrorists fired.", Setting(("FR", "BE"), "SY"))[0][1] is None


def test_control_is_no_actor() -> None:
    sightings = recognise("rebel-held Douma", tokenise("rebel-held Douma"), SYRIA)
    assert [s.basis for s in sightings] == ["holder"]


def test_setting_counts_countries_and_knows_outlets() -> None:
    report = Report(report_id="r", text="Syrian troops in Syria met Turkish troops.", outlet="SANA", published="2015-07-01")
    setting = setting_of(report)
    assert setting.countries[:2] == ("SY", "TR")
    assert (setting.speaks_for, setting.year, setting.home) == ("SY", 2015, "SY")
    assert setting_of(Report(report_id="r", text="Nothing here.")).home is None


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("Bandits attacked a village in Zamfara and took 20 farmers away.", "NG"),
        ("YANGON -- Soldiers shot at a crowd. Chinese-owned shops were burnt. A Chinese diplomat complained.", "MM"),
        ("Militants raided a camp in Basilan. They hold Malaysian sailors; a Malaysian envoy is on his way.", "PH"),
        ("Soldiers fired on Saturday in Andijan. Kyrgyz guards heard it, Kyrgyz doctors said.", "UZ"),
        ("Shells hit a school in Syria on Monday, SANA said. SANA showed the crater.", "SY"),
        ("A SWAT team of the United States shot two gunmen on Monday. The SWAT team lost nobody.", "US"),
    ],
)
def test_the_regions_and_towns_of_a_report_say_its_country(text: str, home: str) -> None:
    assert setting_of(Report(report_id="r", text=text)).home == home


def test_spelling_without_a_country() -> None:
    assert spell("Rebels ({country})", None) == "Rebels"
    assert spell("{adjective} government forces", None) is None
    assert spell("{adjective} government forces", countries()["SY"]) == "Syrian government forces"
    assert spell(None, None) is None


def test_names_longest_first_and_articles() -> None:
    index = Names([("National Army", 1), ("National Army of Y", 2)])
    assert [f.entries for f in index.find(tokenise("the National Army of Y"))] == [(2,)]
    assert pieces("al-N\u016bsra") == ("nusra",)
    assert pieces("'s") == ()


def test_persons_with_titles_and_first_names() -> None:
    text = "President Bashar al-Assad met Maria Elena Diaz, and attorney general roberto Garcia Alvarado. Diaz left."
    tokens = tokenise(text)
    persons = find_persons(text, tokens, {}, frozenset())
    assert [p.text for p in persons] == ["Bashar al-Assad", "Maria Elena Diaz", "roberto Garcia Alvarado"]
    known = names_of(persons)
    assert known["diaz"] == "Maria Elena Diaz"
    again = find_persons("Diaz left.", tokenise("Diaz left."), known, frozenset())
    assert [(p.text, p.full) for p in again] == [("Diaz", "Maria Elena Diaz")]


def test_phrases_take_in_partitives_and_owners() -> None:
    text = "Members of the FMLN burned a hospital ambulance near ISIS positions and two car bombs."
    phrases, _ = find_phrases(text, tokenise(text), Setting(("SV",), None, 1989), {})
    said = [(p.text, p.name, p.kind) for p in phrases]
    assert said[0] == ("Members of the FMLN", "Farabundo Marti National Liberation Front", "rebel")
    assert ("hospital ambulance", "Health and aid workers (El Salvador)", "vehicle") in said
    assert not any(p.text.endswith("car") for p in phrases)
    assert all(text[p.start : p.end] == p.text for p in phrases)


@given(st.text(alphabet=string.printable + "éñ\u2019ا", max_size=200))
def test_any_text_is_read(text: str) -> None:
    tokens = tokenise(text)
    phrases, persons = find_phrases(text, tokens, SYRIA, {})
    assert all(text[p.start : p.end] == p.text for p in phrases)
    assert all(a.last < b.first for a, b in itertools.pairwise(phrases))
    assert all(p.first <= p.last < len(tokens) for p in persons)


def test_hamas_needs_its_country() -> None:
    assert names("Hamas countryside was shelled.") == []
    assert names("Hamas fired rockets.", Setting(("PS",), None, 2015)) == [("Hamas", "Hamas", "rebel")]


def test_a_group_of_a_country_is_not_its_army() -> None:
    assert names("A Syrian rebel Islamist group attacked.") == [("Syrian rebel Islamist group", "Rebels (Syria)", "rebel")]
    assert names("A Syrian group attacked.") == [("Syrian group", None, "unknown")]
