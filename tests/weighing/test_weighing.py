"""Accounts, voices, tolls, disputes and grades."""

from __future__ import annotations

import json
from typing import Any

import pytest

from copydesk.model import Event, Informant, Mention, Party, Range, Report, TollOf, batch_of, records_of
from copydesk.weighing import weigh
from copydesk.weighing.tolls import Count, Toll, agree, grown, weigh_toll
from tests.merging.making import AHRAR, CIVILIANS, GOV, ISIS, REBELS, mention, place, report

SOHR = Informant("the Observatory", 0, 5, "Syrian Observatory for Human Rights", "monitor")
RUSSIA = Party("Russian warplanes", 0, 0, "Russia", "foreign-state")


def told(name: str, **more: Any) -> Mention:
    return mention(name, **({"event_id": "ev-1"} | more))


def weighed(mentions: list[Mention], reports: list[Report], **more: Any) -> Event:
    [event] = weigh(mentions, {r.report_id: r for r in reports}, **more)
    return event


def test_copies_are_one_voice_and_counted():
    reports = [report("a", outlet="AFP"), report("b", outlet="Ahram", origin_id="a"), report("c", outlet="Reuters")]
    event = weighed([told("a/1"), told("b/1"), told("c/1")], reports)
    assert (event.reports, event.origins, event.voices) == (3, 2, 2)
    assert [a.origin_id for a in event.accounts] == ["a", "c"]
    assert event.accounts[0].report_ids == ["a", "b"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"outlet": "SANA"}, {"outlet": "Sana"}),
        ({"outlet": "X", "credited_origin": "AFP"}, {"outlet": "Y", "credited_origin": "AFP"}),
        ({"outlet": "Global Research", "credited_origin": "South Front"}, {"outlet": "South Front"}),
    ],
)
def test_one_outlet_or_credit_is_one_voice(first, second):
    event = weighed([told("a/1"), told("b/1")], [report("a", **first), report("b", **second)])
    assert (event.origins, event.voices) == (2, 1)


def test_one_sole_informant_is_one_voice_but_nobody_in_particular_is_not():
    reports = [report("a", outlet="X"), report("b", outlet="Y")]
    assert weighed([told("a/1", informant=SOHR), told("b/1", informant=SOHR)], reports).voices == 1
    locals_ = Informant("Local sources", 0, 5)
    assert weighed([told("a/1", informant=locals_), told("b/1", informant=locals_)], reports).voices == 2
    two = [told("a/1", informant=SOHR), told("a/2", informant=Informant("mayor Abu Omar", 0, 5)), told("b/1", informant=SOHR)]
    assert weighed(two, reports).voices == 2


def test_the_origin_counts_even_where_it_does_not_tell_the_event():
    reports = [report("b", outlet="Y", origin_id="a"), report("a", outlet="X"), report("c", outlet="X")]
    assert weighed([told("b/1"), told("c/1")], reports).voices == 1


def test_accounts_say_what_each_origin_says_with_mentions_informants_and_time():
    first, later = "2015-07-15T08:00:00Z", "2015-07-16"
    reports = [report("a", outlet="X", published=first), report("b", outlet="X", origin_id="a", published=later)]
    event = weighed([told("a/1", killed=22, informant=SOHR), told("b/1", killed=44)], reports)
    [account] = event.accounts
    assert json.loads(account.values["killed"]) == [44, 44]
    assert account.informants == ["Syrian Observatory for Human Rights"]
    counts = [(json.loads(s.value), s.mention_ids, s.at) for s in account.statements if s.field == "killed"]
    assert counts == [([22, 22], ["a/1"], first), ([44, 44], ["b/1"], later)]
    assert event.disputed == []
    assert (event.killed_low, event.killed_best, event.killed_high) == (44, 44, 44)


def test_growth_is_not_disagreement():
    days = ["2015-07-15T08:00", "2015-07-15T14:00", "2015-07-16T08:00"]
    reports = [report(x, outlet=x, published=d) for x, d in zip("abc", days, strict=True)]
    event = weighed([told(f"{x}/1", killed=n) for x, n in zip("abc", (22, 44, 50), strict=True)], reports)
    assert (event.killed_low, event.killed_best, event.killed_high, event.disputed) == (50, 50, 50, [])


def test_state_media_eight_the_observatory_fifty_is_disagreement():
    reports = [report("a", outlet="SANA", published="2015-07-15"), report("b", outlet="Reuters", published="2015-07-16")]
    event = weighed([told("a/1", killed=8), told("b/1", killed=50, informant=SOHR)], reports)
    assert event.disputed == ["killed"]
    assert (event.killed_low, event.killed_best, event.killed_high) == (8, 8, 50)
    rated = weighed([told("a/1", killed=8), told("b/1", killed=50)], reports, reliability={"reuters": "B", "SANA": "E"})
    assert rated.killed_best == 50
    assert rated.grade.startswith("B")


def test_the_figure_most_voices_give_is_best_and_a_vague_one_gives_way():
    reports = [report(x, outlet=x) for x in "abcd"]
    ms = [told("a/1", killed=21), told("b/1", killed=36), told("c/1", killed=35), told("d/1", killed_low=24)]
    event = weighed(ms, reports)
    assert (event.killed_low, event.killed_best, event.killed_high) == (21, 35, 36)
    assert weighed([told("d/1", killed_low=24)], reports).killed_best == 24


def test_toll_rules():
    a, b = Count(0, 10, 10, "2015-07-15"), Count(1, 12, 12, "2015-07-16")
    assert agree(a, b)
    assert not agree(a, Count(1, 20, 20))
    assert grown(a, b)
    assert not grown(b, a)
    assert not grown(a, Count(1, 50, 50, "2015-07-16"))
    assert grown(a, Count(0, 7, 7, "2015-07-16"))
    assert grown(Count(0, 9, 9, "1", frozenset({"x"})), Count(1, 90, 90, "2", frozenset({"x"})))
    assert weigh_toll([]) == Toll()
    assert weigh_toll([Count(0, 5, 5), Count(0, 9, 9), Count(1, 6, 6)]) == Toll(5, 5, 9, False)


def test_settled_values_follow_the_voices():
    reports = [report(x, outlet=x) for x in "abc"]
    ms = [
        told(
            "a/1",
            sub_event_type="Armed clash",
            event_type="Battles",
            actors=[GOV, RUSSIA],
            date_precision="month",
            plover="ASSAULT",
        ),
        told("b/1", place=place("Aleppo", precision=4), plover="ASSAULT", plover_mode="aerial"),
        told("c/1", actors=[GOV], targets=[CIVILIANS, Party("residents", 0, 0, None, "civilian")]),
    ]
    event = weighed(ms, reports)
    assert (event.event_type, event.sub_event_type) == ("Explosions/Remote violence", "Air/drone strike")
    assert (event.plover, event.plover_mode) == ("ASSAULT", "aerial")
    assert event.place.text == "Daret Izza"
    assert event.actor1 == GOV
    assert event.assoc_actor_1 == [RUSSIA]
    assert (event.actor2, event.assoc_actor_2) == (CIVILIANS, [])
    assert (event.date_from, event.date_precision) == ("2015-07-15", "day")


def test_unknown_stays_unknown():
    bare = told("a/1", actors=[], targets=[], place=None, date_from=None, date_precision=None)
    event = weighed([bare], [])
    assert (event.actor1, event.actor2, event.place, event.date_from, event.killed_best) == (None,) * 5
    assert event.accounts[0].report_ids == ["a"]
    assert weigh([mention("a/1")], {}) == []


def test_disputes():
    reports = [report(x, outlet=x) for x in "ab"]
    ms = [
        told("a/1", outcome="repelled", actors=[ISIS]),
        told(
            "b/1", outcome="succeeded", actors=[AHRAR], date_from="2015-07-16", place=place("Sarmin", admin1="Idlib"), injured_low=1
        ),
    ]
    event = weighed(ms, reports)
    assert event.disputed == ["outcome", "date", "actor", "place"]
    assert event.grade == "F3"
    generic = weighed([told("a/1", actors=[REBELS]), told("b/1", actors=[AHRAR])], reports)
    assert "actor" not in generic.disputed


def test_killed_of_stands_with_the_best_figure():
    reports = [report(x, outlet=x) for x in "ab"]
    of = TollOf(children=Range(3, 3))
    ms = [told("a/1", killed=9, killed_of=TollOf(women=Range(1, 1))), told("b/1", killed=7, killed_of=of)]
    assert weighed(ms, reports).killed_of == of


def grade(*mentions: Mention, **more: Any) -> tuple[str, str]:
    ids = list(dict.fromkeys(m.report_id for m in mentions))
    event = weighed(list(mentions), [report(x, outlet=x) for x in ids], **more)
    return event.grade, event.grade_why


def test_grades():
    assert grade(told("a/1"))[0] == "F3"
    assert grade(told("a/1"), told("b/1"))[0] == "F2"
    why = "Three independent voices tell it; the reliability of the sources is not set."
    assert grade(told("a/1"), told("b/1"), told("c/1")) == ("F1", why)
    assert grade(told("a/1"), reliability={"A": "B"}) == ("B3", "One voice tells it; the best source is rated B.")


def test_a_denial_and_a_denial_alone():
    code, why = grade(told("a/1"), told("b/1", status="denied"))
    assert code == "F5"
    assert "denied" in why
    alone = weighed([told("b/1", status="denied")], [])
    assert (alone.status, alone.grade) == ("denied", "F5")
    assert weighed([told("a/1", status="alleged")], []).status == "alleged"


def test_a_party_that_claims_success_does_not_confirm_it():
    army = Informant("the Syrian army", 0, 5, "Syrian government forces", "state")
    rebels = Informant("Ahrar al-Sham", 0, 5, "Ahrar al-Sham", "rebel")
    clash = {"actors": [GOV], "targets": [AHRAR], "event_type": "Battles", "sub_event_type": "Armed clash"}
    code, why = grade(told("a/1", informant=army, **clash))
    assert (code, "a party to it" in why) == ("F4", True)
    assert grade(told("a/1", informant=army, **clash), told("b/1", **clash))[0] == "F2"
    assert grade(told("a/1", informant=rebels, **clash))[0] == "F3"  # its own loss
    beaten = clash | {"outcome": "repelled"}
    assert grade(told("a/1", informant=rebels, **beaten))[0] == "F4"
    both = (told("a/1", informant=army, **clash), told("b/1", informant=rebels, **beaten))
    assert grade(*both)[0] in ("F2", "F3")


def test_part_of_and_the_arrow_form():
    event = weighed([told("a/1", killed=3)], [report("a")], part_of={"ev-1": "ev-9"})
    assert event.part_of == "ev-9"
    assert records_of(batch_of([event], Event), Event) == [event]


def test_order_does_not_matter():
    reports = [report(x, outlet=x, published=f"2015-07-1{n}") for n, x in enumerate("abc")]
    ms = [told("a/1", killed=5), told("b/1", killed=9), told("c/1", actors=[ISIS])]
    assert weighed(ms, reports) == weighed(ms[::-1], reports[::-1])
