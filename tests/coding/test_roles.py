"""Who did it to whom, over the frames and forms of triggers."""

from __future__ import annotations

import pytest

from copydesk.coding import code_report
from copydesk.coding.references import Memory, after
from copydesk.coding.roles import Roles, assign_roles
from copydesk.coding.scenes import read_scene
from copydesk.coding.setting import Setting
from copydesk.coding.tokens import tokenise
from copydesk.coding.triggers import Form, Frame, Trigger
from copydesk.model import Report

SYRIA = Setting(("SY",), None, 2015)


def read(text: str, word: str, frame: Frame = "act", form: Form = "active", memory: Memory | None = None) -> Roles:
    """The roles of the trigger `word` in a sentence of one clause."""
    tokens = tokenise(text)
    first = next(n for n, t in enumerate(tokens) if t.text == word)
    trigger = Trigger(
        start=tokens[first].start,
        end=tokens[first].end,
        first=first,
        last=first,
        rule="test",
        happening="clash",
        event_type="Battles",
        sub_event_type="Armed clash",
        plover="ASSAULT",
        plover_mode=None,
        form=form,
        frame=frame,
        clause_start=0,
        clause_end=len(text),
        clause_first=0,
        clause_last=len(tokens) - 1,
    )
    return assign_roles(read_scene(text, tokens, [trigger], SYRIA, memory or Memory()), trigger)


@pytest.mark.parametrize(
    ("text", "word", "frame", "form", "actors", "targets"),
    [
        (
            "Turkish troops attacked ISIS militants near Jarablus.",
            "attacked",
            "act",
            "active",
            ["Turkish troops"],
            ["ISIS militants"],
        ),
        ("A market was shelled by government forces.", "shelled", "act", "passive", ["government forces"], ["market"]),
        ("The Israeli air raid on a convoy came at dawn.", "raid", "act", "noun", ["Israeli"], ["convoy"]),
        ("The bombardment of a hospital by rebels went on.", "bombardment", "act", "noun", ["rebels"], ["hospital"]),
        ("Clashes between the army and ISIS went on.", "Clashes", "mutual", "noun", ["army"], ["ISIS"]),
        ("Rebels clashed with government troops in Hama.", "clashed", "mutual", "active", ["Rebels"], ["government troops"]),
        ("The army repelled an attack by ISIS on the base.", "repelled", "repel", "active", ["ISIS"], ["army"]),
        ("Rebels lost the village to ISIS.", "lost", "lose", "active", ["ISIS"], ["Rebels"]),
        ("The village fell to the rebels.", "fell", "fall", "active", ["rebels"], []),
        ("Gunmen who stormed a school fled.", "stormed", "act", "active", ["Gunmen"], ["school"]),
        ("A bomb killed five civilians.", "killed", "act", "active", [], ["five civilians"]),
    ],
)
def test_frames(text: str, word: str, frame: Frame, form: Form, actors: list[str], targets: list[str]) -> None:
    roles = read(text, word, frame, form)
    assert [p.text for p in roles.actors] == actors
    assert [p.text for p in roles.targets] == targets
    assert all(text[p.start : p.end] == p.text for p in [*roles.actors, *roles.targets, *roles.weapons])


def test_pronoun_points_back_two_sentences() -> None:
    first = read("ISIS attacked a village.", "attacked")
    memory = after(Memory(), [], first.actors)
    roles = read("They shelled a hospital.", "shelled", memory=memory)
    assert [p.name for p in roles.actors] == ["Islamic State"]
    later = after(after(memory, [], []), [], [])
    assert read("They shelled a hospital.", "shelled", memory=later).actors == []


@pytest.mark.parametrize(
    ("text", "word", "frame", "form", "actors", "targets"),
    [
        # who did it, in words around a noun
        ("Rebels launched an attack on a checkpoint.", "attack", "act", "noun", ["Rebels"], ["checkpoint"]),
        ("The army was blamed for the attack on a market.", "attack", "act", "noun", ["army"], ["market"]),
        ("The attack on a market was blamed on the rebels.", "attack", "act", "noun", ["rebels"], ["market"]),
        ("Officials blamed the rebels for the attack on a market.", "attack", "act", "noun", ["rebels"], ["market"]),
        ("Police attributed the bombing to the rebels.", "bombing", "act", "noun", ["rebels"], []),
        ("The town came under attack by ISIS.", "attack", "act", "noun", ["ISIS"], []),
        ("The killing of Colonel Luis Romero shocked many.", "killing", "act", "noun", [], ["Luis Romero"]),
        ("Father Romero's murder shocked many.", "murder", "act", "noun", [], ["Romero"]),
        ("ISIS suicide attack left 12 people dead.", "attack", "act", "noun", ["ISIS"], ["12 people"]),
        # verbs
        ("Militants who fled and later attacked a school regrouped.", "attacked", "act", "active", ["Militants"], ["school"]),
        ("Regime raids killed at least 15 civilians.", "killed", "act", "passive", ["Regime"], ["15 civilians"]),
        ("A missile fired by Syrian forces killed five people.", "killed", "act", "passive", ["Syrian forces"], ["five people"]),
        ("Five people were killed in army air raids.", "killed", "act", "passive", ["army"], ["Five people"]),
        ("Troops were accused of torturing prisoners.", "torturing", "act", "gerund", ["Troops"], ["prisoners"]),
        ("They were shelled on a town held by the Islamic State.", "shelled", "act", "passive", [], []),
        ("The teacher, a nurse and five others were killed.", "killed", "act", "passive", [], ["teacher", "nurse", "five others"]),
        ("Guerrillas burned three vehicles -- a bus, a truck and a van.", "burned", "act", "active", ["Guerrillas"], None),
        # both sides
        ("The army fought ISIS near Palmyra.", "fought", "mutual", "active", ["army"], ["ISIS"]),
        ("Two soldiers died in clashes with ISIS.", "clashes", "mutual", "noun", ["Two soldiers"], ["ISIS"]),
        ("Rebels captured the town from ISIS.", "captured", "act", "active", ["Rebels"], ["ISIS"]),
        ("Rebels captured the regime-held town.", "captured", "act", "active", ["Rebels"], ["regime-held"]),
        ("The army foiled an ISIS attack.", "foiled", "repel", "active", ["ISIS"], ["army"]),
        # what a comma cut off
        ("A nurse was kidnapped, apparently by the rebels.", "kidnapped", "act", "passive", ["rebels"], ["nurse"]),
        # nobody named, nobody guessed
        ("An explosion shook the capital.", "explosion", "act", "noun", [], []),
        ("Abdel Rahman said ten were killed.", "killed", "act", "passive", [], []),
        ("Russia and Turkey bombed the rebels.", "bombed", "act", "active", ["Russia", "Turkey"], ["rebels"]),
    ],
)
def test_more_wordings(text: str, word: str, frame: Frame, form: Form, actors: list[str], targets: list[str] | None) -> None:
    roles = read(text, word, frame, form)
    assert [p.text for p in roles.actors] == actors
    if targets is not None:
        assert [p.text for p in roles.targets] == targets
    assert all(text[p.start : p.end] == p.text for p in [*roles.actors, *roles.targets])


def test_group_gets_the_name_of_the_party_before() -> None:
    first = read("ISIS attacked a village.", "attacked")
    memory = after(Memory(), [], first.actors)
    assert [p.name for p in read("The group shelled a hospital.", "shelled", memory=memory).actors] == ["Islamic State"]
    assert read("The group shelled a hospital.", "shelled").actors == []


def test_he_who_suffered_it_is_the_last_person_named() -> None:
    text = "Colonel Luis Romero arrived."
    scene = read_scene(text, tokenise(text), [], SYRIA, Memory())
    memory = after(Memory(), scene.persons, [])
    assert [p.text for p in read("He was kidnapped.", "kidnapped", form="passive", memory=memory).targets] == ["Luis Romero"]


def test_who_helped_stands_beside_who_did():
    text = "On 26 January 2017 Syrian government forces, backed by Russian troops, repelled an ISIS attack near Palmyra."
    code = code_report(Report(report_id="r", text=text))
    (told,) = [m for m in code.mentions if m.outcome == "repelled"]
    assert [p.name for p in told.targets] == ["Syrian government forces", "Russian armed forces"]
    assert told.actors[0].name == "Islamic State"
