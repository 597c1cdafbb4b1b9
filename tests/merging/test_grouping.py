"""Mentions of one report that tell of one happening, and what they lend each other."""

from __future__ import annotations

import msgspec
import pyarrow as pa
import pytest

from copydesk.merging import group_report, group_reports, settle
from copydesk.merging.settling import complete
from copydesk.model import Evidence, Informant, Mention, Party, Place, Report, type_of
from copydesk.model.arrow import batch_of, column_of, record_from
from tests.merging.making import AHRAR, GOV, ISIS, REBELS, mention, place, report

R = report("r")


def groups(*mentions: Mention) -> list[str | None]:
    return [m.group for m in group_report(R, mentions)]


def test_headline_lead_and_detail_are_one():
    head = mention("r/0", in_title=True, date_from=None, place=None, killed=12, quote="Regime raids kill 12")
    lead = mention("r/1", start=0, end=90, killed=12, quote="Regime warplanes killed 12 civilians in Daret Izza on Wednesday")
    detail = mention("r/2", start=400, end=460, date_from=None, place=None, actors=[], quote="The strikes hit a market")
    assert groups(head, lead, detail) == ["r/0", "r/0", "r/0"]


def test_another_place_or_another_day_is_another_happening():
    a = mention("r/1", killed=5)
    b = mention("r/2", start=200, killed=8, place=place("Taduf"), quote="Another eight died when jets struck Taduf")
    c = mention("r/3", start=900, date_from="2015-07-02", killed=3, quote="Similar raids killed three on July 2")
    assert len(set(groups(a, b, c))) == 3


def test_what_makes_no_event_gets_no_group_and_a_denial_joins_what_it_denies():
    told = mention("r/1", killed=9)
    denial = mention("r/2", start=300, end=340, status="denied", quote="The army denied the strikes on Daret Izza", actors=[GOV])
    plan = mention("r/3", start=600, status="planned")
    past = mention("r/4", start=800, background=True)
    assert groups(told, denial, plan, past) == ["r/1", "r/1", None, None]


def test_a_group_is_named_by_its_smallest_mention_and_order_does_not_matter():
    ms = [
        mention("r/1"),
        mention("r/2", start=30),
        mention(
            "r/3", start=900, place=place("Homs", admin1="Homs"), killed=4, quote=f"{'at dawn ' * 8}warplanes struck the village"
        ),
    ]
    forth = {m.mention_id: m.group for m in group_report(R, ms)}
    back = {m.mention_id: m.group for m in group_report(R, ms[::-1])}
    assert forth == back == {"r/1": "r/1", "r/2": "r/1", "r/3": "r/3"}


def test_what_is_lent_points_to_its_words():
    informant = Informant("the Observatory", 70, 85, "Syrian Observatory for Human Rights", "monitor")
    full = mention(
        "r/1",
        killed=12,
        injured_low=4,
        injured_high=4,
        outcome="succeeded",
        informant=informant,
        evidence=Evidence(date=[[1, 2]], place=[[3, 4]], actor=[[5, 6]], target=[[7, 8]], killed=[[9, 10]], informant=[[70, 85]]),
    )
    bare = mention(
        "r/2", date_from=None, date_precision=None, place=None, actors=[], targets=[], evidence=Evidence(type=[[50, 60]])
    )
    own = mention("r/3", start=40, killed=12, place=place("a village", precision=3))
    lent, kept = complete([full, bare, own])[1:]
    assert (lent.date_from, lent.place, lent.actors, lent.killed_low, lent.informant) == (
        "2015-07-15",
        full.place,
        [GOV],
        12,
        informant,
    )
    assert lent.outcome == "succeeded"
    assert lent.evidence.killed == [[9, 10]]
    assert lent.evidence.type == [[50, 60]]
    assert lent.evidence.date == [[1, 2]]
    assert (kept.killed_low, kept.place) == (12, own.place)


def test_title_and_text_do_not_lend_each_other():
    head = mention("r/0", in_title=True, date_from=None)
    body = mention("r/1")
    assert complete([head, body])[0].date_from is None


def test_settled_values():
    one = mention("r/1", date_from="2015-07-13", date_to="2015-07-19", date_precision="week", killed=9, actors=[REBELS])
    two = mention("r/2", start=50, place=place("Aleppo", precision=4), killed=12, actors=[AHRAR], outcome="repelled")
    three = mention("r/3", start=90, killed_low=24, actors=[AHRAR])
    values = settle([one, two, three])
    assert (values.date_from, values.place.text, values.outcome) == ("2015-07-15", "Daret Izza", "repelled")
    assert (values.killed_low, values.killed_high) == (9, 24)
    assert [p.name for p in values.actors] == ["Ahrar al-Sham", "Rebels (Syria)"]
    assert settle([one]).killed_low == 9
    assert settle([mention("r/1", status="alleged"), mention("r/2", status="alleged")]).status == "alleged"
    with pytest.raises(ValueError, match="no mentions"):
        settle([])


def test_the_batch_form_gives_the_same_rows():
    reports = [report("r"), report("s")]
    rows = [[mention("r/1"), mention("r/2", start=20)], []]

    batch = pa.RecordBatch.from_arrays(
        [pa.array(batch_of(reports, Report).to_pylist(), type=type_of(Report)), column_of(rows, Mention)],
        names=["report", "mentions"],
    )
    out = group_reports(batch)
    got = [[record_from(m, Mention) for m in row] for row in out.column("mentions").to_pylist()]
    assert got == [group_report(r, ms) for r, ms in zip(reports, rows, strict=True)]


def told(*ms: Mention) -> list[tuple[int | None, int | None]]:
    return [(m.killed_low, m.killed_high) for m in complete(ms)]


def test_a_group_comes_to_one_toll():
    dozens = mention("r/0", killed_low=24, killed_text="dozens", quote="Dozens die in raid")
    exact = mention("r/1", start=20, killed=31, killed_text="31 villagers", quote="The raid killed 31 villagers")
    more = mention("r/2", start=70, killed_low=30, killed_high=30, killed_bound="at least", quote="More than 30 were killed")
    part = mention("r/3", start=120, killed=9, killed_text="another nine", quote="Another nine died in hospital")
    silent = mention("r/4", start=160, quote="The raid lasted an hour")
    assert told(dozens, exact, more, part, silent) == [(31, 31)] * 5
    assert told(part) == [(9, 9)]
    assert told(dozens) == [(24, None)]


def test_what_most_clauses_tell_stands_and_of_equals_what_is_told_first():
    total = mention("r/1", killed=18, quote="18 dead in assault")
    again = mention("r/2", start=20, killed=18, quote="At least 18 people died on Thursday")
    side = mention("r/3", start=90, killed=10, quote="Ten of the defenders died")
    assert told(side, total, again) == [(18, 18)] * 3
    assert told(side, total) == [(18, 18)] * 2
    assert told(mention("r/5", killed=0, quote="no one died"), side)[0] == (10, 10)


def test_a_day_that_only_the_date_line_gives_yields_to_one_that_is_told():
    lined = mention("r/1", start=400, end=460, date_from="2015-07-16", evidence=Evidence(date=[[0, 12]]))
    said = mention("r/2", start=600, end=690, date_from="2015-07-15", evidence=Evidence(date=[[650, 659]]))
    first, second = complete([lined, said])
    assert (first.date_from, first.date_to, first.evidence.date) == ("2015-07-15", "2015-07-15", [[650, 659]])
    assert second == said
    assert complete([lined])[0] == lined


def test_what_a_report_only_touches_on_makes_no_event():
    lead = mention(
        "r/1", start=0, end=90, killed=12, quote="Regime warplanes killed 12 civilians in Daret Izza on Wednesday, a monitor said"
    )
    passing = mention(
        "r/2",
        start=900,
        end=940,
        sub_event_type="Attack",
        event_type="Violence against civilians",
        actors=[],
        targets=[],
        quote="the attacks there",
        place=Place("Yemen", "Yemen", country="YE", precision=6),
    )
    assert groups(lead, passing) == ["r/1", None]
    assert groups(passing) == [None]


def test_what_title_and_first_sentences_tell_is_kept():
    bare = {"actors": [], "targets": [], "place": None, "event_type": "Violence against civilians", "sub_event_type": "Attack"}
    head = mention("r/0", in_title=True, status="alleged", quote="the attack", **bare)
    lead = mention("r/1", status="alleged", quote="the attack", **bare)
    assert groups(head, lead) == ["r/0", "r/0"]
    assert groups(lead) == [None]


def test_a_nameless_perpetrator_is_known_by_the_groups_only_name():
    bomber = Party("A suicide bomber", 0, 16, None, "unknown")
    bare = mention("r/1", actors=[bomber], in_title=True)
    named = mention("r/2", actors=[ISIS])
    known = complete([bare, named])[0].actors[0]
    assert (known.text, known.name, known.kind) == ("A suicide bomber", "Islamic State", "rebel")
    rival = mention("r/3", actors=[GOV])
    assert complete([bare, named, rival])[0].actors == [bomber]
    terrorists = mention("r/4", actors=[Party("terrorists", 0, 10, None, "rebel")])
    assert complete([terrorists, rival])[0].actors == terrorists.actors


def test_the_type_of_a_group_is_what_most_clauses_tell():
    strikes = [mention(f"r/{n}", quote=f"warplanes struck village {n}") for n in range(2)]
    attack = mention("r/3", quote="nine died in the attack", event_type="Violence against civilians", sub_event_type="Attack")
    truce = mention("r/4", quote="a truce broke", event_type="Strategic developments", sub_event_type="Agreement")
    assert [m.sub_event_type for m in complete([*strikes, attack, truce])] == [*["Air/drone strike"] * 3, "Agreement"]
    assert [m.sub_event_type for m in complete([strikes[0], attack])] == ["Air/drone strike", "Attack"]


def test_rebels_at_large_yield_to_the_only_armed_group_that_the_same_string_names():
    rebels = mention("r/1", actors=[Party("Rebels", 0, 6, "Rebels (Syria)", "rebel")])
    named = mention("r/2", actors=[ISIS])
    known = complete([rebels, named])[0].actors[0]
    assert (known.text, known.name) == ("Rebels", "Islamic State")
    elsewhere = mention("r/3", actors=[ISIS], in_title=True)
    assert complete([rebels, elsewhere])[0].actors == rebels.actors
    other = mention("r/4", actors=[Party("Hamas", 0, 5, "Hamas", "rebel")])
    assert complete([rebels, named, other])[0].actors == rebels.actors
    assert complete([rebels, named, mention("r/5", actors=[GOV])])[0].actors == rebels.actors


def test_a_high_toll_told_again_under_another_place_is_one_happening_where_more_clauses_put_it():
    head = mention("r/1", killed=18, place=place("Ar Raqqah", admin1="Raqqa"), quote="Raids on Raqqa killed 18 on Tuesday")
    lead = mention(
        "r/2", start=90, killed=18, place=place("Ar Raqqah", admin1="Raqqa"), quote="In Raqqa 18 died in coalition raids"
    )
    astray = mention(
        "r/3", start=900, killed=18, place=place("Beirut", admin1="Beirut"), quote="Beirut 18 civilians died in the raids"
    )
    few = msgspec.structs.replace(astray, killed_low=3, killed_high=3)
    done = group_report(R, [head, lead, astray])
    assert len({m.group for m in done}) == 1
    assert {m.place.name for m in done if m.place} == {"Ar Raqqah"}
    assert len({m.group for m in group_report(R, [head, lead, few])} - {None}) > 1


def test_raids_put_down_to_two_air_forces_in_turn_may_be_one():
    russia = Party("Russian jets", 0, 0, "Russian armed forces", "foreign-state")
    wide = place("Aleppo", precision=4)
    a = mention("r/1", place=wide)
    b = mention("r/2", start=200, end=260, place=wide, actors=[russia], quote="Russian jets bombed Aleppo on Wednesday")
    rebels = msgspec.structs.replace(b, actors=[REBELS])
    assert len(set(groups(a, b))) == 1
    assert len(set(groups(a, rebels))) == 2


def test_a_raid_told_as_shelling_is_one_happening_and_a_clash_there_another():
    wide = place("Aleppo", precision=4)
    raid = mention("r/1", place=wide, quote="Warplanes bombed parts of Aleppo on Wednesday")
    shells = mention(
        "r/2",
        start=200,
        end=260,
        place=wide,
        sub_event_type="Shelling/artillery/missile attack",
        quote="Shelling of Aleppo went on",
    )
    clash = mention(
        "r/3", start=800, end=860, place=wide, sub_event_type="Armed clash", event_type="Battles", quote="Aleppo saw clashes"
    )
    assert len({m.group for m in group_report(R, [raid, shells])}) == 1
    assert len({m.group for m in group_report(R, [shells, clash])}) == 2
