"""The repaired copy: what is put right, and that every offset finds its way back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.model.offsets import to_text
from copydesk.reading.repair import clean, repaired, without_surrogates

PIECES = st.sampled_from(
    [
        "â€™",
        "Ã©",
        "Â ",
        "The army",
        " took\u00a0it.",
        "lost.The men",
        "\r\n",
        "\x00",
        "\u202e",
        "&amp;",
        "é",
        "“",
        "\ufffd",
        " ",
        "ﬁ",
        "e\u0301",
    ]
)


def applied(text: str) -> str:
    """The repaired copy made again from the repairs alone."""
    working, repairs = repaired(text)
    made, at = "", 0
    for r in repairs:
        made += text[at : r.text_start] + working[r.start : r.end]
        assert len(made) == r.end
        at = r.text_end
    return made + text[at:]


@given(st.text(max_size=300) | st.lists(PIECES, max_size=30).map("".join))
def test_the_repairs_account_for_every_difference(text: str) -> None:
    text = without_surrogates(text)
    working, repairs = repaired(text)
    assert applied(text) == working
    assert all(a.end <= b.start and a.text_end <= b.text_start for a, b in pairwise(repairs))


@pytest.mark.parametrize(
    ("text", "working"),
    [
        ("the armyâ€™s men", "the army’s men"),
        ("GonzÃ¡lez was there", "González was there"),
        ("heavy losses.The army left", "heavy losses. The army left"),
        ("see www.example.Com now", "see www.example.Com now"),
        ("one\u00a0two\u200b three\x00", "one two three"),
        ("one\r\ntwo", "one\ntwo"),
        ("Homs &amp; Aleppo", "Homs & Aleppo"),
        ("a ‘quoted’ “word” – as it is", "a ‘quoted’ “word” – as it is"),
    ],
)
def test_what_is_put_right(text: str, working: str) -> None:
    assert repaired(text)[0] == working


def test_words_behind_a_repair_keep_their_place() -> None:
    text = "They tookâ€¯… no: it was the armyâ€™s doing.Then Foo fell, " + "and so on, " * 400 + "at lastâ€™s end"
    working, repairs = repaired(text)
    for word in ("doing", "Then", "Foo", "last"):
        start = working.index(word)
        a, b = to_text(start, start + len(word), repairs)
        assert text[a:b] == word


def test_clean_names() -> None:
    assert clean("  Army\u00a0takes\n Foo ") == "Army takes Foo"
