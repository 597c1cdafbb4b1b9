"""What is written to a ledger at one stroke: each of these is one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from copydesk.model import Event, Judgement, LineageEdge, Mention, Problem, Report


@dataclass(frozen=True)
class Input:
    """The bytes that were read: their hash, where and when, how many; `kept` the zstd-packed bytes where they are to be kept."""

    sha256: str
    read_from: str
    read_at: str
    size: int | None = None
    kept: bytes | None = None


@dataclass(frozen=True, kw_only=True)
class ReportBatch:
    """Whole reports with all that was derived from each alone; `version` is that of the code that derived it."""

    version: str
    reports: Sequence[Report] = ()
    mentions: Sequence[Mention] = ()
    inputs: Sequence[Input] = ()
    problems: Sequence[Problem] = ()
    bands: Sequence[tuple[int, str]] = ()  # (band_key, report_id)
    block_keys: Sequence[tuple[str, str]] = ()  # (key, mention_id)
    build_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class LineageChange:
    """Edges found for the reports just `related`, and the origins of every report of the families touched."""

    edges: Sequence[LineageEdge] = ()
    origins: Mapping[str, str | None] = field(default_factory=dict)  # report_id -> origin_id
    related: Sequence[str] = ()
    version: str = ""
    build_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class EventChange:
    """The events of the mentions re-examined.

    `members` maps every mention re-examined to its event, or to None where it makes none; events that had only such mentions and
    are not among `events` are retired and forward to where most of their mentions went.
    """

    events: Sequence[Event] = ()
    members: Mapping[str, str | None] = field(default_factory=dict)
    touched: Sequence[str] = ()  # other events re-examined (those `pending_events` gave), retired where no mention is left
    judgements: Sequence[Judgement] = ()  # the machine's
    merged: Sequence[str] = ()  # reports whose mentions are now in events
    version: str = ""
    build_id: int | None = None
    at: str | None = None  # when; now where None
