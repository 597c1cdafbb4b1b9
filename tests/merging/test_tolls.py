"""What a group's tolls come to: informants that differ, parts, totals of a report, tolls told behind their happening."""

from __future__ import annotations

import pytest

from copydesk.merging.going_on import brought_home
from copydesk.merging.sums import without_totals
from copydesk.merging.tolls import settled, settled_tolls
from copydesk.model import Evidence, Informant, Mention, TollOf
from copydesk.model.records import Range
from tests.merging.making import mention, place, report

MONITOR = Informant("the Rights Monitor", 0, 5, None, "monitor")
SOME_MONITOR = Informant("a monitor", 0, 5, None, "monitor")
STATE = Informant("state television", 0, 5, None, "state medium")
HEAD = Informant("Selim Haddad", 0, 5, None, "person")


def told(n: int, killed: int | None, informant: Informant | None = None, **more: object) -> Mention:
    return mention(f"r/{n}", start=n * 100, end=n * 100 + 10, quote=f"clause {n}", killed=killed, informant=informant, **more)


def rival(n: int, killed: int) -> Mention:
    return mention(
        f"r/{n}", start=n * 100, end=n * 100 + 50, quote=f"Rescue workers gave a higher toll of {killed} dead", killed=killed
    )


@pytest.mark.parametrize(
    ("mentions", "toll"),
    [
        ([told(1, 20, MONITOR), told(2, 12, STATE)], (12, 20)),
        ([told(1, 20), told(2, 12, STATE)], (12, 20)),
        ([told(1, 20, MONITOR), told(2, 12, MONITOR)], (20, 20)),  # one informant corrects itself
        ([told(1, 20, SOME_MONITOR), told(2, 12, MONITOR)], (20, 20)),  # the monitor may be the one cited before
        ([told(1, 20, SOME_MONITOR), told(2, 20, STATE), told(3, 12, MONITOR)], (12, 20)),
        ([told(1, 20, MONITOR), told(2, 22, HEAD)], (20, 20)),  # a person may speak for the monitor
        ([told(1, 20), told(2, 12)], (20, 20)),
        ([told(1, 15, MONITOR), rival(2, 23)], (15, 23)),  # whoever he is, the figure is set against the other
        ([told(1, 20, killed_text="20 people"), told(2, 12, MONITOR, killed_text="at least 12 of the dead")], (20, 20)),
        ([told(1, 20, killed_text="20 rebels"), told(2, 12, MONITOR, killed_text="twelve of the rebels")], (20, 20)),
        ([told(1, 20), told(2, 12, MONITOR), told(3, 8, STATE)], (20, 20)),  # twelve and eight are the twenty
        ([told(1, 300), told(2, 3, STATE)], (300, 300)),  # three of them, rather than another toll
        ([told(1, 11), told(2, 15, MONITOR, killed_of=TollOf(children=Range(11, 11)))], (15, 15)),
        ([told(1, 15, MONITOR), told(2, 4, STATE, killed_of=TollOf(children=Range(4, 4)))], (15, 15)),
        ([told(1, 25, killed_text="25 civilians"), told(2, 50, STATE, killed_text="50 terrorists")], (25, 25)),
        ([told(1, 20), told(2, 12, STATE, place=place("Taduf"), evidence=Evidence(place=[[202, 205]]))], (20, 20)),
        ([told(1, 20), told(2, 12, STATE, date_from="2015-07-01", evidence=Evidence(date=[[202, 205]]))], (20, 20)),
        ([told(0, 20, in_title=True), told(1, 26)], (26, 26)),  # the text knows more than its headline
        ([told(1, None)], None),
    ],
)
def test_what_a_group_comes_to(mentions: list[Mention], toll: tuple[int, int] | None):
    assert settled(mentions) == toll


def test_a_toll_goes_with_its_words_and_whom_it_counts():
    army = TollOf(fighters=Range(9, 9))
    nine = told(1, 9, killed_text="nine soldiers", killed_of=army, evidence=Evidence(killed=[[100, 113]]))
    again = told(3, 9, evidence=Evidence(killed=[[300, 304]]))
    foes = TollOf(fighters=Range(20, 20))
    other = told(2, 20, killed_text="20 assailants", killed_of=foes, evidence=Evidence(killed=[[200, 213]]))
    done = settled_tolls([nine, other, again], other)
    assert (done.killed_low, done.killed_text, done.killed_of) == (9, "nine soldiers", army)
    assert done.evidence.killed == [[100, 113]]


def tolls(groups: dict[str, list[Mention]]) -> dict[str, list[int | None]]:
    return {name: [m.killed_low for m in members] for name, members in without_totals(groups).items()}


def test_a_total_is_no_toll_of_one_of_its_parts():
    market, village = [told(1, 19), told(2, 15)], [told(5, 4)]
    assert tolls({"market": market, "village": village}) == {"market": [None, 15], "village": [4]}


def test_a_total_told_before_its_parts_goes_to_the_largest():
    assert tolls({"a": [told(1, 19)], "b": [told(5, 15)], "c": [told(8, 4)]}) == {"b": [15, None], "c": [4]}
    other_day = told(8, 4, date_from="2015-07-01")
    assert tolls({"a": [told(1, 19)], "b": [told(5, 15)], "c": [other_day]}) == {"a": [19], "b": [15], "c": [4]}
    assert tolls({"a": [told(9, 19)], "b": [told(5, 15)], "c": [told(8, 4)]}) == {"a": [19], "b": [15], "c": [4]}
    assert tolls({"a": [told(1, 6)], "b": [told(5, 4)], "c": [told(8, 2)]}) == {"a": [6], "b": [4], "c": [2]}


def test_what_the_others_come_to_is_no_part_of_a_total():
    assert tolls({"a": [told(1, 32), told(2, 16)], "b": [told(5, 11)], "c": [told(8, 5)]})["a"] == [32, 16]


def test_a_headline_s_toll_belongs_to_the_happening_whose_sentence_tells_it():
    head = mention("r/0", in_title=True, quote="Rebels kill 7 and take the town", sub_event_type="Armed clash", killed=7)
    again = mention("r/1", start=0, quote="Rebels kill 7 and take the town", sub_event_type="Armed clash", killed=7)
    shelling = told(3, 7, sub_event_type="Shelling/artillery/missile attack")
    assert tolls({"clash": [head, again], "shelling": [shelling]}) == {"clash": [None, None], "shelling": [7]}
    same = told(4, 7, sub_event_type="Armed clash")
    assert tolls({"clash": [head], "other": [same]}) == {"clash": [7], "other": [7]}


def test_a_lone_toll_goes_to_what_is_told_right_before_it():
    strike = mention("r/1", start=0, end=60, quote="Warplanes struck a market in Daret Izza")
    toll = mention("r/2", start=70, end=120, quote="At least 36 people were killed in the attack", killed=36, actors=[])
    assert brought_home(report("r"), [[strike], [toll]]) == [[strike, toll]]


@pytest.mark.parametrize(
    "more",
    [
        {"evidence": Evidence(place=[[75, 80]])},
        {"evidence": Evidence(date=[[75, 80]])},
        {"start": 900, "end": 950},
        {"quote": "Another 36 people died in a separate attack"},
        {"killed": None},
        {"sub_event_type": "Peaceful protest", "event_type": "Protests"},
    ],
)
def test_a_toll_that_tells_more_stays_alone(more: dict[str, object]):
    strike = mention("r/1", start=0, end=60, quote="Warplanes struck a market in Daret Izza")
    toll = mention("r/2", **({"start": 70, "end": 120, "quote": "36 were killed in the attack", "killed": 36, "actors": []} | more))
    assert brought_home(report("r"), [[strike], [toll]]) == [[strike], [toll]]


def test_a_toll_with_people_besides_in_it_is_a_whole() -> None:
    whole = mention(
        "r/1", start=0, end=50, killed_low=52, killed_high=52, killed_text="15 civilians and 27 fighters with another 10 bodies"
    )
    lost = mention("r/2", start=60, end=90, killed_low=15, killed_high=15, killed_text="15 fighters")
    besides = mention("r/3", start=95, end=99, killed_low=70, killed_high=70, killed_text="another 70")
    assert settled([whole, lost, besides]) == (52, 52)
