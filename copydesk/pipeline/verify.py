"""`verify`: the chain of custody. Hash the originals again, derive every row again, and say what no longer agrees.

The model is the Berkeley Protocol on Digital Open Source Investigations (UN OHCHR and UC Berkeley, 2022): what was collected, when,
by what, and proof that it is unchanged.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import zstandard
from msgspec import Struct, to_builtins

from copydesk.ledger import Input, Ledger
from copydesk.lineage import furniture_version
from copydesk.model import LineageEdge, Mention, Problem, Report
from copydesk.pipeline.build import report_batch
from copydesk.pipeline.merging import merge_pending
from copydesk.pipeline.plan import Runner, code_plan, reports_frame, use
from copydesk.pipeline.relating import batched, relate_pending
from copydesk.pipeline.run import coded_rows
from copydesk.pipeline.telling import Teller
from copydesk.reading import Options, originals, sources

AT_ONCE = 500
NOT_DERIVED_ALONE = {"event_id", "origin_id", "part_of"}  # these come of all reports together; part_of names an event


class Verdict(Struct, frozen=True):
    """What a check found: how many originals and rows agree, and one line for each that does not."""

    originals: int
    rows: int
    disagreements: list[str]


def verify(ledger: Ledger, folder: str | None, options: Options, tell: Teller) -> Verdict:
    """Check every input against its bytes (kept ones, those in `folder`, or where they were read) and derive every row again."""
    inputs = ledger.inputs()
    checked, wrong = _originals(inputs, folder, options)
    rows = 0
    use(Runner())
    waiting = ledger.count("reports")
    for some in batched(ledger.stream("reports"), AT_ONCE):
        rows += len(some)
        wrong += _derived(ledger, some)
        tell.step("deriving again", rows, waiting)
    wrong += _joined(ledger, tell)
    return Verdict(checked, rows, wrong)


def _joined(ledger: Ledger, tell: Teller) -> list[str]:
    """What relating and merging all reports anew, with the same furniture, gives otherwise.

    Events are compared by their mentions and values, their names aside; not at all where persons have decided, as their word
    stands.
    """
    with (
        tempfile.TemporaryDirectory(prefix="copydesk-verify-") as folder,
        Ledger.open(Path(folder) / "again", create=True) as again,
    ):
        furniture = ledger.furniture()
        if furniture is not None:
            again.write_furniture(furniture_version(furniture), furniture)
        for some in batched(ledger.stream("reports"), AT_ONCE):
            again.write_reports(report_batch(some, ledger.mentions(reports=[r.report_id for r in some])))
        relate_pending(again, None, tell)
        merge_pending(again, None, tell)
        wrong = _edges_differ(ledger.lineage(), again.lineage())
        return wrong if ledger.decisions() else wrong + _events_differ(ledger, again)


def _edges_differ(held: list[LineageEdge], again: list[LineageEdge]) -> list[str]:
    a, b = ({(e.from_report_id, e.to_report_id): e for e in edges} for edges in (held, again))
    wrong = []
    for ends in sorted(a.keys() | b.keys()):
        if a.get(ends) != b.get(ends):
            how = "is not found again" if ends not in b else "is not in the ledger" if ends not in a else "is found otherwise"
            wrong.append(f"lineage {ends[0]} to {ends[1]}: {how}")
    return wrong


def _events_differ(ledger: Ledger, again: Ledger) -> list[str]:
    held, found = _by_mentions(ledger), _by_mentions(again)
    wrong = [f"event {held[m]['event_id']}: its mentions are put together otherwise" for m in held.keys() - found.keys()]
    wrong += [f"event of {min(m)}: is not in the ledger" for m in found.keys() - held.keys()]
    for mentions in held.keys() & found.keys():
        wrong += _differences(f"event {held[mentions]['event_id']}", held[mentions], found[mentions])
    return sorted(wrong)


def _by_mentions(ledger: Ledger) -> dict[frozenset[str], dict[str, object]]:
    members: dict[str, set[str]] = {}
    for m in ledger.stream("mentions"):
        if m.event_id is not None:
            members.setdefault(m.event_id, set()).add(m.mention_id)
    return {frozenset(members[e.event_id]): to_builtins(e) for e in ledger.stream("events") if e.event_id in members}


def _originals(inputs: list[Input], folder: str | None, options: Options) -> tuple[int, list[str]]:
    there = dict(_hashes([folder] if folder else sorted({_file_of(i.read_from) for i in inputs if i.kept is None}), options))
    agree, wrong = 0, []
    for i in inputs:
        if i.kept is not None:
            agree += 1  # packed bytes carry their own checksum; a changed block does not unpack
            wrong += _kept(i)
        elif i.sha256 in there:
            agree += 1
        else:
            wrong.append(f"{i.read_from}: no bytes with SHA-256 {i.sha256[:16]}… are there any more (read {i.read_at})")
    return agree, wrong


def _kept(kept: Input) -> list[str]:
    assert kept.kept is not None
    try:
        data = zstandard.ZstdDecompressor().decompress(kept.kept)
    except zstandard.ZstdError as error:
        return [f"{kept.read_from}: the kept bytes cannot be unpacked ({error})"]
    found = hashlib.sha256(data).hexdigest()
    return [] if found == kept.sha256 else [f"{kept.read_from}: the kept bytes have SHA-256 {found[:16]}…, not {kept.sha256[:16]}…"]


def _hashes(paths: Iterable[str], options: Options) -> Iterator[tuple[str, str]]:
    """(SHA-256, where) of every original at `paths`."""
    for source in sources([p for p in paths if Path(p).exists()], options):
        if isinstance(source, Problem):
            continue
        for original in originals(source, options):
            if not isinstance(original, Problem):
                yield original.sha256, original.read_from


def _file_of(read_from: str) -> str:
    """The file in a `read_from` such as "pile.zip!a.html" or "pile.jsonl:12"."""
    path = read_from.partition("!")[0]
    stem, sep, line = path.rpartition(":")
    return stem if sep and line.isdigit() else path


def _derived(ledger: Ledger, reports: list[Report]) -> list[str]:
    """What deriving these reports' rows again gives otherwise than the ledger has it."""
    table = code_plan(reports_frame(reports), Runner(), len(reports)).to_arrow()
    again = {c.report.report_id: c for c in coded_rows(table)}
    held: dict[str, dict[str, Mention]] = {r.report_id: {} for r in reports}
    for m in ledger.mentions(reports=list(held)):
        held[m.report_id][m.mention_id] = m
    wrong = []
    for report in reports:
        coded = again[report.report_id]
        wrong += _differences(f"report {report.report_id}", to_builtins(report), to_builtins(coded.report))
        fresh = {m.mention_id: m for m in coded.mentions}
        for i in sorted(set(held[report.report_id]) | set(fresh)):
            old, new = held[report.report_id].get(i), fresh.get(i)
            if old is None or new is None:
                wrong.append(f"mention {i}: {'is not in the ledger' if old is None else 'is not found again'}")
            else:
                wrong += _differences(f"mention {i}", to_builtins(old), to_builtins(new))
    return wrong


def _differences(what: str, held: Mapping[str, object], again: Mapping[str, object]) -> list[str]:
    """One line for each field that differs, of nested values only their fields that do."""
    wrong = []
    for field, old in held.items():
        new = again[field]
        if field in NOT_DERIVED_ALONE or old == new:
            continue
        if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
            wrong += _differences(f"{what}: {field}", old, new)
        else:
            wrong.append(f"{what}: {field} is {_plain(old)} in the ledger, {_plain(new)} when derived again")
    return wrong


def _plain(value: object) -> str:
    """A value in words: what has a name by its name, a list by its items, nothing as "nothing"."""
    if value is None or value in ([], {}):
        return "nothing"
    if isinstance(value, dict):
        named = value.get("name") or value.get("text")
        return str(named) if named else ", ".join(f"{k} {_plain(v)}" for k, v in value.items() if v not in (None, [], {}))
    return "; ".join(_plain(v) for v in value) if isinstance(value, list) else str(value)
