"""Who did it to whom, over the frames and forms of triggers."""

from __future__ import annotations

import pytest

from copydesk.coding.actors import Setting
from copydesk.coding.references import Memory, after
from copydesk.coding.roles import Roles, assign_roles
from copydesk.coding.scenes import read_scene
from copydesk.coding.tokens import tokenise
from copydesk.coding.triggers import Form, Frame, Trigger

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
