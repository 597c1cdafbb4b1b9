"""Bad input costs one line, names what is wrong, and stops nothing else."""

from __future__ import annotations

import gzip
import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from tests.reading.making import MORE, OPTIONS, PROSE, check_parts, everything, options, words, written

GOOD = json.dumps({"id": "good", "text": PROSE})


def test_nothing_stops_the_rest(tmp_path: Path) -> None:
    written(tmp_path, "a-empty.txt", b"")
    written(tmp_path, "b-blank.txt", " \n \n")
    written(tmp_path, "c-binary.bin", bytes(range(256)) * 20)
    written(tmp_path, "d-picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR" + b"\x00\x01\x02" * 300)
    written(tmp_path, "e-broken.txt.gz", gzip.compress(PROSE.encode() * 50)[:-30])
    written(tmp_path, "f-no.gz", b"this is no gzip file")
    written(tmp_path, "g-broken.zip", b"PK\x03\x04 and then nothing")
    written(tmp_path, "h-broken.parquet", b"PAR1 nothing PAR1")
    written(tmp_path, "i-broken.warc", b"WARC/1.0\r\nno header here\r\n")
    written(tmp_path, "j-broken.xml", b"<rss><channel><title>x")
    written(tmp_path, "k-no-text.html", "<html><body><script>x()</script></body></html>")
    written(tmp_path, "z-good.txt", PROSE)
    reports, problems = everything([tmp_path, tmp_path / "not-there.txt", tmp_path / "*.nothing"])
    assert [Path(r.read_from).name for r in reports] == ["z-good.txt"]
    told = [Path(p.source).name.removesuffix("@0") for p in problems]
    assert sorted(told) == sorted(
        [p.name for p in tmp_path.iterdir() if not p.name.startswith("z-")] + ["not-there.txt", "*.nothing"]
    ), problems
    assert all(p.what and p.done and "\n" not in p.what for p in problems)


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = written(tmp_path, "closed.txt", PROSE)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read every file")
    _, problems = everything([path])
    assert [p.what for p in problems] == ["may not be read: no permission"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    _, problems = everything([tmp_path])
    assert [p.what for p in problems] == ["is not a regular file"]


def test_invalid_json_lines_are_named(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", f'{GOOD}\n{{"text": \n[1, 2]\n\n{{"body": "x", "day": 1}}\n{GOOD}\n')
    reports, problems = everything([path])
    assert len(reports) == 2
    assert [p.line for p in problems] == [2, 3, 5]
    assert "not valid JSON" in problems[0].what
    assert "not an object" in problems[1].what
    assert "body, day" in problems[2].what


def test_one_mistake_in_every_line_is_summed_up(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", '{"body": "x"}\n' * 300)
    reports, problems = everything([path])
    assert reports == []
    assert len(problems) == 6
    assert "295 more" in problems[-1].what


def test_a_long_line_is_left_out_and_the_next_read(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", json.dumps({"text": "x" * 5_000}) + "\n" + GOOD + "\n")
    reports, problems = everything([path], options(page_bytes=1_000))
    assert [r.report_id for r in reports] == ["good"]
    assert problems[0].line == 1


def test_wrong_columns_are_listed(tmp_path: Path) -> None:
    _, problems = everything([written(tmp_path, "a.csv", "body,day\nfoo,2017-01-01\n")])
    assert len(problems) == 1
    assert "body, day" in problems[0].what


def test_deep_html_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "deep.html", "<html><body>" + "<div>" * 100_000 + PROSE + "</div>" * 100_000)
    reports, problems = everything([path])
    assert reports == []
    assert len(problems) == 1
    assert "nested" in problems[0].what


def test_paragraphs_left_open_are_not_deep(tmp_path: Path) -> None:
    path = written(tmp_path, "flat.html", "<html><body>" + f"<p>{PROSE}<br>" * 1_000 + "</body></html>")
    reports, problems = everything([path])
    assert len(reports) == 1
    assert problems == []


def test_a_large_page_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    with path.open("wb") as stream:
        stream.write(b"<html><body>")
        stream.truncate(200_000_000)
    _, problems = everything([path])
    assert len(problems) == 1
    assert "200 MB" in problems[0].what


def test_a_gzip_bomb_stops_early(tmp_path: Path) -> None:
    path = written(tmp_path, "bomb.jsonl.gz", gzip.compress((GOOD + "\n").encode() + b" " * 30_000_000))
    reports, problems = everything([path])
    assert [r.report_id for r in reports] == ["good"]
    assert len(problems) == 1
    assert "times its size" in problems[0].what or "MB" in problems[0].what


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.jsonl", b"\n" * 30_000_000)
        archive.writestr("good.txt", PROSE)
        archive.writestr("inner.zip", _zip("a.txt", PROSE))
        archive.writestr("empty.txt", "")
    reports, problems = everything([tmp_path / "bomb.zip"])
    assert len(reports) == 1
    assert {p.source.rpartition("!")[2]: p.what for p in problems} == {
        "big.jsonl": "unpacks to more than 400 times its size",
        "inner.zip": "is an archive inside an archive",
        "empty.txt": "is empty",
    }


def test_members_are_counted(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for i in range(5):
            archive.writestr(f"{i}.txt", PROSE)
    reports, problems = everything([tmp_path / "many.zip"], options(members=3))
    assert len(reports) == 3
    assert "5 members" in problems[0].what


def _zip(name: str, content: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, content)
    return held.getvalue()


def test_a_text_of_five_million_characters_is_kept_and_not_coded(tmp_path: Path) -> None:
    reports, problems = everything([written(tmp_path, "long.txt", PROSE * 30_000)])
    assert len(reports[0].text) > 5_000_000
    assert not reports[0].coded
    assert "too long" in str(reports[0].not_coded_why)
    assert len(problems) == 1
    check_parts(reports[0])


@pytest.mark.parametrize("day", ["9999-01-01", "1066-10-14", "tomorrow", "2016-02-31"])
def test_an_unlikely_date_is_left_out(tmp_path: Path, day: str) -> None:
    path = written(tmp_path, "a.jsonl", json.dumps({"text": PROSE, "published": day}))
    reports, problems = everything([path])
    assert reports[0].published is None
    assert len(problems) == 1
    assert day in problems[0].what


def test_control_characters_surrogates_and_marks(tmp_path: Path) -> None:
    text = "The \x00army\ud800 took \u202ethe town\u202c of Foo on Monday, and \u200fthe rebels had left before, people said."
    path = written(tmp_path, "a.jsonl", json.dumps({"text": text}))
    reports, problems = everything([path])
    assert reports[0].text == text.replace("\ud800", "\ufffd")
    assert reports[0].working.startswith("The army\ufffd took the town of Foo on Monday, and the rebels")
    assert [p.what for p in problems] == ["has NUL bytes in its text"]
    reports[0].text.encode()
    check_parts(reports[0])


def test_another_language_is_kept_and_not_coded(tmp_path: Path) -> None:
    texts = [
        "قتل عشرة أشخاص في غارة جوية على مدينة حلب يوم الاثنين حسب مصادر محلية في المدينة",
        "El ejército tomó la ciudad el lunes después de fuertes combates con los rebeldes, dijeron los vecinos",
    ]
    path = written(tmp_path, "a.jsonl", "\n".join(json.dumps({"text": t}) for t in texts))
    reports, _ = everything([path])
    assert [r.language for r in reports] == ["ar", "es"]
    assert not any(r.coded for r in reports)
    assert [r.text for r in reports] == texts


def test_numbers_alone_are_not_a_text(tmp_path: Path) -> None:
    reports, _ = everything([written(tmp_path, "a.txt", "12 34 56 ... 78")])
    assert not reports[0].coded


def test_what_was_read_before_a_break_is_kept(tmp_path: Path) -> None:
    whole = gzip.compress("".join(json.dumps({"id": str(i), "text": f"{i} {PROSE} {MORE}"}) + "\n" for i in range(5_000)).encode())
    reports, problems = everything([written(tmp_path, "a.jsonl.gz", whole[: len(whole) // 2])], OPTIONS)
    assert len(reports) > 500
    assert len(problems) == 1
    assert "broken gzip" in problems[0].what
    assert words(reports[0], "body")
