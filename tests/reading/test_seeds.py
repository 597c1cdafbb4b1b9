"""The two reports the project began with, as reading must give them."""

from __future__ import annotations

from copydesk.reading import Options
from tests.reading.making import OPTIONS, WHEN, check_parts, one, words
from tests.shared import SEEDS, needs_seeds

FIRST = SEEDS / "000_c97d84c2c779dc1b.txt"
SECOND = SEEDS / "001_06a1491493331212.txt"

pytestmark = needs_seeds


def test_the_first() -> None:
    report = one(FIRST)
    check_parts(report)
    assert (report.outlet, report.published) == (None, None)
    assert report.title == "Govt Forces Repel ISIS Push To Cut Off Khanaser-Aleppo Road (Photos, Video)"
    assert words(report, "caption") == [report.title] * 4
    body = "\n".join(words(report, "body"))
    assert body.startswith("Government forces have repelled")
    assert body.endswith("A video from the Khanaser-Aleppo road:")
    comments = words(report, "comment")
    assert comments[0].startswith("I hope Syria")
    assert len([c for c in comments if len(c) > 40]) + 2 >= 12
    assert "Sergio" not in report.text
    assert "John Smith" not in report.text
    assert report.language == "en"
    assert report.coded


def test_the_first_with_an_outlet_from_its_reader() -> None:
    assert one(FIRST, Options(outlet="South Front", read_at=WHEN)).outlet == "South Front"


def test_pseudonyms_depend_on_the_key_and_the_id_does_not() -> None:
    ours = one(FIRST)
    theirs = one(FIRST, Options(pseudonym_key=b"another key", read_at=WHEN))
    assert ours.report_id == theirs.report_id
    assert ours.text != theirs.text
    assert ours == one(FIRST, OPTIONS)


def test_the_second() -> None:
    report = one(SECOND)
    check_parts(report)
    assert report.text == SECOND.read_text(encoding="utf-8")
    assert report.title == "Syrian Army Repels Large-Scale ISIS Advance On Khanaser-Aleppo Road"
    assert (report.outlet, report.published, report.published_from) == ("Global Research", "2017-01-27", "text")
    assert report.byline == ["South Front"]
    body = "\n".join(words(report, "body"))
    assert body.startswith("*On January 26")
    assert body.endswith("southeast of the ISIS stronghold.")
    last = report.parts[-1]
    assert last.role == "boilerplate"
    assert last.start == report.text.index("The original source of this article")
    assert last.end == len(report.text.rstrip())
