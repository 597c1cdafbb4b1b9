"""HTML pages: text with its roles, metadata, and commenters without their names."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk.model import Report
from copydesk.reading import Source, read, sources
from tests.reading.making import MORE, OPTIONS, PROSE, check_parts, everything, one, said, words, written

PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Army takes Foo | Bar News</title>
<meta property="og:title" content="Army takes Foo"><meta property="og:site_name" content="Bar News">
<meta property="article:published_time" content="2017-01-27T10:00:00+02:00"><meta name="author" content="Jane Doe">
<link rel="canonical" href="https://bar.example/foo"><style>p {{}}</style></head><body>
<nav><a href="/">Home</a> <a href="/war">War</a></nav>
<article><h1>Army takes Foo</h1><p class="byline">By <b>Jane</b> Doe</p><p>{PROSE}</p>
<figure><img src="x.jpg"><figcaption>A soldier in the town (AFP)</figcaption></figure>
<p>{MORE}</p><p>Originally published by <a href="https://baz.example/1">Baz</a></p><script>var x = 1;</script></article>
<div id="comments"><h3>2 comments</h3>
<div class="comment"><span class="comment-author">Max Power</span>
<p>I do not think that this is what happened in the town at all.</p></div>
<div class="comment"><cite>Ann Other</cite><p>max power is right, and you should all know it by now.</p></div></div>
<footer>Copyright 2017 Bar News</footer></body></html>"""


@pytest.fixture
def report(tmp_path: Path) -> Report:
    return one(written(tmp_path, "a.html", PAGE))


def test_parts(report: Report) -> None:
    check_parts(report)
    assert words(report, "headline") == ["Army takes Foo"]
    assert words(report, "caption") == ["A soldier in the town (AFP)"]
    assert words(report, "body") == [PROSE, MORE]
    assert words(report, "credit") == ["By Jane Doe", "Originally published by Baz"]
    assert words(report, "boilerplate") == ["Home War", "Copyright 2017 Bar News"]
    assert "var x" not in report.text


def test_metadata(report: Report) -> None:
    assert (report.title, report.outlet, report.url) == ("Army takes Foo", "Bar News", "https://bar.example/foo")
    assert (report.published, report.published_from) == ("2017-01-27T10:00:00+02:00", "metadata")
    assert report.byline == ["Jane Doe"]
    assert report.links == ["https://bar.example/foo", "https://baz.example/1"]


def test_commenters_have_pseudonyms(report: Report) -> None:
    assert "power" not in report.text.casefold()
    assert "Ann Other" not in report.text
    assert len(words(report, "comment")) == 5
    name = words(report, "comment")[1]
    assert name.startswith("commenter-")
    assert words(report, "comment")[4] == f"{name} is right, and you should all know it by now."


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta name="DC.date.issued" content="2017-01-27">', "2017-01-27"),
        (
            '<script type="application/ld+json">{"@graph": [{"datePublished": "2017-01-27T08:00:00Z"}]}</script>',
            "2017-01-27T08:00:00+00:00",
        ),
        ('<script type="application/ld+json">{broken</script><meta name="pubdate" content="January 27, 2017">', "2017-01-27"),
    ],
)
def test_dates_in_metadata(tmp_path: Path, head: str, published: str) -> None:
    found = one(written(tmp_path, "a.html", f"<html><head>{head}</head><body><p>{PROSE}</p></body></html>"))
    assert (found.published, found.published_from) == (published, "metadata")


def test_a_date_on_the_page_is_of_the_text(tmp_path: Path) -> None:
    found = one(written(tmp_path, "a.html", f"<html><body><p>January 27, 2017</p><p>{PROSE}</p><p>{MORE}</p></body></html>"))
    assert (found.published, found.published_from) == ("2017-01-27", "text")


def test_a_saved_page_and_a_declared_charset(tmp_path: Path) -> None:
    head = '<!-- saved from url=(0024)https://bar.example/foo --><html><head><meta charset="windows-1251"></head>'
    page = f"{head}<body><p>{PROSE} Хомс</p></body></html>"
    found = one(written(tmp_path, "a.html", page.encode("cp1251")))
    assert found.url == "https://bar.example/foo"
    assert found.outlet == "bar.example"
    assert "Хомс" in found.text


def test_a_page_of_very_many_elements_is_read_by_its_elements(tmp_path: Path) -> None:
    links = "".join(f"<a href='/{i}'>{i}</a> " for i in range(30_000))
    found = one(written(tmp_path, "a.html", f"<html><body><p>{PROSE}</p><nav>{links}</nav></body></html>"))
    check_parts(found)
    assert PROSE in words(found, "body")


def test_a_page_of_short_lines_keeps_its_words(tmp_path: Path) -> None:
    found = one(
        written(
            tmp_path,
            "a.html",
            "<html><body><div>The army took the town<br>on Monday</div><!-- no --> and left it again</body></html>",
        )
    )
    assert " ".join(text for _, text in said(found)) == "The army took the town on Monday and left it again"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div class='comments'>",
                "</div>",
                "<br>",
                PROSE,
                "&nbsp;",
                "<figcaption>",
                "</article>",
                "<h1>",
                "x",
                "<!--",
                "-->",
                "<cite>",
                "\x00",
                "<script>",
                "</script>",
                "<table><tr><td>",
                "]]>",
            ]
        ),
        max_size=25,
    )
)
def test_no_page_breaks_reading(tmp_path: Path, pieces: list[str]) -> None:
    for found in everything([written(tmp_path, "a.html", "<html><body>" + "".join(pieces))])[0]:
        check_parts(found)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=400),
    st.sampled_from(["txt", "html", "jsonl", "csv", "parquet", "warc", "xml", "zip", "gz", "dat"]),
    st.sampled_from(
        [b"", b"WARC/1.0\r\nWARC-Type: response\r\n", b"<rss>", b"text,id\n", b"PK\x03\x04", b"\x1f\x8b", b"PAR1", b'{"text": "']
    ),
)
def test_no_bytes_break_reading(tmp_path: Path, data: bytes, ending: str, head: bytes) -> None:
    path = written(tmp_path, f"a.{ending}", head + data)
    for source in sources([str(path)], OPTIONS):
        for found in read(source, OPTIONS) if isinstance(source, Source) else [source]:
            if isinstance(found, Report):
                check_parts(found)
                found.text.encode()
