"""Which reports are new: one that is known is not worked on again, and two that share an id but not a text are told apart."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from copydesk.model import Problem, Report

Known = dict[str, str]  # report id -> digest of its text


class Admission(Struct, frozen=True):
    """Reports to work on, the digests of their texts by id, and the problems of those that share an id."""

    admitted: list[Report]
    digests: Known
    problems: list[Problem]


def digest(text: str) -> str:
    """First 16 hex digits of the SHA-256 of a report's stored text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def admit(reports: Iterable[Report], known: Known) -> Admission:
    """Leave out reports already known with the same text; give one with a known id and another text an id of its own.

    The second id is the first with a tilde and the text's digest, so it is the same in every order and every run.
    """
    digests = dict(known)
    new: Known = {}
    admitted, problems = [], []
    for report in reports:
        mark = digest(report.text)
        if digests.get(report.report_id) == mark:
            continue
        if report.report_id in digests:
            other = f"{report.report_id}~{mark[:8]}"
            if other in digests:
                continue
            problems.append(
                Problem(
                    source=report.read_from,
                    report_id=other,
                    what=f"the id {report.report_id} is already that of another text",
                    done=f"both are kept, this one as {other}",
                )
            )
            report = replace(report, report_id=other)  # noqa: PLW2901 - the same report under its own id
        digests[report.report_id] = new[report.report_id] = mark
        admitted.append(report)
    return Admission(admitted, new, problems)
