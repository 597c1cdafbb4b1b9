"""Stretches of a report cut where evidence begins and ends, so that any view can mark it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import msgspec

from copydesk.model import Mention


@dataclass(frozen=True)
class Piece:
    """A stretch of text and the fields it is evidence for (none: plain text)."""

    text: str
    fields: tuple[str, ...] = ()


def pieces(text: str, start: int, end: int, spans: Mapping[str, Iterable[Sequence[int]]]) -> list[Piece]:
    """`text[start:end]` in pieces, each with the fields whose spans cover it; together they are that text."""
    inside = [(max(s, start), min(e, end), field) for field, held in spans.items() for s, e in held if s < end and e > start]
    cuts = sorted({start, end} | {c for s, e, _ in inside for c in (s, e)})
    return [
        Piece(text[a:b], tuple(dict.fromkeys(field for s, e, field in inside if s <= a and e >= b)))
        for a, b in pairwise(cuts)
        if a < b
    ]


def evidence_of(mention: Mention) -> dict[str, Any]:
    """The evidence spans of a mention by field, those with none left out."""
    return {field: spans for field, spans in msgspec.to_builtins(mention.evidence).items() if spans}


def quoted(mention: Mention) -> list[Piece]:
    """The clause that tells the mention, its evidence marked."""
    moved = {field: [[s - mention.start, e - mention.start] for s, e in spans] for field, spans in evidence_of(mention).items()}
    return pieces(mention.quote, 0, len(mention.quote), moved)
