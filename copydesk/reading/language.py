"""Which language a text is in.

English is told by the share of its commonest words, as that costs a tenth of the model; all else goes to py3langid
(https://github.com/adbar/py3langid), which is offline and deterministic.
"""

from __future__ import annotations

import re
from functools import cache

from copydesk.reading.rules import data

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAMPLE = 600  # characters looked at, from the body
_ENOUGH = 12  # words below which the model guesses


@cache
def _english() -> frozenset[str]:
    return frozenset(data("english")["words"].split())


def language_of(text: str) -> str | None:
    """ISO 639-1 code, or None where the text has no words.

    A text of under `_ENOUGH` words is taken for English where it is in Latin letters and the model has no better word for it.
    """
    words = _WORD.findall(text[:_SAMPLE])
    if not words:
        return None
    common = sum(w.casefold() in _english() for w in words)
    if common >= 3 and common >= 0.18 * len(words):
        return "en"
    if len(words) < _ENOUGH and (common or text[:_SAMPLE].isascii()):
        return "en"
    import py3langid  # noqa: PLC0415  (its model takes a while to load)

    code, _ = py3langid.classify(" ".join(words))
    return str(code)
