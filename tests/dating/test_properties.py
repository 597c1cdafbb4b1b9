"""What holds for any text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.dating import date_report
from copydesk.dating.grammar import lowered
from copydesk.model import Mention, Report, Sentence

_LINES = """
on since until from to between and Monday late early May March 30 31 February 2013 12 - ago two days weeks last next month the
before overnight Ramadan Easter first day of that at 7:15 pm 1615 GMT in past hours will said . , İ ﬀ \u0301 year weekend 99/99/2013
2013-13-41 0 999 years decades
"""
_WORDS = _LINES.split()


def _holds(text: str, published: str | None) -> None:
    report = Report(report_id="r", text=text, title=text[:20], published=published)
    half = len(text) // 2
    sentences = [
        Sentence(0, half, "body"),
        Sentence(half, len(text), "caption"),
        Sentence(0, len(text[:20]), "headline", in_title=True),
    ]
    mention = Mention(mention_id="m", report_id="r", start=half, end=len(text), quote=text[half:], event_type="", sub_event_type="")
    times, dated = date_report(report, sentences, [mention])
    for found in times:
        source = text[:20] if found.in_title else text
        assert source[found.start : found.end] == found.text != ""
        assert found.from_ is None or found.to is None or found.from_ <= found.to
    body = [t for t in times if not t.in_title]
    assert all(one.end <= two.start for one, two in pairwise(body))
    (only,) = dated
    assert only.date_from is None or only.date_to is None or only.date_from <= only.date_to
    assert (times, dated) == date_report(report, sentences, [mention])


@settings(max_examples=250, deadline=None)
@given(
    st.lists(st.sampled_from(_WORDS), max_size=14),
    st.sampled_from([None, "2013-08-06", "1988-02-29", "0001-01-01", "9999-12-31", "x"]),
)
def test_any_order_of_words_is_read(words: list[str], published: str | None) -> None:
    _holds(" ".join(words), published)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_read(text: str) -> None:
    _holds(f"{text} on Monday {text} 3 May 2013", "2013-08-06")


@given(st.text(max_size=40))
def test_lowering_keeps_the_length(text: str) -> None:
    assert len(lowered(text)) == len(text)


def test_a_very_long_text_is_read_to_its_end() -> None:
    unit = "on Monday 3 May 2013 at 7:15 pm and in the past 24 hours two days ago "
    report = Report(report_id="r", text=unit * 3000, published="2013-08-06")
    times, _ = date_report(report, [Sentence(0, len(report.working), "body")], [])
    assert len(times) % 3000 == 0
    assert times[-1].end > len(unit) * 2999
