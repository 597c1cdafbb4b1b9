"""Records as the rows that other programs read: exactly the field names of docs/tables/.

Pure functions; none of them needs a ledger.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from copydesk.model import Event, LineageEdge, Mention, Party, Problem, Report, Time, Toponym

Row = dict[str, Any]

# Fields of the records that only the stages need
REPORT_INNER = ("links", "repaired", "repairs")
_EVIDENCE = ("type", "status", "date", "place", "actor", "target", "killed", "injured", "informant")
_TOPONYM = ("start", "end", "text", "kind", "name", "geonameid", "lat", "lon", "country", "admin1", "precision")


def report_row(report: Report) -> Row:
    """One row of `reports`; text offsets count in `text`."""
    row = _plain(report)
    for name in REPORT_INNER:
        del row[name]
    return row


def mention_row(mention: Mention) -> Row:
    """One row of `mentions`, with `actor` and `target` beside the lists they come first in."""
    row: Row = {}
    for name, value in _plain(mention).items():
        if name == "actors":
            row |= {"actor": _first(value), "target": _first(mention.targets)}
        row[name] = value
    row["killed_of"] = _of(row["killed_of"])
    row["evidence"] = {field: spans for field in _EVIDENCE if (spans := row["evidence"][field])}
    return row


def lineage_row(edge: LineageEdge) -> Row:
    """One row of `lineage`."""
    return _plain(edge)


def event_row(event: Event) -> Row:
    """One row of `events`; actors are {"name", "kind"}, the values of accounts are plain values."""
    row = _plain(event)
    for name in ("actor1", "actor2"):
        row[name] = _name_and_kind(getattr(event, name))
    for name in ("assoc_actor_1", "assoc_actor_2"):
        row[name] = [_name_and_kind(party) for party in getattr(event, name)]
    row["killed_of"] = _of(row["killed_of"])
    for account in row["accounts"]:
        account["values"] = {field: msgspec.json.decode(value) for field, value in account["values"].items()}
        for statement in account["statements"]:
            statement["value"] = msgspec.json.decode(statement["value"])
    return row


def problem_row(problem: Problem) -> Row:
    """One row of `problems`."""
    return _plain(problem)


def annotation_row(report: Report, places: Sequence[Toponym], times: Sequence[Time], mentions: Sequence[Mention]) -> Row:
    """The object that `copydesk annotate` prints for one report."""
    return {
        "id": report.report_id,
        "parts": [_plain(part) for part in report.parts],
        "credits": [_plain(credit) for credit in report.credits],
        "places": [toponym_row(place) for place in places],
        "times": [_plain(time) for time in times],
        "mentions": [{k: v for k, v in mention_row(m).items() if k != "event_id"} for m in mentions],
    }


def toponym_row(toponym: Toponym) -> Row:
    """A place name of a text; `in_title` only where it stands in the title."""
    row = {name: getattr(toponym, name) for name in _TOPONYM}
    return row | {"in_title": True} if toponym.in_title else row


def _plain(record: msgspec.Struct) -> Row:
    row: Row = msgspec.to_builtins(record)
    return row


def _first(parties: Sequence[Any]) -> Row | None:
    if not parties:
        return None
    first = parties[0]
    return dict(first) if isinstance(first, Mapping) else _plain(first)


def _name_and_kind(party: Party | None) -> Row | None:
    # an actor that the registry does not know goes by the words that name it
    return None if party is None else {"name": party.name or party.text, "kind": party.kind}


def _of(killed_of: Row | None) -> Row | None:
    """Only the groups of which a number is known, lest unknown look like an answer."""
    if killed_of is None:
        return None
    return {group: count for group, count in killed_of.items() if count is not None} or None
