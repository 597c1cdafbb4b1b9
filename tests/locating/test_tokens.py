"""Words of a text: one search, the same words as the plain way of writing it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from copydesk.locating.tokens import tokenise

PLAIN = re.compile(r"(?:[A-Z]\.){2,}|(?:St|Ft|Mt|Ste)\.(?= [A-Z])|W\.Va\.|[^\W_]+(?:['’`](?!s\b|S\b)[^\W_]+)*")
PIECES = ["U", ".", "S", "t", "W", "Va", " ", "'", "’", "s", "e", "M", "_", "3", "é", "St.", "Ste.", "W.Va.", "-"]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_words_are_those_of_the_plain_pattern(text: str) -> None:
    assert [(t.start, t.end) for t in tokenise(text)] == [m.span() for m in PLAIN.finditer(text)]


def test_what_is_known_of_a_word() -> None:
    words = tokenise("U.S. jets over St. Louis and Ba'albek-Zahle's road")
    assert [w.text for w in words] == ["U.S.", "jets", "over", "St.", "Louis", "and", "Ba'albek", "Zahle", "s", "road"]
    assert [w.low for w in words][:4] == ["us", "jets", "over", "st"]
    assert [w.capital for w in words] == [True, False, False, True, True, False, True, True, False, False]
