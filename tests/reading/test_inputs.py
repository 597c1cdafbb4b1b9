"""Every kind of input gives its reports, with where they were read and the hash of their bytes."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import sys
import zipfile
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from copydesk.model import Problem, Report, batch_of
from copydesk.model.arrow import records_of
from copydesk.reading import Options, Original, Source, originals, read_sources, sources
from tests.reading.making import MORE, OPTIONS, PROSE, WHEN, check_parts, everything, one, options, said, words, written

ROWS = [{"id": f"r{i}", "text": f"{i}. {PROSE}\n\n{MORE}", "published": "2017-01-27", "outlet": "Bar News"} for i in range(40)]


def record(url: str, body: bytes, head: bytes = b"Content-Type: text/html; charset=utf-8", status: bytes = b"200 OK") -> bytes:
    http = b"HTTP/1.1 " + status + b"\r\n" + head + b"\r\nContent-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body
    fields = [
        b"WARC/1.0",
        b"WARC-Type: response",
        b"WARC-Record-ID: <urn:uuid:1>",
        b"WARC-Date: 2017-01-27T00:00:00Z",
        b"WARC-Target-URI: " + url.encode(),
        b"Content-Type: application/http; msgtype=response",
        b"Content-Length: " + str(len(http)).encode(),
    ]
    return b"\r\n".join(fields) + b"\r\n\r\n" + http + b"\r\n\r\n"


def html(title: str, body: str = f"<p>{PROSE}</p><p>{MORE}</p>") -> bytes:
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>".encode()


def test_a_text_keeps_its_very_string(tmp_path: Path) -> None:
    text = f"Army Takes Foo\r\n\r\n{PROSE}\r\n\r\n{MORE}\r\n"
    report = one(written(tmp_path, "a.txt", text))
    assert report.text == text
    assert report.title == "Army Takes Foo"
    assert report.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert report.report_id == report.sha256[:16]
    assert (report.read_at, report.read_from) == (WHEN, str(tmp_path / "a.txt"))
    assert (report.published, report.published_from) == (None, None)
    assert words(report, "headline") == ["Army Takes Foo"]


def test_a_file_date_is_taken_only_when_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", PROSE)
    assert one(path).published is None
    report = one(path, Options(use_file_dates=True))
    assert report.published_from == "file"
    assert report.published is not None
    assert date.fromisoformat(report.published)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "cp1251"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = PROSE + (
        " В понедельник армия заняла город, сообщили местные жители и врачи больницы."
        if encoding == "cp1251"
        else " Café “Zoë” — naïve façade, déjà vu."
    )
    report = one(written(tmp_path, "a.txt", text.encode(encoding)))
    if encoding != "cp1251":
        assert report.text == text
    assert report.text.startswith(PROSE)


def test_jsonl_gives_its_fields(tmp_path: Path) -> None:
    row = {
        "headline": "Army takes Foo",
        "body": PROSE,
        "date": "27 January 2017",
        "by": ["Jane Doe and Max Power"],
        "url": "https://www.bar.example/2017/01/28/foo",
    }
    columns = {"text": "body", "title": "headline", "published": "date", "byline": "by"}
    report = one(written(tmp_path, "a.jsonl", json.dumps(row)), Options(columns=columns, read_at=WHEN))
    assert (report.title, report.text, report.url) == (row["headline"], PROSE, row["url"])
    assert (report.published, report.published_from) == ("2017-01-27", "input")
    assert report.outlet == "bar.example"
    assert report.byline == ["Jane Doe", "Max Power"]
    assert report.read_from.endswith("a.jsonl:1")
    assert one(written(tmp_path, "b.jsonl", json.dumps({"text": PROSE, "url": row["url"]}))).published_from == "url"


def test_jsonl_may_hold_html(tmp_path: Path) -> None:
    report = one(written(tmp_path, "a.jsonl", json.dumps({"id": "x", "html": html("Army takes Foo").decode()})))
    assert (report.report_id, report.title) == ("x", "Army takes Foo")
    assert PROSE in "\n".join(words(report, "body"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(tmp_path: Path, delimiter: str) -> None:
    cell = '"' + PROSE.replace("Foo", '""Foo""') + "\n\n" + MORE + '"'
    lines = [delimiter.join(["id", "text", "published"])] + [delimiter.join([f"r{i}", cell, "2017-01-27"]) for i in range(3)]
    reports, problems = everything([written(tmp_path, "a.csv", "\n".join(lines) + "\n")])
    assert problems == []
    assert [r.report_id for r in reports] == ["r0", "r1", "r2"]
    assert reports[0].text == PROSE.replace("Foo", '"Foo"') + "\n\n" + MORE
    assert [r.read_from.rpartition(":")[2] for r in reports] == ["2", "5", "8"]
    assert reports[2].sha256 == hashlib.sha256(lines[3].encode()).hexdigest()


def test_parquet(tmp_path: Path) -> None:
    pq.write_table(
        pa.Table.from_pylist([{**r, "published": date(2017, 1, 27)} for r in ROWS]), tmp_path / "a.parquet", row_group_size=7
    )
    whole, problems = everything([tmp_path / "a.parquet"])
    assert problems == []
    pieces, _ = everything([tmp_path / "a.parquet"], options(chunk_bytes=2_000))
    assert whole == pieces
    assert [r.report_id for r in whole] == [r["id"] for r in ROWS]
    assert whole[0].published == "2017-01-27"


def test_large_tables_are_read_in_pieces(tmp_path: Path) -> None:
    jsonl = written(tmp_path, "a.jsonl", "".join(json.dumps(r) + "\n" for r in ROWS))
    lines = ["id,text"] + [f'{r["id"]},"{r["text"]}"' for r in ROWS]
    table = written(tmp_path, "a.csv", "\n".join(lines) + "\n")
    for path in (jsonl, table):
        small = options(chunk_bytes=3_000)
        found = list(sources([str(path)], small))
        assert len(found) > 4
        whole, _ = everything([path])
        pieces, problems = everything([path], small)
        assert problems == []
        assert pieces == whole
        assert len(pieces) == len(ROWS)


def test_a_warc_gives_its_pages(tmp_path: Path) -> None:
    records = [record(f"https://bar.example/2017/01/27/{i}", html(f"Army takes town number {i}")) for i in range(6)]
    records.insert(2, record("https://bar.example/x.png", b"\x89PNG", b"Content-Type: image/png"))
    records.insert(3, record("https://bar.example/gone", html("Gone"), status=b"404 Not Found"))
    records.append(
        record(
            "https://bar.example/z",
            gzip.compress(html("Army takes the last town")),
            b"Content-Type: text/html\r\nContent-Encoding: gzip",
        )
    )
    plain = written(tmp_path, "a.warc", b"".join(records))
    packed = written(tmp_path, "b.warc.gz", b"".join(gzip.compress(r) for r in records))
    for path in (plain, packed):
        whole, problems = everything([path])
        assert problems == []
        assert [r.title for r in whole] == [f"Army takes town number {i}" for i in range(6)] + ["Army takes the last town"]
        assert (whole[0].url, whole[0].published, whole[0].published_from) == (
            "https://bar.example/2017/01/27/0",
            "2017-01-27",
            "url",
        )
        pieces, _ = everything([path], options(chunk_bytes=500))
        assert [r.read_from for r in pieces] == [r.read_from for r in whole]


def test_a_warc_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    records = [record(f"https://bar.example/{i}", html(f"Army takes town number {i}")) for i in range(3)]
    reports, problems = everything([written(tmp_path, "a.warc", b"".join(records)[:-100])])
    assert len(reports) == 2
    assert [p.what for p in problems] == ["is a WARC record that breaks off"]


def test_feeds(tmp_path: Path) -> None:
    rss = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Bar News</title>
      <item><title>Army takes Foo</title><link>https://bar.example/1</link><pubDate>Fri, 27 Jan 2017 10:00:00 GMT</pubDate>
      <description>&lt;p&gt;{PROSE}&lt;/p&gt;&lt;p&gt;{MORE}&lt;/p&gt;</description></item>
      <item><title>Nothing said</title><link>https://bar.example/2</link></item></channel></rss>"""
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Baz</title><entry><title>Rebels leave Foo</title><id>1</id>
      <author><name>Jane Doe</name></author><published>2017-01-28T08:00:00Z</published>
      <content type="html">{PROSE}</content></entry></feed>"""
    reports, problems = everything([written(tmp_path, "a.rss", rss), written(tmp_path, "b.xml", atom)])
    assert [(r.title, r.outlet, r.published) for r in reports] == [
        ("Army takes Foo", "Bar News", "2017-01-27T10:00:00+00:00"),
        ("Rebels leave Foo", "Baz", "2017-01-28T08:00:00+00:00"),
    ]
    assert said(reports[0]) == [("body", f"{PROSE}\n\n{MORE}")]
    assert reports[1].byline == ["Jane Doe"]
    assert [p.what for p in problems] == ["is an entry without text"]


def test_markdown_is_read_as_written(tmp_path: Path) -> None:
    text = (
        f"# Army takes *Foo*\n\nBy [Jane Doe](#)\n\nBar News, January 27, 2017\n\n{PROSE}\n\n**Disclaimer:** nobody is responsible."
    )
    report = one(written(tmp_path, "a.md", text))
    assert report.text == text
    assert report.title == "Army takes *Foo"
    assert (report.outlet, report.published, report.published_from) == ("Bar News", "2017-01-27", "text")
    assert report.byline == ["Jane Doe"]
    assert [role for role, _ in said(report)] == ["headline", "credit", "boilerplate", "body", "boilerplate"]


def test_folders_globs_archives_and_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "b" / "c"
    inner.mkdir(parents=True)
    written(inner, "x.txt", f"1 {PROSE}")
    written(tmp_path, "a.txt.gz", gzip.compress(f"2 {PROSE}".encode()))
    written(tmp_path, ".hidden.txt", PROSE)
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("in/y.txt", f"3 {PROSE}")
        archive.writestr("in/z.jsonl", json.dumps({"text": f"4 {PROSE}"}))
        archive.writestr("in/w.parquet", _parquet([{"text": f"5 {PROSE}"}]))
        archive.writestr("in/v.csv", f'text\n"6 {PROSE}"\n')
        archive.writestr("in/t.warc", record("https://bar.example/1", html("7 towns taken")))
        archive.writestr("__MACOSX/in/y.txt", "no")
    reports, problems = everything([tmp_path, tmp_path / "b", str(tmp_path / "**" / "*.gz")])
    assert problems == []
    assert sorted(r.text[0] for r in reports) == list("1234567")
    assert sum("d.zip!in/" in r.read_from for r in reports) == 5
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps({"text": PROSE}).encode())))
    reports, _ = everything(["-"])
    assert [r.read_from for r in reports] == ["-:1"]


def _parquet(rows: list[dict[str, str]]) -> bytes:
    held = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), held)
    return held.getvalue()


def test_a_csv_in_gzip(tmp_path: Path) -> None:
    content = "id,text\n" + "".join(f'r{i},"{PROSE}"\n' for i in range(2_000))
    reports, problems = everything([written(tmp_path, "a.csv.gz", gzip.compress(content.encode()))])
    assert problems == []
    assert len(reports) == 2_000


def test_originals_carry_the_hash_of_their_report(tmp_path: Path) -> None:
    written(tmp_path, "a.jsonl", "".join(json.dumps(r) + "\n" for r in ROWS))
    written(tmp_path, "b.html", html("Army takes Foo"))
    reports, _ = everything([tmp_path])
    found = [o for s in sources([str(tmp_path)], OPTIONS) if isinstance(s, Source) for o in originals(s, OPTIONS)]
    kept = {o.read_from: o for o in found if isinstance(o, Original)}
    assert len(kept) == len(reports) == 41
    for report in reports:
        original = kept[report.read_from]
        assert original.sha256 == report.sha256 == hashlib.sha256(original.data).hexdigest()


def test_the_batch_form_says_the_same(tmp_path: Path) -> None:
    written(tmp_path, "a.txt", PROSE)
    written(tmp_path, "b.jsonl", '{"text": 1}\n' + json.dumps(ROWS[0]))
    found = [s for s in sources([str(tmp_path)], OPTIONS) if isinstance(s, Source)]
    out = read_sources(batch_of(found, Source), OPTIONS)
    assert out.num_rows == 2
    reports, problems = everything([tmp_path])
    assert [r for row in out.column("reports") for r in _records(row, Report)] == reports
    assert [p for row in out.column("problems") for p in _records(row, Problem)] == problems


def _records(row: pa.Scalar, record_type: type[Report] | type[Problem]) -> list[Report | Problem]:
    return list(records_of(pa.RecordBatch.from_pylist(row.as_py() or []), record_type)) if row.as_py() else []


def test_parts_hold_for_every_kind(tmp_path: Path) -> None:
    written(
        tmp_path,
        "a.html",
        html("Army takes Foo", f"<p>{PROSE}</p><ul><li>one</li><li>two</li></ul><p>{MORE}</p><p>Read more: x</p>"),
    )
    written(tmp_path, "b.txt", f"{PROSE}\n\n\n{MORE}")
    for report in everything([tmp_path])[0]:
        check_parts(report)
