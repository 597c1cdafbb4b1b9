"""Tolls as sentences tell them, and what several come to."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.coding.counts import Count, combine
from copydesk.coding.tolls import find_counts

_MARKS = {">=": "at least", "<=": "at most", "~": "about"}


def _rows() -> list[tuple[str, str]]:
    files = (Path(__file__).with_name(name) for name in ("tolls.tsv", "tolls_wars.tsv"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]  # type: ignore[misc]


def _told(text: str) -> str:
    """The counts of a sentence in the notation of the table."""
    out = []
    for c in find_counts(text, 0, len(text)):
        marks = [mark for mark, bound in _MARKS.items() if bound == c.bound]
        marks += [mark for mark, held in (("C", c.cumulative), ("P", c.part), ("O", c.others)) if held]
        marks += [] if c.update_of is None else [f"u{c.update_of}"]
        out.append(" ".join([c.kind[0], *("?" if n is None else str(n) for n in (c.low, c.high)), *marks]))
    return ";".join(out) or "-"


@pytest.mark.parametrize(("text", "counts"), _rows())
def test_a_sentence_tells_its_tolls(text: str, counts: str) -> None:
    assert _told(text) == counts


def _only(text: str) -> Count:
    (count,) = find_counts(text, 0, len(text))
    return count


def test_offsets_give_the_words() -> None:
    text = "Reports say at least 12 Islamist fighters were killed near Homs."
    count = find_counts("First one. " + text, 11, 11 + len(text))[0]
    whole = "First one. " + text
    assert whole[count.start : count.end] == count.text == "at least 12 Islamist fighters"
    assert whole[count.predicate_start : count.predicate_end] == "killed"
    assert whole[count.victims_start : count.victims_end] == count.text


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Two soldiers and three civilians were killed.", {"fighters": 2, "civilians": 3}),
        ("At least 40 people, including 3 children and 5 women, were killed.", {"children": 3, "women": 5}),
        ("Six children were among 19 civilians killed.", {"children": 6, "civilians": 19}),
        ("A woman and her three children were killed.", {"women": 1, "children": 3}),
        ("Five Islamic State members armed with rifles and 7 army officers were killed.", {"fighters": 7}),
        ("Nine aid agency staff were killed.", {"civilians": 9}),
    ],
)
def test_of_whom(text: str, of: dict[str, int]) -> None:
    counts = find_counts(text, 0, len(text))
    found = {k: getattr(counts[0].of, k) for k in counts[0].of.__struct_fields__}
    assert {k: v.low for k, v in found.items() if v is not None} == of


def _combined(*texts: str) -> tuple[int | None, int | None, str | None]:
    counts = [c for text in texts for c in find_counts(text, 0, len(text)) if c.kind == "killed"]
    return combine(counts)[:3]


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ((), (None, None, None)),
        (("At least 10 people were killed.",), (10, 10, "at least")),
        (("The army says 8 people were killed.", "Rebels say 12 people were killed."), (8, 12, None)),
        (("Dozens were killed.", "At least 62 fighters were killed."), (62, 62, "at least")),
        (("More than 200 people were killed.", "At least 213 people were killed."), (213, 213, "at least")),
        (("Nearly 30 people were killed.", "The blast killed 29 people."), (29, 29, None)),
        (("Dozens were killed.",), (24, None, None)),
        (("The raids killed 31 civilians.", "Ten civilians died on a bus.", "The strikes killed 21 men."), (31, 31, None)),
        (("The blast killed 22.", "The death toll rose to 44 from 22."), (44, 44, None)),
        (("The blast killed 9.", "Ten of those killed were civilians."), (9, 9, None)),
        (("More than 100,000 people have been killed since 2011.",), (None, None, None)),
        (("No one was killed.",), (0, 0, None)),
        (("Nine were killed in the first village and two others died in the second.",), (11, 11, None)),
        (("No one was killed.", "Residents said two people were killed."), (2, 2, None)),
    ],
)
def test_counts_of_one_happening_come_to(texts: tuple[str, ...], told: tuple[object, ...]) -> None:
    assert _combined(*texts) == told


def test_one_informant_gives_one_figure():
    text = "The army killed 43 people in the town after a pilot was killed by gunmen."
    counts = find_counts(text, 0, len(text))
    assert combine(counts, tellers=1)[:2] == (43, 43)
    text = "More than 40 people were confirmed dead and the death toll could reach as many as 200."
    assert combine(find_counts(text, 0, len(text)), tellers=1)[:2] == (40, 200)


def test_combining_keeps_the_fullest_parts() -> None:
    texts = ["The strike killed 9 people, including 2 children.", "The strike killed 9 people, including 4 children."]
    counts = [c for text in texts for c in find_counts(text, 0, len(text))]
    _, _, _, words, of = combine(counts)
    assert words == "9 people"
    assert of is not None
    assert of.children is not None
    assert of.children.low == 4


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["12", "people", "were", "killed", "and", ",", "the", "wounded", "dead", "of", "toll", "Ali", "two", "ü", "\u0301"]
        ),
        max_size=25,
    )
)
def test_any_order_of_words_is_read(words: list[str]) -> None:
    text = " ".join(words)
    for count in find_counts(text, 0, len(text)):
        assert text[count.start : count.end] == count.text
        assert count.low is None or count.high is None or count.low <= count.high


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    text = f"{text} killed 12 people {text}"
    for count in find_counts(text, 0, len(text)):
        assert 0 <= count.start < count.end <= len(text)


def test_a_very_long_sentence_is_read_soon() -> None:
    text = "12 people were killed and " * 4000
    assert len(find_counts(text, 0, len(text))) > 1000


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Nine Villagers Killed 14 Injured in Market Blast", 9, 14),
        ("The shell killed 12 wounded 30", 12, 30),
        ("21 Killed as Shabab Attacks Barracks", 21, None),
        ("Four farmers including a boy were among at least 17 people killed in the raid", 17, None),
    ],
)
def test_each_figure_goes_with_what_became_of_it(text: str, killed: int, injured: int | None):
    found = {c.kind: c.low for c in find_counts(text, 0, len(text))}
    assert (found["killed"], found.get("injured")) == (killed, injured)


def test_people_told_of_twice_are_counted_once_in_their_kind() -> None:
    killed = _only("Two civilians, a driver and his apprentice, were killed.")
    assert killed.of.civilians is not None
    assert (killed.low, killed.of.civilians.low) == (2, 2)


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("Gunmen killed 40 villagers on Monday, the deadliest attack this year.", False),
        ("Gunmen killed 40 villagers on Monday in the worst such raid in the two-year-old civil war.", False),
        ("Gunmen have killed 400 villagers this year.", True),
        ("It would be the biggest victory so far for the government in a war that has killed 400 villagers.", True),
    ],
)
def test_a_time_that_is_only_compared_over_makes_no_total(text: str, total: bool) -> None:
    assert _only(text).cumulative == total
