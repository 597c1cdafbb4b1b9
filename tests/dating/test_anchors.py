"""The day a report was written."""

from __future__ import annotations

import pytest

from copydesk.dating import anchor_of
from copydesk.dating.anchors import published_day
from copydesk.model import Report


def _anchor(text: str, published: str | None) -> tuple[str | None, str]:
    anchor = anchor_of(Report(report_id="r", text=text, published=published))
    return (anchor.day.isoformat() if anchor.day else None), anchor.source


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("Thu Mar 7 2013 Bomb kills four in Quetta. A bomb killed four people.", "2013-04-20", "2013-03-07"),
        ("14-11-2014 Army retakes town. The army said on Thursday ...", "2014-11-20", "2014-11-14"),
        ("Posted on May 3 2015 by A. Writer At least 12 people died.", "2015-06-01", "2015-05-03"),
        ("Bomb kills ten AFP Saturday 9 Jul 2016 A bomb killed ten people.", "2016-07-20", "2016-07-09"),
        ("Lima, 20 Aug 88 (EFE) -- Two policemen were shot on Thursday.", "1988-09-30", "1988-08-20"),
        ("BEIRUT Jan 27 - Clashes broke out on Monday.", "2014-02-20", "2014-01-27"),
        ("Date of publication 30 June 2017 At least 70 fighters died.", None, "2017-06-30"),
        ("Last updated at Jul 152015 A member of the forces runs.", "2015-08-01", "2015-07-15"),
        ("17.05.2017 The army killed 28 militants.", "2017-05-17", "2017-05-17"),
        ("Rebels took the town. " + "They held it. " * 80 + "Published: 4 May 2011", None, "2011-05-04"),
    ],
)
def test_the_text_says_when_it_was_written(text: str, published: str | None, day: str) -> None:
    assert _anchor(text, published) == (day, "text")


@pytest.mark.parametrize(
    "text",
    [
        "The army attacked on August 21 2013 and took the town.",
        "Since 3 May 2013 the town has been shelled.",
        "Tuesday 1 January 2015 is no date line, as that was a Thursday.",
        "No date at all.",
        "The battle of 15-17 July 2013 was the worst.",
    ],
)
def test_a_date_in_a_sentence_is_no_date_line(text: str) -> None:
    assert _anchor(text, "2013-09-01") == ("2013-09-01", "published")


def test_a_date_line_that_lost_its_first_digit_is_the_publication_date() -> None:
    assert _anchor("6-09-2013 Nine were killed on Tuesday.", "2013-09-16") == ("2013-09-16", "text")
    assert _anchor("6-09-2013 Nine were killed on Tuesday.", "2013-09-17") == ("2013-09-06", "text")
    assert _anchor("06-09-2013 Nine were killed on Tuesday.", "2013-09-16") == ("2013-09-06", "text")


def test_without_any_day_there_is_none() -> None:
    assert _anchor("Earlier today the town was shelled.", None) == (None, "none")
    assert _anchor("Earlier today the town was shelled.", "last week") == (None, "none")


def test_a_contradiction_is_told() -> None:
    report = Report(report_id="r", text="06-08-2013 A bomb killed 18 people.", published="2013-08-20T10:00:00+02:00")
    anchor = anchor_of(report)
    assert anchor.conflict is not None
    assert "2013-08-20" in anchor.conflict
    assert "06-08-2013" in anchor.conflict
    assert report.text[anchor.start : anchor.end] == "06-08-2013"
    assert anchor_of(Report(report_id="r", text=report.text, published="2013-08-07")).conflict is None


def test_days_of_iso_strings() -> None:
    assert str(published_day("2013-08-06T23:30:00Z")) == "2013-08-06"
    assert str(published_day("2013-08-06 garbage")) == "2013-08-06"
    assert published_day("06/08/2013") is None
