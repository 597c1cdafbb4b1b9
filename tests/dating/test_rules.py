"""Rules of the grammar that the table of expressions leaves out."""

from __future__ import annotations

import pytest

from copydesk.dating import date_report, when
from copydesk.dating.feasts import feast_days
from copydesk.model import Report, Sentence


def _times(text: str, published: str | None = "2016-06-22") -> list[tuple[str | None, str | None, str | None]]:
    times, _ = date_report(Report(report_id="r", text=text, published=published), [Sentence(0, len(text), "body")], [])
    return [(t.from_, t.to, t.precision) for t in times]


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("They met at 2016-06-20T18:30Z there", "2016-06-20T18:30+00:00", "2016-06-20T18:30+00:00", "hour"),
        ("He left on 2016-06-20T18:30:00+03:00", "2016-06-20T18:30+03:00", "2016-06-20T18:30+03:00", "hour"),
        ("The truce of 3/4/2016 failed", "2016-04-03", "2016-04-03", "day"),
        ("The truce of 4/25/2016 failed", "2016-04-25", "2016-04-25", "day"),
        ("The truce of 2016.05.03 failed", "2016-05-03", "2016-05-03", "day"),
        ("Fighting on 3 March last year", "2015-03-03", "2015-03-03", "day"),
        ("On 29 February he fled", "2016-02-29", "2016-02-29", "day"),
        ("On Sunday 5 June he fled", "2016-06-05", "2016-06-05", "day"),
        ("Talks will be held on 12 May", "2017-05-12", "2017-05-12", "day"),
        ("In April this year he fled", "2016-04-01", "2016-04-30", "month"),
        ("He fled last June", "2015-06-01", "2015-06-30", "month"),
        ("He will go in February", "2017-02-01", "2017-02-28", "month"),
        ("In the first half of May he fled", "2016-05-01", "2016-05-15", "month"),
        ("In the second half of May he fled", "2016-05-16", "2016-05-31", "month"),
        ("In the last days of May he fled", "2016-05-21", "2016-05-31", "month"),
        ("In the last week of May he fled", "2016-05-25", "2016-05-31", "week"),
        ("On Tuesday last week he fled", "2016-06-14", "2016-06-14", "day"),
        ("They will meet this Friday", "2016-06-24", "2016-06-24", "day"),
        ("They fled in the morning on Monday", "2016-06-20", "2016-06-20", "day"),
        ("He comes tomorrow", "2016-06-23", "2016-06-23", "day"),
        ("Overnight Monday to Tuesday it rained shells", "2016-06-20", "2016-06-21", "day"),
        ("He fled two hours ago", "2016-06-22", "2016-06-22", "day"),
        ("He fled a decade ago", "2006-01-01", "2006-12-31", "year"),
        ("He fled three years ago", "2013-01-01", "2013-12-31", "year"),
        ("It was shelled the week before", "2016-06-13", "2016-06-19", "week"),
        ("It was shelled the following day", "2016-06-23", "2016-06-23", "day"),
        ("It was shelled the previous weekend", "2016-06-11", "2016-06-12", "day"),
        ("It was shelled early last week", "2016-06-13", "2016-06-15", "week"),
        ("It was shelled last weekend", "2016-06-18", "2016-06-19", "day"),
        ("They will vote next weekend", "2016-06-25", "2016-06-26", "day"),
        ("They vote next year", "2017-01-01", "2017-12-31", "year"),
        ("It grew over the past year", "2015-06-22", "2016-06-22", "year"),
        ("In recent months it grew", "2016-03-22", "2016-06-22", "month"),
        ("In the last five weeks it grew", "2016-05-18", "2016-06-22", "week"),
        ("The two-week-old battle goes on", "2016-06-08", "2016-06-22", "week"),
        ("For the second week it burned", "2016-06-15", "2016-06-22", "day"),
        ("He fled last winter", "2015-12-01", "2016-02-29", "month"),
        ("He fled in the spring of 2014", "2014-03-01", "2014-05-31", "month"),
        ("He fled between 2012 and 2014", "2012-01-01", "2014-12-31", "year"),
        ("In early 2015 he fled", "2015-01-01", "2015-04-30", "year"),
        ("At 11 pm local time it fell", "2016-06-22T23:00", "2016-06-22T23:00", "hour"),
        ("At 18:49 UTC it fell", "2016-06-22T18:49+00:00", "2016-06-22T18:49+00:00", "hour"),
        ("At 6 pm on Monday it fell", "2016-06-20T18:00", "2016-06-20T18:00", "hour"),
        ("On Christmas 2014 it fell", "2014-12-25", "2014-12-25", "day"),
        ("On the tenth day of Ramadan it fell", "2016-06-15", "2016-06-15", "day"),
        ("Last Ramadan it fell", "2015-06-18", "2015-07-16", "month"),
        ("They will rest on Eid al-Fitr", "2016-07-06", "2016-07-08", "day"),
        ("Between 28 May and 3 June it fell", "2016-05-28", "2016-06-03", "day"),
        ("From 28 May to 3 June 2015 it fell", "2015-05-28", "2015-06-03", "day"),
        ("From Friday to Monday it fell", "2016-06-17", "2016-06-20", "day"),
        ("It fell after Friday", "2016-06-17", "2016-06-17", "day"),
        ("It fell 30 Aug '15", "2015-08-30", "2015-08-30", "day"),
    ],
)
def test_an_expression_means(text: str, first: str, last: str, precision: str) -> None:
    assert _times(text)[0][:3] == (first, last, precision)


@pytest.mark.parametrize(
    "text", ["On 31 June it fell", "On 31/13/2016 it fell", "It may fall, they march on", "The 13th day of Eid al-Fitr"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert all(first is None for first, _, _ in _times(text))


def test_that_day_is_the_day_last_spoken_of() -> None:
    assert _times("The base fell on Monday and that day the town did too")[1] == ("2016-06-20", "2016-06-20", "day")
    assert _times("That day the town fell") == [(None, None, None)]


def test_days_after_something_tell_when_that_was() -> None:
    assert _times("It came three days after the inspectors arrived") == [("2016-06-19", "2016-06-19", "day")]
    assert _times("It came on Monday a day after the talks")[1] == ("2016-06-19", "2016-06-19", "day")
    assert _times("It came on Monday a day before the talks")[1] == ("2016-06-21", "2016-06-21", "day")
    assert _times("It came a few days after the talks") == [(None, None, None)]


def test_without_an_anchor_only_whole_dates_are_told() -> None:
    text = "On Monday, 3 May, last week, overnight, a day ago, in July, at 6 pm, for the third day, in summer, this weekend"
    text += ", in the past week"
    assert {first for first, _, _ in _times(text, None)} == {None}
    assert _times("Since Ramadan and the day before, on 3 May 2013", None)[-1][0] == "2013-05-03"


def test_feasts_follow_their_own_calendars() -> None:
    assert [(str(a), str(b)) for a, b in feast_days("ramadan", 2013)] == [("2013-07-09", "2013-08-07")]
    assert [str(a) for a, _ in feast_days("easter", 2013)] == ["2013-03-31"]
    assert [str(a) for a, _ in feast_days("orthodox easter", 2013)] == ["2013-05-05"]
    assert len(feast_days("mawlid", 2015)) == 2  # an Islamic year is shorter than a civil one
    assert feast_days("ramadan", 1800) == ()
    assert feast_days("easter", 1200) == ()


def test_a_weekend_tells_more_than_recent_days_beside_it():
    found = when("The army has stepped up raids in recent days killing 20 people in Marib at the weekend", "2015-07-15")
    assert (found.first, found.last) == ("2015-07-11", "2015-07-12")
