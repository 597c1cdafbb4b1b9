"""Clusters hold together, persons bind, names keep their meaning."""

from __future__ import annotations

import random
from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.merging import cluster, judge, reach
from copydesk.merging.identity import event_name, name_events
from copydesk.merging.persons import Union, bindings, on_paths
from tests.merging.making import GOV, mention, place, report, said


def events(result, *ids):
    return [result.event_of[i] for i in ids]


def test_no_chain_joins_what_cannot_be_one():
    a = mention("a/1", date_from="2015-07-14", killed=18)
    b = mention("b/1", date_from="2015-07-14", date_to="2015-07-18", killed=18)
    c = mention("c/1", date_from="2015-07-18", killed=18)
    chain = [said("a/1", "b/1", "same", score=0.9), said("b/1", "c/1", "same", score=0.9)]
    assert len(set(cluster([a, b, c], chain, {}).event_of.values())) == 2


def test_a_person_binds_over_the_machine():
    a, b = mention("a/1"), mention("b/1", place=place("Homs", admin1="Homs"))
    assert len(set(cluster([a, b], [], {}).event_of.values())) == 2
    assert len(set(cluster([a, b], [said("a/1", "b/1", "same", "Ana")], {}).event_of.values())) == 1
    twins = [mention("a/1", killed=9), mention("b/1", killed=9)]
    machine = judge(twins, [], {})
    assert len(set(cluster(twins, machine, {}).event_of.values())) == 1
    assert len(set(cluster(twins, [*machine, said("a/1", "b/1", "different", "Ana")], {}).event_of.values())) == 2


def test_persons_who_contradict_each_other_join_nothing_and_are_shown():
    a, b = mention("a/1", killed=9), mention("b/1", killed=9)
    split = [said("a/1", "b/1", "same", "Ana"), said("a/1", "b/1", "different", "Ben")]
    result = cluster([a, b], [*judge([a, b], [], {}), *split], {})
    assert len(set(result.event_of.values())) == 2
    assert {j.by for j in result.contradictions[0].judgements} == {"Ana", "Ben"}


def test_a_contradiction_over_a_third_mention_is_found():
    three = [mention(f"{x}/1", place=place(x, admin1=x), killed=n + 1) for n, x in enumerate("abc")]
    words = [said("a/1", "b/1", "same", "Ana"), said("b/1", "c/1", "same", "Ana"), said("a/1", "c/1", "different", "Ben")]
    result = cluster(three, words, {})
    assert len(set(result.event_of.values())) == 3
    assert len(result.contradictions[0].judgements) == 3


def test_a_person_may_change_their_mind_or_take_it_back():
    a, b = mention("a/1"), mention("b/1", place=place("Homs", admin1="Homs"))
    changed = [said("a/1", "b/1", "same", "Ana", "2026-01-01"), said("b/1", "a/1", "different", "Ana", "2026-01-02")]
    assert bindings(changed).contradictions == ()
    assert len(set(cluster([a, b], changed, {}).event_of.values())) == 2
    assert bindings([said("a/1", "b/1", "same", "Ana"), said("a/1", "b/1", "unsure", "Ana", "2026-02-01")]).together == frozenset()


def test_paths():
    edges = {("a", "b"), ("b", "c"), ("c", "d"), ("a", "e")}
    assert on_paths(edges, "a", "c") == {("a", "b"), ("b", "c")}
    assert on_paths(edges, "a", "z") == set()
    union = Union()
    union.join("x", "y")
    union.join("y", "w")
    assert union.find("y") == "w"


def test_mentions_of_one_group_stand_in_one_event():
    ms = [mention("a/1", group="a/1"), mention("a/2", group="a/1"), mention("b/1", killed=9)]
    result = cluster(ms, judge(ms, [], {}), {})
    assert result.event_of["a/1"] == result.event_of["a/2"]


def test_a_person_parts_a_group_of_one_report():
    three = [mention(f"a/{n}", group="a/1") for n in (1, 2, 3)]
    words = [said("a/1", "a/3", "different", "Ana"), said("a/2", "a/3", "different", "Ana")]
    result = cluster(three, words, {})
    assert result.event_of["a/1"] == result.event_of["a/2"] != result.event_of["a/3"]


def test_a_denial_joins_but_makes_no_event_alone():
    denial = mention("b/1", status="denied", killed=9)
    assert cluster([denial], [], {}).event_of == {}
    told = mention("a/1", killed=9)
    assert len(cluster([told, denial], judge([told, denial], [], {}), {}).event_of) == 2


def test_ids_stay_where_mentions_stay():
    first = name_events([["a"], ["b", "c"]], {})
    merged = name_events([["a", "b", "c"]], first.event_of)
    kept = first.event_of["b"]
    assert set(merged.event_of.values()) == {kept}
    assert merged.forwarding == {first.event_of["a"]: kept}
    parted = name_events([["a"], ["b"], ["c"]], merged.event_of)
    assert parted.splits[kept][0] == kept
    assert parted.event_of["a"] == kept
    assert len(set(parted.event_of.values())) == 3
    assert name_events([["b", "c"]], first.event_of).event_of == {"b": kept, "c": kept}


def test_a_taken_name_is_not_given_twice():
    assert event_name("a") != event_name("a", {event_name("a")})


def test_an_aggregate_and_its_part():
    whole = mention(
        "a/1",
        place=place("Aleppo", precision=4),
        date_from="2015-07-14",
        date_to="2015-07-15",
        killed=45,
        quote="45 people were killed across Aleppo in the past 24 hours",
    )
    part = mention("a/2", start=300, killed=8, quote="eight died when jets struck Daret Izza")
    other = mention("a/3", start=600, killed=80, quote="rockets hit Latakia", place=place("Latakia", admin1="Latakia"))
    result = cluster([whole, part, other], [], {})
    assert result.part_of == {result.event_of["a/2"]: result.event_of["a/1"]}
    assert cluster([part, other], [], {}).part_of == {}


def test_reach_goes_over_any_number_of_steps():
    ties = [said("a", "b", "same"), said("b", "c", "unsure"), said("c", "d", "different")]
    assert reach({"a"}, lambda ids: [j for j in ties if j.left in ids or j.right in ids]) == {"a", "b", "c"}


def war(seed: int):
    """A small pile of mentions that may or may not be one."""
    dice = random.Random(seed)
    found = []
    for n in range(24):
        where = dice.choice(["Salihin", "Hamdaniya", "Daret Izza", None])
        found.append(
            mention(
                f"r{n:02d}/1",
                place=place(where) if where else None,
                date_from=dice.choice(["2015-07-14", "2015-07-15", "2015-07-16", None]),
                killed=dice.choice([None, 3, 18, 20]),
                actors=dice.choice([[GOV], []]),
                quote=dice.choice(["barrel bombs fell on a market", "warplanes struck houses", "an air raid"]),
            )
        )
    return found


def touching(ties, seen):
    return [j for j in ties if j.left in seen or j.right in seen]


def parts(result):
    by: dict[str, set[str]] = {}
    for m, e in result.event_of.items():
        by.setdefault(e, set()).add(m)
    return {frozenset(x) for x in by.values()}


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 50), st.randoms(use_true_random=False))
def test_arrival_order_does_not_matter(seed, dice):
    ms = war(seed)
    reports = {m.report_id: report(m.report_id) for m in ms}
    at_once = cluster(ms, judge(ms, [], reports), {}, reports)
    order = list(ms)
    dice.shuffle(order)
    known, ties, assigned = [], [], {}
    while order:
        new = [order.pop() for _ in range(min(len(order), dice.randrange(1, 6)))]
        ties += judge(new, known, reports)
        known += new
        ids = reach({m.mention_id for m in new}, partial(touching, ties))
        touched = [m for m in known if m.mention_id in ids]
        result = cluster(touched, [j for j in ties if j.left in ids and j.right in ids], assigned, reports)
        assigned |= result.event_of
    last = cluster(known, ties, assigned, reports)
    assert parts(last) == parts(at_once)
    by: dict[str, set[str]] = {}
    for m, e in assigned.items():
        by.setdefault(e, set()).add(m)
    assert {frozenset(x) for x in by.values()} == parts(at_once)
    assert last.forwarding == {}
