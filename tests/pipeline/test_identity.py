from __future__ import annotations

from copydesk.model import Report
from copydesk.pipeline.identity import admit, digest


def report(name: str, text: str) -> Report:
    return Report(report_id=name, text=text, read_from="pile.jsonl")


def test_a_known_report_is_left_out() -> None:
    known = {"a": digest("one text")}
    assert admit([report("a", "one text")], known).admitted == []


def test_the_same_report_twice_in_one_pile_is_worked_on_once() -> None:
    found = admit([report("a", "one text"), report("a", "one text")], {})
    assert [r.report_id for r in found.admitted] == ["a"]
    assert found.problems == []


def test_two_texts_under_one_id_are_both_kept_and_told_of() -> None:
    found = admit([report("a", "one text"), report("a", "another text")], {})
    assert [r.report_id for r in found.admitted] == ["a", f"a~{digest('another text')[:8]}"]
    assert [p.report_id for p in found.problems] == [f"a~{digest('another text')[:8]}"]
    again = admit([report("a", "one text"), report("a", "another text")], found.digests)
    assert again.admitted == []
    assert again.problems == []
