"""Which of two reports had their shared text first: credits before links before publication times before containment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from copydesk.lineage.registry import Registry, registry
from copydesk.lineage.revisions import is_revision, plain_url
from copydesk.model import Report

_CLEARLY_MORE = 0.1  # difference of shares from which on one text holds the other and not the other way round


@dataclass(frozen=True)
class Direction:
    """Who was first, on what that rests, all evidence found (basis -> whether it speaks for the first report), and what speaks
    against.
    """

    a_first: bool
    basis: str
    evidence: dict[str, bool] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)


def direction_of(a: Report, b: Report, share_a: float, share_b: float) -> Direction:
    """The direction between two reports of which `share_a` and `share_b` stand in the other; `a` first where nothing can be
    told.
    """
    if is_revision(a, b):
        return _of_versions(a, b)
    evidence: dict[str, bool] = {}
    for basis, verdict in (
        ("credit", _opposed(_credits(b, a), _credits(a, b))),
        ("link", _opposed(_links(b, a), _links(a, b))),
        ("published", _earlier(a.published, b.published)),
        ("containment", share_b > share_a if abs(share_a - share_b) >= _CLEARLY_MORE else None),
    ):
        if verdict is not None:
            evidence[basis] = verdict
    if not evidence:
        return Direction(a.report_id <= b.report_id, "unknown")
    basis, a_first = next(iter(evidence.items()))
    first, second = (a, b) if a_first else (b, a)
    against = [_conflict(k, first, second) for k, v in evidence.items() if v is not a_first and k != "containment"]
    return Direction(a_first, basis, evidence, against)


def _of_versions(a: Report, b: Report) -> Direction:
    """Versions of one page follow one another as they were published, or else as they were read."""
    verdict = _earlier(a.published, b.published)
    if verdict is not None:
        return Direction(verdict, "published", {"published": verdict})
    return Direction((a.read_at, a.report_id) <= (b.read_at, b.report_id), "unknown")


def moment(published: str | None) -> datetime | None:
    """A publication date or date-time as a moment, a date as its first minute, without a zone as UTC; None where it cannot be
    read.
    """
    if not published:
        return None
    try:
        read = datetime.fromisoformat(published)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _opposed(for_a: bool, for_b: bool) -> bool | None:
    return for_a if for_a != for_b else None


def _credits(carrier: Report, source: Report) -> bool:
    """Whether `carrier` names the outlet of `source` as where its text comes from, and is not that outlet itself."""
    if not source.outlet:
        return False
    known: Registry = registry()
    outlet = known.key(source.outlet)
    if carrier.outlet and known.key(carrier.outlet) == outlet:
        return False
    return any(known.key(c.name) == outlet for c in carrier.credits)


def _links(carrier: Report, source: Report) -> bool:
    return source.url is not None and plain_url(source.url) in {plain_url(x) for x in carrier.links} and carrier.url != source.url


def _earlier(a: str | None, b: str | None) -> bool | None:
    """Whether `a` was published before `b`; None where either is unknown, or both are the same as far as they go."""
    first, second = moment(a), moment(b)
    if first is None or second is None or a is None or b is None:
        return None
    if len(a) <= 10 or len(b) <= 10:  # one is only a date
        return first.date() < second.date() if first.date() != second.date() else None
    return first < second if first != second else None


def _conflict(basis: str, first: Report, second: Report) -> str:
    if basis == "published":
        return f"{second.report_id} is dated {second.published}, {first.report_id} {first.published}"
    if basis == "link":
        return f"{first.report_id} links to {second.report_id}"
    return f"{first.report_id} credits {second.outlet}"
