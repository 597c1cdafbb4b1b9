"""Offsets of the repaired copy lead back to the text, whatever was repaired."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copydesk.model import Repair
from copydesk.model.offsets import to_text, to_working

WORDS = st.text("abc", max_size=4)


@st.composite
def repaired_texts(draw: st.DrawFn) -> tuple[str, str, list[Repair]]:
    """A text, its repaired copy and the repairs: stretches that both share, and places that differ between them."""
    text, working, repairs = "", "", []
    for same, old, new in draw(st.lists(st.tuples(st.text("abc", min_size=1, max_size=4), WORDS, WORDS), max_size=6)):
        text, working = text + same, working + same
        if old or new:
            repairs.append(Repair(len(working), len(working) + len(new), len(text), len(text) + len(old)))
        text, working = text + old.upper(), working + new.upper()
    return text, working, repairs


@given(repaired_texts(), st.data())
def test_a_span_maps_into_the_text_and_keeps_its_untouched_words(made: tuple[str, str, list[Repair]], data: st.DataObject) -> None:
    text, working, repairs = made
    start = data.draw(st.integers(0, len(working)))
    end = data.draw(st.integers(start, len(working)))
    a, b = to_text(start, end, repairs)
    assert 0 <= a <= b <= len(text)
    touched = [r for r in repairs if r.start <= end and start <= r.end]
    if not touched:
        assert text[a:b] == working[start:end]
    whole = [r for r in repairs if start < r.start and r.end < end]
    assert all(a <= r.text_start and r.text_end <= b for r in whole)


@given(repaired_texts())
def test_the_whole_maps_to_the_whole_but_repairs_at_its_edges(made: tuple[str, str, list[Repair]]) -> None:
    text, working, repairs = made
    assert to_text(0, len(working), repairs)[0] == 0
    a, b = to_text(0, len(working), repairs)
    assert text[b:] == text[b:].upper()
    assert (a, to_working(0, len(text), repairs)[0]) == (0, 0)


@given(repaired_texts(), st.data())
def test_neighbouring_spans_do_not_overlap_outside_repairs(made: tuple[str, str, list[Repair]], data: st.DataObject) -> None:
    _, working, repairs = made
    cut = data.draw(st.integers(0, len(working)))
    if any(r.start < cut < r.end for r in repairs):
        return
    assert to_text(0, cut, repairs)[1] <= to_text(cut, len(working), repairs)[0]


def test_an_edge_inside_a_repair_takes_the_whole_place() -> None:
    repairs = [Repair(3, 5, 3, 9)]
    assert to_text(4, 7, repairs) == (3, 11)
    assert to_text(0, 4, repairs) == (0, 9)
    assert to_working(4, 5, repairs) == (3, 5)


def test_what_was_taken_out_belongs_to_no_neighbour() -> None:
    repairs = [Repair(3, 3, 3, 6)]  # three characters of the text are gone from the copy
    assert to_text(0, 3, repairs) == (0, 3)
    assert to_text(3, 5, repairs) == (6, 8)
