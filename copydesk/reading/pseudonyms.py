"""Keyed pseudonyms for the writers of reader comments.

HMAC-SHA256 (RFC 2104) of the folded name under a key that lies outside the ledger: one writer gets one pseudonym throughout a
ledger, and without the key nobody can try names against it.
"""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections.abc import Iterable, Sequence

from msgspec import Struct

from copydesk.model import Part, Repair
from copydesk.model.offsets import to_text
from copydesk.reading.comments import author_spans

_PSEUDONYM = re.compile(r"commenter-[0-9a-f]{6}")


class Hidden(Struct, frozen=True):
    """A text whose comment writers are replaced, with everything that counts in its offsets."""

    text: str
    working: str
    parts: list[Part]
    repairs: list[Repair]


def pseudonym(name: str, key: bytes) -> str:
    """ "commenter-" and six hex digits; letter case, accents' encoding and spaces of the name do not matter."""
    folded = " ".join(unicodedata.normalize("NFKC", name).casefold().lstrip("@").split())
    return "commenter-" + hmac.new(key, folded.encode("utf-8", "replace"), "sha256").hexdigest()[:6]


def hide_writers(shown: Hidden, marked: Sequence[str], key: bytes) -> Hidden:
    """The same report with each comment writer's name replaced wherever a comment part says it.

    `marked` are the writers that a page's HTML names; others are found in the comments' lines. `shown.parts` count in
    `shown.working`, the repaired copy of `shown.text`.
    """
    text, working, parts, repairs = shown.text, shown.working, shown.parts, shown.repairs
    comments = [p for p in parts if p.role == "comment"]
    names = {working[a:b] for a, b in author_spans(working, comments)} | {n.strip(" :@") for n in marked if comments}
    names = {n for n in names if n and not _PSEUDONYM.fullmatch(n)}
    if not names:
        return shown
    said = re.compile("|".join(rf"(?<!\w)@?{re.escape(n)}(?!\w)" for n in sorted(names, key=len, reverse=True)), re.IGNORECASE)
    places = [(m.start(), m.end(), pseudonym(m.group(), key)) for p in comments for m in said.finditer(working, p.start, p.end)]
    places = _whole(places, repairs)
    in_text = [(*to_text(start, end, repairs), new) for start, end, new in places]
    kept = [r for r in repairs if not any(a <= r.start and r.end <= b for a, b, _ in places)]
    return Hidden(
        _replaced(text, in_text),
        _replaced(working, places),
        [Part(p.role, _moved(p.start, places), _moved(p.end, places)) for p in parts],
        [
            Repair(_moved(r.start, places), _moved(r.end, places), _moved(r.text_start, in_text), _moved(r.text_end, in_text))
            for r in kept
        ],
    )


def _whole(places: list[tuple[int, int, str]], repairs: Sequence[Repair]) -> list[tuple[int, int, str]]:
    """The places, each widened so that it cuts no repair in two."""
    widened = []
    for start, end, new in places:
        touched = [r for r in repairs if r.start < end and start < r.end]
        widened.append((min([start, *(r.start for r in touched)]), max([end, *(r.end for r in touched)]), new))
    return widened


def _replaced(text: str, places: Iterable[tuple[int, int, str]]) -> str:
    pieces, at = [], 0
    for start, end, new in places:
        pieces += [text[at:start], new]
        at = end
    return "".join([*pieces, text[at:]])


def _moved(offset: int, places: Iterable[tuple[int, int, str]]) -> int:
    shift = 0
    for start, end, new in places:
        if offset < end:
            return start + shift if offset > start else offset + shift
        shift += len(new) - (end - start)
    return offset + shift
