"""Which words of a text have which role."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from copydesk.model import Part
from copydesk.reading.anatomy import headline_of, parts_of
from tests.reading.making import MORE, PROSE

LINES = st.sampled_from(
    [
        PROSE,
        MORE,
        "Army Takes Foo (Photos)",
        "Army Takes Foo (Photos) Army Takes Foo (Photos)",
        "By Jane Doe",
        "By [Jane Doe](#)",
        "Global News, January 27, 2017",
        "Fri Jan 27 2017 Army Takes Foo (Photos). The army took it.",
        "Comments",
        "Max Power",
        "I think you are wrong!!",
        "Copyright © 2017",
        "Related News",
        "A soldier stands in Foo (AFP)",
        "https://bar.example/x",
        "# Heading",
        "***",
        "MRKDBA",
        "",
        "   ",
    ]
)


def roles(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(p.role, text[p.start : p.end]) for p in parts_of(text, title)]


def words(text: str, role: str, title: str | None = None) -> list[str]:
    return [said for r, said in roles(text, title) if r == role]


def check(text: str, parts: list[Part]) -> None:
    at = 0
    for part in parts:
        assert at <= part.start < part.end <= len(text)
        assert not text[at : part.start].strip()
        assert text[part.start : part.end].strip()
        at = part.end
    assert not text[at:].strip()


@given(st.text(max_size=600), st.none() | st.text(max_size=60))
@example("\x1c\x1d\x85\u2028\u3000", None)
@example("a\x0bb\x0c\nc\r\rd", "a")
def test_parts_cover_any_text(text: str, title: str | None) -> None:
    check(text, parts_of(text, title))


@given(
    st.lists(LINES, max_size=14),
    st.sampled_from([" ", "\n", "\n\n", "\r\n", "\n\n\n"]),
    st.none() | st.just("Army Takes Foo (Photos)"),
)
def test_parts_cover_any_report(lines: list[str], between: str, title: str | None) -> None:
    text = between.join(lines)
    check(text, parts_of(text, title))


@pytest.mark.parametrize(
    "unit",
    [
        "a ",
        "A B ",
        "(",
        "[x](",
        "January 1 ",
        "I think you are wrong. ",
        "12:00 ",
        "by A ",
        "- AFP ",
        "\n",
        "Tags ",
        "Foo\n",
        "Source: ",
    ],
)
def test_a_text_of_one_line_over_and_over_is_read_to_its_end(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    check(text, parts_of(text, "January 1 January 1"))


@settings(max_examples=20)
@given(st.text(min_size=1, max_size=30))
def test_the_parts_do_not_depend_on_earlier_calls(text: str) -> None:
    assert parts_of(text) == parts_of(text)


def test_the_head_of_a_text_in_one_line() -> None:
    text = f"Fri Jan 27 2017 Army takes Foo after long siege. {PROSE} {MORE} MRKDBA"
    assert roles(text, "Army takes Foo after long siege") == [
        ("boilerplate", "Fri Jan 27 2017"),
        ("headline", "Army takes Foo after long siege."),
        ("body", f"{PROSE} {MORE}"),
        ("boilerplate", "MRKDBA"),
    ]


def test_a_title_with_more_or_less_than_the_headline() -> None:
    text = f"Army takes Foo after long siege {PROSE}"
    for title in ("Bar News - Army takes Foo after long siege", "Army takes Foo after long siege - Region - Bar Online"):
        assert words(text, "headline", title) == ["Army takes Foo after long siege"]
    assert words(text, "headline", "Rebels leave Foo after long siege") == []


@pytest.mark.parametrize(
    "stamp",
    [
        "Published January 27 2017",
        "Last updated at Jan 272017",
        "27.01.2017(updated 1731 28.01.2017)",
        "Friday 27 January 2017 20:14",
        "Sat 28 Jan 2017 at 2354",
        "Posted on January 27, 2017",
        "2017-01-27",
    ],
)
def test_date_lines(stamp: str) -> None:
    assert roles(f"{stamp} {PROSE}") == [("boilerplate", stamp), ("body", PROSE)]


def test_a_number_after_the_date_is_no_time() -> None:
    assert words("7 December 2016 135 Civilians Killed in Foo. " + PROSE, "boilerplate") == ["7 December 2016"]


@pytest.mark.parametrize(
    ("end", "role"),
    [
        ("-AFP", "credit"),
        ("(With AFP and Reuters)", "credit"),
        ("(Source: Foo Media Office)", "credit"),
        ("Source Foo and agencies", "credit"),
        ("Reporting by Jane Doe; Editing by Max Power", "credit"),
        ("Agencies contributed to this report", "credit"),
        ("Last Update: Friday, 27 January 2017 KSA 16:06 - GMT 13:06", "boilerplate"),
        ("Read Also", "boilerplate"),
        ("218-11", "boilerplate"),
        ("R.J/Barry", "boilerplate"),
        ("Jane Doe", "boilerplate"),
        ("Copyright © 2018 Bar News. All rights reserved. Privacy Policy Terms of Use", "boilerplate"),
        ("(Photos Smoke rises over the town on January 27 2017. by AFP)", "caption"),
    ],
)
def test_the_end_of_a_text_in_one_line(end: str, role: str) -> None:
    assert roles(f"{PROSE} {MORE} {end}") == [("body", f"{PROSE} {MORE}"), (role, end)]


def test_a_sign_off_in_a_line_of_its_own() -> None:
    sign_off = "(Reporting by Foo staff; editing by K. Doe)"
    assert roles(f"{PROSE}\n\n{MORE} -AFP\n\n{sign_off}") == [
        ("body", f"{PROSE}\n\n{MORE}"),
        ("credit", "-AFP"),
        ("credit", sign_off),
    ]


def test_a_caption_before_the_story() -> None:
    caption = "A soldier is seen in the town of Foo after rebels left it on June 6 2015 (Reuters)"
    assert roles(f"Published July 20 2015 {caption} {PROSE}")[1:] == [("caption", caption), ("body", PROSE)]


def test_a_dateline_is_no_caption() -> None:
    assert roles(f"FOO, Jan 27 (Reuters) - {PROSE}") == [("body", f"FOO, Jan 27 (Reuters) - {PROSE}")]


def test_a_plain_report_is_all_body() -> None:
    for text in (PROSE, f"{PROSE} {MORE}", f"{PROSE}\n\n{MORE}", f"SAN SALVADOR, 27 JAN 90 (DPA) -- {PROSE}"):
        assert {role for role, _ in roles(text)} == {"body"}


def test_captions_that_say_one_thing_over_and_over() -> None:
    title = "Army Takes Foo (Photos)"
    text = f"{title}\n\n{PROSE}\n\nPhotos:\n\n{' '.join([title] * 6)}\n\n{MORE}"
    assert words(text, "headline") == [title]
    assert words(text, "caption") == [title] * 6
    assert headline_of(text, parts_of(text)) == title


def test_comments_under_a_marker() -> None:
    text = f"Army Takes Foo\n\n{PROSE}\n\n{MORE}\n\n2 Comments\n\nMax Power says:\n\nThis is what I expected.\n\nReply"
    assert "\n\n".join(words(text, "body")) == f"{PROSE}\n\n{MORE}"
    assert len(words(text, "comment")) == 4


def test_comments_without_a_marker() -> None:
    said = ["I hope they know what they do!", "Ann Other", "I think you are wrong."]
    text = f"Army Takes Foo\n\n{PROSE}\n\n{MORE}\n\nA video of the town:\n\n" + "\n\n".join(said)
    assert words(text, "comment") == said
    assert "A video of the town:" in "\n\n".join(words(text, "body"))


def test_a_column_in_the_first_person_has_no_comments() -> None:
    said = [f"I think of the town every day. {PROSE}", f"I hope to go back. {MORE}", f"What did I learn? I am not sure. {MORE}"]
    text = "Why I Left Foo\n\nBy Jane Doe\n\n" + "\n\n".join(said)
    assert words(text, "comment") == []


def test_an_interview_has_no_comments() -> None:
    asked = [
        "What do you think of it?",
        "I think that you should ask them.",
        "Why are you here?",
        "I hope to stay. Do you know why?",
    ]
    text = f"Talking in Foo\n\n{PROSE}\n\nA soldier stands in Foo (AFP)\n\n" + "\n\n".join(asked * 3)
    assert words(text, "comment") == []


def test_witnesses_who_speak_have_no_comments() -> None:
    heard = "“I hope they come back,” said a man.\n\n“I think we will die here, don’t you know?” she said."
    text = f"Army Takes Foo\n\n{PROSE}\n\nA soldier stands in Foo (AFP)\n\n{heard}\n\nJane Doe\n\nReporter in Foo"
    assert words(text, "comment") == []


def test_furniture_lines() -> None:
    text = (
        f"Army Takes Foo\n\nBy Jane Doe\n\nShare this article\n\n{PROSE}\n\nRead more: Foo in pictures\n\n{MORE}\n\n"
        "Photo: A soldier in Foo\n\n[Video]\n\nSource: Bar Agency\n\nRelated articles\n\nRebels leave Baz\n\nThe war in numbers"
    )
    assert [role for role, _ in roles(text)] == [
        "headline", "credit", "boilerplate", "body", "boilerplate", "body", "caption", "media", "credit", "boilerplate",
    ]  # fmt: skip
