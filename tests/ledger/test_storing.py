"""What is written is read back, in the same order and without loss."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk.ledger import EventChange, Input, Ledger, LineageChange, ReportBatch
from copydesk.model import Credit, Evidence, Informant, Judgement, Mention, Party, Place, Problem, Report, schema_of
from copydesk.model.records import Range, TollOf
from tests.ledger.making import TEXT, add, edge, event, mention, report, settle


@pytest.fixture
def ledger(tmp_path: Path):
    with Ledger.open(tmp_path / "war.ledger", create=True) as opened:
        yield opened


def test_a_batch_is_read_back_whole(ledger: Ledger) -> None:
    add(ledger, "b", "a")
    assert [r.report_id for r in ledger.reports()] == ["a", "b"]
    assert ledger.reports(["b"]) == [msgspec.structs.replace(report("b"), origin_id="b")]
    assert ledger.mentions(reports=["a"]) == [mention("a", 0), mention("a", 1)]
    assert ledger.mentions(["a:1", "nowhere"]) == [mention("a", 1)]
    assert ledger.known_ids() == {"a", "b"}
    assert ledger.known_inputs() == {("ab" * 32, "a.txt"), ("ab" * 32, "b.txt")}
    assert ledger.inputs()[0] == Input("ab" * 32, "a.txt", "2024-03-17T00:00:00Z", len(TEXT))


def test_keys_find_reports_and_mentions(ledger: Ledger) -> None:
    add(ledger, "a", "b")
    assert ledger.reports_by_band([1, 99]) == {1: ["a", "b"]}
    assert ledger.mentions_by_block_key(["ansongo", "gao"]) == {"ansongo": ["a:0", "a:1", "b:0", "b:1"]}
    assert ledger.reports_by_band([]) == {}


def test_pending_says_what_the_next_build_has_to_do(ledger: Ledger) -> None:
    ledger.write_reports(ReportBatch(version="1", reports=[report("a")], mentions=[mention("a")]))
    assert ledger.pending() == (["a"], ["a"])
    ledger.write_lineage(LineageChange(related=["a"], origins={"a": "a"}))
    assert ledger.pending() == ([], ["a"])
    settle(ledger)
    assert ledger.pending() == ([], [])


def test_writing_the_same_again_changes_nothing(ledger: Ledger) -> None:
    add(ledger, "a", "b")
    settle(ledger)
    before = [ledger.reports(), ledger.mentions(), ledger.events()]
    steps = len(ledger.history(ledger.events()[0].event_id))
    add(ledger, "a", "b")
    settle(ledger)
    assert [ledger.reports(), ledger.mentions(), ledger.events()] == before
    assert len(ledger.history(ledger.events()[0].event_id)) == steps


def test_a_new_version_replaces_mentions_and_has_their_events_settled_again(ledger: Ledger) -> None:
    add(ledger, "a", mentions=3)
    settle(ledger)
    add(ledger, "a", mentions=1, version="2")
    assert len(ledger.events()) == 3
    assert len(ledger.pending_events()) == 3
    settle(ledger)
    assert [m.mention_id for m in ledger.mentions()] == ["a:0"]
    assert [e.event_id for e in ledger.events()] == ["ev-a:0"]
    assert ledger.pending_events() == []
    assert ledger.resolve("ev-a:2") is None


def test_edges_are_replaced_with_the_reports_they_are_of(ledger: Ledger) -> None:
    add(ledger, "a", "b", "c")
    ledger.write_lineage(LineageChange(edges=[edge("a", "b"), edge("b", "c")], related=["a", "b", "c"]))
    ledger.write_lineage(LineageChange(edges=[edge("b", "c")], related=["b"]))
    assert ledger.lineage() == [edge("b", "c")]
    assert ledger.lineage(["c"]) == [edge("b", "c")]
    assert ledger.lineage(["a"]) == []


def test_events_of_reports_that_come_to_another_origin_are_settled_again(ledger: Ledger) -> None:
    add(ledger, "a", "b", mentions=1)
    settle(ledger)
    ledger.write_lineage(LineageChange(edges=[edge("a", "b")], related=["b"], origins={"a": "a", "b": "a"}))
    assert ledger.pending_events() == ["ev-b:0"]


def test_a_problem_is_told_once(ledger: Ledger) -> None:
    broken = Problem(source="x.gz", what="is cut short", done="left out", line=3)
    ledger.write_problems([broken, broken])
    ledger.write_problems([broken, msgspec.structs.replace(broken, line=4)])
    assert [p.line for p in ledger.problems()] == [3, 4]
    assert ledger.problems()[0].at


def test_originals_are_kept_once(ledger: Ledger) -> None:
    kept = Input("cd" * 32, "x.html", "2024-03-17T00:00:00Z", 5, b"\x28\xb5")
    ledger.write_reports(ReportBatch(version="1", inputs=[kept]))
    ledger.write_reports(ReportBatch(version="1", inputs=[msgspec.convert(kept.__dict__, Input)]))
    assert [i.kept for i in ledger.inputs()] == [b"\x28\xb5"]


def test_machine_judgements_the_latest_of_each_pair(ledger: Ledger) -> None:
    add(ledger, "a", mentions=2)

    def said(verdict: str, at: str) -> Judgement:
        return Judgement(left="a:0", right="a:1", verdict=verdict, by="machine", at=at, score=0.5, reasons=["same day"])  # type: ignore[arg-type]

    ledger.replace_events(EventChange(judgements=[said("same", "2024-01-01")], version="1"))
    ledger.replace_events(EventChange(judgements=[said("different", "2024-01-02")], version="2"))
    assert ledger.judgements(["a:1"]) == [said("different", "2024-01-02")]


def test_batches_have_the_schema_of_the_record(ledger: Ledger) -> None:
    add(ledger, "a", "b", "c")
    settle(ledger)
    batches = list(ledger.batches("reports", size=2))
    assert [b.num_rows for b in batches] == [2, 1]
    assert batches[0].schema == schema_of(Report)
    assert pa.Table.from_batches(ledger.batches("mentions")).num_rows == ledger.count("mentions") == 6


def test_builds_are_written_down(ledger: Ledger) -> None:
    first = ledger.start_build({"paths": ["x"]}, {"furniture": "1"})
    ledger.finish_build(first)
    second = ledger.start_build({}, {})
    held = ledger.builds()
    assert [b["build_id"] for b in held] == [first, second]
    assert held[0]["finished"]
    assert held[1]["finished"] is None


def test_furniture_the_newest_version(ledger: Ledger) -> None:
    assert ledger.furniture() is None
    ledger.write_furniture("v1", pa.table({"key": [1]}))
    ledger.write_furniture("v2", pa.table({"key": [1, 2]}))
    assert ledger.furniture().to_pydict() == {"key": [1, 2]}


def test_only_the_events_given_are_touched(ledger: Ledger) -> None:
    add(ledger, "a", "b", mentions=1)
    settle(ledger)
    untouched = ledger.history("ev-b:0")
    ledger.replace_events(EventChange(events=[event("ev-a:0", ["a:0"], killed_best=3)], members={"a:0": "ev-a:0"}))
    assert {e.event_id: e.killed_best for e in ledger.events()} == {"ev-a:0": 3, "ev-b:0": None}
    assert ledger.history("ev-b:0") == untouched
    assert [c.change for c in ledger.history("ev-a:0")] == ["made", "changed"]


_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
_some = st.none() | _text
_number = st.integers(0, 2**31)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.builds(
        Report,
        report_id=_text,
        text=_text,
        title=_some,
        url=_some,
        byline=st.lists(_text, max_size=2),
        credits=st.lists(st.builds(Credit, name=_text), max_size=2),
        language=_some,
    )
)
def test_any_report_comes_back_as_it_was(ledger: Ledger, given: Report) -> None:
    ledger.write_reports(ReportBatch(version="1", reports=[given]))
    assert ledger.reports([given.report_id]) == [given]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.builds(
        Mention,
        mention_id=_text,
        report_id=_text,
        start=_number,
        end=_number,
        quote=_text,
        place=st.none() | st.builds(Place, text=_text, lat=st.none() | st.floats(-90, 90), geonameid=st.none() | _number),
        actors=st.lists(st.builds(Party, text=_text, start=_number, end=_number, name=_some), max_size=2),
        killed_low=st.none() | _number,
        killed_of=st.none() | st.builds(TollOf, civilians=st.none() | st.builds(Range, low=st.none() | _number)),
        informant=st.none() | st.builds(Informant, text=_text, start=_number, end=_number),
        evidence=st.builds(Evidence, type=st.lists(st.lists(_number, min_size=2, max_size=2), max_size=2)),
        in_title=st.booleans(),
    )
)
def test_any_mention_comes_back_as_it_was(ledger: Ledger, given: Mention) -> None:
    ledger.write_reports(ReportBatch(version="1", mentions=[given]))
    assert ledger.mentions([given.mention_id]) == [msgspec.structs.replace(given, event_id=None)]


def test_what_no_database_holds_is_replaced_one_for_one(ledger: Ledger) -> None:
    odd = report("a", text="a\ud800b\x00c", byline=["\udfff"])
    ledger.write_reports(ReportBatch(version="1", reports=[odd]))
    held = ledger.reports(["a"])[0]
    assert held.text == "a\ufffdb\x00c"
    assert held.byline == ["\ufffd"]
