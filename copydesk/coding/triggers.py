"""The words that tell of a happening, and the clause they stand in."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Form = Literal["active", "passive", "infinitive", "gerund", "noun"]
"""How the trigger stands: "active" (attacked), "passive" (were attacked, or a bare participle after its noun: "a man killed in"),
"infinitive" (to attack), "gerund" (attacking), "noun" (the attack, heavy shelling)."""

Frame = Literal["act", "undergo", "mutual", "repel", "lose", "fall"]
"""Who does what, for an active verb; a noun of the same frame carries it in "of", "by", "on", "between" or before itself.
act      subject does it to the object (attacked, captured, "attack on X by Y")
undergo  subject suffers it (died, perished, "the death of X"); nobody is named as doing it but after "by", "from", "in a Y strike"
mutual   both sides (clashed with, fought, "clashes between X and Y"): the first is actor, the second target
repel    subject stops what the object does (repelled an attack by X): X is actor, the subject is target
lose     subject loses the object, "to" X (lost the town to X, withdrew from): X is actor, the subject is target
fall     subject is a place or thing, "to" X ("the town fell to X"): X is actor"""


class Trigger(Struct, frozen=True):
    """One place in a sentence where an ontology rule fired; offsets count in the sentence's string, indexes in its tokens."""

    start: int
    end: int
    first: int  # index of the first token of the trigger
    last: int  # index of its last token
    rule: str
    happening: str  # class of ontology.toml
    event_type: str
    sub_event_type: str
    plover: str
    plover_mode: str | None
    form: Form
    frame: Frame
    clause_start: int  # offsets of the clause that the trigger stands in
    clause_end: int
    clause_first: int  # token indexes of that clause, both inclusive
    clause_last: int
