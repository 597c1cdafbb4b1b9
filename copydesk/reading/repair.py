"""The repaired copy of a text: mojibake, control characters and spacing put right, with the way back to the text's offsets.

Mojibake is told and repaired by ftfy (https://ftfy.readthedocs.io); the alignment of what it changed comes from an edit script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import ftfy
from rapidfuzz.distance import Indel

from copydesk.model import Repair

_CONFIG = ftfy.TextFixerConfig(uncurl_quotes=False, fix_latin_ligatures=True, fix_character_width=True, normalization="NFC")

_PIECE = 2_000  # characters handed to ftfy at once: it costs more than linear time, and an edit script quadratic time
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\x0b\x0c"
_UNSEEN = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\u061c\ufeff"
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x9f"

_SUSPICIOUS_ASCII = re.compile(r"[\x00-\x09\x0b-\x1f\x7f&](?:(?<!&)|(?=[#a-zA-Z]))")
# What may need repair: all but ASCII words, the usual typographic marks and letters of other scripts goes through ftfy.
_SUSPICIOUS = re.compile(
    rf"[{_SPACES}{_UNSEEN}{_CONTROLS}\r\u2028\u2029\u0300-\u036f\ufb00-\ufb06\uff01-\uffee]|[^\x00-\x7f\ufffd]{{2}}|[ÂÃ]|&[#a-zA-Z]"
)
# A sentence end run into the next sentence ("heavy losses.The army").
_RUN_ON = re.compile(r"[.!?](?<=[a-z][a-z][.!?])[\"”’]?(?=[A-Z][a-z]+(?:[ ,;:'’-]|$))")
_ADDRESS = re.compile(r"[./@:]\S*\Z|^www\b")
_SPACING = re.compile(rf"[{_SPACES}]|[{_UNSEEN}{_CONTROLS}]|\r\n?|[\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def without_surrogates(text: str) -> str:
    """The text with each lone surrogate replaced by U+FFFD, one for one: a lone surrogate cannot be stored as UTF-8."""
    return _SURROGATE.sub("\ufffd", text) if not text.isascii() else text


def clean(text: str) -> str:
    """A short string (a title, a name) repaired, its white space collapsed; no offsets are kept."""
    fixed, _ = repaired(without_surrogates(text))
    return " ".join(fixed.split())


def repaired(text: str) -> tuple[str, list[Repair]]:
    """The repaired copy and the places where it differs, in order; the text itself and an empty list where it needs none."""
    if not _suspicious(text) and not _RUN_ON.search(text):
        return text, []
    pieces: list[str] = []
    repairs: list[Repair] = []
    length = 0
    for start, end in _pieces(text):
        piece = text[start:end]
        fixed = _fixed(piece)
        if fixed != piece:
            repairs += _aligned(piece, fixed, start, length)
        pieces.append(fixed)
        length += len(fixed)
    return ("".join(pieces), _joined(repairs)) if repairs else (text, [])


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Spans of about `_PIECE` characters that end after a white space where there is one, covering the text."""
    start = 0
    while start < len(text):
        end = min(start + _PIECE, len(text))
        if end < len(text):
            cut = max(text.rfind("\n", start + 1, end), text.rfind(" ", start + _PIECE // 2, end))
            end = cut + 1 if cut > start else end
        yield start, end
        start = end


def _suspicious(text: str) -> bool:
    return (_SUSPICIOUS_ASCII if text.isascii() else _SUSPICIOUS).search(text) is not None


def _fixed(piece: str) -> str:
    if _suspicious(piece):
        piece = ftfy.fix_text(piece, _CONFIG)
        piece = _SPACING.sub(_spacing, piece)
    return _RUN_ON.sub(_apart, piece)


def _apart(match: re.Match[str]) -> str:
    """The sentence end with a space after it, but not inside an address."""
    before = match.string[max(0, match.start() - 60) : match.start()].rpartition(" ")[2]
    return match.group() if _ADDRESS.search(before) else match.group() + " "


def _spacing(match: re.Match[str]) -> str:
    found = match.group()
    if found[0] in "\r\u2028\u2029":
        return "\n"
    return " " if found in _space_characters() else ""


@cache
def _space_characters() -> frozenset[str]:
    return frozenset(chr(c) for c in range(0x3001) if re.match(f"[{_SPACES}]", chr(c)))


def _aligned(piece: str, fixed: str, text_start: int, start: int) -> Iterator[Repair]:
    for op in Indel.opcodes(piece, fixed):
        if op.tag != "equal":
            yield Repair(start + op.dest_start, start + op.dest_end, text_start + op.src_start, text_start + op.src_end)


def _joined(repairs: list[Repair]) -> list[Repair]:
    """Neighbouring repairs as one, so that no offset falls between the halves of a replacement."""
    joined: list[Repair] = []
    for repair in repairs:
        last = joined[-1] if joined else None
        if last and last.end == repair.start and last.text_end == repair.text_start:
            joined[-1] = Repair(last.start, repair.end, last.text_start, repair.text_end)
        else:
            joined.append(repair)
    return joined
