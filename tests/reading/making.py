"""Inputs that tests write, and what reading makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from copydesk.model import Problem, Report
from copydesk.reading import Limits, Options, Source, read, sources

WHEN = "2026-11-22T00:00:00+00:00"
OPTIONS = Options(pseudonym_key=b"a key for tests", read_at=WHEN)

PROSE = (
    "The army took the town of Foo on Monday after heavy fighting with rebels, residents said. "
    "At least ten people were killed in the battle, according to a medic at the hospital of the town."
)
MORE = (
    "Others had fled to the next town, which is held by the rebels, and were waiting there for help from the agencies. "
    "A spokesman for the army said that the road would be opened again before the end of the week."
)


def options(**limits: int) -> Options:
    return Options(pseudonym_key=OPTIONS.pseudonym_key, read_at=WHEN, limits=Limits(**limits))


def everything(paths: Sequence[Path | str], with_: Options = OPTIONS) -> tuple[list[Report], list[Problem]]:
    reports: list[Report] = []
    problems: list[Problem] = []
    for found in sources([str(p) for p in paths], with_):
        for item in read(found, with_) if isinstance(found, Source) else [found]:
            if isinstance(item, Report):
                reports.append(item)
            else:
                problems.append(item)
    return reports, problems


def one(path: Path, with_: Options = OPTIONS) -> Report:
    reports, problems = everything([path], with_)
    assert problems == []
    assert len(reports) == 1
    return reports[0]


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def said(report: Report) -> list[tuple[str, str]]:
    return [(p.role, report.working[p.start : p.end]) for p in report.parts]


def words(report: Report, role: str) -> list[str]:
    return [text for r, text in said(report) if r == role]


def check_parts(report: Report) -> None:
    at = 0
    for part in report.parts:
        assert at <= part.start < part.end <= len(report.working)
        assert not report.working[at : part.start].strip()
        assert report.working[part.start : part.end].strip()
        at = part.end
    assert not report.working[at:].strip()
