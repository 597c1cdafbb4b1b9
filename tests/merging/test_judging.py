"""Blocking finds what may be one; judging says so with reasons."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copydesk.merging import block_keys, cluster, judge, levels, lookup_keys
from copydesk.merging.profile import profile
from copydesk.model import Evidence
from tests.merging.making import GOV, ISIS, REBELS, mention, place, report

CLASH = {"event_type": "Battles", "sub_event_type": "Armed clash"}


def meets(a, b, reports=None):
    reports = reports or {}
    return bool(
        set(lookup_keys(a, reports.get(a.report_id))) & set(block_keys(b, reports.get(b.report_id)))
        and set(lookup_keys(b, reports.get(b.report_id))) & set(block_keys(a, reports.get(a.report_id)))
    )


def test_blocks_by_day_and_place():
    a = mention("a/1")
    assert meets(a, mention("b/1"))
    assert meets(a, mention("b/1", date_from="2015-07-16"))
    assert not meets(a, mention("b/1", date_from="2015-07-18"))
    assert not meets(a, mention("b/1", place=place("Homs", admin1="Homs")))
    assert meets(a, mention("b/1", place=None))
    assert meets(mention("a/1", place=None), mention("b/1", place=None))
    assert meets(a, mention("b/1", date_from=None))
    assert block_keys(mention("b/1", background=True)) == lookup_keys(mention("b/1", status="planned")) == []


def test_blocks_across_a_border_by_cell():
    a = mention("a/1", place=place("Al-Maleh", lat=36.31, lon=37.11))
    b = mention("b/1", place=place("Mallah", admin1="Idlib", lat=36.33, lon=37.13))
    assert meets(a, b)


@given(st.floats(-60, 60), st.floats(-179, 179), st.floats(-0.99, 0.99), st.floats(-0.99, 0.99))
def test_whatever_the_comparison_holds_near_is_compared(lat, lon, north, east):
    here = place("Here", "One", lat=lat, lon=lon)
    there = place("There", "Two", lat=lat + north * 0.2, lon=lon + east * 0.2)
    a, b = mention("a/1", place=here), mention("b/1", place=there)
    assert levels.place(profile([a]), profile([b])) == "far" or meets(a, b)


def test_a_carried_day_is_looked_for_before_it():
    a = mention("a/1", date_from="2015-07-12")
    carried = mention("b/1", evidence=Evidence(date=[[500, 506]]))
    assert meets(a, carried)
    assert not meets(a, mention("b/1", evidence=Evidence(date=[[2, 8]])))


def test_an_undated_mention_is_looked_for_before_its_publication():
    a, b = mention("a/1", place=place("Aleppo", precision=4)), mention("b/1", date_from=None, place=place("Aleppo", precision=4))
    assert meets(a, b, {"b": report("b", published="2015-07-17")})
    assert not meets(mention("a/1", place=None), b, {"b": report("b", published="2015-09-17")})


@given(st.integers(0, 3), st.booleans(), st.booleans())
def test_keys_are_symmetric(gap, placed, dated):
    a = mention("a/1")
    b = mention("b/1", date_from=f"2015-07-{15 + gap}" if dated else None, place=place("Daret Izza") if placed else None)
    one = bool(set(lookup_keys(a)) & set(block_keys(b)))
    other = bool(set(lookup_keys(b)) & set(block_keys(a)))
    assert one == other


def test_same_event_in_other_words_is_judged_the_same_with_reasons():
    a = mention("a/1", killed=18, quote="A missile fired by Syrian forces killed at least 18 civilians")
    b = mention("b/1", killed=18, quote="At least 18 people died in a strike", place=place("Darat Izza village"))
    [found] = judge([a, b], [], {})
    assert (found.left, found.right, found.verdict, found.by) == ("a/1", "b/1", "same", "machine")
    assert found.score > 0.8
    assert any("toll" in r for r in found.reasons)


def test_an_updated_toll_brings_the_update_to_what_it_updates():
    bomb = {"sub_event_type": "Remote explosive/landmine/IED", "event_type": "Explosions/Remote violence"}
    a = mention("a/1", killed=9, quote="A roadside bomb and a gun attack killed nine soldiers", **bomb)
    clash = {"sub_event_type": "Armed clash", "event_type": "Battles", "quote": "The toll of the attack rose to 30"}
    b = mention("b/1", killed=30, **clash)
    assert [j.verdict for j in judge([a, b], [], {})] != ["same"]
    told = mention("b/1", killed=30, killed_was=9, **clash)
    assert [j.verdict for j in judge([a, told], [], {})] == ["same"]


def test_known_mentions_are_compared_with_new_ones_only():
    a, b, c = mention("a/1", killed=18), mention("b/1", killed=18), mention("c/1", killed=18)
    found = judge([c], [a, b], {}, at="2026-01-01")
    assert [(j.left, j.right, j.at) for j in found] == [("a/1", "c/1", "2026-01-01"), ("b/1", "c/1", "2026-01-01")]


def test_an_undated_report_without_publication_joins_by_place_parties_class_and_wording():
    near = place("Khanaser", precision=2, lat=35.78, lon=37.5)
    told = {"place": near, "actors": [ISIS], "targets": [GOV], "outcome": "repelled"} | CLASH
    dated = mention(
        "a/1", date_from="2017-01-26", quote="the ISIS group made an attempt to cut off a supply line near Khanaser", **told
    )
    undated = mention(
        "b/1", date_from=None, quote="ISIS launched an offensive south of Khanaser to cut off the supply line", **told
    )
    result = cluster([dated, undated], judge([undated], [dated], {}), {})
    assert result.event_of["a/1"] == result.event_of["b/1"]


def test_two_parties_or_two_quarters_on_one_day_are_two():
    a = mention("a/1", place=place("Salihin"), actors=[GOV], killed=7)
    b = mention("b/1", place=place("Hamdaniya"), actors=[REBELS], targets=[GOV], killed=3)
    assert [j for j in judge([a, b], [], {}) if j.verdict == "same"] == []
