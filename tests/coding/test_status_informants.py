"""The room's own sentences over all statuses and kinds of informant: nineteen in twenty must be read as a reader reads them.

What a sentence tells is looked at before it is weighed whether that makes a mention: a lone sentence says too little of its report.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from copydesk.coding import explain
from copydesk.model import Mention, Report

SENTENCES = Path(__file__).parent / "status_informants.tsv"
WANTED = 0.95


def rows() -> list[list[str]]:
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def plain(words: str) -> str:
    return re.sub(r"^(?:the|a|an|two|one)\s+|[^\w\s]", "", words.lower()).strip()


def mention_of(sentence: str, trigger: str) -> Mention | None:
    at = sentence.index(trigger)
    end = at + len(trigger)
    mentions = [seen.mention for told in explain(Report(report_id="r", text=sentence)) for seen in told.seen]
    on_it = [m for m in mentions if any(s < end and at < e for s, e in m.evidence.type)]
    around = [m for m in mentions if m.start <= at and end <= m.end]
    return next(iter([*on_it, *around]), None)


def said(sentence: str, trigger: str) -> tuple[str, str, str]:
    mention = mention_of(sentence, trigger)
    if mention is None:
        return "missing", "-", "-"
    informant = mention.informant
    return mention.status, informant.text if informant else "-", informant.kind if informant else "-"


def test_the_set_holds_every_status() -> None:
    found = rows()
    assert len(found) >= 400
    assert {r[2] for r in found} == {"occurred", "attempted", "planned", "denied", "alleged", "hypothetical", "negated"}
    assert all(trigger in sentence for sentence, trigger, *_ in found)


@pytest.mark.parametrize("what", ["status", "informant", "kind"])
def test_share_read_right(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    column = {"status": 0, "informant": 1, "kind": 2}[what]
    wrong = []
    for sentence, trigger, *wanted in rows():
        got = said(sentence, trigger)[column]
        right = plain(got) == plain(wanted[1]) if what == "informant" else got == wanted[column]
        if not right:
            wrong.append((got, wanted[column], trigger, sentence))
    share = 1 - len(wrong) / len(rows())
    with capsys.disabled():
        print(f"\n{what}: {share:.3f} of {len(rows())} right")
    assert share >= WANTED, "\n".join(map(str, wrong))
