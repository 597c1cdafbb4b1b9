"""The nouns of copydesk as typed records, and their Arrow schemas.

Every other room imports its types from here and nothing else.
"""

import importlib
from typing import TYPE_CHECKING, Any

from copydesk.model.errors import CopydeskError, UnreadableInput, WrongUse
from copydesk.model.records import (
    Account,
    Coding,
    Credit,
    Entity,
    Event,
    Evidence,
    Informant,
    Judgement,
    LineageEdge,
    Mention,
    Part,
    Party,
    Place,
    PlaceCandidate,
    Problem,
    Range,
    Repair,
    Report,
    Review,
    Sentence,
    Statement,
    Time,
    TollOf,
    Toponym,
)

if TYPE_CHECKING:
    from copydesk.model.arrow import batch_of, empty_batch, records_of, schema_of, type_of

__all__ = [
    "Account",
    "Coding",
    "CopydeskError",
    "Credit",
    "Entity",
    "Event",
    "Evidence",
    "Informant",
    "Judgement",
    "LineageEdge",
    "Mention",
    "Part",
    "Party",
    "Place",
    "PlaceCandidate",
    "Problem",
    "Range",
    "Repair",
    "Report",
    "Review",
    "Sentence",
    "Statement",
    "Time",
    "TollOf",
    "Toponym",
    "UnreadableInput",
    "WrongUse",
    "batch_of",
    "empty_batch",
    "records_of",
    "schema_of",
    "type_of",
]

_OF_ARROW = ("batch_of", "empty_batch", "records_of", "schema_of", "type_of")


def __getattr__(name: str) -> Any:
    """What needs Arrow is loaded when it is first asked for: a command's help does not."""
    if name not in _OF_ARROW:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module("copydesk.model.arrow"), name)
