"""No crash and no hang: sentences without end, brackets without end, no spaces, other scripts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.coding import code_report
from copydesk.model import Report

WORDS = [
    "killed",
    "rebels",
    "said",
    "the",
    "army",
    "attack",
    "on",
    "five",
    "bombed",
    "in",
    "Aleppo",
    "not",
    "if",
    "and",
    "who",
    ",",
    ".",
    "(",
    '"',
]

HARD = {
    "a sentence of 100,000 words": "word " * 100_000,
    "a sentence of 60,000 words of war": "rebels killed the soldiers and " * 15_000,
    "nested brackets": "(" * 10_000 + "rebels attacked" + ")" * 10_000,
    "no spaces": "killed" * 150_000,
    "stops alone": "." * 300_000,
    "line breaks alone": "\n" * 500_000,
    "Arabic": "قتل خمسة جنود في هجوم على القاعدة. " * 10_000,
    "Chinese": "叛军袭击了基地,打死五名士兵。" * 15_000,
    "quotes": '"' * 200_000,
    "abbreviations": "U.S. Gen. Col. " * 20_000,
}


@pytest.mark.parametrize("name", HARD)
def test_a_hard_text_is_read_to_its_end(name: str) -> None:
    """How long each takes is a benchmark's matter (`python -m benchmarks.coding`); a hang shows here as well."""
    text = HARD[name][:999_000]
    found = code_report(Report(report_id="r", text=text, title="t"))
    assert all(m.quote == text[m.start : m.end] for m in found.mentions)
    body = [s for s in found.sentences if not s.in_title]
    assert "".join(text[s.start : s.end] for s in body).replace(" ", "").replace("\n", "") == "".join(text.split())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_any_order_of_words_of_war(words: list[str]) -> None:
    text = " ".join(words)
    for m in code_report(Report(report_id="r", text=text, title=text or None)).mentions:
        assert m.quote == text[m.start : m.end]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text(text: str, title: str) -> None:
    found = code_report(Report(report_id="r", text=text, title=title))
    assert all(0 <= s.start < s.end <= len(title if s.in_title else text) for s in found.sentences)
