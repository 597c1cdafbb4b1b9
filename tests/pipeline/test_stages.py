from __future__ import annotations

import pyarrow as pa
import pytest

from copydesk.model import Mention, Report, batch_of, records_of
from copydesk.model.arrow import column_of, record_from
from copydesk.pipeline import stages
from copydesk.pipeline.offsets import in_text
from copydesk.pipeline.plan import CODED


def mention(report: str, start: int, end: int, quote: str) -> Mention:
    return Mention(
        mention_id=f"{report}:{start}",
        report_id=report,
        start=start,
        end=end,
        quote=quote,
        event_type="Battles",
        sub_event_type="Armed clash",
    )


def fails_on_b(batch: pa.RecordBatch) -> pa.RecordBatch:
    ids = [r["report_id"] for r in batch.column("report").to_pylist()]
    if "b" in ids:
        raise ValueError("cannot code b")
    return pa.RecordBatch.from_arrays([column_of([[mention(i, 0, 1, "x")] for i in ids], Mention)], names=["mentions"])


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> stages.Stage:
    monkeypatch.setattr("copydesk.coding.fails_on_b", fails_on_b, raising=False)
    return stages.Stage("coding", "fails_on_b", ("report",), (("mentions", stages.many(Mention)),))


def column(*names: str) -> pa.RecordBatch:
    reports = [Report(report_id=n, text="x y", read_from="pile.jsonl") for n in names]
    return pa.RecordBatch.from_arrays([batch_of(reports, Report).to_struct_array()], names=["report"])


def test_one_report_that_fails_costs_the_others_nothing(stage: stages.Stage) -> None:
    out = stages.guarded(stage, column("a", "b", "c"))
    assert [len(row["mentions"]) for row in out.to_pylist()] == [1, 0, 1]
    problems = [row["problems_coding"] for row in out.to_pylist()]
    assert problems[0] == problems[2] == []
    assert problems[1][0]["report_id"] == "b"
    assert "cannot code b" in problems[1][0]["what"]


def test_offsets_count_in_the_text_after_the_stages() -> None:
    report = Report(
        report_id="a",
        text="Theyâ€™ve attacked Gao",
        repaired="They’ve attacked Gao",
    )
    from copydesk.model import Repair  # noqa: PLC0415

    report = record_from(
        {**batch_of([report], Report).to_pylist()[0], "repairs": [{"start": 4, "end": 5, "text_start": 4, "text_end": 7}]}, Report
    )
    assert report.repairs == [Repair(4, 5, 4, 7)]
    row = {
        "report": batch_of([report], Report).to_pylist()[0],
        "sentences": [],
        "entities": [],
        "mentions": batch_of([mention("a", 8, 20, "attacked Gao")], Mention).to_pylist(),
        "places": [{"start": 17, "end": 20, "text": "Gao", "kind": "place", "in_title": False, "precision": 1}],
        "times": [],
        "problems": [],
    }
    out = in_text(pa.array([row], type=pa.struct(list(CODED)))).to_pylist()[0]
    found = records_of(pa.RecordBatch.from_pylist(out["mentions"], schema=batch_of([], Mention).schema), Mention)[0]
    assert report.text[found.start : found.end] == found.quote == "attacked Gao"
    assert report.text[out["places"][0]["start"] : out["places"][0]["end"]] == "Gao"
