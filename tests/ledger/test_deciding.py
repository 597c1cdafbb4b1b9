"""What persons decide: it stands over re-runs, can be taken back, and nothing of it is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace

from copydesk.ledger import DecidedMeanwhile, Decision, EventChange, Ledger, ReportBatch, differences
from copydesk.model import Party, WrongUse
from tests.ledger.making import add, event, report, settle


def by(name: str, **fields: object) -> Decision:
    return Decision(kind="note", by=name, **fields)  # type: ignore[arg-type]


def correct(field: str, value: object, event_id: str = "ev-a:0", name: str = "Ann", **fields: object) -> Decision:
    return Decision(kind="correct", by=name, event_id=event_id, field=field, value=value, **fields)  # type: ignore[arg-type]


@pytest.fixture
def ledger(tmp_path: Path):
    with Ledger.open(tmp_path / "war.ledger", create=True) as opened:
        add(opened, "a", "b", mentions=2)
        settle(opened)
        yield opened


def tables(ledger: Ledger) -> list[object]:
    return [ledger.reports(), ledger.mentions(), ledger.lineage(), ledger.events()]


def test_merging_forwards_and_undo_restores_the_tables(ledger: Ledger) -> None:
    before = tables(ledger)
    number = ledger.merge(["ev-b:0", "ev-a:0", "ev-a:1"], by("Ann", note="one attack"))
    settle(ledger)
    assert ledger.resolve("ev-a:1") == ledger.resolve("ev-b:0") == "ev-a:0"
    assert [e.event_id for e in ledger.events()] == ["ev-a:0", "ev-b:1"]
    assert {m.event_id for m in ledger.mentions(["a:0", "a:1", "b:0"])} == {"ev-a:0"}
    again = ledger.undo(number, "Bob")
    settle(ledger)
    assert tables(ledger) == before
    assert ledger.resolve("ev-b:0") == "ev-b:0"
    ledger.undo(again, "Ann")
    settle(ledger)
    assert ledger.resolve("ev-b:0") == "ev-a:0"


def test_splitting_and_undo(ledger: Ledger) -> None:
    ledger.merge(["ev-a:0", "ev-a:1", "ev-b:0"], by("Ann"))
    settle(ledger)
    before = tables(ledger)
    number = ledger.split(["a:0", "b:0"], by("Ann", event_id="ev-a:0"))
    settle(ledger)
    assert [sorted(m.mention_id for m in ledger.mentions(events=[e.event_id])) for e in ledger.events()] == [
        ["a:0", "b:0"],
        ["a:1"],
        ["b:1"],
    ]
    ledger.undo(number, "Ann")
    settle(ledger)
    assert tables(ledger) == before


def test_what_persons_joined_stays_joined_on_its_side_of_a_split(ledger: Ledger) -> None:
    ledger.merge(["ev-a:0", "ev-a:1", "ev-b:0"], by("Ann"))
    settle(ledger)
    ledger.split(["a:0"], by("Bob", event_id="ev-a:0"))
    said = {(j.left, j.right): j.verdict for j in ledger.judgements() if j.by == "Bob"}
    assert said == {("a:0", "a:1"): "different", ("a:0", "b:0"): "different", ("a:1", "b:0"): "same"}


def test_what_cannot_be_split_or_merged(ledger: Ledger) -> None:
    with pytest.raises(WrongUse, match="stands in another event"):
        ledger.split(["b:0"], by("Ann", event_id="ev-a:0"))
    with pytest.raises(WrongUse, match="both sides"):
        ledger.split(["a:0"], by("Ann", event_id="ev-a:0"))
    with pytest.raises(WrongUse, match="takes two"):
        ledger.merge(["ev-a:0", "ev-a:0"], by("Ann"))
    with pytest.raises(WrongUse, match="no such event"):
        ledger.merge(["ev-a:0", "ev-z"], by("Ann"))
    with pytest.raises(WrongUse, match="no such mention"):
        ledger.judge("a:0", "z:0", "same", by("Ann"))
    with pytest.raises(WrongUse, match="a judgement is"):
        ledger.judge("a:0", "b:0", "perhaps", by("Ann"))  # type: ignore[arg-type]
    with pytest.raises(WrongUse, match="name of who"):
        ledger.merge(["ev-a:0", "ev-b:0"], by(" "))
    with pytest.raises(WrongUse, match="no such decision"):
        ledger.undo(99, "Ann")
    assert ledger.decisions() == []


def test_a_judgement_outlives_a_new_version_that_numbers_mentions_otherwise(ledger: Ledger) -> None:
    ledger.judge("a:0", "b:0", "same", by("Ann"))
    add(ledger, "a", mentions=2, version="2")
    assert [(j.left, j.right) for j in ledger.judgements()] == [("a:0", "b:0")]
    moved = ledger.mentions(reports=["a"])
    renamed = [replace(m, mention_id=f"a:new{m.start}", start=m.start + 2, event_id=None) for m in moved]
    ledger.write_reports(ReportBatch(version="3", reports=[report("a")], mentions=renamed))
    assert [(j.left, j.right, j.by) for j in ledger.judgements(["a:new0"])] == [("a:new0", "b:0", "Ann")]
    ledger.write_reports(ReportBatch(version="4", reports=[report("a")]))
    assert ledger.judgements() == []
    add(ledger, "a", mentions=2, version="5")
    assert [(j.left, j.right) for j in ledger.judgements()] == [("a:0", "b:0")]


def test_corrections_stand_over_re_runs_and_are_taken_back(ledger: Ledger) -> None:
    before = tables(ledger)
    number = ledger.decide(correct("killed_best", 7, evidence=[("a", 0, 6)]))
    corrected = ledger.events(["ev-a:0"])[0]
    assert corrected.killed_best == 7
    assert corrected.reviewed is not None
    assert (corrected.reviewed.by, corrected.reviewed.decision) == ("Ann", "correct")
    ledger.replace_events(EventChange(events=[event("ev-a:0", ["a:0"], killed_best=3, injured_best=1)], members={"a:0": "ev-a:0"}))
    held = ledger.events(["ev-a:0"])[0]
    assert (held.killed_best, held.injured_best) == (7, 1)
    ledger.undo(number, "Ann")
    assert ledger.events(["ev-a:0"])[0].killed_best == 3
    settle(ledger)
    assert tables(ledger) == before


def test_a_correction_follows_its_event_into_another(ledger: Ledger) -> None:
    ledger.decide(correct("killed_best", 7, event_id="ev-b:0"))
    ledger.merge(["ev-a:0", "ev-b:0"], by("Ann"))
    settle(ledger)
    assert ledger.events(["ev-a:0"])[0].killed_best == 7


@pytest.mark.parametrize(("field", "value"), [("killed_best", "many"), ("status", "perhaps"), ("accounts", []), ("colour", "red")])
def test_corrections_that_make_no_sense(ledger: Ledger, field: str, value: object) -> None:
    with pytest.raises(WrongUse, match=field):
        ledger.decide(correct(field, value))
    assert ledger.decisions() == []


def test_not_an_event_leaves_the_tables_and_comes_back(ledger: Ledger) -> None:
    number = ledger.decide(Decision(kind="not an event", by="Ann", event_id="ev-a:0"))
    assert "ev-a:0" not in {e.event_id for e in ledger.stream("events")}
    assert ledger.events(["ev-a:0"])[0].reviewed is not None
    ledger.undo(number, "Ann")
    assert "ev-a:0" in {e.event_id for e in ledger.stream("events")}


def test_accepting_and_noting(ledger: Ledger) -> None:
    ledger.decide(Decision(kind="accept", by="Ann", event_id="ev-a:0"))
    ledger.decide(Decision(kind="note", by="Bob", event_id="ev-a:0", note="ask the stringer"))
    reviewed = ledger.events(["ev-a:0"])[0].reviewed
    assert reviewed is not None
    assert reviewed.decision == "accept"
    assert [(d.kind, d.by) for d in ledger.decisions("ev-a:0")] == [("accept", "Ann"), ("note", "Bob")]
    with pytest.raises(WrongUse, match="without words"):
        ledger.decide(Decision(kind="note", by="Bob", event_id="ev-a:0"))
    with pytest.raises(WrongUse, match="not decided on one event"):
        ledger.decide(Decision(kind="merge", by="Bob", event_id="ev-a:0"))


def test_two_at_once_the_second_is_told(ledger: Ledger) -> None:
    ledger.decide(correct("killed_best", 7, seen=0))
    with pytest.raises(DecidedMeanwhile, match="Ann decided"):
        ledger.decide(correct("killed_best", 8, name="Bob", seen=0))
    latest = ledger.decisions("ev-a:0")[-1].decision_id
    ledger.decide(correct("killed_best", 8, name="Bob", seen=latest))
    assert ledger.events(["ev-a:0"])[0].killed_best == 8


def test_a_party_told_in_other_words_is_no_difference() -> None:
    army = Party("the army", 4, 12, "Malian government forces", "state")
    before = event("ev-a:0", ["a:0"], actor1=army, assoc_actor_2=[Party("five teachers", 20, 33, None, "civilian")])
    words = replace(army, text="soldiers", start=40, end=48)
    assert differences(before, replace(before, actor1=words)) == []
    renamed = replace(army, name="Jama'at Nusrat al-Islam wal-Muslimin")
    assert [f for f, _, _ in differences(before, replace(before, actor1=renamed))] == ["actor1"]
    other = [Party("six teachers", 20, 32, None, "civilian")]
    assert [f for f, _, _ in differences(before, replace(before, assoc_actor_2=other))] == ["assoc_actor_2"]


def test_history_tells_who_changed_what(ledger: Ledger) -> None:
    ledger.decide(correct("killed_best", 7))
    number = ledger.merge(["ev-a:0", "ev-b:0"], by("Bob", note="same convoy"))
    settle(ledger)
    steps = ledger.history("ev-a:0")
    assert [(c.change, c.by) for c in steps] == [("made", None), ("changed", "Ann"), ("decided", "Bob"), ("changed", None)]
    assert steps[2].decision is not None
    assert steps[2].decision.decision_id == number
    assert ("killed_best", None, 7) in differences(steps[0].event, steps[1].event)
    assert steps[3].mention_ids == ["a:0", "b:0"]
    assert [c.change for c in ledger.history("ev-b:0")] == ["made", "joined ev-a:0"]


def test_rating_a_source_has_events_settled_again(ledger: Ledger) -> None:
    ledger.rate("The River Post", "B", "Ann")
    assert ledger.reliabilities() == {"The River Post": "B"}
    assert len(ledger.pending_events()) == 4
    with pytest.raises(WrongUse, match="Z"):
        ledger.rate("The River Post", "Z", "Ann")


class Persons(RuleBasedStateMachine):
    """No sequence of decisions, undos, re-runs and added reports loses a judgement or leaves the tables at odds."""

    @initialize()
    def start(self) -> None:
        self.ledger = Ledger.open("sqlite://", create=True)
        self.reports = 1
        add(self.ledger, "r0")
        settle(self.ledger)
        self.made = 0

    def some_events(self, data: st.DataObject, least: int) -> list[str]:
        ids = sorted(e.event_id for e in self.ledger.events())
        return data.draw(st.lists(st.sampled_from(ids), min_size=least, max_size=3, unique=True))

    @rule(again=st.booleans())
    def build(self, again: bool) -> None:
        if not again:
            self.reports = min(self.reports + 1, 4)
        add(self.ledger, f"r{self.reports - 1}")
        settle(self.ledger)

    @precondition(lambda self: self.ledger.count("events") > 1)
    @rule(data=st.data(), name=st.sampled_from(["Ann", "Bob"]))
    def merge(self, data: st.DataObject, name: str) -> None:
        self.ledger.merge(self.some_events(data, 2), by(name))
        settle(self.ledger)
        self.made += 1

    @rule(data=st.data())
    def split(self, data: st.DataObject) -> None:
        event_id = self.some_events(data, 1)[0]
        mentions = [m.mention_id for m in self.ledger.mentions(events=[event_id])]
        if len(mentions) < 2:
            return
        off = data.draw(st.lists(st.sampled_from(mentions), min_size=1, max_size=len(mentions) - 1, unique=True))
        self.ledger.split(off, by("Ann", event_id=event_id))
        settle(self.ledger)
        self.made += 1

    @rule(data=st.data(), value=st.integers(0, 9))
    def correct(self, data: st.DataObject, value: int) -> None:
        self.ledger.decide(correct("killed_best", value, event_id=self.some_events(data, 1)[0]))
        self.made += 1

    @precondition(lambda self: any(d.active for d in self.ledger.decisions()))
    @rule(data=st.data())
    def take_back_the_last_and_bring_it_back(self, data: st.DataObject) -> None:
        before = tables(self.ledger)
        last = [d for d in self.ledger.decisions() if d.active][-1]
        assert last.decision_id is not None
        taken = self.ledger.undo(last.decision_id, "Ann")
        settle(self.ledger)
        self.made += 1
        if data.draw(st.booleans()):
            self.ledger.undo(taken, "Ann")
            settle(self.ledger)
            self.made += 1
            assert tables(self.ledger)[:3] == before[:3]
            assert [e.event_id for e in self.ledger.events()] == [e.event_id for e in before[3]]  # type: ignore[attr-defined]

    @invariant()
    def nothing_is_lost(self) -> None:
        assert len(self.ledger.decisions()) == self.made
        living = {e.event_id for e in self.ledger.events()}
        assert {m.event_id for m in self.ledger.mentions()} == living
        assert self.ledger.pending_events() == []
        for d in self.ledger.decisions():
            assert self.ledger.resolve(d.event_id or "") in living

    def teardown(self) -> None:
        self.ledger.close()


TestPersons = Persons.TestCase
TestPersons.settings = settings(max_examples=8, stateful_step_count=10, deadline=None)
