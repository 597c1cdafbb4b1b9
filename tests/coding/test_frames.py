"""Roles where several triggers stand in a sentence, or one trigger spans several words."""

from __future__ import annotations

import pytest

from copydesk.coding.references import Memory
from copydesk.coding.roles import Roles, assign_roles
from copydesk.coding.scenes import read_scene
from copydesk.coding.setting import Setting
from copydesk.coding.tokens import tokenise
from copydesk.coding.triggers import Form, Frame, Trigger

Mark = tuple[str, Frame, Form, str]


def read(text: str, *marks: Mark) -> list[Roles]:
    """The roles of each marked run of words: (words, frame, form, class)."""
    tokens = tokenise(text)
    triggers = []
    for words, frame, form, happening in marks:
        start = text.index(words)
        first = next(n for n, t in enumerate(tokens) if t.start == start)
        last = next(n for n, t in enumerate(tokens) if t.end == start + len(words))
        kind = "Explosions/Remote violence" if happening in ("air", "shell") else "Battles"
        span = (start, start + len(words), first, last, "test", happening, kind, "", "", None, form, frame)
        triggers.append(Trigger(*span, 0, len(text), 0, len(tokens) - 1))
    scene = read_scene(text, tokens, triggers, Setting(("SY",), None, 2015), Memory())
    return [assign_roles(scene, t) for t in triggers]


@pytest.mark.parametrize(
    ("text", "marks", "actors", "targets"),
    [
        (
            "Two were hurt when regime warplanes struck a convoy.",
            [("warplanes struck", "act", "noun", "air")],
            ["regime warplanes"],
            ["convoy"],
        ),
        (
            "A missile fired by Syrian forces hit a bus.",
            [("missile fired by Syrian forces hit", "act", "noun", "shell")],
            ["Syrian forces"],
            ["bus"],
        ),
        (
            "Troops ousted the Islamic State group from Hama.",
            [("ousted the Islamic State group from", "act", "active", "capture")],
            ["Troops"],
            ["Islamic State group"],
        ),
        (
            "Rebels shelled a base, killing nine soldiers.",
            [("killing", "act", "gerund", "kill"), ("shelled", "act", "active", "shell")],
            ["Rebels"],
            ["nine soldiers"],
        ),
        (
            "Rebels attacked a base and killed nine soldiers.",
            [("killed", "act", "active", "kill"), ("attacked", "act", "active", "assault")],
            ["Rebels"],
            ["nine soldiers"],
        ),
        (
            "Nine soldiers were killed in clashes with ISIS.",
            [("clashes", "mutual", "noun", "clash"), ("killed", "act", "passive", "kill")],
            ["ISIS"],
            ["Nine soldiers"],
        ),
        (
            "Nine soldiers were killed when ISIS stormed a base.",
            [("killed", "act", "passive", "kill"), ("stormed", "act", "active", "assault")],
            ["ISIS"],
            ["Nine soldiers"],
        ),
        (
            "Nine people died in shelling by rebels.",
            [("died", "undergo", "active", "dead"), ("shelling", "act", "noun", "shell")],
            ["rebels"],
            ["Nine people"],
        ),
        (
            "Raids on a market killed 21 people.",
            [("Raids", "act", "noun", "air"), ("killed", "act", "active", "kill")],
            [],
            ["21 people", "market"],
        ),
        ("Rebels captured the town after clashes with ISIS.", [("captured", "act", "active", "capture")], ["Rebels"], ["ISIS"]),
        ("The army captured a district held by the rebels.", [("captured", "act", "active", "capture")], ["army"], ["rebels"]),
        ("The regime shelled villages near Hama.", [("shelled", "act", "active", "shell")], ["regime"], ["villages"]),
        ("The Front (FMLN) said its warplanes bombed a bridge.", [("bombed", "act", "active", "air")], ["warplanes"], ["bridge"]),
        (
            "The coalition said it had carried out strikes on a depot.",
            [("strikes", "act", "noun", "air")],
            ["coalition"],
            ["depot"],
        ),
        (
            "The group in Aleppo, mostly rebels and foreigners who attacked a base, fled.",
            [("attacked", "act", "active", "assault")],
            None,
            ["base"],
        ),
        ("A bomb exploded near a power tower.", [("exploded", "undergo", "active", "air")], [], ["power tower"]),
        ("After clashes, rebels who fled lost the base to ISIS.", [("lost", "lose", "active", "capture")], ["ISIS"], None),
        ("The town fell to ISIS.", [("fell", "fall", "active", "capture")], ["ISIS"], []),
        ("Fighting raged as rebels and troops clashed.", [("clashed", "mutual", "active", "clash")], ["rebels"], ["troops"]),
    ],
)
def test_scenes(text: str, marks: list[Mark], actors: list[str] | None, targets: list[str] | None) -> None:
    roles = read(text, *marks)[0]
    assert actors is None or [p.text for p in roles.actors] == actors
    assert targets is None or [p.text for p in roles.targets] == targets


def test_many_triggers_end() -> None:
    text = "rebels attacked troops and killed men, " * 40
    tokens = tokenise(text)
    triggers = [
        Trigger(t.start, t.end, n, n, "test", "kill", "Battles", "", "", None, "passive", "act", 0, len(text), 0, len(tokens) - 1)
        for n, t in enumerate(tokens)
        if t.text in ("attacked", "killed")
    ]
    scene = read_scene(text, tokens, triggers, Setting(("SY",), None, 2015), Memory())
    assert len([assign_roles(scene, t) for t in triggers]) == 80
