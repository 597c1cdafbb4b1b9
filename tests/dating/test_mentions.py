"""The day of a mention."""

from __future__ import annotations

import pyarrow as pa
import pytest

from copydesk.dating import date_report, date_reports, when
from copydesk.model import Evidence, Mention, Report, Sentence, Time
from copydesk.model.arrow import column_of, record_from, type_of


def _sentences(text: str) -> list[Sentence]:
    out, at = [], 0
    for piece in text.split(". "):
        out.append(Sentence(at, at + len(piece), "body"))
        at += len(piece) + 2
    return out


def _mention(text: str, quote: str, **more: object) -> Mention:
    start = text.index(quote)
    fields = {"mention_id": "m", "report_id": "r", "event_type": "", "sub_event_type": "", **more}
    return Mention(start=start, end=start + len(quote), quote=quote, **fields)  # type: ignore[arg-type]


def _dated(text: str, quote: str, published: str | None = "2016-06-22") -> Mention:
    report = Report(report_id="r", text=text, published=published)
    return date_report(report, _sentences(text), [_mention(text, quote)])[1][0]


@pytest.mark.parametrize(
    ("text", "quote", "days"),
    [
        (
            "The army said on Wednesday that rebels shelled the town on Monday",
            "rebels shelled the town on Monday",
            ("2016-06-20",) * 2,
        ),
        ("Jets bombed the town on Tuesday a monitor said", "Jets bombed the town on Tuesday a monitor said", ("2016-06-21",) * 2),
        ("A monitor said on Tuesday that jets bombed the town", "jets bombed the town", ("2016-06-21",) * 2),
        ("A monitor told AFP on Wednesday that 12 died in raids the day before", "12 died in raids", ("2016-06-21",) * 2),
        ("Rebels took the base on Sunday. They killed 12 soldiers", "They killed 12 soldiers", ("2016-06-19",) * 2),
        (
            "Jets bombed the city, a monitor said on Wednesday. The raids came late Tuesday",
            "Jets bombed the city",
            ("2016-06-21",) * 2,
        ),
        ("Rebels shelled the town late Saturday and early Sunday", "Rebels shelled the town", ("2016-06-18", "2016-06-19")),
        ("Rebels shelled the town overnight", "Rebels shelled the town", ("2016-06-21", "2016-06-22")),
        ("Rebels shelled the town", "Rebels shelled the town", ("2016-06-22",) * 2),
        ("On Monday the army said it had seized the pass. It fell on Sunday. They fled", "They fled", ("2016-06-19",) * 2),
        ("It fell on Tuesday. On Sunday the head of the group said jets bombed Homs", "jets bombed Homs", ("2016-06-19",) * 2),
        ("On Monday jets bombed the town the army said. They fled", "They fled", ("2016-06-20",) * 2),
        ('Nine died on Monday. "They hit us today" he said', "They hit us today", ("2016-06-20",) * 2),
        ('"They hit us today" he said', "They hit us today", ("2016-06-22",) * 2),
        ("A group said on Tuesday nine died. Rebels took the hill on June 9. Jets bombed Homs", "nine died", ("2016-06-21",) * 2),
        ("Nine died a group said on Tuesday. Shops shut. Rebels took the hill on June 9", "Shops shut", ("2016-06-21",) * 2),
        ("Nine were hurt on Tuesday due to rebel shelling", "Nine were hurt", ("2016-06-21",) * 2),
        ("Nine were killed in Homs. Six were also killed on Monday", "Nine were killed", ("2016-06-22",) * 2),
        ("Nine were killed in Homs. Meanwhile on Monday jets bombed Hama", "Nine were killed", ("2016-06-22",) * 2),
        ("Nine were killed in Homs. A woman was also among Mondays dead", "Nine were killed", ("2016-06-20",) * 2),
        ("The death toll from Saturday's truck bombing rose to 300 on Tuesday", "truck bombing", ("2016-06-18",) * 2),
        ("The toll of dead from the rally passed as crowds reached the palace on Monday", "crowds", ("2016-06-20",) * 2),
        ("Clashes began on Friday and continued through the weekend", "Clashes", ("2016-06-17", "2016-06-19")),
        ("Troops returned after Mondays bombing. They found nine dead", "They found nine dead", ("2016-06-20",) * 2),
        ("Rebels said on Tuesday nine died. On Sunday jets hit Hama", "nine died", ("2016-06-21",) * 2),
        ("Rebels said on Tuesday nine died. The jets struck on Sunday", "nine died", ("2016-06-19",) * 2),
        ("Since the truce ended on Friday jets have bombed Homs", "jets have bombed Homs", ("2016-06-17", "2016-06-22")),
        ("Five died on Tuesday. Ninety have died since Friday", "Ninety have died", ("2016-06-17", "2016-06-21")),
        ("Troops took the town on Tuesday as jets hit Homs for days since the raid on Friday", "Troops took", ("2016-06-21",) * 2),
        ("Rebels said on Tuesday nine died" + ". Shops shut" * 4 + ". Jets hit Hama on Monday", "nine died", ("2016-06-21",) * 2),
        ("Nine died" + ". Shops shut" * 13 + ". Jets hit Hama on Monday", "Nine died", ("2016-06-22",) * 2),
        ("The army spoke up it said on Tuesday. Ten died in the past 48 hours", "Ten died", ("2016-06-19", "2016-06-21")),
        ("Rebels have shelled the town since Friday", "Rebels have shelled the town", ("2016-06-17", "2016-06-22")),
        ("Civilians left until Friday. Rebels shelled it", "Rebels shelled it", ("2016-06-22",) * 2),
        ("Troops took the town on Monday. In 2012 it had fallen. They killed ten", "They killed ten", ("2016-06-20",) * 2),
        ("Smoke rises in Homs June 18 2016. Jets bombed the city", "Jets bombed the city", ("2016-06-22",) * 2),
        ("In this photo taken on June 8 smoke rises. Jets bombed the city", "Jets bombed the city", ("2016-06-22",) * 2),
        ("A bomb exploded at dawn on Monday", "A bomb exploded", ("2016-06-20",) * 2),
        ("Ten died in the raid on Monday said the Observatory for Rights", "Ten died in the raid", ("2016-06-20",) * 2),
        ("The Observatory on Tuesday said ten had died. Jets struck late Monday", "ten had died", ("2016-06-20",) * 2),
        ("The minister on Wednesday condemned the raid. It was Mondays deadliest", "the raid", ("2016-06-20",) * 2),
        ("The army said shelling on Monday hit a school", "shelling on Monday hit a school", ("2016-06-20",) * 2),
        ("Five were killed overnight officials said on Tuesday", "Five were killed overnight", ("2016-06-20", "2016-06-21")),
        ("Ten died in 48 hours of clashes a monitor said on Monday", "Ten died", ("2016-06-18", "2016-06-20")),
        ("Ten died in less than 24 hours of clashes", "Ten died", ("2016-06-21", "2016-06-22")),
        ("Jets bombed Homs on Tuesday a day after a bomb killed nine", "a bomb killed nine", ("2016-06-20",) * 2),
        ("Jets bombed Homs on Tuesday a day after a bomb killed nine", "Jets bombed Homs", ("2016-06-21",) * 2),
        ("Ninety have died since the assault on the city began on Friday", "Ninety have died", ("2016-06-17", "2016-06-22")),
        ("Ninety have died since the assault on the city began on Friday", "the assault on the city began", ("2016-06-17",) * 2),
        ("Clashes that erupted on Friday have left nine dead", "Clashes", ("2016-06-17", "2016-06-22")),
        ("Strikes which began Saturday and continued Sunday killed ten", "Strikes", ("2016-06-18", "2016-06-19")),
        ("A man weeps in Homs June 18 2016 (AFP) Jets killed nine on Monday", "Jets killed nine", ("2016-06-20",) * 2),
        ("In this photo of June 8 a man weeps (AP photo) Jets killed nine Monday", "Jets killed nine", ("2016-06-20",) * 2),
        ("It was the worst raid on the town since the truce began on Friday", "It was the worst raid", ("2016-06-22",) * 2),
        ("Rebels hit the base where clashes have raged since Friday", "Rebels hit the base", ("2016-06-22",) * 2),
        ("A day after the talks collapsed jets on Monday bombed Homs", "the talks collapsed", ("2016-06-19",) * 2),
        ("Jets bombed Homs. Rebels took a village overnight", "Jets bombed Homs", ("2016-06-22",) * 2),
        ("Tanks moved in on Sunday. The front had seized the hill the army said on June 9", "seized the hill", ("2016-06-09",) * 2),
        ("Jets hit Homs on Tuesday. A base fell Friday. It held. Rebels lost ten", "Rebels lost ten", ("2016-06-21",) * 2),
        ("They are the next target he said on Sunday. A bomb exploded on Monday", "A bomb exploded", ("2016-06-20",) * 2),
    ],
)
def test_the_day_of_a_mention(text: str, quote: str, days: tuple[str, str]) -> None:
    found = _dated(text, quote)
    assert (found.date_from, found.date_to) == days


def test_the_day_nearest_to_the_trigger_counts() -> None:
    text = "After a raid on Sunday rebels attacked the base on Monday"
    mention = _mention(text, text, evidence=Evidence(type=[[text.index("attacked"), text.index("attacked") + 8]]))
    found = date_report(Report(report_id="r", text=text, published="2016-06-22"), _sentences(text), [mention])[1][0]
    assert found.date_from == "2016-06-20"
    assert [text[a:b] for a, b in found.evidence.date] == ["Monday"]


def test_a_statement_on_the_day_after_the_date_line_moves_the_day_of_writing() -> None:
    text = "Aug. 1 2016 Rescuers say gas fell. A rescue service said on Tuesday a helicopter dropped gas overnight"
    assert _dated(text, "a helicopter dropped gas overnight", None).date_to == "2016-08-02"
    assert _dated("Aug. 1 2016 Rescuers fled. The town fell on Tuesday", "The town fell", None).date_to == "2016-07-26"


def test_a_headline_in_the_text_has_the_day_of_its_lead() -> None:
    text = "Bomb kills nine. Nine people died the police said on Wednesday. The bomb went off on Monday"
    sentences = _sentences(text)
    sentences[0] = Sentence(sentences[0].start, sentences[0].end, "headline")
    report = Report(report_id="r", text=text, published="2016-06-22")
    assert date_report(report, sentences, [_mention(text, "Bomb kills nine")])[1][0].date_from == "2016-06-20"


def test_old_days_are_background() -> None:
    assert _dated("The town fell in March 2014", "The town fell").background
    assert not _dated("The town fell on Monday", "The town fell").background


def test_background_stays() -> None:
    text = "The town fell on Monday"
    mention = _mention(text, text, background=True)
    assert date_report(Report(report_id="r", text=text, published="2016-06-22"), _sentences(text), [mention])[1][0].background


def test_a_report_without_a_day_gives_none() -> None:
    found = _dated("Earlier today rebels attacked the road", "rebels attacked the road", None)
    assert (found.date_from, found.date_to, found.date_precision) == (None, None, None)
    assert _dated("Rebels attacked on 3 May 2016", "Rebels attacked", None).date_from == "2016-05-03"


def test_a_date_line_is_evidence() -> None:
    text = "06-08-2013 Rebels attacked the road"
    found = _dated(text, "Rebels attacked the road", "2013-09-01")
    assert found.date_from == "2013-08-06"
    assert [text[a:b] for a, b in found.evidence.date] == ["06-08-2013"]


@pytest.mark.parametrize(
    ("title", "text", "day"),
    [
        ("Bomb kills ten", "A bomb killed ten people on Monday", "2016-06-20"),
        ("Bomb kills ten on Sunday", "A bomb killed ten people on Monday", "2016-06-19"),
        ("Bomb kills ten", "A bomb killed ten people, police said on Tuesday", "2016-06-21"),
        ("Bomb kills ten", "A bomb killed ten people", "2016-06-22"),
    ],
)
def test_a_title_takes_the_day_of_its_story(title: str, text: str, day: str) -> None:
    sentences = [Sentence(0, len(title), "headline", in_title=True), Sentence(0, len(text), "body")]
    mention = _mention(title, title, in_title=True)
    report = Report(report_id="r", text=text, title=title, published="2016-06-22")
    assert date_report(report, sentences, [mention])[1][0].date_from == day


def test_the_batch_form_gives_the_same() -> None:
    text = "Rebels took the base on Sunday. They killed 12 soldiers"
    report = Report(report_id="r", text=text, published="2016-06-22")
    sentences, mentions = _sentences(text), [_mention(text, "They killed 12 soldiers")]
    batch = pa.RecordBatch.from_arrays(
        [
            pa.array([_plain(report)], type=type_of(Report)),
            column_of([sentences], Sentence),
            column_of([mentions], Mention),
        ],
        names=["report", "sentences", "mentions"],
    )
    out = date_reports(batch).to_pylist()[0]
    times, dated = date_report(report, sentences, mentions)
    assert [record_from(t, Time) for t in out["times"]] == times
    assert [record_from(m, Mention) for m in out["mentions"]] == dated


def _plain(report: Report) -> object:
    from copydesk.model.arrow import batch_of  # noqa: PLC0415

    return batch_of([report], Report).to_pylist()[0]


def test_when_tells_why() -> None:
    answer = when("06-08-2013 A bomb killed 18 people on Tuesday, at 7:15 pm, officials said on Wednesday", "2013-08-20")
    assert (answer.first, answer.anchor) == ("2013-08-06", "2013-08-06")
    assert answer.conflict is not None
    chosen = [c for c in answer.candidates if c.chosen]
    assert [c.text for c in chosen] == ["Tuesday"]
    assert "Tuesday 6 August 2013" in answer.why
    assert any("date line" in c.why for c in answer.candidates)
    assert any("statement" in c.why for c in answer.candidates)


@pytest.mark.parametrize(
    ("text", "published", "first", "words"),
    [
        ("Rebels attacked the road", "2016-06-22", "2016-06-22", "day of publication"),
        ("22-06-2016 Rebels attacked the road", None, "2016-06-22", "day of its date line"),
        ("Earlier today rebels attacked", None, None, "unknown"),
        ("", None, None, "unknown"),
    ],
)
def test_when_without_an_expression(text: str, published: str | None, first: str | None, words: str) -> None:
    answer = when(text, published)
    assert answer.first == first
    assert words in answer.why


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Troops shelled the town on Friday", "the last one by Wednesday 22 June 2016"),
        ("Talks will start on Friday", "the next one after Wednesday 22 June 2016"),
        ("The town fell on 6 June 2016", "a calendar day"),
        ("The town fell on 6 June", "no year is told"),
        ("Five were killed overnight officials said on Tuesday", "the night to Tuesday 21 June 2016"),
        ("Ninety have died since the siege began on Friday", "on to the day of writing"),
    ],
)
def test_when_tells_the_rule_that_was_used(text: str, words: str) -> None:
    answer = when(text, "2016-06-22")
    assert words in answer.why
    assert "ahead" not in answer.why or "will" in text
    assert answer.anchor_from == "the publication date"


def test_limits_are_told() -> None:
    (candidate,) = when("The town was shelled until Friday", "2016-06-22").candidates
    assert (candidate.first, candidate.last) == (None, "2016-06-24")
    assert "up to then" in candidate.why
