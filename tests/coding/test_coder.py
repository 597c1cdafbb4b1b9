"""What one report's words become: classes, roles, evidence, background; the same whatever the order, batch and process."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import msgspec
import pyarrow as pa
import pytest

from copydesk.coding import code_report, code_reports, explain
from copydesk.model import Coding, Report, batch_of
from copydesk.model.records import Part

WAR = (
    "Rebels of the FARC attacked an army base near Toribio on Monday, killing five soldiers, the army said. "
    "A car bomb exploded outside the police station on Tuesday and wounded 12 people. "
    "Government warplanes bombed the village of San Jorge on Wednesday. "
    "The rebels vowed to attack the town again. The army denied that its jets had bombed a school. "
    "Gunmen kidnapped three engineers near Tame on Thursday. "
    "Troops recaptured the town of Belalcazar on Friday after heavy fighting with the guerrillas. "
    "More than 220,000 people have been killed since the conflict began in 1964."
)


def report(text: str, title: str | None = None, report_id: str = "r1") -> Report:
    return Report(report_id=report_id, text=text, title=title, published="2015-07-04")


def coded() -> Coding:
    return code_report(report(WAR, "Rebels Attack Base in Colombia"))


def subs(coding: Coding) -> list[str]:
    return [m.sub_event_type for m in coding.mentions]


def test_classes_of_a_war_report() -> None:
    found = subs(coded())
    for wanted in (
        "Armed clash",
        "Remote explosive/landmine/IED",
        "Air/drone strike",
        "Abduction/forced disappearance",
        "Government regains territory",
    ):
        assert wanted in found


def test_every_value_has_its_words() -> None:
    title = "Rebels Attack Base in Colombia"
    for m in coded().mentions:
        text = title if m.in_title else WAR
        assert m.quote == text[m.start : m.end]
        assert m.evidence.type
        assert all(m.start <= s < e <= m.end for s, e in m.evidence.type)
        for party in [*m.actors, *m.targets, *m.weapons]:
            assert text[party.start : party.end] == party.text
        if m.killed_low is not None:
            assert m.evidence.killed
        if m.status not in ("occurred",):
            assert m.evidence.status
        if m.informant is not None:
            assert WAR[m.informant.start : m.informant.end] == m.informant.text


def test_statuses_and_background() -> None:
    by_quote = {m.quote: m for m in coded().mentions}
    assert any(m.status == "planned" and "vowed" in q for q, m in by_quote.items())
    assert any(m.status == "denied" for m in by_quote.values())
    assert all(m.background for q, m in by_quote.items() if "220,000" in q)


def test_ids_are_unique_and_tell_the_title_apart() -> None:
    mentions = coded().mentions
    assert len({m.mention_id for m in mentions}) == len(mentions)
    assert all((":t" in m.mention_id) == m.in_title for m in mentions)


@pytest.mark.parametrize(
    "text",
    [
        "The striker shot wide in the 80th minute as United lost the battle for third place in the league.",
        "A Springfield man was charged with murder on Friday after a shooting outside a bar, the county sheriff said.",
        "He died of a heart attack at his home on Tuesday, his family said.",
        "Shares fell after the chief executive came under fire for the attack on the proposal.",
        "The museum shows how Union soldiers stormed the fort in 1863 during the Civil War.",
        "Nurses went on strike on Monday for higher wages at three hospitals.",
        "A lightning strike killed two hikers near the lake on Sunday, deputies said.",
    ],
)
def test_ordinary_life_makes_no_event(text: str) -> None:
    telling = [
        m for m in code_report(report(text)).mentions if m.status in ("occurred", "alleged", "attempted") and not m.background
    ]
    assert telling == []


def test_comments_and_credits_are_not_read() -> None:
    text = "Rebels shelled the town on Monday, killing six people.\n\nThe army bombed my street yesterday, killing ten people."
    cut = text.index("The army")
    parts = [Part("body", 0, cut), Part("comment", cut, len(text))]
    found = code_report(msgspec.structs.replace(report(text), parts=parts))
    assert found.mentions
    assert all(m.end <= cut for m in found.mentions)
    assert all(s.end <= cut for s in found.sentences)


def test_a_report_that_is_not_to_be_coded_gives_sentences_alone() -> None:
    found = code_report(msgspec.structs.replace(report(WAR), coded=False))
    assert found.sentences
    assert not found.mentions


def test_explain_shows_what_was_left_out_and_why() -> None:
    told = explain(report(WAR + " He fought a long battle with cancer."))
    assert any("illness" in rule for sentence in told for rule in sentence.negatives)
    seen = [s for sentence in told for s in sentence.seen]
    assert seen
    for s in seen:
        assert s.points == pytest.approx(sum(p for _, p in s.signs), abs=0.01)
        assert s.rules
        assert s.status_because
    kept = [s.mention for s in seen if s.kept]
    assert kept == code_report(report(WAR + " He fought a long battle with cancer.")).mentions


def _batch(reports: list[Report]) -> pa.RecordBatch:
    column = pa.array(batch_of(reports, Report).to_pylist(), type=pa.struct(list(batch_of(reports, Report).schema)))
    return pa.RecordBatch.from_arrays([column], names=["report"])


def _pile() -> list[Report]:
    return [
        report(WAR.replace("FARC", who), f"{who} attack", f"r{n}") for n, who in enumerate(("FARC", "ELN", "FARC", "EPL", "M-19"))
    ]


def _coded_apart(one: Report) -> bytes:
    return msgspec.json.encode(code_report(one))


def test_same_out_whatever_batch_size_and_order() -> None:
    pile = _pile()
    whole = code_reports(_batch(pile)).to_pylist()
    single = [row for one in pile for row in code_reports(_batch([one])).to_pylist()]
    turned = code_reports(_batch(pile[::-1])).to_pylist()[::-1]
    assert whole == single == turned


def test_same_out_whatever_the_workers() -> None:
    pile = _pile()
    here = [_coded_apart(one) for one in pile]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(_coded_apart, pile)) == here


def test_a_date_in_march_does_not_speak_against_what_stands_beside_it() -> None:
    text = (
        "GAO, March 15 - The death toll from Wednesday's attack on an army convoy near Ansongo rose to 12 soldiers, the army said."
    )
    (seen,) = explain(report(text))[-1].seen
    assert seen.kept
    assert "figure" not in dict(seen.signs)
    assert "figure" in dict(explain(report("Wednesday's attack was a heart attack, the army said."))[-1].seen[0].signs)


def test_air_strikes_that_only_help_troops_on_the_ground_are_no_event() -> None:
    helped = subs(
        code_report(report("The army, under cover of Russian air strikes, recaptured the town of Qusayr from rebels on Monday."))
    )
    assert "Air/drone strike" not in helped
    assert "Government regains territory" in helped
    assert "Air/drone strike" in subs(code_report(report("Russian air strikes hit the rebel-held town of Qusayr on Monday.")))


def test_people_whom_a_militia_killed_are_not_the_dead_of_an_air_raid_of_the_same_number() -> None:
    raid = "Air strikes on the village of Douma killed ten civilians on Monday. "
    told = code_report(report(raid + "The director also said Kurdish fighters had killed ten Islamic State members on Monday."))
    assert subs(told) == ["Air/drone strike", "Armed clash"]


def test_the_toll_that_an_update_replaces_is_kept() -> None:
    text = "GAO, March 15 - The death toll from Wednesday's attack on an army convoy rose to 12 soldiers from nine, the army said."
    (mention,) = code_report(report(text)).mentions
    assert (mention.killed_low, mention.killed_was) == (12, 9)
    (mention,) = code_report(report("Gunmen killed 12 soldiers from nine villages near Gao on Wednesday, the army said.")).mentions
    assert (mention.killed_low, mention.killed_was) == (12, None)
