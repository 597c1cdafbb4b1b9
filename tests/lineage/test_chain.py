"""The stages of lineage one after another, on small invented piles."""

from __future__ import annotations

import itertools
import random

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.lineage import Furniture, candidates, learn_furniture, origins, relate, signatures
from copydesk.lineage.signatures import HITS
from copydesk.model import LineageEdge, Part, Report
from tests.lineage.conftest import OTHER, STORY, chain


def report(name: str, text: str, **fields: object) -> Report:
    return Report(report_id=name, text=text, **fields)  # type: ignore[arg-type]


def test_a_copy_is_found_and_an_unrelated_report_is_not() -> None:
    reports = [
        report("a", STORY, outlet="One", published="2020-01-01"),
        report("b", "Town falls. " + STORY.replace("residents", "locals"), outlet="Two", published="2020-01-02"),
        report("c", OTHER, outlet="Three", published="2020-01-02"),
    ]
    (edge,) = chain(reports)
    assert (edge.from_report_id, edge.to_report_id, edge.relation, edge.direction_basis) == ("a", "b", "copy", "published")
    assert edge.share_of_from > 0.9
    assert origins([edge], reports) == {"a": "a", "b": "a", "c": "c"}


def test_the_passages_are_the_same_words() -> None:
    reports = [report("a", STORY), report("b", "Town falls. " + STORY)]
    (edge,) = chain(reports)
    ((f0, f1, t0, t1),) = edge.passages
    by_id = {r.report_id: r for r in reports}
    assert by_id[edge.from_report_id].text[f0:f1] == by_id[edge.to_report_id].text[t0:t1] == STORY.rstrip(".")


def test_reordered_sentences_and_swapped_words_are_still_a_copy() -> None:
    sentences = STORY.split(". ")
    edited = ". ".join([sentences[2], sentences[0], sentences[3].rstrip("."), sentences[1]]) + "."
    edited = edited.replace("Fighters", "Gunmen").replace("eleven", "12").replace("army", "military").replace("counted", "saw")
    (edge,) = chain([report("a", STORY), report("b", edited)])
    assert edge.relation == "copy"
    assert len(edge.passages) >= 3


def test_words_put_in_and_left_out_do_not_break_a_passage() -> None:
    edited = STORY.replace("the town of Velmar", "the small border town of Velmar").replace(" by telephone", "")
    (edge,) = chain([report("a", STORY), report("b", edited)])
    assert len(edge.passages) == 1
    assert edge.share_of_from == edge.share_of_to == 1


def test_a_text_that_stands_twice_on_a_page_is_carried_once() -> None:
    (edge,) = chain([report("a", STORY), report("b", STORY + "\n" + OTHER + "\n" + STORY)])
    assert edge.relation == "copy"
    spans = sorted((p[0], p[1]) if edge.from_report_id == "a" else (p[2], p[3]) for p in edge.passages)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))


def test_where_two_passages_claim_the_same_words_the_longer_has_them() -> None:
    words = [f"u{i}" for i in range(60)]
    again = [*words[:40], *(f"x{i}" for i in range(30)), *words[30:60]]
    (edge,) = relate([(report("a", " ".join(words)), report("b", " ".join(again)))], Furniture())
    whole = sorted(tuple(p) for p in edge.passages)
    left = [(p[0], p[1]) if edge.from_report_id == "a" else (p[2], p[3]) for p in whole]
    assert len(left) == 2
    assert sorted(left)[0][1] <= sorted(left)[1][0]


def test_one_carried_sentence_is_partial() -> None:
    carried = OTHER + " " + STORY.split(". ")[2] + "."
    reports = [
        report("a", STORY + " " + "Snow closed the pass at Horn and the market stayed shut for a third day." * 2),
        report("b", carried),
    ]
    (edge,) = chain(reports)
    assert edge.relation == "partial"
    assert origins([edge], reports) == {"a": "a", "b": "b"}


def test_comments_and_boilerplate_are_not_compared() -> None:
    text = OTHER + "\n" + STORY
    parts = [Part("body", 0, len(OTHER)), Part("comment", len(OTHER) + 1, len(text))]
    assert not chain([report("a", STORY), report("b", text, parts=parts)])
    assert chain([report("a", STORY), report("b", text)])


def test_an_original_that_comes_late_takes_the_head_of_its_copies_alone() -> None:
    copies = [
        report("b", STORY, published="2020-01-02"),
        report("c", STORY, published="2020-01-03"),
        report("x", OTHER, published="2020-01-01"),
    ]
    before = origins(chain(copies), copies)
    assert before == {"b": "b", "c": "b", "x": "x"}
    late = [*copies, report("a", STORY, published="2020-01-01")]
    assert origins(chain(late), late) == {"a": "a", "b": "a", "c": "a", "x": "x"}


def test_a_report_put_together_from_two_stories_joins_the_one_it_carries_most_of() -> None:
    long = STORY + " The hospital of Velmar asked for blood and for fuel to run its only working generator through the night."
    reports = [
        report("a", long, published="2020-01-01"),
        report("b", OTHER, published="2020-01-01"),
        report("m", long + " " + OTHER, published="2020-01-02"),
    ]
    edges = chain(reports)
    assert {(e.from_report_id, e.to_report_id) for e in edges} == {("a", "m"), ("b", "m")}
    assert origins(edges, reports) == {"a": "a", "b": "b", "m": "a"}


def test_cuts_of_one_story_are_one_family_though_they_share_nothing() -> None:
    reports = [
        report("whole", STORY + " " + OTHER, published="2020-01-01"),
        report("first", STORY, published="2020-01-02"),
        report("last", OTHER, published="2020-01-02"),
    ]
    assert set(origins(chain(reports), reports).values()) == {"whole"}


def test_new_reports_meet_those_of_the_ledger_by_their_keys() -> None:
    known, new = report("old", STORY), report("new", "Update. " + STORY)
    rows = signatures([known], Furniture())
    hits = pa.table(
        [rows["keys"].combine_chunks().flatten(), pa.array(["old"] * len(rows["keys"][0]), pa.large_string())], schema=HITS
    )
    pairs = candidates(signatures([new], Furniture()), hits)
    assert (pairs["left"].to_pylist(), pairs["right"].to_pylist()) == (["new"], ["old"])
    assert candidates(signatures([report("other", OTHER)], Furniture()), hits).num_rows == 0


@pytest.mark.parametrize("text", ["", " \n\t ", "…—!?", "\u200b\u200d"])
def test_a_report_without_words_is_related_to_nothing(text: str) -> None:
    reports = [report("a", text), report("b", text), report("c", STORY)]
    assert chain(reports) == []
    assert relate([(reports[0], reports[1])], Furniture()) == []
    assert origins([], reports) == {"a": "a", "b": "b", "c": "c"}


def test_one_word_reports_are_copies_only_of_the_same_word() -> None:
    reports = [report("a", "Ceasefire!"), report("b", "ceasefire"), report("c", "Shelling")]
    (edge,) = relate([(a, b) for a in reports for b in reports if a.report_id < b.report_id], Furniture())
    assert {edge.from_report_id, edge.to_report_id} == {"a", "b"}


def test_a_report_of_five_million_characters_is_compared_like_any_other() -> None:
    words = random.Random(3).choices([f"word{i}" for i in range(5000)], k=600_000)
    long = report("long", " ".join(words))
    assert len(long.text) > 5_000_000
    carrier = report("carrier", STORY + " " + " ".join(words[300_000:300_200]))
    (edge,) = relate([(long, carrier)], Furniture())
    assert edge.relation == "partial"
    assert signatures([long], Furniture())["keys"][0].as_py() == sorted(set(signatures([long], Furniture())["keys"][0].as_py()))
    assert len(signatures([long], Furniture())["keys"][0]) <= 4096


def test_furniture_makes_no_relation() -> None:
    footer = (
        " The Daily Gazette of Tarn is read in forty countries and brings you the news before breakfast,"
        " free of charge and of fear, since 1911."
    )
    words = STORY.split() + OTHER.split()
    reports = [
        report(f"r{i}", " ".join(words[i * 9 : i * 9 + 9]) + footer, outlet="Gazette", published=f"2020-01-{i + 1:02}")
        for i in range(10)
    ]
    assert chain(reports)
    furniture = Furniture(learn_furniture(reports))
    assert not chain(reports, furniture)
    bare = [report("a", footer), report("b", footer)]
    assert not relate([(bare[0], bare[1])], furniture)
    assert signatures(bare, furniture)["keys"].to_pylist() == [[], []]


# Properties

texts = st.one_of(
    st.text(max_size=300),
    st.text(alphabet=st.characters(codec=None, categories=["Lo", "Mn", "Cs", "Zs", "So", "Nd"]), max_size=200),
    st.lists(st.sampled_from((STORY + " " + OTHER).split()), max_size=120).map(" ".join),
)


def mirrored(edge: LineageEdge) -> tuple[object, ...]:
    return (
        frozenset((edge.from_report_id, edge.to_report_id)),
        edge.relation,
        edge.from_report_id,
        edge.share_of_from,
        edge.passages,
    )


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_the_relation_is_symmetric(one: str, two: str) -> None:
    a, b = report("a", one), report("b", two)
    there, back = relate([(a, b)], Furniture()), relate([(b, a)], Furniture())
    assert [mirrored(e) for e in there] == [mirrored(e) for e in back]


@settings(max_examples=60, deadline=None)
@given(texts)
def test_a_report_against_itself_is_a_copy_if_it_has_words(text: str) -> None:
    a, b = report("a", text), report("b", text)
    edges = relate([(a, b)], Furniture())
    worded = any(c.isalnum() or 0x20000 <= ord(c) < 0x323B0 for c in text)  # Python does not know the newest ideographs
    assert [e.relation for e in edges] == (["copy"] if worded else [])
    assert chain([a, b]) == [] or worded


@settings(max_examples=40, deadline=None)
@given(st.lists(texts, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_order_of_arrival_changes_no_origin_and_nothing_crashes(given_texts: list[str], shuffled: random.Random) -> None:
    reports = [report(f"r{i}", t, published=f"2020-01-{i % 3 + 1:02}", outlet=f"o{i % 2}") for i, t in enumerate(given_texts)]
    other = list(reports)
    shuffled.shuffle(other)
    assert learn_furniture(reports).equals(learn_furniture(other))
    assert origins(chain(reports), reports) == origins(chain(other), other)
    assert origins(reversed(chain(reports)), other) == origins(chain(reports), reports)


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_passages_lie_inside_their_reports(one: str, two: str) -> None:
    a, b = report("a", one), report("b", two)
    for edge in relate([(a, b)], Furniture()):
        source, carrier = (a, b) if edge.from_report_id == "a" else (b, a)
        for f0, f1, t0, t1 in edge.passages:
            assert 0 <= f0 < f1 <= len(source.text)
            assert 0 <= t0 < t1 <= len(carrier.text)
        assert 0 <= edge.share_of_to <= 1
        assert 0 <= edge.share_of_from <= 1
