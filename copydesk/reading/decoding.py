"""Bytes to text: byte order mark, declared charset, UTF-8, then charset-normalizer's guess."""

from __future__ import annotations

import codecs
import re

from copydesk.model import UnreadableInput

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_HEAD = 8_192
_SAMPLE = 100_000  # bytes that the guess is made from
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decoded(data: bytes, declared: str | None = None) -> str:
    """The text of a file.

    `declared` is a charset that the page or its transfer names. Raises UnreadableInput for what is not text.
    """
    encoding = encoding_of(data, declared)
    if not encoding.startswith("utf-16") and looks_binary(data):
        raise UnreadableInput("is a binary file, not a text")
    return data.decode(encoding, "replace")


def encoding_of(data: bytes, declared: str | None = None) -> str:
    """The encoding of some bytes: by mark, as UTF-8 where they are valid, as declared, or as guessed."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if wide := _wide(data[:_HEAD]):
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3:  # a character cut in two at the end of a sample
            return "utf-8"
    else:
        return "utf-8"
    if declared:
        try:
            return codecs.lookup(declared).name
        except (LookupError, ValueError):
            pass
    return _guessed(data)


def looks_binary(data: bytes) -> bool:
    """Whether bytes are no text in any encoding: more than one control byte in a hundred, UTF-16 aside."""
    head = data[:_HEAD]
    return len(_CONTROLS.findall(head)) * 100 > len(head) and not _wide(head) and not data.startswith(_WIDE_MARKS)


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: in Western text nearly every other byte is NUL, and no other."""
    half = len(head) // 2
    low, high = head[0::2].count(0), head[1::2].count(0)
    if half < 8 or max(low, high) < 0.7 * half or min(low, high) > 0.1 * half:
        return None
    return "utf-16-le" if high > low else "utf-16-be"


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415  (takes a while to import)

    matches = from_bytes(data[:_SAMPLE])
    best = matches.best()
    if best is None:
        return "cp1252"
    # its neighbours read most Western texts as cleanly: between equals the commonest by far is the likelier
    alike = {m.encoding for m in matches if m.chaos <= best.chaos + 0.05} | set(best.could_be_from_charset)
    return "cp1252" if "cp1252" in alike else best.encoding
