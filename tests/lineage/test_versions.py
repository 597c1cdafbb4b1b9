"""Direction, revisions, retractions, ids that stand for two texts."""

from __future__ import annotations

import pytest

from copydesk.lineage import changes, is_retraction, origins, relate, versions
from copydesk.lineage.direction import direction_of, moment
from copydesk.lineage.furniture import Furniture
from copydesk.lineage.revisions import plain_url
from copydesk.model import Credit, Report
from tests.lineage.conftest import OTHER, STORY, chain


def report(name: str, text: str = STORY, **fields: object) -> Report:
    return Report(report_id=name, text=text, **fields)  # type: ignore[arg-type]


def test_a_credit_outweighs_the_dates_and_the_conflict_is_told() -> None:
    carrier = report("a", outlet="Post", published="2020-01-01", credits=[Credit(name="Agence France-Presse")])
    source = report("b", outlet="AFP", published="2020-01-05")
    (edge,) = relate([(carrier, source)], Furniture())
    assert (edge.from_report_id, edge.direction_basis, edge.basis) == ("b", "credit", ["text", "credit"])
    assert edge.conflicts == ["a is dated 2020-01-01, b 2020-01-05"]
    assert origins([edge], [carrier, source]) == {"a": "b", "b": "b"}


def test_a_link_outweighs_the_dates() -> None:
    carrier = report("a", url="https://post.example/1", published="2020-01-01", links=["http://www.wire.example/x/#top"])
    source = report("b", url="https://wire.example/x", published="2020-01-05")
    (edge,) = relate([(carrier, source)], Furniture())
    assert (edge.from_report_id, edge.direction_basis, edge.basis) == ("b", "link", ["text", "link"])
    assert len(edge.conflicts) == 1


def test_a_link_against_a_credit_is_a_conflict() -> None:
    a = report("a", outlet="Post", url="https://post.example/1", credits=[Credit(name="Wire")])
    b = report("b", outlet="Wire", url="https://wire.example/x", links=["https://post.example/1"])
    assert direction_of(a, b, 1, 1).conflicts == ["b links to a"]
    assert direction_of(b, a, 1, 1).basis == "credit"


def test_each_crediting_the_other_tells_nothing() -> None:
    a = report("a", outlet="AFP", credits=[Credit(name="Reuters")])
    b = report("b", outlet="Reuters", credits=[Credit(name="AFP")])
    assert direction_of(a, b, 1, 1).basis == "unknown"


def test_the_whole_comes_before_its_cut_where_nothing_else_is_known() -> None:
    (edge,) = relate([(report("cut"), report("whole", STORY + " " + OTHER))], Furniture())
    assert (edge.from_report_id, edge.direction_basis) == ("whole", "containment")


def test_dates_with_and_without_time() -> None:
    assert direction_of(report("a", published="2020-01-02"), report("b", published="2020-01-02T08:00:00Z"), 1, 1).basis == "unknown"
    late, early = report("a", published="2020-01-02T10:00:00+02:00"), report("b", published="2020-01-02T07:00:00Z")
    assert not direction_of(late, early, 1, 1).a_first
    assert moment("yesterday") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.post.example/a/?utm_source=x&b=2", "http://post.example/a?b=2"),
        ("https://m.post.example/a#top", "https://post.example/a"),
    ],
)
def test_spellings_of_one_address(one: str, other: str) -> None:
    assert plain_url(one) == plain_url(other)


def test_an_address_that_is_none_is_left_as_it_is() -> None:
    assert plain_url("http://[broken") == "http://[broken"


def test_the_last_version_of_a_page_counts() -> None:
    page = {"url": "https://post.example/a", "outlet": "Post"}
    first = report("v1", published="2020-01-01", **page)
    second = report("v2", STORY.replace("eleven", "fourteen"), published="2020-01-02", **page)
    third = report("v3", STORY.replace("eleven", "nineteen"), published="2020-01-03", **page)
    edges = chain([third, first, second])
    assert {e.relation for e in edges} == {"revision"}
    assert versions(edges, [first, second, third]).last == {"v1": "v3", "v2": "v3"}
    assert origins(edges, [first, second, third]) == dict.fromkeys(("v1", "v2", "v3"), "v1")
    (change,) = changes(first, second)
    assert (change.kind, change.before, change.after) == ("replace", "eleven", "fourteen")
    assert second.text[change.at :].startswith("fourteen")


def test_words_put_in_and_taken_out() -> None:
    found = changes(report("a", "one two three five"), report("b", "zero one three five six"))
    assert [(c.kind, c.before, c.after, c.at) for c in found] == [
        ("insert", "", "zero", 0),
        ("delete", "two", "", 9),
        ("insert", "", "six", 20),
    ]
    assert changes(report("a", "one two"), report("b", "one"))[0].at == 3


def test_versions_without_dates_follow_as_they_were_read() -> None:
    page = {"url": "https://post.example/a", "outlet": "Post"}
    (edge,) = chain([report("z", read_at="2020-01-01", **page), report("a", STORY + " More soon.", read_at="2020-01-02", **page)])
    assert (edge.from_report_id, edge.to_report_id, edge.direction_basis) == ("z", "a", "unknown")


def test_a_retraction_that_shares_no_word_withdraws_the_page() -> None:
    page = {"url": "https://post.example/a", "outlet": "Post"}
    first = report("v1", published="2020-01-01", **page)
    last = report("v2", "This article has been withdrawn. We regret the mistake.", published="2020-01-03", **page)
    edges = chain([first, last])
    assert [(e.relation, e.passages) for e in edges] == [("revision", [])]
    assert versions(edges, [first, last]).withdrawn == {"v1", "v2"}


@pytest.mark.parametrize(
    ("text", "withdrawn"),
    [
        ("RETRACTION: Blast in Velmar. " + STORY, True),
        (STORY + "\nEditors' note: we have retracted this story.", True),
        ("Please disregard our earlier story on Velmar.", True),
        ("The army has withdrawn from Velmar. The minister retracted his statement.", False),
        (STORY, False),
    ],
)
def test_retractions(text: str, withdrawn: bool) -> None:
    assert is_retraction(report("r", text)) is withdrawn
