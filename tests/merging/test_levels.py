"""The answers of the comparison, one case each."""

from __future__ import annotations

import msgspec
import pytest

from copydesk.merging import levels
from copydesk.merging.names import alike, fold, name_words, shared_names, skeleton
from copydesk.merging.profile import profile
from copydesk.merging.scale import NEVER, probability, scale
from copydesk.merging.tables import comparison
from copydesk.model import Evidence
from tests.merging.making import AHRAR, CIVILIANS, GOV, ISIS, REBELS, mention, place, report

A = mention("a/1")


def answer(field: str, **changes: object) -> str:
    return scale("across").answers(profile([A]), profile([mention("b/1", **changes)]))[field]


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({}, "same"),
        ({"date_from": "2015-07-14", "date_to": "2015-07-16"}, "overlap"),
        ({"date_from": "2015-07-01", "date_to": "2015-07-31"}, "period"),
        ({"date_from": "2015-07-16"}, "day"),
        ({"date_from": "2015-07-20"}, "far"),
        ({"date_from": None}, "unknown"),
        ({"date_from": "not a day"}, "unknown"),
    ],
)
def test_days(changes, level):
    assert answer("date", **changes) == level


def test_an_undated_mention_is_near_its_publication():
    dated = profile([A])
    undated = mention("b/1", date_from=None)
    assert levels.day(dated, profile([undated], report("b", published="2015-07-17T08:00:00Z"))) == "near"
    assert levels.day(dated, profile([undated], report("b", published="2015-08-17"))) == "late"


@pytest.mark.parametrize(
    ("here", "level"),
    [
        (place("Daret Izza"), "same"),
        (place("Darat Izzah"), "same"),
        (place("Daret Izza market and Anadan"), "same"),
        (place("Anadan"), "area"),
        (place("Aleppo", precision=4), "wider"),
        (place("Kafr Nabl", admin1="Idlib"), "far"),
        (place("Syria", admin1=None, precision=6), "unknown"),
        (None, "unknown"),
    ],
)
def test_places(here, level):
    assert answer("place", place=here) == level


def test_quarters_that_no_gazetteer_has_are_told_apart_by_their_names():
    def quarter(text, precision=2, known="Homs"):
        here = place(text, admin1="Homs", precision=precision, lat=34.7, lon=36.7)
        return profile([mention("a/1", place=msgspec.structs.replace(here, name=known))])

    faid, zahra, homs = quarter("al-Faid"), quarter("al-Zahra"), quarter("Homs", 1)
    assert levels.place(faid, quarter("Al Fayd neighborhood")) == "same"
    assert levels.place(faid, zahra) == "beside"
    assert levels.place(faid, homs) == levels.place(homs, zahra) == "wider"
    assert levels.place(quarter("al-Faid", 4), quarter("al-Zahra", 4)) == "area"
    assert levels.place(quarter("Rastan", 1, "Ar Rastan"), quarter("al-Faid", 2, "Ar Rastan")) == "wider"


def test_places_by_points():
    a = profile([mention("a/1", place=place("Rashidin", lat=36.19, lon=37.09))])
    b = profile([mention("b/1", place=place("Western Aleppo suburb Mansoura", lat=36.20, lon=37.08))])
    c = profile([mention("c/1", place=place("Sarmada", admin1="Idlib", lat=36.18, lon=36.90))])
    d = profile([mention("d/1", place=place("Hader", admin1="Quneitra", lat=33.28, lon=35.83))])
    assert levels.place(a, b) == "beside"
    assert levels.place(a, c) == "near"
    assert levels.place(a, d) == "far"
    assert levels.distance((0.0, 0.0), (1.0, 0.0)) == pytest.approx(111.2, abs=0.1)


def test_one_place_of_the_gazetteer_and_the_capital_of_an_area():
    a = mention("a/1", place=place("Idlib", admin1="Idlib", precision=1, geonameid=1))
    b = mention("b/1", place=place("Idleb", admin1="Idlib", precision=1, geonameid=1))
    assert levels.place(profile([a]), profile([b])) == "wide"
    c = mention("c/1", place=place("Zabadani", admin1="Rif Dimashq", precision=1, geonameid=2))
    assert levels.place(profile([c]), profile([c])) == "exact"


def test_countries_that_differ_are_far():
    a = profile([mention("a/1", place=place("Syria", admin1=None, precision=6))])
    b = profile([mention("b/1", place=None)])
    assert levels.place(a, b) == "unknown"


@pytest.mark.parametrize(
    ("actors", "level"),
    [([GOV], "same"), ([ISIS], "different"), ([], "unknown"), ([ISIS, GOV], "same")],
)
def test_actors(actors, level):
    assert answer("actor", actors=actors) == level


def test_rebels_may_be_a_rebel_group_but_two_named_groups_are_two():
    def side(party):
        return profile([mention("x/1", actors=[party])]).actor

    assert levels.sides(side(REBELS), side(AHRAR)) == "parent"
    assert levels.sides(side(ISIS), side(AHRAR)) == "different"
    assert levels.sides(side(GOV), side(GOV)) == "same"


def test_in_a_clash_either_side_may_be_told_as_the_one_that_acts():
    clash = {"sub_event_type": "Armed clash", "event_type": "Battles"}
    a = profile([mention("a/1", actors=[GOV], targets=[ISIS], **clash)])
    b = profile([mention("b/1", actors=[ISIS], targets=[GOV], **clash)])
    assert levels.actor(a, b) == "parent"
    assert levels.target(a, b) == "parent"
    assert levels.actor(profile([A]), profile([mention("b/1", actors=[ISIS], targets=[GOV])])) == "different"


@pytest.mark.parametrize(
    ("mine", "theirs", "level"),
    [
        ((20, 20), (20, 20), "many"),
        ((2, 2), (2, 2), "same"),
        ((20, 20), (23, 23), "fifth"),
        ((10, 20), (15, 30), "fifth"),
        ((20, 20), (38, 38), "double"),
        ((8, 8), (50, 50), "different"),
        ((24, None), (62, 62), "fifth"),
        ((24, None), (24, None), "fifth"),
        ((None, None), (5, 5), "unknown"),
        ((None, 5), (5, 5), "fifth"),
    ],
)
def test_tolls(mine, theirs, level):
    a = mention("a/1", killed_low=mine[0], killed_high=mine[1])
    b = mention("b/1", killed_low=theirs[0], killed_high=theirs[1])
    assert levels.toll(profile([a]), profile([b])) == level


@pytest.mark.parametrize(
    ("first", "was", "later", "level"),
    [
        (9, 9, 12, "updated"),
        (9, 9, 40, "updated"),
        (8, 9, 12, "double"),
        (8, 9, 40, "different"),
        (3, 3, 12, "different"),
        (None, 9, 12, "unknown"),
    ],
)
def test_a_toll_told_as_what_became_of_an_earlier_one(first, was, later, level):
    a = profile([mention("a/1", killed_low=first, killed_high=first)])
    b = profile([mention("b/1", killed_low=later, killed_high=later, killed_was=was), mention("b/2")])
    assert levels.toll(a, b) == level
    assert levels.toll(b, a) == level


def test_injured_wording_scope_kind_and_report():
    a = profile([mention("a/1", injured_low=3, injured_high=3, quote="barrel bombs fell upon crowded bakery queue")])
    b = profile([mention("b/1", injured_low=4, injured_high=4, quote="barrel bombs fell upon crowded bakery queue at dawn")])
    assert levels.injured(a, b) == "different"
    assert levels.injured(a, a) == "same"
    assert levels.wording(a, b) == "copied"
    assert levels.wording(a, profile([mention("c/1", quote="barrel bombs hit the bakery yesterday evening")])) == "alike"
    assert levels.wording(a, profile([mention("c/1", quote="barrel bombs hit hospital yesterday evening then school")])) == "some"
    assert levels.wording(a, profile([mention("c/1", quote="")])) == "none"
    across = profile([mention("d/1", quote="strikes across the province killed 45 in the past 24 hours")])
    assert levels.scope(a, across) == "mixed"
    assert levels.scope(across, across) == "gathered"
    suicide = profile([mention("e/1", sub_event_type="Suicide bomb")])
    assert levels.kind(suicide, suicide) == "rare"
    assert levels.report(a, a) == "same"
    assert levels.origin(a, profile([mention("b/1")], report("b", origin_id="a"))) == "shared"


def test_words_that_refer_back_or_set_apart_and_where_mentions_stand():
    lead = profile([mention("a/1", start=0, end=50)])
    assert levels.told(lead, profile([mention("a/2", start=90, quote="The blast wounded ten")])) == "again"
    assert levels.told(lead, profile([mention("a/2", start=90, quote="Another bomb went off")])) == "apart"
    assert levels.told(lead, profile([mention("a/2", start=90, quote="Troops shelled it")])) == "plain"
    assert levels.stands(lead, profile([mention("a/2", start=30)])) == "clause"
    assert levels.stands(lead, profile([mention("a/2", start=90)])) == "near"
    assert levels.stands(lead, profile([mention("a/2", start=2000)])) == "remote"
    assert levels.stands(profile([mention("a/3", in_title=True)]), lead) == "clause"
    assert levels.stands(profile([mention("a/3", in_title=True)]), profile([mention("a/2", start=99)])) == "head"


def test_types_without_a_family_in_common_are_never_one():
    arrest = profile([mention("b/1", sub_event_type="Arrests")])
    assert scale("across").odds(profile([A]), arrest) == NEVER


def test_odds_stop_below_the_floor_and_agree_above_it():
    weigher = scale("across")
    a, b, far = profile([A]), profile([mention("b/1")]), profile([mention("c/1", date_from="2015-09-01")])
    assert weigher.odds(a, b, -2.0) == weigher.odds(a, b)
    assert weigher.odds(a, far, -2.0) < -2.0


def test_reasons_are_words_with_weights_the_weightiest_first():
    reasons = scale("across").reasons(profile([A]), profile([mention("b/1")]))
    assert any("the same day (+" in r for r in reasons)
    weights = [abs(float(r.rsplit("(", 1)[1][:-1])) for r in reasons]
    assert weights == sorted(weights, reverse=True)
    assert probability(0) == 0.5
    assert 0 < probability(-1000) < probability(1000) <= 1


@pytest.mark.parametrize("which", ["across", "within"])
def test_a_better_answer_never_weighs_less_than_a_worse(which):
    fields = {f.name: f for f in comparison(which).fields}
    for name in ("kind", "date", "toll", "wording"):
        best, worst = fields[name].weights[0], fields[name].weights[-1]
        assert best > worst, name


def test_names_across_spellings():
    assert fold("Fu’aa, al-Bāb") == "fuaa al bab"
    assert name_words("the northern outskirts of al-Zabadani city") == ("zabadani",)
    assert skeleton("ghoutta") == skeleton("ghouta")
    assert alike("qaterji", "katerji")
    assert alike("mouadamiya", "moadamiyeh")
    assert not alike("homs", "hama")
    assert shared_names(("tell", "abyad"), ("tel", "abyad")) == 2


def test_civilians_as_targets_are_the_same_whoever_words_them():
    assert answer("target", targets=[CIVILIANS]) == "same"


def test_a_landscape_lies_around_its_city_but_no_first_level_area_does():
    city = profile([mention("a/1", place=place("Kabwe", "Town", lat=10.0, lon=20.0))])
    belt = profile([mention("b/1", place=place("Eastern Belt", "Country", 5, lat=10.05, lon=20.15))])
    area = profile([mention("b/2", place=place("Country", "Country", 4, lat=10.05, lon=20.15))])
    away = profile([mention("b/3", place=place("Western Belt", "Country", 5, lat=10.0, lon=21.0))])
    assert [levels.place(city, other) for other in (belt, area, away)] == ["suburb", "far", "far"]


def test_a_suburb_lies_around_the_city_that_its_reports_name_and_near_a_quarter_of_it():
    suburb = profile([mention("a/1", place=place("Duma", "Rural Town", lat=10.05, lon=20.1))])
    city = profile([mention("b/1", place=place("Town", "Town", lat=10.0, lon=20.0))])
    quarter = profile([mention("b/2", place=place("Jobar", "Town", lat=10.0, lon=20.0))])
    assert [levels.place(suburb, other) for other in (city, quarter)] == ["suburb", "near"]


def test_one_seldom_reported_type_in_common_is_enough():
    both = [mention("a/1", sub_event_type="Chemical weapon"), mention("a/2", sub_event_type="Shelling/artillery/missile attack")]
    gas = profile([mention("b/1", sub_event_type="Chemical weapon")])
    shells = profile([mention("b/2", sub_event_type="Shelling/artillery/missile attack")])
    assert [levels.kind(profile(both), other) for other in (gas, shells)] == ["rare", "same"]


def test_a_later_day_that_is_only_carried_over_may_be_the_earlier_one():
    told = profile([mention("a/1", date_from="2015-07-12", evidence=Evidence(date=[[2, 8]]))])
    carried = mention("b/1", date_from="2015-07-15", evidence=Evidence(date=[[500, 506]]))
    spoken = mention("b/2", date_from="2015-07-15", evidence=Evidence(date=[[4, 9]]))
    assert [levels.day(told, profile([m])) for m in (carried, spoken)] == ["carried", "far"]
    earlier = mention("b/3", date_from="2015-07-09", evidence=Evidence(date=[[500, 506]]))
    assert levels.day(told, profile([earlier])) == "far"
    bare = mention("b/4", date_from="2015-07-15")
    assert levels.day(told, profile([bare], report("b", published="2015-07-15"))) == "carried"


def test_who_only_suffers_is_no_actor():
    assert answer("actor", actors=[CIVILIANS]) == "unknown"
